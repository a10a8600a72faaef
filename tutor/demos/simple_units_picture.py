"""The picture of simple_units: each unit's own bent line, their sum on the wanted curve, and the error by number.

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

WIDTH, HEIGHT = 440, 378
PLOT = Box(40, 46, 392, 198)
ERRORS = Box(48, 294, 384, 60)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Units:
    """The units so far, each weight * relu(slope * u + shift) on inputs u from -reach to reach; arrays (units,)."""

    slopes: Floats
    shifts: Floats
    weights: Floats
    reach: float

    def lines(self, most: float) -> tuple[Floats, Floats]:
        """Three corners a unit, (units, 3) inputs and values: the far end, the bend, and the other end, or where the
        line leaves -most..most, since what is drawn far outside would lose its slope."""
        slopes = np.where(np.abs(self.slopes) < 1e-9, 1e-9, self.slopes)
        top = most / np.maximum(np.abs(self.weights), 1e-9)
        far = -self.reach * np.sign(slopes)
        corners = np.stack([far, -self.shifts / slopes, (top - self.shifts) / slopes], axis=1)
        corners = np.clip(corners, -self.reach, self.reach)
        bent = np.maximum(slopes[:, None] * corners + self.shifts[:, None], 0.0)
        return corners, self.weights[:, None] * bent


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run, drawn once: axes, the wanted curve, the legend."""

    across: Scale
    upwards: Scale
    behind: str
    goal: str
    width: int


def backdrop(grid: Floats, goal: Floats, width: int, legend: Legend) -> Backdrop:
    """The backdrop for the curve `goal` over `grid`, both one-dimensional, and `width` units in the end."""
    across = Scale(float(grid[0]), float(grid[-1]), PLOT.x, PLOT.right)
    # Single units begin at nought, so nought is always in the picture.
    low, high = min(float(goal.min()), 0.0), max(float(goal.max()), 0.0)
    room = 0.1 * (high - low) or 1.0
    upwards = Scale(low - room, high + room, PLOT.bottom, PLOT.y)
    behind = drawing.axis_left(PLOT, upwards, drawing.ticks(low - room, high + room, 4))
    behind += drawing.axis_below(PLOT, across, drawing.ticks(across.low, across.high, 4))
    behind += _legend(legend) + drawing.both(ERRORS.x, ERRORS.y - 10, legend["errors"])
    curve = drawing.curve(across(grid), upwards(goal), drawing.GOAL, 2.0, "6 5")
    return Backdrop(across, upwards, behind, curve, width)


def draw(
    behind: Backdrop,
    grid: Floats,
    total: Floats,
    units: Units,
    spread: float,
    errors: Sequence[float],
    words: Sequence[str],
) -> str:
    """The picture now: `total` is the sum over `grid`, `errors` the fit error by number of units so far, `spread`
    what a unit's value of 1 is on the curve's own scale; `words` are title and description."""
    inputs, values = units.lines(2 * (behind.upwards.high - behind.upwards.low) / spread)
    places = Scale(-units.reach, units.reach, PLOT.x, PLOT.right)(inputs)
    heights = behind.upwards(values * spread)
    newest = len(places) - 1
    parts = [_thin(places[:newest], heights[:newest]), behind.goal]
    parts += [drawing.curve(places[newest], heights[newest], drawing.INK, 1.4, "2 3")]
    parts += [drawing.curve(behind.across(grid), behind.upwards(total), drawing.NET, 2.8)]
    plot = drawing.clipped(PLOT, parts)
    return drawing.picture(WIDTH, HEIGHT, words[0], words[1], [behind.behind, plot, _errors(errors, behind.width)])


def _thin(places: Floats, heights: Floats) -> str:
    """All lines as one path: (lines, 3) each."""
    rows = zip(places.tolist(), heights.tolist(), strict=True)
    path = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in zip(xs, ys, strict=True)) for xs, ys in rows)
    return f'<path d="{path}" fill="none" stroke="{drawing.MUTED}" stroke-width="0.8"/>' if path else ""


def _legend(legend: Legend) -> str:
    """Four marks with their names, above the plot."""
    marks = {
        "goal": (40, 15, drawing.GOAL, 2.4, "6 5"),
        "sum": (236, 15, drawing.NET, 2.8, ""),
        "unit": (40, 34, drawing.MUTED, 0.8, ""),
        "newest": (236, 34, drawing.INK, 1.4, "2 3"),
    }
    parts = []
    for key, (x, y, colour, width, dash) in marks.items():
        parts.append(drawing.curve(np.array([0.0, 20.0]) + x, np.array([y - 4.5, y - 4.5]), colour, width, dash))
        parts.append(drawing.both(x + 28, y, legend[key]))
    return "".join(parts)


def _errors(errors: Sequence[float], width: int) -> str:
    """The fit error, powers of ten upwards, by number of units."""
    values = np.array(errors)
    low = min(math.floor(math.log10(max(float(values.min()), 1e-4))), -1)
    upwards = Scale(10.0**low, 1.0, ERRORS.bottom, ERRORS.y, "log")
    across = Scale(0, width, ERRORS.x, ERRORS.right)
    decades = [10.0**d for d in range(low, 1)]
    marks = drawing.axis_left(ERRORS, upwards, decades, [f"{100 * d:g}%" for d in decades])
    marks += drawing.axis_below(ERRORS, across, sorted({1, *range(0, width + 1, max(1, width // 4))} - {0}))
    at, level = across(np.arange(1, len(values) + 1)), upwards(np.minimum(values, 1.5))
    line = drawing.curve(at, level, drawing.NET, 1.4) + drawing.dots(at, level, drawing.NET, 3.5)
    return marks + line + drawing.dots(at[-1:], level[-1:], drawing.NET, 7)
