"""The knobs of activation_functions: what all five networks share. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    function: str = like("function", "sin(3x)")
    width: int = like("width", 16, high=64)
    depth: int = like("depth", 2, high=4)
    points: int = like("points", 60, high=200)
    noise: float = like("noise", 0.1)
    learning_rate: float = like("learning_rate", 0.01)
