"""The picture of gpu_race: the lanes as bars after the same time, and below the losses that they reach.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 326
LANES = ("one", "all", "gpu")
LANE, FIRST_LANE, BAR = 47.0, 26.0, 17.0
TRACK = Box(14, FIRST_LANE, 412, 3 * LANE)
LOSS = Box(44, 236, 382, 66)
_MARKS = {"one": (drawing.POINT, 6.0, ""), "all": (drawing.NET, 2.4, ""), "gpu": (drawing.INK, 1.8, "2 5")}
"""Each lane's line in the lower plot: colour, width, dash; drawn over each other, all three stay to be seen."""

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Race:
    """The race after `seconds`: network-steps done by then and speed (a second) by lane, out of `planned`.

    `losses` are mean losses by lane after so many rounds of `round_steps` steps each, `rounds` are planned.
    """

    seconds: float
    places: Mapping[str, float]
    speeds: Mapping[str, float]
    planned: float
    losses: Sequence[tuple[int, Mapping[str, float]]]
    rounds: int
    round_steps: int


def draw(race: Race, title: str, legend: Legend) -> str:
    """The picture now."""
    across = Scale(0, max(race.planned, 1.0), TRACK.x, TRACK.right)
    parts = [drawing.both(TRACK.x, 16, legend["race"])]
    parts.append(drawing.text(TRACK.right, 16, f"{race.seconds:.2f} s", drawing.INK, "end"))
    lanes = [_lane(race, name, FIRST_LANE + n * LANE, across, legend) for n, name in enumerate(LANES)]
    finish = drawing.segment(TRACK.right, TRACK.y + 14, TRACK.right, TRACK.bottom, drawing.INK, 2, "5 4")
    axis = drawing.axis_below(TRACK, across, drawing.ticks(0, race.planned, 4))
    said = "; ".join(f"{name} {race.places[name]:,.0f}" for name in LANES if name in race.places)
    desc = f"network-steps after {race.seconds:.2f} s: {said}"
    return drawing.picture(WIDTH, HEIGHT, title, desc, [*parts, *lanes, finish, axis, _losses(race, legend)])


def _lane(race: Race, name: str, y: float, across: Scale, legend: Legend) -> str:
    """One lane: its name and speed, and below them its bar."""
    colour, width, dash = _MARKS[name]
    mark = drawing.segment(TRACK.x, y + 12, TRACK.x + 20, y + 12, colour, width, dash)
    head = mark + drawing.both(TRACK.x + 27, y + 16.5, legend[name])
    top = y + 23
    if name not in race.places:
        empty = _bar(TRACK.x, top, TRACK.width, f'fill="none" stroke="{drawing.LINE}" stroke-dasharray="4 4"')
        return head + empty + drawing.both(TRACK.x + 10, top + 13.5, legend["no_gpu"], drawing.MUTED)
    speed = f"{race.speeds[name]:,.0f}/s" if race.speeds[name] else ""
    end = float(across(race.places[name]))
    lane = _bar(TRACK.x, top, TRACK.width, f'fill="none" stroke="{drawing.LINE}"')
    lane += _bar(TRACK.x, top, max(end - TRACK.x, 0.8), f'fill="{colour}"')
    ahead = race.seconds > 0 and race.places[name] == max(race.places.values())
    flag = f'<path d="M{end:.1f} {top - 2:g}l11 {BAR / 2 + 2:g}-11 {BAR / 2 + 2:g}z" fill="{drawing.INK}"/>'
    return head + drawing.text(TRACK.right - 6, y + 16.5, speed, drawing.INK, "end") + lane + (flag if ahead else "")


def _bar(x: float, y: float, width: float, look: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{BAR:g}" {look}/>'


def _losses(race: Race, legend: Legend) -> str:
    """The mean loss by training step, one line a lane, over each other."""
    names = [name for name in LANES if name in race.places]
    table = np.array([[means[name] for name in names] for _, means in race.losses] or [[1.0] * len(names)])
    steps = np.array([rounds for rounds, _ in race.losses] or [0]) * race.round_steps
    known = table[np.isfinite(table) & (table > 0)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.1, 1.0)
    bottom = math.floor(math.log10(low))
    top = max(math.ceil(math.log10(high)), bottom + 1)
    upwards = Scale(10.0**bottom, 10.0**top, LOSS.bottom, LOSS.y, "log")
    across = Scale(0, max(race.rounds * race.round_steps, 1), LOSS.x, LOSS.right)
    marks = drawing.both(LOSS.x, LOSS.y - 9, legend["loss"])
    decades = range(bottom, top + 1, 1 + (top - bottom) // 4)
    marks += drawing.powers_left(LOSS, upwards, decades)
    marks += drawing.axis_below(LOSS, across, drawing.ticks(0, across.high, 4))
    lines = []
    for column, name in enumerate(names):
        colour, width, dash = _MARKS[name]
        places, levels = across(steps), upwards(table[:, column])
        # The lanes reach the same losses: a thin edge of paper keeps the second line apart from the first.
        lines.append(drawing.curve(places, levels, drawing.PAPER, width + 1.6) if name == "all" else "")
        lines.append(drawing.curve(places, levels, colour, width, dash))
    return marks + "".join(lines)
