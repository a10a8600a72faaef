"""The picture of curve_fitting: samples, the wanted curve and the network's, and below them the loss.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 366
PLOT = Box(40, 30, 392, 208)
LOSS = Box(40, 286, 392, 56)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run, drawn once: axes, samples, the wanted curve, the legend."""

    across: Scale
    upwards: Scale
    behind: str
    samples: str
    legend: Legend


def backdrop(
    xs: Floats, ys: Floats, grid: Floats, goal: Floats, interval: tuple[float, float], legend: Legend
) -> Backdrop:
    """The backdrop for samples (`xs`, `ys`) of the curve `goal` over `grid`; all one-dimensional. Beyond `interval`
    there is no data and the curve is not drawn."""
    across = Scale(float(grid[0]), float(grid[-1]), PLOT.x, PLOT.right)
    low, high = _span(np.concatenate([ys, goal]))
    upwards = Scale(low, high, PLOT.bottom, PLOT.y)
    behind = drawing.axis_left(PLOT, upwards, drawing.ticks(low, high, 4))
    behind += drawing.axis_below(PLOT, across, drawing.ticks(across.low, across.high, 4))
    left, right = across(np.array(interval)).tolist()
    for x in (left, right):
        behind += drawing.segment(x, PLOT.y, x, PLOT.bottom, drawing.MUTED, 0.9, "2 4")
    # Upright: the strip beyond the data is narrower than its name.
    beyond = drawing.both(0, 0, legend["beyond"], drawing.MUTED)
    behind += f'<g transform="translate({right + 17:.1f} {PLOT.bottom - 6:g}) rotate(-90)">{beyond}</g>'
    known = (grid >= interval[0]) & (grid <= interval[1])
    size = 5.0 if len(xs) <= 60 else 4.0 if len(xs) <= 250 else 3.0
    inside = drawing.dots(across(xs), upwards(ys), drawing.POINT, size, 0.9)
    inside += drawing.curve(across(grid[known]), upwards(goal[known]), drawing.GOAL, 2.0, "6 5")
    return Backdrop(across, upwards, behind + _legend(legend), inside, legend)


def draw(
    behind: Backdrop, grid: Floats, network: Floats, history: Sequence[tuple[int, float]], steps: int, title: str
) -> str:
    """The picture now: the networks' values over `grid`, (networks, grid), and the loss by step so far out of planned
    `steps`. Of several networks the middle one, and the band that holds nine of ten."""
    places = behind.across(grid)
    middle = network[0] if len(network) == 1 else np.median(network, axis=0)
    line = drawing.curve(places, behind.upwards(middle), drawing.NET, 2.6)
    if len(network) > 1:
        low, high = behind.upwards(np.quantile(network, [0.05, 0.95], axis=0))
        line = drawing.band(places, low, high, drawing.NET) + line
    step, loss = history[-1] if history else (0, math.nan)
    desc = f"{step} / {steps}; loss {drawing.short(loss)}"
    plot = drawing.clipped(PLOT, [behind.samples, line])
    return drawing.picture(WIDTH, HEIGHT, title, desc, [behind.behind, plot, _losses(history, steps, behind.legend)])


def _span(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = 0.08 * (high - low) or 1.0
    return low - room, high + room


def _legend(legend: Legend) -> str:
    """Three marks with their names, above the plot."""
    y, mark = 15.0, np.array([0.0, 20.0])
    parts = []
    for key, x in (("points", PLOT.x), ("goal", PLOT.x + 132), ("network", PLOT.x + 262)):
        at, level = mark + x + 2, np.array([y - 4.5, y - 4.5])
        if key == "points":
            parts.append(
                drawing.dots(at[:1] + np.array([1.0, 9.0, 17.0]), y - 4.5 + np.array([1.0, -3, 2]), drawing.POINT, 4.5)
            )
        elif key == "goal":
            parts.append(drawing.curve(at, level, drawing.GOAL, 2.4, "6 5"))
        else:
            parts.append(drawing.curve(at, level, drawing.NET, 2.6))
        parts.append(drawing.both(x + 30, y, legend[key]))
    return "".join(parts)


def _losses(history: Sequence[tuple[int, float]], steps: int, legend: Legend) -> str:
    """The loss by step: powers of ten upwards, early steps with more room than late ones."""
    values = np.array([loss for _, loss in history] or [1.0])
    low = math.floor(math.log10(max(float(values.min()), 1e-7)))
    high = max(math.ceil(math.log10(max(float(values.max()), 1e-6))), low + 1, 0)
    upwards = Scale(10.0**low, 10.0**high, LOSS.bottom, LOSS.y, "log")
    across = Scale(0, max(steps, 1), LOSS.x, LOSS.right, "root")
    decades = [low, high] if high - low < 4 else [low, (low + high) // 2, high]
    marks = drawing.powers_left(LOSS, upwards, decades)
    numbers = [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0, float(steps)]
    marks += drawing.axis_below(LOSS, across, numbers)
    marks += drawing.both(LOSS.x, LOSS.y - 9, legend["loss"])
    at, level = across([step for step, _ in history]), upwards(values[: len(history)])
    line = drawing.curve(at, level, drawing.NET, 1.8)
    now = drawing.dots(at[-1:], level[-1:], drawing.NET, 6)
    return marks + line + now
