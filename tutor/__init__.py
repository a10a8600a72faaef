"""A chat that teaches what deep learning is, in Chinese and English.

Read in this order: `types` (what travels), `tutor` (the straight line from text to reply), then the stations
of that line: `language`, `classifier`, `dialogue`, with every word coming from `curriculum`; `demos` train
small networks and draw them; `ui` and `cli` are the two ends. Importing this package does no work and loads
neither torch nor gradio.
"""

__version__ = "0.1.0"
