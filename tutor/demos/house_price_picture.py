"""The picture of house_price: guesses against prices paid, the learner's house near and far, and the errors below.

Draws what it is given; trains nothing and knows no rule. All prices are in thousands.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 380
GUESSES = Box(42, 34, 186, 176)
HOUSE = Box(246, 34, 186, 176)
ERRORS = Box(42, 280, 390, 72)
DOTTED, DASHED = "1.5 4", "6 5"

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run, drawn once: axes, the line's guesses, the two errors to compare with."""

    paid: Scale
    guessed: Scale
    away: Scale
    missed: Scale
    places: Floats
    behind: str
    line_marks: str
    legend: Legend


def backdrop(prices: Floats, by_line: Floats, farthest: float, errors: tuple[float, float], legend: Legend) -> Backdrop:
    """The backdrop for held-out houses sold at `prices` (n,), which the line puts `by_line` (n,).

    `errors` are the mean errors of the line and of the rule itself on these houses.
    """
    low, high = 0.0, 1.06 * float(prices.max())
    paid, guessed = Scale(low, high, GUESSES.x, GUESSES.right), Scale(low, high, GUESSES.bottom, GUESSES.y)
    away = Scale(0, farthest, HOUSE.x, HOUSE.right)
    missed = _errors_scale(errors)
    values = drawing.ticks(low, high, 4)
    behind = drawing.axis_left(GUESSES, guessed, values) + drawing.axis_left(HOUSE, guessed, values, [""] * len(values))
    behind += drawing.axis_below(GUESSES, paid, drawing.ticks(low, high, 3))
    behind += drawing.axis_below(HOUSE, away, drawing.ticks(0, farthest, 3))
    behind += drawing.both(GUESSES.x + 24, GUESSES.bottom + 35, legend["paid"])
    behind += drawing.both(GUESSES.x + 8, GUESSES.y + 12, legend["guess"])
    behind += drawing.both(HOUSE.x + 18, HOUSE.bottom + 35, legend["distance"])
    behind += drawing.curve(paid([low, high]), guessed([low, high]), drawing.GOAL, 1.5, DASHED)
    behind += _marks(legend)
    marks = crosses(paid(prices), guessed(by_line), 5)
    return Backdrop(paid, guessed, away, missed, paid(prices), behind, marks, legend)


@dataclass(frozen=True)
class Curves:
    """The price of the learner's house by distance (n,), and where it stands: three prices each, or one."""

    distances: Floats
    by_rule: Floats
    by_line: Floats
    by_network: Floats
    distance: float
    line_price: float
    network_price: float


def draw(
    behind: Backdrop,
    guesses: Floats,
    curves: Curves,
    errors: tuple[float, float],
    history: Sequence[tuple[int, float]],
    steps: int,
    title: str,
) -> str:
    """The picture now: the network's `guesses` (n,), the house's `curves`, the network's error by step so far."""
    step, error = history[-1] if history else (0, math.nan)
    desc = f"{step} / {steps}; network ±{drawing.short(error)}, line ±{drawing.short(errors[0])}"
    dots = drawing.dots(behind.places, behind.guessed(guesses), drawing.NET, 4, 0.8)
    parts = [
        behind.behind,
        drawing.clipped(GUESSES, [behind.line_marks, dots]),
        drawing.clipped(HOUSE, [_curves(behind, curves)]),
        _errors(behind, errors, history, steps),
    ]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def crosses(xs: Floats, ys: Floats, size: float) -> str:
    """A thin upright cross of `size` across at each place."""
    half = size / 2
    places = "".join(
        f"M{x - half:.0f} {y:.0f}h{size:g}m-{half:g}-{half:g}v{size:g}" for x, y in zip(xs, ys, strict=True)
    )
    return f'<path d="{places}" stroke="{drawing.MUTED}" stroke-width="1.2" fill="none"/>'


def _marks(legend: Legend) -> str:
    """Three marks with their names, above the plots."""
    y, parts = 17.0, []
    for key, x in (("network", 42.0), ("line", 172.0), ("rule", 330.0)):
        at, level = np.array([x, x + 22]), np.full(2, y - 4.5)
        if key == "network":
            parts.append(
                drawing.curve(at, level, drawing.NET, 2.4) + drawing.dots(at[:1] + 11, level[:1], drawing.NET, 7)
            )
        elif key == "line":
            parts.append(drawing.curve(at, level, drawing.MUTED, 1.8, DOTTED) + crosses(at[:1] + 11, level[:1], 9))
        else:
            parts.append(drawing.curve(at, level, drawing.GOAL, 1.8, DASHED))
        parts.append(drawing.both(x + 29, y, legend[key]))
    return "".join(parts)


def _curves(behind: Backdrop, curves: Curves) -> str:
    """The house's price by distance: as the rule, the line and the network have it."""
    at, here = behind.away(curves.distances), behind.away([curves.distance])
    drawn = drawing.curve(at, behind.guessed(curves.by_rule), drawing.GOAL, 2.0, DASHED)
    drawn += drawing.curve(at[[0, -1]], behind.guessed(curves.by_line[[0, -1]]), drawing.MUTED, 2.0, DOTTED)
    drawn += drawing.curve(at, behind.guessed(curves.by_network), drawing.NET, 2.4)
    drawn += crosses(here, behind.guessed([curves.line_price]), 11)
    drawn += drawing.dots(here, behind.guessed([curves.network_price]), drawing.NET, 8)
    return drawn + drawing.both(HOUSE.x + 44, HOUSE.y + 14, behind.legend["house"])


def _errors_scale(errors: tuple[float, float]) -> Scale:
    """Thousands upwards, in powers: from below the smaller of the errors to well above the line's."""
    low = max(min(errors) * 0.6, errors[0] / 100, 0.01)
    return Scale(low, max(5 * errors[0], 2 * low), ERRORS.bottom, ERRORS.y, "log")


def _errors(behind: Backdrop, errors: tuple[float, float], history: Sequence[tuple[int, float]], steps: int) -> str:
    """The network's mean error by step, between those of the line and of the rule."""
    missed, ends = behind.missed, np.array([ERRORS.x, ERRORS.right])
    across = Scale(0, max(steps, 1), ERRORS.x, ERRORS.right, "root")
    numbers = [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0, float(steps)]
    drawn = drawing.axis_below(ERRORS, across, numbers)
    drawn += drawing.axis_left(ERRORS, missed, _round_values(missed.low, missed.high))
    drawn += drawing.both(ERRORS.x, ERRORS.y - 11, behind.legend["error"])
    drawn += drawing.curve(ends, missed([errors[0]] * 2), drawing.MUTED, 2.0, DOTTED)
    drawn += drawing.curve(ends, missed([max(errors[1], missed.low)] * 2), drawing.GOAL, 1.8, DASHED)
    at, level = across([step for step, _ in history]), missed([error for _, error in history])
    line = drawing.curve(at, level, drawing.NET, 2.0) + drawing.dots(at[-1:], level[-1:], drawing.NET, 6)
    return drawn + drawing.clipped(Box(ERRORS.x, ERRORS.y - 6, ERRORS.width + 4, ERRORS.height + 12), [line])


def _round_values(low: float, high: float) -> list[float]:
    """Up to three values of the kind 1, 2, 5, 10, 20 within the range, as far apart as can be."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    fits = [m * 10.0**power for power in powers for m in (1, 2, 5) if low * 1.05 <= m * 10.0**power <= high]
    return fits if len(fits) <= 3 else [fits[0], fits[len(fits) // 2], fits[-1]]
