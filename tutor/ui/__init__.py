"""The page: a chat in the browser, its streams of pictures, and the same as an API for programs.

Layout and events only: what is answered comes from `tutor.tutor`, what is trained from `tutor.demos`, every
word from data/interface.toml. This is the one package that loads gradio, when one of these names is used:

`build_app` makes the page, `launch_options` says how it is served, `serve` does both until interrupted.
"""

from tutor.ui.app import build_app
from tutor.ui.serve import launch_options, serve

__all__ = ["build_app", "launch_options", "serve"]
