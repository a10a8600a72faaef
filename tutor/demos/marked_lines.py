"""Three lines side by side, told apart by dash and marker as well as by colour, and a chart of their losses.

Draws what it is given; knows no demo.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale


@dataclass(frozen=True)
class Mark:
    """How one of the three looks everywhere in a picture."""

    colour: str
    dash: str
    shape: Literal["circle", "square", "triangle"]


MARKS = (
    Mark(drawing.NET, "", "circle"),
    Mark(drawing.GOAL, "7 4", "square"),
    Mark(drawing.INK, "1.5 4", "triangle"),
)


def line(mark: Mark, xs: Floats, ys: Floats, width: float = 2.0) -> str:
    """An open line in the mark's colour and dash."""
    return drawing.curve(xs, ys, mark.colour, width, mark.dash)


def markers(mark: Mark, xs: Floats, ys: Floats, size: float = 9.0) -> str:
    """The mark's shape, about `size` across and with a thin halo, at each place."""
    if mark.shape == "circle":
        halo = drawing.dots(xs, ys, drawing.PAPER, size + 2.5)
        return halo + drawing.dots(xs, ys, mark.colour, size)
    half = size / 2
    outline = (
        f"m{-half:g} {-half:g}h{size:g}v{size:g}h{-size:g}z"
        if mark.shape == "square"
        else f"m0 {-half * 1.25:g}l{half * 1.2:g} {half * 2:g}h{-half * 2.4:g}z"
    )
    places = "".join(f"M{x:.1f} {y:.1f}{outline}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True))
    return f'<path d="{places}" fill="{mark.colour}" stroke="{drawing.PAPER}" stroke-width="1.2"/>'


def sample(mark: Mark, x: float, y: float, size: float = 9.0) -> str:
    """A short piece of line with its marker, for a legend; `y` is the words' baseline."""
    level = np.full(2, y - 4.5)
    return line(mark, np.array([x, x + 26]), level, 2.2) + markers(mark, np.array([x + 13]), level[:1], size)


def losses(box: Box, at: Sequence[int], values: Floats, steps: int, floor: float | None = None) -> str:
    """The losses `values` (times, lines) at the steps `at`: powers of ten upwards, more room for early steps.

    `floor` is the loss that cannot be beaten, a hairline in dashes.
    """
    shown = values[np.isfinite(values)]
    lowest = min(float(shown.min()), floor or math.inf) if shown.size else 1.0
    low = math.floor(math.log10(max(lowest, 1e-6)))
    high = max(math.ceil(math.log10(max(float(shown.max(initial=0.0)), 1e-5))), low + 1)
    upwards = Scale(10.0**low, 10.0**high, box.bottom, box.y, "log")
    across = Scale(0, max(steps, 1), box.x, box.right, "root")
    decades = list(range(low, high + 1, math.ceil((high - low) / 3)))
    parts = [drawing.powers_left(box, upwards, decades)]
    parts += [drawing.axis_below(box, across, [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0, steps])]
    if floor is not None and floor >= 10.0**low:
        y = float(upwards(floor))
        parts.append(drawing.segment(box.x, y, box.right, y, drawing.MUTED, 1.2, "3 3"))
    kept = _thinned(len(at))
    places, levels = across(np.array(at)[kept]), upwards(values[kept])
    for column, mark in enumerate(MARKS):
        parts.append(line(mark, places, levels[:, column], 1.8))
    for column, mark in enumerate(MARKS):
        parts.append(markers(mark, places[-1:], levels[-1:, column], 7))
    return "".join(parts)


def _thinned(count: int, most: int = 48) -> list[int]:
    """At most so many of the numbers below `count`: the early ones and the last, further apart as they grow."""
    if count <= most:
        return list(range(count))
    kept: list[int] = np.unique(np.rint(np.linspace(0, 1, most) ** 2 * (count - 1)).astype(int)).tolist()
    return kept
