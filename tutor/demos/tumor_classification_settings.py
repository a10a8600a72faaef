"""The knobs of tumor_classification: threshold, data and network, with ranges and every name they go by."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs

LEARNING_CASES = 398
"""How many of the 569 cases a network may learn from; the others test it."""


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    threshold: float = knobs.number(
        0.5,
        0.05,
        0.95,
        {
            "en": ("threshold", "decision threshold", "cut-off", "cutoff", "alarm threshold"),
            "zh": ("阈值", "判定阈值", "报警阈值", "门槛", "界限"),
        },
        step=0.01,
        more={"en": ("stricter",), "zh": ()},
        less={"en": ("more cautious",), "zh": ("谨慎一点", "更谨慎")},
        change=("plus", 0.1),
    )
    points: int = knobs.integer(
        LEARNING_CASES,
        20,
        LEARNING_CASES,
        {
            "en": ("training cases", "cases", "points", "data", "samples", "data points", "patients", "examples"),
            "zh": ("训练样本", "样本", "数据点", "数据", "病例", "样本数", "病例数", "数据量"),
        },
        units={
            "en": ("cases", "training cases", "samples", "points", "data points", "patients", "examples"),
            "zh": ("个样本", "个病例", "例", "个病人", "个点", "个数据点", "个数据", "样本", "病例", "条数据"),
        },
        log=True,
    )
    width: int = knobs.integer(
        16,
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
        0.003,
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
    dropout: float = knobs.number(
        0.0,
        0.0,
        0.8,
        {"en": ("dropout", "dropout rate", "drop out"), "zh": ("随机失活", "失活率", "丢弃率")},
        step=0.05,
        change=("plus", 0.1),
    )
    decay: float = knobs.number(
        1.0,
        0.0,
        5.0,
        {"en": ("weight decay", "decay", "l2"), "zh": ("权重衰减", "衰减", "权重衰减系数")},
        step=0.1,
    )
