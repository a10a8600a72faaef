"""Drawing helpers for demos that show pixels and weights: grey pictures, signed numbers, frames, accuracy by step.

Many small pictures go into few paths, which keeps a frame short. Knows no demo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

SHADES = 4
SIZES = (0.4, 0.65, 0.92)
"""A signed number's mark by size, as a share of its cell."""


def ink(values: Floats, xs: Sequence[float], ys: Sequence[float], cell: float) -> str:
    """Grey pictures `values` (n, rows, columns), 0 for paper to 1 for full ink, with upper left corners `xs`, `ys`."""
    levels = np.rint(np.clip(np.nan_to_num(values), 0, 1) * SHADES).astype(int)
    changes = np.pad(np.diff(levels, axis=2) != 0, ((0, 0), (0, 0), (1, 1)), constant_values=True)
    # A run of equal pixels is one line, as thick as a pixel is high; starts and ends are found in the same order.
    tile, row, first = np.nonzero(changes[..., :-1])
    length = np.nonzero(changes[..., 1:])[2] + 1 - first
    shade = levels[tile, row, first]
    x, y = np.asarray(xs)[tile] + first * cell, np.asarray(ys)[tile] + (row + 0.5) * cell
    return "".join(
        _lines(x[here], y[here], length[here] * cell, drawing.INK, cell, f' opacity="{level / SHADES:g}"')
        for level in range(1, SHADES + 1)
        if (here := shade == level).any()
    )


def signed(values: Floats, xs: Sequence[float], ys: Sequence[float], cell: float) -> str:
    """Numbers from -1 to 1, `values` (n, rows, columns): squares above nought, dashes below, larger for more."""
    levels = np.rint(np.clip(np.nan_to_num(values), -1, 1) * len(SIZES)).astype(int)
    parts = []
    for level, share in enumerate(SIZES, start=1):
        size = share * cell
        for sign, colour, thick in ((1, drawing.NET, size), (-1, drawing.GOAL, 0.45 * size)):
            tile, row, column = np.nonzero(levels == sign * level)
            if len(tile):
                x = np.asarray(xs)[tile] + (column + 0.5) * cell - size / 2
                y = np.asarray(ys)[tile] + (row + 0.5) * cell
                parts.append(_lines(x, y, np.full(len(x), size), colour, thick))
    return "".join(parts)


def _lines(x: Floats, y: Floats, length: Floats, colour: str, thick: float, more: str = "") -> str:
    """Level lines from (x, y), each `length` long, as one path of steps from where the last line ended."""
    tenths = np.rint(np.stack([x, y, length], axis=1) * 10).astype(int)
    steps = tenths[:, :2].copy()
    steps[1:] -= tenths[:-1, :2]
    steps[1:, 0] -= tenths[:-1, 2]
    moves = "".join(
        f"m{right / 10:g} {down / 10:g}h{far / 10:g}"
        for (right, down), far in zip(steps.tolist(), tenths[:, 2].tolist(), strict=True)
    )
    return f'<path d="{moves.replace(" -", "-")}" stroke="{colour}" stroke-width="{thick:.3g}"{more}/>'


def frame(box: Box, colour: str = drawing.LINE, width: float = 1.0, dash: str = "") -> str:
    """The outline of `box`."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{box.x:.4g} {box.y:.4g}h{box.width:.4g}v{box.height:.4g}h{-box.width:.4g}z" fill="none" '
        f'stroke="{colour}" stroke-width="{width:g}"{dashed}/>'
    )


def accuracies(
    box: Box,
    history: Sequence[tuple[int, float]],
    steps: int,
    needed: float,
    label: Mapping[Language, str],
) -> str:
    """Accuracy, 0 to 1, by step so far out of planned `steps`; dashed, what is `needed`."""
    upwards, across = Scale(0, 1, box.bottom, box.y), Scale(0, max(steps, 1), box.x, box.right, "root")
    marks = drawing.axis_left(box, upwards, [0, 0.5, 1], ["0", "50%", "100%"])
    marks += drawing.axis_below(box, across, [0.0, round(steps / 4), steps] if steps >= 8 else [0.0, steps])
    marks += drawing.both(box.x, box.y - 9, label)
    goal = float(upwards(needed))
    marks += drawing.segment(box.x, goal, box.right, goal, drawing.GOAL, 1.4, "6 5")
    at = across([step for step, _ in history])
    level = upwards([share for _, share in history])
    return marks + drawing.curve(at, level, drawing.NET, 1.8) + drawing.dots(at[-1:], level[-1:], drawing.NET, 6)


def judge(chances: Floats, truth: Floats) -> tuple[float, float]:
    """Mean cross-entropy and accuracy of probabilities (n, classes), where the true classes are `truth` (n,)."""
    given = chances[np.arange(len(truth)), truth].astype(float)
    return -float(np.log(np.maximum(given, 1e-12)).mean()), float((chances.argmax(1) == truth).mean())


def remember(history: list[tuple[int, float]], step: int, share: float, most: int = 80) -> None:
    """Add a measurement to `history` where `step` is new; every second one goes where there are too many."""
    if not history or history[-1][0] < step:
        history.append((step, share))
        if len(history) > most:
            history[1:-1] = history[2:-1:2]


def bar(x: float, y: float, length: float, thick: float, colour: str) -> str:
    """A level bar from (x, y), the middle of its left end; nothing below a tenth of a unit."""
    return drawing.segment(x, y, x + length, y, colour, thick) if length >= 0.1 else ""
