"""The picture of layer_features: the same points in the input, in each hidden layer and in the output.

Draws what it is given; trains nothing. Filled and hollow dots tell the classes apart, the cut is dashed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tutor.demos import drawing, two_classes_picture
from tutor.demos.drawing import Box, Floats
from tutor.demos.layer_view import Cut
from tutor.demos.two_classes import Points
from tutor.types import Language

WIDTH, HEIGHT = 440, 354
COLUMNS = 3
FIRST = Box(8, 64, 134, 112)
RIGHT, DOWN = 145.0, 156.0
"""How far one panel lies from the next, across and downwards."""
PLANE = 54.0
"""Length of the plane's unit in the input's panel."""
SPREAD = 22.0
"""Length of one standard deviation in a layer's panel."""

Legend = Mapping[str, Mapping[Language, str]]


class Moment(NamedTuple):
    """What there is to see: the backdrop, classes (n,), places (layers, n, 2), outputs (n,), shares."""

    behind: str
    classes: Floats
    layers: Floats
    output: Floats
    numbers: Mapping[str, float]


def backdrop(points: Points, cut: Cut, legend: Legend) -> str:
    """What stays while the network learns: the legend, the plane as it is, and the cut through it."""
    box, (xs, ys) = _box(0), points.places.T
    weights, offset = cut.weights[:, 0], float(cut.offset[0, 0])
    norm = max(float(weights @ weights), 1e-12)
    foot, way = -offset * weights / norm, 3 * np.array([-weights[1], weights[0]]) / math.sqrt(norm)
    ends = np.stack([foot - way, foot + way])
    at, level = _middle(box)[0] + PLANE * ends[:, 0], _middle(box)[1] - PLANE * ends[:, 1]
    line = drawing.curve(at, level, drawing.INK, 1.6, "4 3")
    return _legend(legend) + _panel(box, _dots(box, PLANE * xs, PLANE * ys, points.classes) + line)


def draw(moment: Moment, legend: Legend, progress: str, title: str) -> str:
    """The picture now; `progress` is said to who cannot see it."""
    keys = ["input", *(f"layer{place}" for place in range(1, len(moment.layers) + 1)), "output"]
    boxes = [_box(place) for place in range(len(keys))]
    last = boxes[-1]
    boxes[-1] = Box(last.x, last.y, WIDTH - FIRST.x - last.x, last.height)
    parts = [moment.behind]
    parts += _layers(boxes[1:-1], moment)
    parts.append(_output(boxes[-1], moment))
    parts += [_name(box, legend[key], moment.numbers[key]) for box, key in zip(boxes, keys, strict=True)]
    shares = ", ".join(f"{legend[key]['en']} {_percent(moment.numbers[key])}" for key in keys)
    return drawing.picture(WIDTH, HEIGHT, title, f"{progress}; {shares}", parts)


def _box(place: int) -> Box:
    row, column = divmod(place, COLUMNS)
    return Box(FIRST.x + RIGHT * column, FIRST.y + DOWN * row, FIRST.width, FIRST.height)


def _legend(legend: Legend) -> str:
    """Three marks with their names, above the panels."""
    y = 15.0
    dots = two_classes_picture.dots(np.array([15.0, 142.0]), np.full(2, y - 4.5), np.array([0.0, 1.0]), 7)
    marks = dots + drawing.segment(274, y - 4.5, 294, y - 4.5, drawing.INK, 1.6, "4 3")
    names = ((26.0, "solid"), (153.0, "hollow"), (301.0, "cut"))
    return marks + "".join(drawing.both(x, y, legend[key]) for x, key in names)


def _name(box: Box, words: Mapping[Language, str], share: float) -> str:
    """A panel's name and, as a bar and in per cent, the share of points on their own side of the cut."""
    y, end = box.y - 9, box.right - 50
    parts = [
        drawing.both(box.x, box.y - 20, words),
        drawing.text(box.right, y + 4.5, _percent(share), drawing.INK, "end"),
    ]
    parts.append(drawing.segment(box.x, y, end, y, drawing.LINE, 6))
    if math.isfinite(share):
        parts.append(drawing.segment(box.x, y, box.x + share * (end - box.x), y, drawing.NET, 6))
    return "".join(parts)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%" if math.isfinite(share) else "?"


def _layers(boxes: Sequence[Box], moment: Moment) -> list[str]:
    """Each layer's outputs as `layer_view.lay_out` puts them; those far outside stay at the edge."""
    reach = np.array([FIRST.width, FIRST.height]) / 2 - 3
    places = np.clip(np.nan_to_num(SPREAD * moment.layers), -reach, reach)
    return [
        _panel(box, _dots(box, layer[:, 0], layer[:, 1], moment.classes) + _upright(box))
        for box, layer in zip(boxes, places, strict=True)
    ]


def _output(box: Box, moment: Moment) -> str:
    """The answers from 0 to 1 on one axis: in the upper half the filled points, in the lower half the hollow ones."""
    classes = moment.classes
    xs = (np.nan_to_num(moment.output, nan=0.5) - 0.5) * (box.width - 14)
    # Neighbours on a curve have nearly the same answer: set on several levels, they can all be seen.
    level = (np.arange(len(classes)) * 5 % 9 - 4) * 4.6
    ys = np.where(classes > 0.5, -0.25, 0.25) * box.height + level
    y = box.bottom + 16
    numbers = drawing.text(box.x + 7, y, "0") + drawing.text(box.right - 7, y, "1", anchor="end")
    numbers += drawing.text(_middle(box)[0], y, "0.5", anchor="middle")
    return _panel(box, _dots(box, xs, ys, classes) + _upright(box)) + numbers


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def _dots(box: Box, xs: Floats, ys: Floats, classes: Floats) -> str:
    """Both classes' points, (n,) each, seen from the panel's middle, y upwards."""
    return two_classes_picture.dots(_middle(box)[0] + xs, _middle(box)[1] - ys, classes, 4.6)


def _upright(box: Box) -> str:
    """The cut down the middle of a panel."""
    x = _middle(box)[0]
    return drawing.segment(x, box.y, x, box.bottom, drawing.INK, 1.6, "4 3")


def _panel(box: Box, inside: str) -> str:
    return two_classes_picture.edge(box) + drawing.clipped(box, [inside])
