"""The picture of decision_boundary: which class the network gives each place, the border, the points, the score.

Draws what it is given; trains nothing. One class's region is plain and its dots are filled, the other's is ruled
and its dots are hollow, so that colour only adds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing, two_classes_picture
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 334
PLOT = Box(8, 28, 300, 300)
SIDE = 324.0
CHART = Box(356, 226, 76, 78)
GRID, COARSE = 41, 21
"""Places by row and column at which the network is asked; fewer where there are several networks."""
SHOWN = 16
"""Of several networks so many have a small picture of their own."""
SMALL, GAP, SMALL_TOP = 45.0, 9.0, 360.0
EDGE = 1.1
"""The picture reaches from minus this to this: a little further than the plane."""
RULES = 75
"""Strips of which the regions consist."""

Legend = Mapping[str, Mapping[Language, str]]
ACROSS = Scale(-EDGE, EDGE, PLOT.x, PLOT.right)
UPWARDS = Scale(-EDGE, EDGE, PLOT.bottom, PLOT.y)


@dataclass(frozen=True)
class Backdrop:
    """What stays while the network learns, drawn once: points and legend."""

    dots: str
    legend: Legend


def side(networks: int) -> int:
    """How many places a row or column of the grid has."""
    return GRID if networks == 1 else COARSE


def grid(networks: int = 1) -> Floats:
    """The places (side * side, 2) whose answers `draw` wants: row by row from the top, each from the left."""
    along = np.linspace(-EDGE, EDGE, side(networks))
    across, up = np.meshgrid(along, along[::-1])
    return np.column_stack([across.ravel(), up.ravel()])


def backdrop(places: Floats, classes: Floats, legend: Legend) -> Backdrop:
    """The backdrop for points (n, 2) of two classes (n,)."""
    size = 9.0 if len(classes) <= 60 else 6.5 if len(classes) <= 250 else 5.0
    dots = two_classes_picture.dots(ACROSS(places[:, 0]), UPWARDS(places[:, 1]), classes, size)
    return Backdrop(dots, legend)


def draw(
    behind: Backdrop,
    answers: Floats,
    numbers: Mapping[str, float],
    history: Sequence[tuple[int, float, float]],
    steps: int,
    title: str,
) -> str:
    """The picture now: each network's answers 0 to 1 over `grid` as (networks, side, side), shares that are right, and
    these by step so far. Of several networks the large map shows the mean, small ones the first few."""
    inside = np.clip(np.nan_to_num(answers.mean(axis=0), nan=0.5), 1e-6, 1 - 1e-6)
    sure = np.log(inside / (1 - inside))
    plot = drawing.clipped(PLOT, [regions(sure), border(sure), behind.dots])
    shown = {key: f"{100 * value:.3g}%" for key, value in numbers.items() if math.isfinite(value)}
    desc = f"{history[-1][0] if history else 0} / {steps}; " + ", ".join(
        f"{behind.legend[label]['en']} {shown.get(key, '?')}" for key, label in _BARS
    )
    parts = [_legend(behind.legend), plot, two_classes_picture.edge(PLOT), _bars(numbers, shown, behind.legend)]
    parts.append(_chart(history, steps, behind.legend))
    several = len(answers) > 1
    if several:
        parts.append(_small_multiples(answers[:SHOWN], behind.legend))
    height = int(SMALL_TOP + 2 * (SMALL + GAP)) if several else HEIGHT
    return drawing.picture(WIDTH, height, title, desc, parts)


def _small_multiples(answers: Floats, legend: Legend) -> str:
    """Each network's regions in a small frame: ruled where it says hollow."""
    said = {language: text.replace("{shown}", f"{len(answers)}") for language, text in legend["each"].items()}
    parts = [drawing.both(PLOT.x, SMALL_TOP - 10, said)]
    for number, own in enumerate(np.nan_to_num(answers, nan=0.5)):
        row, column = divmod(number, SHOWN // 2)
        box = Box(PLOT.x + column * (SMALL + GAP), SMALL_TOP + row * (SMALL + GAP), SMALL, SMALL)
        parts.append(_strips(own - 0.5, drawing.NET, 0.6 * SMALL / len(own), 0.55, box))
        parts.append(two_classes_picture.edge(box))
    return "".join(parts)


def regions(values: Floats) -> str:
    """Plain tint where `values` (side, side) are below 0, ruled tint where they are above."""
    at = (np.arange(RULES) + 0.5) * (len(values) - 1) / RULES
    low = at.astype(int)
    rows = values[low] + (at - low)[:, None] * (values[low + 1] - values[low])
    high = PLOT.height / RULES
    return _strips(-rows, drawing.GOAL, high + 0.4, 0.2) + _strips(rows, drawing.NET, 0.6 * high, 0.34)


def _strips(rows: Floats, colour: str, high: float, opacity: float, box: Box = PLOT) -> str:
    """A line through each row (rows, places) wherever it is above 0, from the top of `box` to its bottom."""
    above, cells = rows > 0, rows.shape[1] - 1.0
    line, column = np.nonzero(above[:, 1:] != above[:, :-1])
    before, after = rows[line, column], rows[line, column + 1]
    first, last = np.nonzero(above[:, 0])[0], np.nonzero(above[:, -1])[0]
    lines = np.concatenate([line, first, last])
    turns = np.concatenate([column + before / (before - after), np.zeros(len(first)), np.full(len(last), cells)])
    order = np.lexsort([turns, lines])
    ys = box.y + (lines[order][::2] + 0.5) * box.height / len(rows)
    xs = (box.x + turns[order] * box.width / cells).reshape(-1, 2)
    runs = "".join(f"M{a:.0f} {y:.4g}H{b:.0f}" for (a, b), y in zip(xs.tolist(), ys.tolist(), strict=True))
    return f'<path d="{runs}" stroke="{colour}" stroke-width="{high:g}" opacity="{opacity:g}"/>'


def border(values: Floats) -> str:
    """The line where `values` (side, side) are 0, as one short piece in each cell that it crosses."""
    high, wide = values[:-1, :-1], values[1:, 1:]
    corners = np.stack([high, values[:-1, 1:], wide, values[1:, :-1]])
    following = np.roll(corners, -1, axis=0)
    crossed = (corners > 0) != (following > 0)
    share = np.where(crossed, corners / np.where(crossed, corners - following, 1.0), 0.0)
    # Along the four sides, clockwise from the upper left corner.
    xs = np.stack([share[0], np.ones_like(high), 1 - share[2], np.zeros_like(high)])
    ys = np.stack([np.zeros_like(high), share[1], np.ones_like(high), 1 - share[3]])
    # An even number of sides is crossed in every cell, so that ends that follow one another belong together.
    rows, columns, sides = np.nonzero(np.moveaxis(crossed, 0, 2))
    cell = PLOT.width / (len(values) - 1)
    at = (PLOT.x + cell * (columns + xs[sides, rows, columns])).reshape(-1, 2)
    level = (PLOT.y + cell * (rows + ys[sides, rows, columns])).reshape(-1, 2)
    ends = np.rint(10 * np.column_stack([at[:, 0], level[:, 0], at[:, 1] - at[:, 0], level[:, 1] - level[:, 0]]))
    pieces = "".join(f"M{x:g} {y:g}l{dx:g} {dy:g}" for x, y, dx, dy in (ends / 10).tolist())
    return f'<path d="{pieces}" fill="none" stroke="{drawing.INK}" stroke-width="2.4" stroke-linecap="round"/>'


def _legend(legend: Legend) -> str:
    """Three marks with their names, above the plot."""
    y = 15.0
    dots = two_classes_picture.dots(np.array([14.0, 154.0]), np.full(2, y - 4.5), np.array([0.0, 1.0]), 7)
    marks = dots + drawing.segment(300, y - 4.5, 318, y - 4.5, drawing.INK, 2.4)
    names = ((24.0, "solid"), (164.0, "hollow"), (SIDE, "border"))
    return marks + "".join(drawing.both(x, y, legend[key]) for x, key in names)


_BARS = (("accuracy", "seen"), ("held_out", "new"), ("straight", "line"))


def _bars(numbers: Mapping[str, float], shown: Mapping[str, str], legend: Legend) -> str:
    """How many are right: of those it trained on, of new ones, and what a straight line gets."""
    parts = []
    right, wide = CHART.right, CHART.right - SIDE
    for place, (key, label) in enumerate(_BARS):
        y = 46.0 + 48 * place
        parts += [drawing.both(SIDE, y, legend[label]), drawing.text(right, y, shown.get(key, "?"), drawing.INK, "end")]
        parts.append(drawing.segment(SIDE, y + 12, right, y + 12, drawing.LINE, 8))
        if key in shown:
            colour, dash = (drawing.MUTED, "3 2") if key == "straight" else (drawing.NET, "")
            parts.append(drawing.segment(SIDE, y + 12, SIDE + wide * numbers[key], y + 12, colour, 8, dash))
    return "".join(parts)


def _chart(history: Sequence[tuple[int, float, float]], steps: int, legend: Legend) -> str:
    """The share of new points that are right, by step: early steps with more room than late ones."""
    across = Scale(0, max(steps, 1), CHART.x, CHART.right, "root")
    upwards = Scale(0.0, 1.0, CHART.bottom, CHART.y)
    parts = [drawing.both(SIDE, CHART.y - 14, legend["history"])]
    parts.append(drawing.axis_left(CHART, upwards, [0.0, 0.5, 1.0], ["0", "50", "100"]))
    if history:
        at, level = across([step for step, *_ in history]), upwards([new for *_, new in history])
        parts.append(drawing.curve(at, level, drawing.NET, 1.8) + drawing.dots(at[-1:], level[-1:], drawing.NET, 6))
    parts.append(drawing.text(CHART.right, CHART.bottom + 17, drawing.short(steps), anchor="end"))
    return "".join(parts)
