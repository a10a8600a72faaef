"""The picture of attention: one row for each place of the answer, one column for each letter of the input.

A square's size (and depth of colour) is the share of attention; beside each row stand the answer, how sure the
network is, and the right letter. Below, the shares of right rows and letters by step. Trains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 366
PLACES, TOP, SIDE = 66.0, 54.0, 192.0
"""The map's left and upper edge and its side."""
ANSWER, SURE, RIGHT, MARK = 286.0, 309.0, 378.0, 416.0
"""Where the columns beside the map stand."""
CHART = Box(48, 290, 384, 52)
SHADES = 4

Legend = Mapping[str, Mapping[Language, str]]
History = list[tuple[int, float, float]]
"""Step, share of whole rows right, share of letters right."""


@dataclass(frozen=True)
class View:
    """What the network makes of the learner's row: three rows of letters, how sure it is of each letter of its
    answer (length,), and attention (output place, input place), each row of which sums to 1."""

    row: str
    answer: str
    goal: str
    chances: Floats
    attention: Floats


def draw(view: View, history: History, step: int, steps: int, title: str, legend: Legend) -> str:
    """The picture now, at `step` out of planned `steps`."""
    rows, letters = (100 * share for share in (history[-1][1:] if history else (0.0, 0.0)))
    desc = f"{step} / {steps}; {view.row} → {view.answer} ({view.goal}); {rows:.3g}%, {letters:.3g}%"
    parts = [_heads(legend), _map(view), _answers(view), _shares(history, steps, legend)]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def _heads(legend: Legend) -> str:
    """What the columns are."""
    heads = (("place", 8.0), ("looks", PLACES + 10), ("answer", ANSWER - 10), ("goal", RIGHT - 10))
    return "".join(drawing.both(x, 16, legend[key], drawing.MUTED) for key, x in heads)


def _map(view: View) -> str:
    """The row's letters above, the places of the answer on the left, and a square for each share of attention."""
    return _frame(view.row) + _squares(np.nan_to_num(view.attention))


@lru_cache(maxsize=64)
def _frame(row: str) -> str:
    """What stays while the network learns: letters, numbers and hairlines."""
    cell = SIDE / len(row)
    parts = []
    for place, letter in enumerate(row):
        middle = (place + 0.5) * cell
        parts.append(drawing.text(PLACES + middle, TOP - 10, letter, drawing.INK, "middle"))
        parts.append(drawing.text(PLACES - 22, TOP + middle + 4.5, str(place + 1), drawing.MUTED, "middle"))
    lines = "".join(
        f"M{PLACES:g} {TOP + cell * line:.1f}h{SIDE:g}M{PLACES + cell * line:.1f} {TOP:g}v{SIDE:g}"
        for line in range(len(row) + 1)
    )
    return "".join(parts) + f'<path d="{lines}" stroke="{drawing.LINE}" stroke-width=".8" fill="none"/>'


def _squares(attention: Floats) -> str:
    """Squares whose area is the share of attention, in a few depths of the same colour."""
    cell = SIDE / len(attention)
    shares = np.clip(attention, 0, 1)
    sides = (cell - 3) * np.sqrt(shares)
    places, letters = np.nonzero(sides >= 1)
    sides, shades = sides[places, letters], np.minimum(shares[places, letters] * SHADES, SHADES - 1).astype(int)
    xs, ys = PLACES + (letters + 0.5) * cell - sides / 2, TOP + (places + 0.5) * cell - sides / 2
    paths = [""] * SHADES
    for shade, x, y, side in zip(shades.tolist(), xs.tolist(), ys.tolist(), sides.tolist(), strict=True):
        paths[shade] += f"M{x:.1f} {y:.1f}h{side:.1f}v{side:.1f}h-{side:.1f}z"
    return "".join(
        f'<path d="{path}" fill="{drawing.NET}" opacity="{0.7 + 0.3 * shade / (SHADES - 1):.2g}"/>'
        for shade, path in enumerate(paths)
        if path
    )


def _answers(view: View) -> str:
    """Beside each row the network's letter, how sure it is, the right letter, and a tick or a cross."""
    cell = SIDE / len(view.row)
    parts = []
    chances = np.nan_to_num(100 * view.chances).tolist()
    for place, (answer, goal, chance) in enumerate(zip(view.answer, view.goal, chances, strict=True)):
        y = TOP + (place + 0.5) * cell
        parts.append(drawing.text(ANSWER, y + 4.5, answer, drawing.NET, "middle"))
        parts.append(drawing.text(SURE, y + 4.5, f"{chance:.0f}%"))
        parts.append(drawing.text(RIGHT, y + 4.5, goal, drawing.INK, "middle"))
        parts.append(_tick(MARK, y) if answer == goal else _cross(MARK, y))
    return "".join(parts)


def _tick(x: float, y: float) -> str:
    return _stroke(f"M{x - 5:.1f} {y:.1f}l3.5 4 6.5-9", drawing.GOAL)


def _cross(x: float, y: float) -> str:
    return _stroke(f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8", drawing.NET)


def _stroke(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"/>'


def _shares(history: Sequence[tuple[int, float, float]], steps: int, legend: Legend) -> str:
    """Whole rows right (solid) and single letters right (dashed) by step, early steps with more room."""
    upwards = Scale(0, 1, CHART.bottom, CHART.y)
    across = Scale(0, max(steps, 1), CHART.x, CHART.right, "root")
    parts = [drawing.axis_left(CHART, upwards, [0.0, 0.5, 1.0], ["0%", "50%", "100%"])]
    parts.append(drawing.axis_below(CHART, across, [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0]))
    at = across([step for step, _, _ in history])
    for column, key, x in ((2, "letters", CHART.x + 200), (1, "rows", CHART.x)):
        level = upwards([row[column] for row in history])
        colour, dash = (drawing.NET, "") if key == "rows" else (drawing.POINT, "5 4")
        parts.append(drawing.curve(at, level, colour, 2.0, dash))
        parts.append(drawing.dots(at[-1:], level[-1:], colour, 6))
        parts.append(_mark(x, colour, dash))
        parts.append(drawing.both(x + 30, CHART.y - 10.5, legend[key]))
    return "".join(parts)


@lru_cache(maxsize=8)
def _mark(x: float, colour: str, dash: str) -> str:
    """A short level line beside its name."""
    return drawing.curve(np.array([x, x + 22]), np.full(2, CHART.y - 15), colour, 2.2, dash)
