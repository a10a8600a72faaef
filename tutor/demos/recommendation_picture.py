"""The picture of recommendation: a map of films, viewers and the learner, and below it the error on unseen ratings.

The genre is a film's shape. From the middle an arrow points to the learner: the further a film lies along it, the
more stars are expected. Names stand beside rated films and the best suggestion. Trains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.demos.recommendation_films import FILMS, GENRES
from tutor.types import LANGUAGES, Language

WIDTH, HEIGHT = 440, 366
MAP = Box(6, 42, 428, 214)
CHART = Box(40, 290, 392, 52)
LEAST_REACH = 1.7
"""The map's half height is never less, so that films that still lie in a heap look like one."""
HEAP = 0.6
"""While no film is further from the middle than this, no names are shown: they would lie in a heap, too."""
VIEW_SIZE = 3.0

Legend = Mapping[str, Mapping[Language, str]]
_SHAPES = {
    "action": "m-5 5h10l-5-10z",
    "sci_fi": "m-5-5l10 10m0-10l-10 10",
    "horror": "m-4.5-4.5h9v9h-9z",
    "drama": "m-4.5-4.5h9v9h-9z",
    "romance": "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    "comedy": "m-6 0l6-6 6 6-6 6z",
}
_FILLED = {"action", "horror", "romance"}


@dataclass(frozen=True)
class Map:
    """Where films (films, 2), viewers (viewers, 2) and the learner (2,) are, the learner's stars by film, and the
    suggested films, the best first."""

    films: Floats
    viewers: Floats
    own: Floats
    rated: Mapping[int, float]
    suggested: Sequence[int]


def draw(
    now: Map, history: Sequence[tuple[int, float]], baseline: float, steps: int, title: str, legend: Legend
) -> str:
    """The map now, and the held-out error so far out of planned `steps`, with the film mean's `baseline`."""
    step, error = history[-1] if history else (0, math.nan)
    best = ", ".join(FILMS[film].title["en"] for film in now.suggested)
    desc = f"{step} / {steps}; {drawing.short(error)}, {drawing.short(baseline)}; {best}"
    parts = [_heads(legend), _map(now, legend), _errors(history, baseline, steps, legend)]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def _heads(legend: Legend) -> str:
    """The genres' shapes with their names, then viewers and suggestions, in two rows."""
    places = zip((*GENRES, "viewers", "suggested"), _HEADS, strict=True)
    return _head_marks() + "".join(drawing.both(x + 14, y + 4.5, legend[key]) for key, (x, y) in places)


