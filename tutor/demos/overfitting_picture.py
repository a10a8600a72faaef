"""The picture of overfitting: points, rule and network, and below them the losses on old and on new points.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 378
PLOT = Box(40, 28, 392, 162)
LOSS = Box(40, 258, 392, 94)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Losses:
    """What the lower plot shows: (step, training, validation) so far, (step, validation) of the network without
    remedies, if there is one, the step and height of the lowest validation loss and whether training stopped there,
    and the planned steps."""

    history: Sequence[tuple[int, float, float]]
    without: Sequence[tuple[int, float]]
    mark: tuple[int, float, bool]
    steps: int


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run, drawn once: axes, points, the rule, the legends."""

    across: Scale
    upwards: Scale
    behind: str
    samples: str
    legend: Legend


def backdrop(xs: Floats, ys: Floats, grid: Floats, rule: Floats, remedied: bool, legend: Legend) -> Backdrop:
    """The backdrop for training points (`xs`, `ys`) of the curve `rule` over `grid`; all one-dimensional."""
    across = Scale(float(grid[0]), float(grid[-1]), PLOT.x, PLOT.right)
    low, high = float(min(ys.min(), rule.min())), float(max(ys.max(), rule.max()))
    room = 0.12 * (high - low)
    upwards = Scale(low - room, high + room, PLOT.bottom, PLOT.y)
    behind = drawing.axis_left(PLOT, upwards, drawing.ticks(low - room, high + room, 4))
    behind += drawing.axis_below(PLOT, across, drawing.ticks(across.low, across.high, 4))
    size = 6.0 if len(xs) <= 60 else 4.0
    inside = drawing.curve(across(grid), upwards(rule), drawing.GOAL, 2.0, "6 5")
    inside += drawing.dots(across(xs), upwards(ys), drawing.POINT, size, 0.9)
    return Backdrop(across, upwards, behind + _legends(legend, remedied), inside, legend)


def draw(behind: Backdrop, grid: Floats, network: Floats, losses: Losses, title: str) -> str:
    """The picture now: the network's values over `grid`, and the losses."""
    line = drawing.curve(behind.across(grid), behind.upwards(network), drawing.NET, 2.4)
    step, training, validation = losses.history[-1]
    desc = (
        f"{step} / {losses.steps}; training loss {drawing.short(training)}, validation loss "
        f"{drawing.short(validation)}, lowest {drawing.short(losses.mark[1])} at step {losses.mark[0]}"
    )
    plot = drawing.clipped(PLOT, [line, behind.samples])
    return drawing.picture(WIDTH, HEIGHT, title, desc, [behind.behind, plot, _losses(losses, behind.legend)])


_STROKES = {
    "goal": (drawing.GOAL, 2.4, "6 5"),
    "network": (drawing.NET, 2.4, ""),
    "training": (drawing.INK, 1.8, "2 4"),
    "validation": (drawing.NET, 2.4, ""),
    "without": (drawing.MUTED, 1.4, "8 3 2 3"),
}


def _legends(legend: Legend, remedied: bool) -> str:
    """Marks with their names, above each plot."""
    above = [("points", 40), ("goal", 222), ("network", 330)]
    rows = [(15.0, above), (229.0, [("training", 40), ("validation", 222)])]
    rows += [(248.0, [("without", 40)])] if remedied else []
    parts = []
    for y, marks in rows:
        for key, x in marks:
            at, level = np.array([0.0, 20.0]) + x, np.array([y - 4.5, y - 4.5])
            if key == "points":
                parts.append(drawing.dots(at[:1] + 10, level[:1], drawing.POINT, 6))
            else:
                parts.append(drawing.curve(at, level, *_STROKES[key]))
            parts.append(drawing.both(x + 26, y, legend[key]))
    return "".join(parts)


def _losses(losses: Losses, legend: Legend) -> str:
    """The losses by step; steps in powers of ten, since the lowest place comes early."""
    steps, training, validation = (
        np.array(column, dtype=float) for column in zip(*(losses.history[1:] or losses.history), strict=True)
    )
    lowest_step, lowest, stopped = losses.mark
    others = [loss for _, loss in losses.without]
    # So high that the rise is seen, and no higher: a first loss or a late one may be far outside.
    high = float(np.nanmax(np.minimum([*validation, *others, 1.0], 15 * max(lowest, 0.05)))) * 1.1
    upwards = Scale(0.0, high, LOSS.bottom, LOSS.y)
    across = Scale(1, max(losses.steps, 10), LOSS.x, LOSS.right, "log")
    marks = drawing.axis_left(LOSS, upwards, drawing.ticks(0.0, high, 3))
    powers = [10.0**power for power in range(7) if 10**power <= 0.2 * across.high]
    marks += drawing.axis_below(LOSS, across, [*powers, across.high])
    x, y = float(across(max(lowest_step, 1))), float(upwards(lowest))
    at = across(np.maximum(steps, 1))
    lines = [drawing.segment(x, LOSS.y, x, LOSS.bottom, drawing.MUTED, 1.0, "3 3")]
    if losses.without:
        places = across(np.maximum([step for step, _ in losses.without[1:]], 1))
        lines.append(drawing.curve(places, upwards(others[1:]), *_STROKES["without"]))
    lines += [
        drawing.curve(at, upwards(training), *_STROKES["training"]),
        drawing.curve(at, upwards(validation), *_STROKES["validation"]),
        drawing.dots(np.array([x]), np.array([y]), drawing.NET, 9),
        drawing.dots(np.array([x]), np.array([y]), drawing.PAPER, 4.5),
    ]
    label = drawing.both(min(x + 6, LOSS.right - 90), LOSS.y + 10, legend["stopped" if stopped else "lowest"])
    return marks + drawing.clipped(LOSS, lines) + label
