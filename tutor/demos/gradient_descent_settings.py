"""The knobs of gradient_descent: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    surface: str = knobs.choice(
        "valley",
        {"en": ("surface", "landscape", "loss surface"), "zh": ("曲面", "地形", "损失曲面")},
        {
            "bowl": {"en": ("bowl", "round bowl", "convex"), "zh": ("碗", "碗形", "碗状", "凸函数")},
            "valley": {
                "en": ("valley", "curved valley", "narrow valley", "ravine"),
                "zh": ("山谷", "弯曲的山谷", "狭长的山谷", "峡谷"),
            },
            "two_minima": {
                "en": ("two minima", "two_minima", "two hollows", "local minimum", "local minima"),
                "zh": ("两个坑", "两个极小值", "两个谷底", "局部极小值", "局部最小值", "局部最优"),
            },
        },
    )
    start: str = knobs.places(
        {"en": ("start", "starting point", "starting place"), "zh": ("起点", "出发点", "初始位置")}, most=1
    )
    learning_rate: float = knobs.number(
        0.03,
        0.001,
        3.0,
        {
            "en": ("learning rate", "learning-rate", "learningrate", "lr", "step size"),
            "zh": ("学习率", "步长", "学习速率"),
        },
        log=True,
        more={
            "en": ("faster", "quicker", "speed up", "bigger steps", "larger steps"),
            "zh": ("快一点", "快点", "更快", "再快", "快一些", "步子大一点"),
        },
        less={
            "en": ("slower", "slow down", "smaller steps"),
            "zh": ("慢一点", "慢点", "更慢", "再慢", "慢一些", "步子小一点"),
        },
    )
    momentum: float = knobs.number(
        0.9,
        0.0,
        0.99,
        {"en": ("momentum", "momentum coefficient"), "zh": ("动量", "动量系数")},
        step=0.01,
        change=("plus", 0.05),
    )
    batch: int = knobs.integer(
        40,
        1,
        200,
        {
            "en": ("batch size", "batch", "mini-batch size", "minibatch size", "mini-batch"),
            "zh": ("批量大小", "批量", "小批量", "批次大小", "批次"),
        },
        log=True,
    )
    points: int = like("points", 40, high=200)
    noise: float = like("noise", 0.1)