_HEADS = [(16 + 106 * (place % 4), 11 + 19 * (place // 4)) for place in range(len(GENRES) + 2)]


@lru_cache(maxsize=1)
def _head_marks() -> str:
    *genres, (x, y), suggested = _HEADS
    marks = "".join(_marks(genre, [place]) for genre, place in zip(GENRES, genres, strict=True))
    return marks + _viewers(x + np.array([-5.0, 0, 5]), y + np.array([2.0, -3, 3])) + _ring(*suggested, 8)


def _marks(genre: str, places: Sequence[tuple[float, float]]) -> str:
    """A genre's shape at each place."""
    path = "".join(f"M{x:.1f} {y:.1f}{_SHAPES[genre]}" for x, y in places)
    fill = drawing.GOAL if genre in _FILLED else "none"
    return f'<path d="{path}" fill="{fill}" stroke="{drawing.GOAL}" stroke-width="1.8"/>'


def _viewers(xs: Floats, ys: Floats) -> str:
    return drawing.dots(xs, ys, drawing.POINT, VIEW_SIZE, 0.9)


def _ring(x: float, y: float, radius: float = 10, fill: str = "none") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}" stroke="{drawing.NET}" stroke-width="2"/>'


def _map(now: Map, legend: Legend) -> str:
    """Viewers, films, the learner with an arrow from the middle, suggestions in rings, and a few names."""
    reach = max(LEAST_REACH, 1.17 * float(np.abs(np.nan_to_num(now.films)).max(initial=0.0)))
    half = MAP.height / 2
    centre = (MAP.x + MAP.width / 2, MAP.y + half)
    across = Scale(-reach, reach, centre[0] - half, centre[0] + half)
    upwards = Scale(-reach, reach, MAP.bottom, MAP.y)
    xs, ys = across(now.films[:, 0]).tolist(), upwards(now.films[:, 1]).tolist()
    way = np.nan_to_num(now.own)
    own = np.array([now.own, 2.5 * reach * way / (math.hypot(*way) or 1.0)])
    (x, end_x), (y, end_y) = across(own[:, 0]).tolist(), upwards(own[:, 1]).tolist()
    parts = [
        drawing.segment(MAP.x, centre[1], MAP.right, centre[1], width=0.6),
        drawing.segment(centre[0], MAP.y, centre[0], MAP.bottom, width=0.6),
        _viewers(across(now.viewers[:, 0]), upwards(now.viewers[:, 1])),
    ]
    places = list(zip(xs, ys, strict=True))
    parts += [_marks(genre, [places[film] for film in films]) for genre, films in _OF_GENRE.items()]
    parts += [_ring(*places[film]) for film in now.suggested]
    parts.append(drawing.segment(*centre, end_x, end_y, drawing.NET, 1.2, "3 4"))
    parts.append(drawing.segment(*centre, x, y, drawing.NET, 2.6))
    parts.append(_ring(x, y, 6, drawing.PAPER))
    return drawing.clipped(MAP, parts) + _names(now, places, (x, y), legend)


_OF_GENRE = {genre: [n for n, film in enumerate(FILMS) if film.genre == genre] for genre in GENRES}


def _names(now: Map, places: Sequence[tuple[float, float]], own: tuple[float, float], legend: Legend) -> str:
    """The learner, the best suggestion's title, those of rated films with their stars, the other suggestions' ranks."""
    taken: list[Box] = []
    parts = [_name(*own, legend["you"], drawing.NET, taken)]
    if np.abs(now.films).max(initial=0.0) < HEAP:
        return parts[0]
    best, *others = now.suggested
    named: dict[int, Mapping[Language, str]] = {best: {key: f"1 {title}" for key, title in FILMS[best].title.items()}}
    for film, stars in now.rated.items():
        named[film] = {key: f"{title} {stars:g}★" for key, title in FILMS[film].title.items()}
    named |= {film: dict.fromkeys(LANGUAGES, f"{rank}") for rank, film in enumerate(others, 2)}
    parts += [_name(*places[film], words, drawing.INK, taken) for film, words in named.items()]
    return "".join(parts)


def _name(x: float, y: float, words: Mapping[Language, str], colour: str, taken: list[Box]) -> str:
    """Words beside a place, away from the middle if there is room, else above or below it, or on the other side; not
    at all where everything is `taken`."""
    width = max(_width(words["en"]), _width(words["zh"]))
    middle = min(max(x, 3 + width / 2), WIDTH - 3 - width / 2)
    sides = [(x + 13, "start"), (x - 13, "end")]
    near, other = sides if x >= MAP.x + MAP.width / 2 else sides[::-1]
    tries = [(*near, 4.5), (middle, "middle", -13), (middle, "middle", 22), (*other, 4.5), (*near, -8), (*near, 17)]
    for at, anchor, down in tries:
        left = at - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        box = Box(left, y + down - 11, width, 14)
        inside = box.x >= 2 and box.right <= WIDTH - 2 and box.y >= MAP.y and box.bottom <= MAP.bottom + 2
        if inside and not any(_meet(box, one) for one in taken):
            taken.append(box)
            return _halo(at, y + down, anchor, words, colour)
    return ""


def _halo(x: float, y: float, anchor: str, words: Mapping[Language, str], colour: str) -> str:
    """Words in both languages on a halo of paper."""
    spans = " ".join(f'<tspan lang="{language}">{escape(words[language])}</tspan>' for language in LANGUAGES)
    if words["en"] == words["zh"]:
        spans = escape(words["en"])
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" stroke="{drawing.PAPER}" '
        f'stroke-width="3" paint-order="stroke">{spans}</text>'
    )


@lru_cache(maxsize=512)
def _width(words: str) -> float:
    """About how wide words are: a Chinese character takes twice the room of a Latin letter."""
    return sum(14.0 if ord(letter) > 0x2000 else 7.4 for letter in words)


def _meet(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _errors(history: Sequence[tuple[int, float]], baseline: float, steps: int, legend: Legend) -> str:
    """The held-out error by step (solid) and the film mean's (dashed), in stars."""
    values = np.array([error for _, error in history] or [baseline])
    high = max(float(values.max()), baseline) * 1.05
    upwards = Scale(0, high, CHART.bottom, CHART.y)
    across = Scale(0, max(steps, 1), CHART.x, CHART.right, "root")
    parts = [drawing.axis_left(CHART, upwards, drawing.ticks(0, high, 2))]
    parts.append(drawing.axis_below(CHART, across, [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0]))
    level = float(upwards(baseline))
    parts.append(_level(CHART.x, CHART.right, level, drawing.POINT, 2.0, "6 5"))
    at, levels = across([step for step, _ in history]), upwards(values[: len(history)])
    parts.append(drawing.curve(at, levels, drawing.NET, 2.0))
    parts.append(drawing.dots(at[-1:], levels[-1:], drawing.NET, 6))
    for key, x, colour, dash in (("error", CHART.x, drawing.NET, ""), ("mean", CHART.x + 240, drawing.POINT, "6 5")):
        parts.append(_level(x, x + 22, CHART.y - 14, colour, 2.2, dash))
        parts.append(drawing.both(x + 30, CHART.y - 9.5, legend[key]))
    return "".join(parts)


@lru_cache(maxsize=64)
def _level(start: float, end: float, y: float, colour: str, width: float, dash: str) -> str:
    return drawing.curve(np.array([start, end]), np.full(2, y), colour, width, dash)
