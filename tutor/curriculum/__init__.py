"""Reads and checks data/: topics, acts, demos, sources, names, questions. No torch, no prose of its own.

`load_curriculum` gives everything a conversation needs; `check` holds the lint for those who write.
"""

from tutor.curriculum.curriculum import Act, Curriculum, DemoText, load_curriculum
from tutor.curriculum.topic import Topic

__all__ = ["Act", "Curriculum", "DemoText", "Topic", "load_curriculum"]
