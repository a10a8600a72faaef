"""The knobs of vanishing_gradient: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    depth: int = like("depth", 20, low=5, high=40, change=("plus", 5))
    width: int = like("width", 16, low=4, high=64)
    learning_rate: float = like("learning_rate", 0.01)
    optimiser: str = like("optimiser", "momentum")
    scale: float = knobs.number(
        1.0,
        0.25,
        4.0,
        {
            "en": ("first weights", "initial weights", "starting weights", "weight scale", "initialisation scale"),
            "zh": ("初始权重", "初始权重大小", "权重初始化", "初始化大小"),
        },
        log=True,
    )
    points: int = like("points", 100, low=20, high=300)
    noise: float = like("noise", 0.1)
