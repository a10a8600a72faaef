"""The picture of activation_functions: five small panels, one for each network, and their distances as bars.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.demos.nets import Activation
from tutor.types import Language

WIDTH, HEIGHT = 440, 330
PANELS = [Box(10 + 143 * (i % 3), 52 + 158 * (i // 3), 134, 104) for i in range(6)]

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run, drawn once: frames, points, the wanted curve, names and small shapes.
    `places` of the curve and `upwards` are the first panel's; the others lie beside and below it."""

    places: Floats
    upwards: Scale
    behind: str
    insides: tuple[str, ...]
    legend: Legend


def backdrop(xs: Floats, ys: Floats, goal: Floats, names: Mapping[Activation, str], legend: Legend) -> Backdrop:
    """The backdrop for samples (`xs`, `ys`), xs from -1 to 1, of the curve `goal` at evenly spaced places."""
    low, high = float(min(ys.min(), goal.min())), float(max(ys.max(), goal.max()))
    room, first = 0.08 * (high - low) or 1.0, PANELS[0]
    across, upwards = Scale(-1, 1, first.x, first.right), Scale(low - room, high + room, first.bottom, first.y)
    places = across(np.linspace(-1, 1, len(goal)))
    size = 3.4 if len(xs) <= 60 else 2.6
    behind, insides = _legend(legend), []
    for box, name in zip(PANELS, names, strict=False):
        right, down = box.x - first.x, box.y - first.y
        inside = drawing.dots(across(xs) + right, upwards(ys) + down, drawing.POINT, size, 0.9)
        curve = drawing.curve(places[::2] + right, upwards(goal[::2]) + down, drawing.GOAL, 1.6, "5 4")
        insides.append(inside + curve)
        behind += _frame(box) + _name(box, name, names[name], legend)
    return Backdrop(places, upwards, behind + _bar_names(names, legend), tuple(insides), legend)


def draw(
    behind: Backdrop,
    values: Mapping[Activation, Floats],
    errors: Mapping[Activation, float],
    bend: float,
    words: tuple[str, str],
) -> str:
    """The picture now: each network's values at evenly spaced places and its distance from the curve, and how far the
    first is from a straight line; `words` are title and description."""
    parts = [behind.behind]
    heights = behind.upwards(np.stack([*values.values()]))
    for box, inside, height, error in zip(PANELS, behind.insides, heights, errors.values(), strict=False):
        line = drawing.curve(behind.places + box.x - PANELS[0].x, height + box.y - PANELS[0].y, drawing.NET, 2.2)
        parts.append(drawing.clipped(box, [inside, line]))
        parts.append(drawing.text(box.right, box.y - 8, percent(error), drawing.INK, "end"))
    shown = "< 0.001%" if bend < 1e-5 else f"{100 * bend:.2g}%"
    label = {language: f"{said} {shown}" for language, said in behind.legend["bend"].items()}
    parts.append(drawing.both(PANELS[0].x, PANELS[0].bottom + 17, label))
    return drawing.picture(WIDTH, HEIGHT, *words, [*parts, _bars(errors)])


def _bar_names(names: Mapping[Activation, str], legend: Legend) -> str:
    """What the bars show, and a name on the left of each."""
    x, parts = PANELS[5].x, [drawing.both(PANELS[5].x, PANELS[5].y - 8, legend["error"])]
    for row, (name, called) in enumerate(names.items()):
        y = _row(row) + 4.5
        none = name == "none"
        parts.append(drawing.both(x, y, legend["none"]) if none else drawing.text(x, y, called, drawing.INK))
    return "".join(parts)


def percent(share: float) -> str:
    """A distance as it stands above a panel: never longer than `99%` by much."""
    if not math.isfinite(share):
        return "–"
    return f"{100 * share:.0f}%" if share >= 0.1 else f"{100 * share:.1f}%"


def _frame(box: Box) -> str:
    return drawing.segment(box.x, box.y, box.x, box.bottom) + drawing.segment(box.x, box.bottom, box.right, box.bottom)


def _name(box: Box, name: Activation, called: str, legend: Legend) -> str:
    """The name above a panel, after a small graph of the function itself from -3 to 3."""
    sums = np.linspace(-3, 3, 13)
    shapes: dict[Activation, Floats] = {
        "none": sums / 3,
        "sigmoid": np.tanh(sums / 2),
        "tanh": np.tanh(sums),
        "relu": np.maximum(sums, 0) * 2 / 3 - 1,
        "gelu": np.array([0.5 * z * (1 + math.erf(z / math.sqrt(2))) for z in sums]) * 2 / 3 - 1,
    }
    across, upwards = Scale(-3, 3, box.x, box.x + 18), Scale(-1, 1, box.y - 7, box.y - 19)
    graph = drawing.curve(across(sums), upwards(shapes[name]), drawing.INK, 1.4)
    if name == "none":
        return graph + drawing.both(box.x + 23, box.y - 8, legend["none"])
    return graph + drawing.text(box.x + 23, box.y - 8, called, drawing.INK)


def _row(row: int) -> float:
    return PANELS[5].y + 12 + 20 * row


def _bars(errors: Mapping[Activation, float]) -> str:
    """A bar for each distance, in the order of the panels; full length is 100%."""
    box, start = PANELS[5], PANELS[5].x + 68
    shares = np.nan_to_num(np.minimum([*errors.values()], 1.0), nan=1.0)
    ends = np.maximum(Scale(0, 1, start, box.right)(shares), start + 1).tolist()
    parts = [drawing.segment(start, _row(0) - 8, start, _row(4) + 8)]
    for row, end in enumerate(ends):
        parts.append(drawing.segment(start, _row(row), end, _row(row), drawing.NET, 9))
    return "".join(parts)


def _legend(legend: Legend) -> str:
    """Three marks with their names, above the panels."""
    y, parts = np.array([10.5, 10.5]), []
    for key, x in (("points", 10.0), ("goal", 153.0), ("network", 296.0)):
        at = np.array([0.0, 20.0]) + x
        if key == "points":
            parts.append(
                drawing.dots(at[:1] + np.array([1.0, 9.0, 17.0]), 10.5 + np.array([1.0, -3, 2]), drawing.POINT, 4)
            )
        elif key == "goal":
            parts.append(drawing.curve(at, y, drawing.GOAL, 2.0, "5 4"))
        else:
            parts.append(drawing.curve(at, y, drawing.NET, 2.4))
        parts.append(drawing.both(x + 26, 15, legend[key]))
    return "".join(parts)
