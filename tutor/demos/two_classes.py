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
from tutor.demos.nets import Network
from tutor.device import single_thread

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
