"""Points of two classes in the plane, and what every demo shares that learns to tell such points apart.

Makes points, describes knobs, looks at networks; trains and draws nothing. The plane runs from -1 to 1 both ways, as
the pad does.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from tutor.demos import knobs
from tutor.demos.drawing import Floats
from tutor.demos.losses import LOSSES
from tutor.demos.nets import Network, single_thread

NOISE = 0.5
"""What noise 1 means: the standard deviation of each coordinate, where the plane reaches from -1 to 1."""
TURNS = 1.25
"""How often each arm of the spiral goes round."""


class Points(NamedTuple):
    """Places (n, 2) in the plane, and their classes (n,), 0 or 1."""

    places: Floats
    classes: Floats


def draw_points(data: str, count: int, noise: float, random: np.random.Generator) -> Points:
    """`count` points, half of each class, off their class's curve by `noise`; `data` is moons, circles or spiral."""
    halves = (count - count // 2, count // 2)
    found = []
    for kind, many in enumerate(halves):
        # One point in each of equal stretches: chance alone would leave gaps in which no border could be known.
        found.append(curve_of(data, kind, (np.arange(many) + random.random(many)) / many))
    places = np.concatenate(found)
    places += NOISE * noise * random.standard_normal(places.shape)
    return Points(places, np.repeat([0.0, 1.0], halves))


def curve_of(data: str, kind: int, along: Floats) -> Floats:
    """Places (n, 2) on the curve of class `kind`, 0 or 1, at shares 0 to 1 of its way."""
    if data == "moons":
        turn = math.pi * along
        across, up = (np.cos(turn), np.sin(turn)) if kind == 0 else (1 - np.cos(turn), 0.5 - np.sin(turn))
        return 0.56 * np.stack([across - 0.5, up - 0.25], axis=1)
    if data == "circles":
        radius, turn = np.full_like(along, (0.85, 0.38)[kind]), 2 * math.pi * along
    else:
        radius, turn = 0.15 + 0.73 * along, 2 * math.pi * TURNS * along + math.pi * kind
    return np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)


class Sight(NamedTuple):
    """What a network makes of points: each hidden layer's outputs (layers, points, neurons), its answers (points,), 0
    to 1, and the logistic loss on the first of the points. With several networks, these come first in each."""

    layers: list[Tensor]
    answers: Floats
    loss: Tensor


def see(network: Network, inputs: Tensor, classes: Tensor) -> Sight:
    """What `network` makes of `inputs` (points, 2), of which the first have known `classes` (fewer,): in one pass."""
    engine, weights = LOSSES["logistic"], network.weights[-1]
    with torch.inference_mode(), single_thread():
        layers = network.layers(inputs)
        sums = (weights[..., :-1] @ layers[-1].mT + weights[..., -1:]).cpu()
        loss = engine.mean(sums[..., : len(classes)], classes.float())
        return Sight(layers, engine.outputs(sums)[..., 0, :].numpy().astype(float), loss)


_SHAPES: dict[str, knobs.Names] = {
    "moons": {
        "en": ("moons", "moon", "two moons", "half moons", "crescents", "crescent"),
        "zh": ("月牙", "双月", "半月", "弯月", "月亮", "新月"),
    },
    "circles": {
        "en": ("circles", "circle", "two circles", "concentric circles", "rings", "ring"),
        "zh": ("圆圈", "同心圆", "圆环", "两个圆", "环形", "圈圈"),
    },
    "spiral": {
        "en": ("spiral", "spirals", "two spirals", "swirl", "spiral arms"),
        "zh": ("螺旋", "螺旋线", "双螺旋", "旋涡", "漩涡"),
    },
}
_OWN: dict[str, knobs.Names] = {
    "clicks": {
        "en": ("my points", "my own points", "own points", "my own data", "my own", "clicks"),
        "zh": ("自己点", "我点的点", "自己的点", "我的点", "自己的数据", "我自己的"),
    }
}


def data(default: str, own: bool = False) -> Any:
    """Which points there are; with `own`, also the learner's."""
    names: knobs.Names = {"en": ("shape", "data set", "dataset"), "zh": ("形状", "数据集", "图形")}
    return knobs.choice(default, names, {**_SHAPES, **_OWN} if own else _SHAPES)


def width(default: int, low: int, high: int) -> Any:
    """Neurons in each hidden layer."""
    return knobs.integer(
        default,
        low,
        high,
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


def depth(default: int, low: int, high: int) -> Any:
    """Hidden layers."""
    return knobs.integer(
        default,
        low,
        high,
        {"en": ("depth", "number of layers"), "zh": ("深度", "层数", "隐藏层数")},
        units={
            "en": ("hidden layers", "hidden layer", "layers", "layer", "layers deep", "deep"),
            "zh": ("隐藏层", "个隐藏层", "层隐藏层", "层", "隐层", "个隐层", "层网络"),
        },
        more={"en": ("deeper",), "zh": ("深一点", "更深", "深一些")},
        less={"en": ("shallower",), "zh": ("浅一点", "更浅", "浅一些")},
        change=("plus", 1),
    )


def activation() -> Any:
    """What follows each hidden layer."""
    return knobs.choice(
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


def learning_rate(default: float) -> Any:
    """How far each step goes, at first."""
    return knobs.number(
        default,
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


def noise(default: float) -> Any:
    """How far points lie off their curve."""
    return knobs.number(
        default,
        0.0,
        1.0,
        {"en": ("noise", "noise level", "noisiness"), "zh": ("噪声", "噪音", "杂讯", "噪声水平")},
        step=0.05,
        more={"en": ("noisier", "more noisy"), "zh": ()},
        less={"en": ("less noisy", "cleaner"), "zh": ()},
    )


def points(default: int) -> Any:
    """How many points there are to learn from."""
    return knobs.integer(
        default,
        10,
        500,
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
