"""The knobs of house_price: network, data and the learner's own house, with ranges and every name they go by."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs


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
    noise: float = knobs.number(
        0.05,
        0.0,
        0.5,
        {"en": ("noise", "noise level", "noisiness"), "zh": ("噪声", "噪音", "杂讯", "噪声水平")},
        step=0.01,
        more={"en": ("noisier", "more noisy"), "zh": ()},
        less={"en": ("less noisy", "cleaner"), "zh": ()},
    )
    width: int = knobs.integer(
        24,
        1,
        128,
        {
            "en": ("width", "neurons per layer", "per layer", "layer size", "hidden size", "hidden units"),
            "zh": ("宽度", "每层", "每层神经元", "神经元数", "神经元数量"),
        },
        units={
            "en": ("neurons", "neuron", "units", "unit", "nodes", "node", "wide", "hidden neurons", "hidden units"),
            "zh": ("神经元", "个神经元", "个单元", "个节点", "节点", "单元", "个隐藏神经元"),
        },
        log=True,
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    depth: int = knobs.integer(
        2,
        1,
        6,
        {"en": ("depth", "number of layers"), "zh": ("深度", "层数", "隐藏层数")},
        units={
            "en": ("hidden layers", "hidden layer", "layers", "layer", "layers deep", "deep"),
            "zh": ("隐藏层", "个隐藏层", "层隐藏层", "层", "隐层", "个隐层", "层网络"),
        },
        more={"en": ("deeper",), "zh": ("深一点", "更深", "深一些")},
        less={"en": ("shallower",), "zh": ("浅一点", "更浅", "浅一些")},
        change=("plus", 1),
    )
    activation: str = knobs.choice(
        "tanh",
        {"en": ("activation", "activation function"), "zh": ("激活函数", "激活")},
        {
            "none": {
                "en": ("none", "no activation", "no activation function", "without activation", "linear activation"),
                "zh": ("无", "没有激活函数", "不用激活函数", "去掉激活函数", "无激活函数", "线性激活"),
            },
            "relu": {"en": ("ReLU", "relu", "relus"), "zh": ("ReLU", "线性整流", "修正线性单元")},
            "tanh": {"en": ("tanh", "hyperbolic tangent"), "zh": ("tanh", "双曲正切")},
            "sigmoid": {"en": ("sigmoid", "logistic"), "zh": ("sigmoid", "s 型函数")},
            "gelu": {"en": ("GELU", "gelu"), "zh": ("GELU", "高斯误差线性单元")},
        },
    )
    learning_rate: float = knobs.number(
        0.01,
        0.0001,
        1.0,
        {
            "en": ("learning rate", "learning-rate", "learningrate", "lr", "step size"),
            "zh": ("学习率", "步长", "学习速率"),
        },
        log=True,
        more={"en": ("faster", "quicker", "speed up"), "zh": ("快一点", "快点", "更快", "再快", "快一些")},
        less={"en": ("slower", "slow down"), "zh": ("慢一点", "慢点", "更慢", "再慢", "慢一些")},
    )
