"""The knobs of house_price: network, data and the learner's own house, with ranges and every name they go by."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set; `area`, `rooms`, `age` and `distance` are the house that is asked about."""

    area: int = knobs.integer(
        100,
        30,
        200,
        {"en": ("floor area", "area", "house size"), "zh": ("面积", "房屋面积", "建筑面积")},
        units={
            "en": ("m²", "m^2", "m2", "sqm", "square metres", "square meters", "square metre", "square meter"),
            "zh": ("平方米", "平米", "平方", "平"),
        },
        more={"en": ("bigger house", "larger house"), "zh": ("大一点的房子", "更大的房子", "房子大一点")},
        less={"en": ("smaller house",), "zh": ("小一点的房子", "更小的房子", "房子小一点")},
        change=("plus", 30),
    )
    rooms: int = knobs.integer(
        4,
        1,
        8,
        {"en": ("rooms", "number of rooms", "bedrooms"), "zh": ("房间数", "房间")},
        units={
            "en": ("rooms", "room", "bedrooms", "bedroom"),
            "zh": ("间房", "个房间", "间屋子", "居室", "室"),
        },
        change=("plus", 1),
    )
    age: int = knobs.integer(
        30,
        0,
        100,
        {"en": ("age", "age of the house", "house age", "building age"), "zh": ("房龄", "楼龄")},
        units={"en": ("years old", "years", "year old", "year"), "zh": ("年房龄", "年", "岁")},
        more={"en": ("older", "older house"), "zh": ("旧一点", "老一点", "更旧", "更老")},
        less={"en": ("newer", "newer house"), "zh": ("新一点", "更新的房子")},
        change=("plus", 20),
    )
    distance: float = knobs.number(
        3.0,
        0.0,
        15.0,
        {
            "en": ("distance", "distance to the centre", "distance to the center", "distance from the centre"),
            "zh": ("距离", "离市中心", "离中心", "到市中心"),
        },
        units={"en": ("km", "kilometres", "kilometers", "kilometre"), "zh": ("公里", "千米")},
        step=0.5,
        more={"en": ("farther out", "further out"), "zh": ("远一点", "更远", "远一些")},
        less={"en": ("closer", "nearer"), "zh": ("近一点", "更近", "近一些")},
        change=("plus", 3),
    )
    points: int = knobs.integer(
        300,
        10,
        1000,
        {
            "en": ("houses", "points", "sales", "data", "samples", "data points", "number of houses", "examples"),
            "zh": ("房子数", "数据点", "样本", "数据", "点数", "样本数", "数据量", "成交数"),
        },
        units={
            "en": ("houses", "sales", "points", "data points", "samples", "examples"),
            "zh": ("套房子", "套房", "个点", "个数据点", "个样本", "个数据", "数据点", "样本", "条数据", "笔成交"),
        },
        log=True,
    )
    noise: float = like("noise", 0.05, high=0.5, step=0.01)
    width: int = like("width", 24)
    depth: int = like("depth", 2)
    activation: str = like("activation", "tanh")
    learning_rate: float = like("learning_rate", 0.01)
