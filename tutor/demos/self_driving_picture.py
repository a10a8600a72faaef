"""The picture of self_driving: the road with its cars, the leader's network, and distance by generation.

Draws what it is given; drives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.demos.self_driving_cars import Cars
from tutor.demos.self_driving_track import COLUMNS, HALF_ROAD, HEIGHT, ROWS, WIDTH, Flags, Track
from tutor.types import Language

PICTURE_WIDTH, PICTURE_HEIGHT = 440, 376
ROAD = Box(10, 24, WIDTH, HEIGHT)
NETWORK = Box(20, 276, 92, 88)
CHART = Box(212, 308, 218, 46)
_WEIGHTS = (0.15, 0.5, 1.0, 1.6)
_LINES = (0.5, 1.1, 1.9, 2.9)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Scene:
    """One moment: `leader` is the best car's index, `trail` (places, 2) its way so far, `sight` (sensors,) what it
    sees; `history` best and mean laps by generation, the present one last; `lapse` whether time runs fast;
    `blocked` whether the learner put something on the road."""

    cars: Cars
    leader: int
    trail: Floats
    sight: Floats
    history: Sequence[tuple[float, float]]
    lapse: bool
    blocked: bool = False


def backdrop(road: Track, walls: Flags, legend: Legend) -> str:
    """What stays: the road, `walls` drawn by the learner (ROWS, COLUMNS), start line and legend."""
    line = np.concatenate([road.centre[::2], road.centre[:1]])
    xs, ys = line.T
    parts = [
        drawing.curve(xs, ys, drawing.MUTED, 2 * HALF_ROAD + 3),
        drawing.curve(xs, ys, drawing.PAPER, 2 * HALF_ROAD),
        drawing.curve(xs, ys, drawing.LINE, 1, "6 9"),
    ]
    x, y, heading = road.start
    aside = HALF_ROAD * np.array([-np.sin(heading), np.cos(heading)])
    start = drawing.segment(x - aside[0], y - aside[1], x + aside[0], y + aside[1], drawing.MUTED, 3, "4 3")
    return _inside([*parts, start, _blocks(walls)]) + _legend(legend)


def draw(behind: str, scene: Scene, title: str, legend: Legend) -> str:
    """The picture now."""
    best, mean = scene.history[-1]
    desc = f"generation {len(scene.history)}; best {best:.2f} laps, mean {mean:.2f} laps"
    desc += "; an obstacle on the road" if scene.blocked else ""
    parts = [behind, _inside(_cars(scene)), _network(scene, legend), _chart(scene.history, legend)]
    if scene.lapse:
        parts.append(drawing.both(NETWORK.right + 9, NETWORK.bottom, legend["lapse"], drawing.MUTED))
    return drawing.picture(PICTURE_WIDTH, PICTURE_HEIGHT, title, desc, parts)


def _inside(parts: Sequence[str]) -> str:
    """Parts in the road's own units, put in their place."""
    place = f'x="{ROAD.x:g}" y="{ROAD.y:g}" width="{ROAD.width:g}" height="{ROAD.height:g}"'
    return f'<svg {place} viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(parts)}</svg>'


