"""The knobs of vanishing_gradient: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    depth: int = knobs.integer(
        20,
        5,
        40,
        {"en": ("depth", "number of layers"), "zh": ("深度", "层数", "隐藏层数")},
        units={
            "en": ("hidden layers", "hidden layer", "layers", "layer", "layers deep", "deep"),
            "zh": ("隐藏层", "个隐藏层", "层隐藏层", "层", "隐层", "个隐层", "层网络"),
        },
        more={"en": ("deeper",), "zh": ("深一点", "更深", "深一些")},
        less={"en": ("shallower",), "zh": ("浅一点", "更浅", "浅一些")},
        change=("plus", 5),
    )
    width: int = knobs.integer(
        16,
        4,
        64,
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
    optimiser: str = knobs.choice(
        "momentum",
        {"en": ("optimiser", "optimizer"), "zh": ("优化器", "优化方法", "优化算法")},
        {
            "sgd": {"en": ("SGD", "sgd", "plain gradient descent"), "zh": ("SGD", "随机梯度下降", "普通梯度下降")},
            "momentum": {"en": ("momentum", "sgd with momentum"), "zh": ("动量", "动量法", "带动量的 sgd")},
            "adam": {"en": ("Adam", "adam"), "zh": ("Adam", "亚当")},
        },
    )
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
    points: int = knobs.integer(
        100,
        20,
        300,
        {
            "en": ("points", "data", "samples", "data points", "number of points", "examples"),
            "zh": ("数据点", "样本", "数据", "点数", "样本数", "数据量"),
        },
        units={
            "en": ("points", "data points", "samples", "examples", "point", "dots"),
            "zh": ("个点", "个数据点", "个样本", "个数据", "数据点", "样本", "条数据", "点数据"),
        },
        log=True,
    )
    noise: float = knobs.number(
        0.1,
        0.0,
        1.0,
        {"en": ("noise", "noise level", "noisiness"), "zh": ("噪声", "噪音", "杂讯", "噪声水平")},
        step=0.05,
        more={"en": ("noisier", "more noisy"), "zh": ()},
        less={"en": ("less noisy", "cleaner"), "zh": ()},
    )
