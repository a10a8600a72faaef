"""The knobs of self_driving: what a learner may set, with ranges and every name it goes by. Drives nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.self_driving_track import COLUMNS, ROWS


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    track: str = knobs.choice(
        "winding",
        {"en": ("track", "road", "course"), "zh": ("赛道", "跑道", "道路")},
        {
            "round": {
                "en": ("oval", "oval track", "round track", "circle", "easy track"),
                "zh": ("椭圆", "椭圆形", "圆形", "简单的赛道"),
            },
            "bean": {"en": ("bean", "bean shape", "kidney"), "zh": ("豆形", "豆子形", "腰果形")},
            "winding": {
                "en": ("winding", "winding road", "sharp bends", "bendy", "twisty", "hard track"),
                "zh": ("弯道", "多弯", "弯弯曲曲", "难的赛道"),
            },
        },
    )
    cars: int = knobs.integer(
        40,
        10,
        100,
        {"en": ("cars", "number of cars", "population"), "zh": ("小车数", "车数", "车辆数", "种群")},
        units={"en": ("cars", "car", "vehicles"), "zh": ("辆车", "辆小车", "辆", "台车", "小车")},
        log=True,
    )
    mutation: float = knobs.number(
        0.3,
        0.0,
        2.0,
        {
            "en": ("mutation", "mutation size", "mutation rate", "noise", "randomness"),
            "zh": ("变异", "变异幅度", "变异率", "突变", "噪声", "随机性"),
        },
        step=0.05,
        more={"en": ("more random", "wilder"), "zh": ("更随机",)},
        less={"en": ("less random", "tamer"), "zh": ()},
    )
    speed: float = knobs.number(
        1.0,
        0.5,
        2.5,
        {"en": ("speed", "top speed"), "zh": ("车速", "速度", "最高速度")},
        step=0.1,
        more={"en": ("faster", "quicker", "speed up"), "zh": ("快一点", "快点", "更快", "再快", "快一些")},
        less={"en": ("slower", "slow down"), "zh": ("慢一点", "慢点", "更慢", "再慢", "慢一些")},
        change=("times", 1.5),
    )
    sensors: int = knobs.integer(
        7,
        1,
        9,
        {"en": ("sensors", "number of sensors"), "zh": ("传感器", "传感器数")},
        units={"en": ("sensors", "sensor", "rays", "feelers"), "zh": ("个传感器", "个距离传感器", "条射线")},
        change=("plus", 1),
    )
    width: int = knobs.integer(
        8,
        1,
        16,
        {
            "en": ("width", "hidden neurons", "hidden units", "neurons per layer", "layer size"),
            "zh": ("宽度", "隐藏神经元", "神经元数", "神经元数量"),
        },
        units={
            "en": ("neurons", "neuron", "hidden neurons", "hidden units", "units"),
            "zh": ("神经元", "个神经元", "个隐藏神经元", "个单元"),
        },
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    obstacle: str = knobs.sketch(
        {"en": ("obstacle", "obstacles", "wall", "roadblock"), "zh": ("障碍物", "障碍", "路障", "墙")}, ROWS, COLUMNS
    )
