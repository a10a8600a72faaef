"""Drawing helpers for demos that show pixels and weights: grey pictures, signed numbers, frames, accuracy by step.

Many small pictures go into few paths, which keeps a frame short. Knows no demo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

SHADES = 4
SIZES = (0.4, 0.65, 0.92)
"""A signed number's mark by size, as a share of its cell."""


def ink(values: Floats, xs: Sequence[float], ys: Sequence[float], cell: float) -> str:
    """Grey pictures `values` (n, rows, columns), 0 for paper to 1 for full ink, with upper left corners `xs`, `ys`."""
    levels = _levels(values, 0, SHADES)
    return _ink(levels.tobytes(), levels.shape, tuple(xs), tuple(ys), cell)


@lru_cache(maxsize=64)
def _ink(pixels: bytes, shape: tuple[int, ...], xs: tuple[float, ...], ys: tuple[float, ...], cell: float) -> str:
    """`ink` of levels up to SHADES; kept, since the same pixels stand in many pictures in a row."""
    levels = np.frombuffer(pixels, int).reshape(shape)
    changes = np.ones((*shape[:2], shape[2] + 1), dtype=bool)
    changes[..., 1:-1] = levels[..., 1:] != levels[..., :-1]
    # A run of equal pixels is one line, as thick as a pixel is high; starts and ends are found in the same order.
    tile, row, first = np.nonzero(changes[..., :-1])
    length = np.nonzero(changes[..., 1:])[2] + 1 - first
    x, y = np.asarray(xs)[tile] + first * cell, np.asarray(ys)[tile] + (row + 0.5) * cell
    paths = _paths(levels[tile, row, first], x, y, length * cell)
    return "".join(
        _lines(paths[level], drawing.INK, cell, f' opacity="{level / SHADES:g}"')
        for level in range(1, SHADES + 1)
        if level in paths
    )


def signed(values: Floats, xs: Sequence[float], ys: Sequence[float], cell: float) -> str:
    """Numbers from -1 to 1, `values` (n, rows, columns): squares above nought, dashes below, larger for more."""
    levels = _levels(values, -1, len(SIZES))
    tile, row, column = np.nonzero(levels)
    kinds = levels[tile, row, column]
    size = cell * np.array(SIZES)[np.abs(kinds) - 1]
    x, y = np.asarray(xs)[tile] + (column + 0.5) * cell - size / 2, np.asarray(ys)[tile] + (row + 0.5) * cell
    paths, parts = _paths(kinds, x, y, size), []
    for level, share in enumerate(SIZES, start=1):
        thick = share * cell
        for kind, colour, high in ((level, drawing.NET, thick), (-level, drawing.GOAL, 0.45 * thick)):
            if kind in paths:
                parts.append(_lines(paths[kind], colour, high))
    return "".join(parts)


def _levels(values: Floats, low: int, most: int) -> NDArray[np.int_]:
    """`values`, `low` to 1, as whole numbers up to `most`; nought for what is no number."""
    known = np.where(np.isnan(values), 0.0, values)
    found: NDArray[np.int_] = np.rint(np.minimum(np.maximum(known, low), 1) * most).astype(int)
    return found


def _paths(kinds: NDArray[np.int_], x: Floats, y: Floats, length: Floats) -> dict[int, str]:
    """For each of `kinds` (n,) one path of level lines from (x, y), each `length` long, as steps from where the last
    line ended."""
    order = np.argsort(kinds, kind="stable")
    kinds = kinds[order]
    places = np.rint(np.array([x, y, length])[:, order] * 10).astype(int)
    right, down, far = places.copy()
    right[1:] -= (right + far)[:-1]
    down[1:] -= down[:-1].copy()
    starts = [0, *(np.flatnonzero(kinds[1:] != kinds[:-1]) + 1).tolist()] if len(kinds) else []
    right[starts], down[starts] = places[:2, starts]
    steps = list(map(_line, right.tolist(), down.tolist(), far.tolist()))
    return {int(kinds[a]): "".join(steps[a:b]) for a, b in pairwise([*starts, len(steps)])}


def _lines(path: str, colour: str, thick: float, more: str = "") -> str:
    return f'<path d="{path}" stroke="{colour}" stroke-width="{thick:.3g}"{more}/>'


@lru_cache(maxsize=2**14)
def _line(right: int, down: int, far: int) -> str:
    """A step and a level line, all in tenths; kept, since pixels lie in rows and most steps come again and again."""
    return f"m{drawing.tenth(right)}{drawing.next_tenth(down)}h{drawing.tenth(far)}"


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
    at = across([step for step, _ in history])
    level = upwards([share for _, share in history])
    marks = _marks(box, steps, needed) + drawing.both(box.x, box.y - 9, label)
    return marks + drawing.curve(at, level, drawing.NET, 1.8) + drawing.dots(at[-1:], level[-1:], drawing.NET, 6)


@lru_cache(maxsize=64)
def _marks(box: Box, steps: int, needed: float) -> str:
    """The axes of `accuracies`, and the line of what is needed."""
    upwards, across = Scale(0, 1, box.bottom, box.y), Scale(0, max(steps, 1), box.x, box.right, "root")
    marks = drawing.axis_left(box, upwards, [0, 0.5, 1], ["0", "50%", "100%"])
    marks += drawing.axis_below(box, across, [0.0, round(steps / 4), steps] if steps >= 8 else [0.0, steps])
    goal = float(upwards(needed))
    return marks + drawing.segment(box.x, goal, box.right, goal, drawing.GOAL, 1.4, "6 5")


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
