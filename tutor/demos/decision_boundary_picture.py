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
from tutor.demos.drawing import Box, Floats, Scale, next_tenth, tenth
from tutor.types import Language

WIDTH, HEIGHT = 440, 334
PLOT = Box(8, 28, 300, 300)
SIDE = 324.0
CHART = Box(356, 226, 76, 78)
GRID, COARSE = 33, 21
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
    """What stays while the network learns, drawn once: points, marks with their names; and all names."""

    dots: str
    marks: str
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
    return Backdrop(dots, _legend(legend), legend)


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
    parts = [behind.marks, plot, two_classes_picture.edge(PLOT), _bars(numbers, shown, behind.legend)]
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
        parts.append(_strips(_runs(own - 0.5, box)[1], drawing.NET, 0.6 * SMALL / len(own), 0.8))
        parts.append(two_classes_picture.edge(box))
    return "".join(parts)


def regions(values: Floats) -> str:
    """Plain tint where `values` (side, side) are below 0, ruled tint where they are above."""
    at = (np.arange(RULES) + 0.5) * (len(values) - 1) / RULES
    low = at.astype(int)
    rows = values[low] + (at - low)[:, None] * (values[low + 1] - values[low])
    high, (below, above) = PLOT.height / RULES, _runs(rows, PLOT)
    return _strips(below, drawing.GOAL, high + 0.4, 0.2) + _strips(above, drawing.NET, 0.6 * high, 0.34)


def _strips(runs: str, colour: str, high: float, opacity: float) -> str:
    return f'<path d="{runs}" stroke="{colour}" stroke-width="{high:g}" opacity="{opacity:g}"/>'


def _runs(rows: Floats, box: Box) -> tuple[str, str]:
    """A line through each row (rows, places) wherever it is not above 0, and another wherever it is, from the top of
    `box` to its bottom."""
    above = rows > 0
    line, column = np.nonzero(above[:, 1:] != above[:, :-1])
    before, after = rows[line, column], rows[line, column + 1]
    turns = box.x + (column + before / (before - after)) * box.width / (rows.shape[1] - 1)
    # In each row runs of both kinds take turns: the first begins at the left edge, the last ends at the right one.
    counts = np.bincount(line, minlength=len(rows))
    ends = np.cumsum(counts)
    starts, stops = np.insert(turns, ends - counts, box.x), np.insert(turns, ends, box.right)
    of_row = np.repeat(np.arange(len(rows)), counts + 1)
    kinds = (above[:, 0] + np.arange(len(rows)) + ends - counts)[of_row] + np.arange(len(of_row))
    ys = [f"{y:.4g}" for y in (box.y + (np.arange(len(rows)) + 0.5) * box.height / len(rows)).tolist()]
    found: tuple[list[str], list[str]] = [], []
    places = np.rint([starts, stops]).astype(int).tolist()
    for kind, row, start, stop in zip((kinds % 2).tolist(), of_row.tolist(), *places, strict=True):
        found[kind].append(f"M{start} {ys[row]}H{stop}")
    return "".join(found[0]), "".join(found[1])


def border(values: Floats) -> str:
    """The line where `values` (side, side) are 0, as one short piece in each cell that it crosses."""
    above = values > 0
    in_cell = above[:-1, :-1].astype(int) + above[:-1, 1:] + above[1:, 1:] + above[1:, :-1]
    row, column = np.nonzero(in_cell % 4)
    down, right = np.array([[0, 0, 1, 1], [0, 1, 1, 0]])[..., None]
    corners = values[row + down, column + right]
    following = corners[[1, 2, 3, 0]]
    crossed = (corners > 0) != (following > 0)
    share = np.where(crossed, corners / np.where(crossed, corners - following, 1.0), 0.0)
    # Along the four sides, clockwise from the upper left corner.
    ones, noughts = np.ones(len(row)), np.zeros(len(row))
    xs = np.stack([share[0], ones, 1 - share[2], noughts])
    ys = np.stack([noughts, share[1], ones, 1 - share[3]])
    # An even number of sides is crossed in every cell, so that ends that follow one another belong together.
    cells, sides = np.nonzero(crossed.T)
    size = PLOT.width / (len(values) - 1)
    at = (PLOT.x + size * (column[cells] + xs[sides, cells])).reshape(-1, 2)
    level = (PLOT.y + size * (row[cells] + ys[sides, cells])).reshape(-1, 2)
    ends = np.column_stack([at[:, 0], level[:, 0], at[:, 1] - at[:, 0], level[:, 1] - level[:, 0]])
    pieces = "".join(
        f"M{tenth(x)}{next_tenth(y)}l{tenth(dx)}{next_tenth(dy)}"
        for x, y, dx, dy in np.rint(10 * ends).astype(int).tolist()
    )
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
