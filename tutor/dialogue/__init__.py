"""What to do about a message, and in which words: pure functions, no torch, no gradio, every word from data/."""

from tutor.dialogue.compose import compose
from tutor.dialogue.decide import decide
from tutor.dialogue.decision import Decision
from tutor.dialogue.state import State

__all__ = ["Decision", "State", "compose", "decide"]
