"""The picture of gradient_descent: a map of the loss with three trails, and below it the losses by step.

Draws what it is given; descends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tutor.demos import drawing, marked_lines
from tutor.demos.drawing import Box, Floats, Scale
from tutor.demos.gradient_descent_surfaces import Land, Surface
from tutor.demos.marked_lines import MARKS
from tutor.demos.stage import Legend

WIDTH, HEIGHT = 440, 376
PLOT = Box(40, 30, 392, 212)
LOSS = Box(40, 300, 392, 52)


class Backdrop(NamedTuple):
    """What does not change during a run, drawn once: axes, legend, and the map in the plot's box."""

    across: Scale
    upwards: Scale
    around: str
    map: str
    lowest: float
    legend: Legend


class Trails(NamedTuple):
    """Where the balls were, (steps, balls, 2), the losses there, (steps, balls), and when each left the picture."""

    places: Floats
    losses: Floats
    left: Sequence[int | None]


def backdrop(surface: Surface, land: Land, legend: Legend) -> Backdrop:
    """Axes, legend and contour lines; lower ground is darker, and a cross marks each hollow's lowest place."""
    across = Scale(surface.low[0], surface.high[0], PLOT.x, PLOT.right)
    upwards = Scale(surface.low[1], surface.high[1], PLOT.bottom, PLOT.y)
    around = drawing.axis_left(PLOT, upwards, drawing.ticks(upwards.low, upwards.high, 4))
    around += drawing.axis_below(PLOT, across, drawing.ticks(across.low, across.high, 5))
    contours = "".join(
        _filled([across(r[:, 0]) for r in rings], [upwards(r[:, 1]) for r in rings]) for rings in land.contours
    )
    crosses = ""
    for n, hollow in enumerate(land.hollows):
        x, y, arm = float(across(hollow.weights[0])), float(upwards(hollow.weights[1])), 4.5 if n else 8
        crosses += _cross(x, y, arm)
    axes = drawing.text(PLOT.x + 6, PLOT.y + 16, "w₂ ↑", drawing.INK)
    axes += drawing.text(PLOT.right - 6, PLOT.bottom - 8, "w₁ →", drawing.INK, "end")
    return Backdrop(across, upwards, around + _legend(legend), contours + crosses + axes, land.hollows[0].loss, legend)


def _cross(x: float, y: float, arm: float) -> str:
    return drawing.segment(x - arm, y, x + arm, y, drawing.INK, 1.6) + drawing.segment(
        x, y - arm, x, y + arm, drawing.INK, 1.6
    )


def _filled(xs: Sequence[Floats], ys: Sequence[Floats]) -> str:
    """Closed rings, lightly filled: where several levels lie inside one another it gets darker."""
    path = ""
    for ring_x, ring_y in zip(xs, ys, strict=True):
        # Some places of a long ring are enough: the cells are small, and the lines smooth.
        apart = 1 + len(ring_x) // 70
        tenths = np.rint(np.stack([ring_x[::apart], ring_y[::apart]], axis=1) * 10).astype(int)
        tenths[1:] -= tenths[:-1].copy()
        (x, y), *moves = tenths.tolist()
        path += (
            f"M{x / 10:g} {y / 10:g}l" + "l".join(f"{a / 10:g} {b / 10:g}".replace(" -", "-") for a, b in moves) + "z"
        )
    return (
        f'<path d="{path}" fill="{drawing.POINT}" fill-opacity=".06" fill-rule="evenodd" stroke="{drawing.MUTED}" '
        'stroke-width="0.8"/>'
    )


def _legend(legend: Legend) -> str:
    """The three balls, above the plot."""
    parts = []
    for mark, key, x in zip(MARKS, ("sgd", "momentum", "adam"), (PLOT.x, PLOT.x + 100, PLOT.x + 276), strict=True):
        parts.append(marked_lines.sample(mark, x, 17))
        words = legend[key]
        # SGD and Adam are called so in both languages, which need saying once.
        same = len(set(words.values())) == 1
        parts.append(drawing.text(x + 34, 17, words["en"], drawing.INK) if same else drawing.both(x + 34, 17, words))
    return "".join(parts)


def draw(behind: Backdrop, trails: Trails, steps: int, title: str) -> str:
    """The picture now, out of planned `steps`."""
    inside = [behind.map]
    xs, ys = behind.across(trails.places[..., 0]), behind.upwards(trails.places[..., 1])
    for ball, mark in enumerate(MARKS):
        inside.append(marked_lines.line(mark, *_thinned(xs[:, ball], ys[:, ball]), 2.0))
    for ball, mark in enumerate(MARKS):
        inside.append(marked_lines.markers(mark, xs[-1:, ball], ys[-1:, ball], 10))
    inside += _gone(trails.left, behind.legend)
    losses = marked_lines.losses(LOSS, range(len(trails.losses)), trails.losses, steps, behind.lowest)
    words = drawing.both(LOSS.x, LOSS.y - 9, behind.legend["loss"])
    words += _cross(LOSS.x + 176, LOSS.y - 13.5, 6) + drawing.both(LOSS.x + 188, LOSS.y - 9, behind.legend["lowest"])
    now = ", ".join(drawing.short(loss) for loss in trails.losses[-1])
    desc = f"{len(trails.losses) - 1} / {steps}; loss: SGD, momentum, Adam {now}; lowest {drawing.short(behind.lowest)}"
    return drawing.picture(WIDTH, HEIGHT, title, desc, [behind.around, drawing.clipped(PLOT, inside), losses, words])


def _thinned(xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """Without the places that lie on the same spot of the picture as the one before, the last apart."""
    spots = np.rint(np.stack([xs, ys]) / 1.5)
    kept = np.append(True, (np.diff(spots, axis=1) != 0).any(0))
    return xs[kept], ys[kept]


def _gone(left: Sequence[int | None], legend: Legend) -> list[str]:
    """A line for each ball that has left the picture."""
    parts = []
    y = PLOT.bottom - 8
    for mark, step in zip(MARKS, left, strict=True):
        if step is not None:
            band = np.array([PLOT.x + 14, PLOT.x + 196]), np.full(2, y - 4.5)
            parts.append(drawing.curve(*band, drawing.PAPER, 18))
            parts.append(marked_lines.sample(mark, PLOT.x + 8, y))
            parts.append(drawing.both(PLOT.x + 42, y, legend["outside"]))
            y -= 20
    return parts
