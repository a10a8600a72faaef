"""The knobs of digit_recognition: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    drawing: str = knobs.sketch(
        {"en": ("your digit", "drawing", "my digit", "sketch"), "zh": ("你写的数字", "手写", "画板", "手写数字")},
        rows=16,
        columns=16,
    )
    width: int = knobs.integer(
        48,
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
        1,
        1,
        4,
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
        "relu",
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
    points: int = knobs.integer(
        1000,
        20,
        1200,
        {
            "en": ("training digits", "points", "data", "samples", "examples", "training data", "training examples"),
            "zh": ("训练数字", "样本", "数据", "样本数", "数据量", "训练样本", "训练数据"),
        },
        units={
            "en": ("training digits", "samples", "examples", "training examples", "pictures", "images"),
            "zh": ("个样本", "个数据", "样本", "条数据", "个训练样本", "张图", "张图片", "张训练图"),
        },
        log=True,
    )