def _blocks(walls: Flags) -> str:
    """Drawn walls as strips, one for each run in a row."""
    across, down = WIDTH / COLUMNS, HEIGHT / ROWS
    strips = []
    for row in np.flatnonzero(walls.any(1)):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], walls[row].astype(int), [0]])))
        strips += [
            f"M{begin * across:g} {row * down:g}h{(end - begin) * across:g}v{down:g}H{begin * across:g}z"
            for begin, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return f'<path d="{"".join(strips)}" fill="{drawing.MUTED}"/>' if strips else ""


def _cars(scene: Scene) -> list[str]:
    """The leader's way and sensors, then crosses for cars that are out, arrows for those that drive."""
    cars, leader = scene.cars, scene.leader
    moving = cars.moving
    others = moving.copy()
    others[leader] = False
    x, y = cars.position[leader]
    angles = cars.heading[leader] + cars.fan
    hits = np.stack([x + scene.sight * np.cos(angles), y + scene.sight * np.sin(angles)], axis=1)
    rays = "".join(f"M{x:.1f} {y:.1f}L{a:.1f} {b:.1f}" for a, b in hits.tolist())
    return [
        drawing.curve(scene.trail[:, 0], scene.trail[:, 1], drawing.NET, 1.2, "1 3"),
        f'<path d="{rays}" stroke="{drawing.GOAL}" stroke-width="1" stroke-dasharray="4 3" fill="none"/>',
        drawing.dots(hits[:, 0], hits[:, 1], drawing.GOAL, 4),
        _crosses(cars.position[~moving]),
        _arrows(cars.position[others], cars.heading[others], 6.0, drawing.POINT),
        _leader(cars.position[leader], cars.heading[leader]),
    ]


def _arrows(places: Floats, headings: Floats, size: float, colour: str) -> str:
    """A slender triangle at each place, its tip ahead."""
    if not len(places):
        return ""
    corners = np.array([[1.1, 0.0], [-0.8, 0.7], [-0.8, -0.7]]) * size
    cos, sin = np.cos(headings)[:, None], np.sin(headings)[:, None]
    xs = places[:, :1] + corners[:, 0] * cos - corners[:, 1] * sin
    ys = places[:, 1:] + corners[:, 0] * sin + corners[:, 1] * cos
    points = np.rint(np.stack([xs, ys], axis=2) * 10).astype(int).reshape(-1, 6) / 10
    shapes = "".join("M{:g} {:g}L{:g} {:g} {:g} {:g}z".format(*row) for row in points.tolist())
    return f'<path d="{shapes}" fill="{colour}" stroke="{drawing.PAPER}" stroke-width="0.6"/>'


def _crosses(places: Floats) -> str:
    marks = "".join(f"M{x - 2.5:.1f} {y - 2.5:.1f}l5 5m0-5l-5 5" for x, y in places.tolist())
    return f'<path d="{marks}" stroke="{drawing.MUTED}" stroke-width="1.3" fill="none"/>' if marks else ""


def _leader(place: Floats, heading: float) -> str:
    """A larger arrow in a ring."""
    ring = f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="11" fill="none" stroke="{drawing.NET}"/>'
    return _arrows(place[None], np.array([heading]), 8.5, drawing.NET) + ring


def _legend(legend: Legend) -> str:
    """Four marks with their names, above the road."""
    y, middle = 16.0, 11.5
    marks = [
        ("leader", 20.0, _leader(np.array([20.0, middle]), 0.0)),
        ("car", 122.0, _arrows(np.array([[122.0, middle]]), np.zeros(1), 6.0, drawing.POINT)),
        ("out", 218.0, _crosses(np.array([[218.0, middle]]))),
        ("sensors", 318.0, drawing.segment(308, middle, 330, middle, drawing.GOAL, 1.2, "4 3")),
    ]
    return "".join(mark + drawing.both(x + 16, y, legend[key]) for key, x, mark in marks)


def _network(scene: Scene, legend: Legend) -> str:
    """The leader's network: sensors on the left, steering and gas on the right, thick lines for large weights."""
    hidden, output = scene.cars.hidden[scene.leader], scene.cars.output[scene.leader]
    sensors, neurons, outputs = _columns(hidden.shape[1] - 1, len(hidden))
    lines = _weights(hidden[:, :-1], sensors, neurons) + _weights(output[:, :-1], neurons, outputs)
    names = "".join(
        drawing.both(NETWORK.right + 9, y + 4.5, legend[key])
        for key, (_, y) in zip(("steer", "gas"), outputs, strict=True)
    )
    return lines + _nodes(len(sensors), len(neurons)) + names


Places = tuple[tuple[float, float], ...]


@lru_cache(maxsize=64)
def _columns(sensors: int, neurons: int) -> tuple[Places, Places, Places]:
    """The places of each layer's neurons."""
    return _column(sensors, 0.0), _column(neurons, 0.5), _column(2, 1.0)


def _column(count: int, share: float) -> Places:
    gap = min(NETWORK.height / max(count, 2), 40.0)
    x, middle = NETWORK.x + share * NETWORK.width, NETWORK.y + NETWORK.height / 2
    return tuple((x, middle + (n - (count - 1) / 2) * gap) for n in range(count))


@lru_cache(maxsize=64)
def _nodes(sensors: int, neurons: int) -> str:
    xs, ys = np.concatenate(_columns(sensors, neurons)).T
    return drawing.dots(xs, ys, drawing.INK, 6)


def _weights(weights: Floats, left: Places, right: Places) -> str:
    """Lines between two layers: one path for each thickness and sign, negative ones dashed. `weights` (right, left)."""
    levels = np.searchsorted(_WEIGHTS, np.abs(weights))
    paths = [["", ""] for _ in range(len(_WEIGHTS) + 1)]
    lines = _lines(left, right)
    for level, negative, line in zip(levels.ravel().tolist(), (weights < 0).ravel().tolist(), lines, strict=True):
        paths[level][negative] += line
    parts = []
    for width, pair in zip(_LINES, paths[1:], strict=True):
        for path, look in zip(pair, _LOOKS, strict=True):
            parts += [f'<path d="{path}" {look} stroke-width="{width}" opacity="0.8"/>'] if path else []
    return "".join(parts)


_LOOKS = f'stroke="{drawing.NET}"', f'stroke="{drawing.GOAL}" stroke-dasharray="4 3"'


@lru_cache(maxsize=64)
def _lines(left: Places, right: Places) -> list[str]:
    """From each place on the left to the first one on the right, then to the next."""
    return [f"M{a:.0f} {b:.1f}L{c:.0f} {d:.1f}" for c, d in right for a, b in left]


def _chart(history: Sequence[tuple[float, float]], legend: Legend) -> str:
    """Best and mean distance by generation."""
    values = np.array(history)
    generations = np.arange(1, len(values) + 1)
    across = Scale(1, max(len(values), 10), CHART.x, CHART.right)
    upwards = Scale(0, max(float(values.max()) * 1.05, 1.1), CHART.bottom, CHART.y)
    marks = drawing.axis_left(CHART, upwards, [0, 1] if upwards.high < 2.2 else drawing.ticks(0, upwards.high, 3))
    marks += drawing.axis_below(CHART, across, [g for g in drawing.ticks(1, across.high, 4) if g == int(g)])
    best = drawing.curve(across(generations), upwards(values[:, 0]), drawing.NET, 2.2)
    best += drawing.dots(across(generations[-1:]), upwards(values[-1:, 0]), drawing.NET, 6)
    mean = drawing.curve(across(generations), upwards(values[:, 1]), drawing.GOAL, 1.8, "5 4")
    mean += drawing.dots(across(generations[-1:]), upwards(values[-1:, 1]), drawing.GOAL, 5)
    return marks + best + mean + _names(legend)


def _names(legend: Legend) -> str:
    """What is said above the chart."""
    y = CHART.y - 10
    parts = [
        drawing.both(CHART.x - 18, y - 17, legend["laps"]),
        drawing.segment(CHART.x - 18, y - 4.5, CHART.x + 2, y - 4.5, drawing.NET, 2.2),
        drawing.both(CHART.x + 8, y, legend["best"]),
        drawing.segment(CHART.x + 106, y - 4.5, CHART.x + 126, y - 4.5, drawing.GOAL, 1.8, "5 4"),
        drawing.both(CHART.x + 132, y, legend["mean"]),
    ]
    return "".join(parts)
