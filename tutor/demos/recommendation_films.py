"""Invented films and invented viewers: the ratings that the demo `recommendation` learns from.

Every film leans some way in two hidden respects and every viewer has a taste for each; stars come from how well the
two agree, from how good the film is and how generous the viewer, plus noise, in whole stars from 1 to 5. Real
tastes have more sides than two. Trains and draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.demos.drawing import Floats
from tutor.types import Language

GENRES = ("action", "sci_fi", "horror", "drama", "romance", "comedy")
"""In their hidden order: neighbours please the same people, opposite ones hardly anybody at once."""
VIEWERS = 200
HELD_OUT = 480
"""Ratings that are never shown to the network: a tenth of all."""
FEWEST, MOST = 1.0, 5.0
_TASTE, _GOODNESS, _MIDDLE = 0.9, 0.35, 3.3
"""Spread of tastes, of films' and viewers' own plus or minus, and the ordinary film's stars, all in stars."""


@dataclass(frozen=True)
class Film:
    """A film's title in both languages, and its genre."""

    title: Mapping[Language, str]
    genre: str


@dataclass(frozen=True)
class Ratings:
    """Stars (viewers, films), which of them are known and which held out, and what they'd be without noise."""

    stars: Floats
    known: NDArray[np.bool_]
    held_out: NDArray[np.bool_]
    noiseless: Floats


def _films(genre: str, *titles: tuple[str, str]) -> tuple[Film, ...]:
    return tuple(Film({"en": english, "zh": chinese}, genre) for english, chinese in titles)


FILMS: tuple[Film, ...] = (
    *_films(
        "action",
        ("Nine Rooftops", "九重屋顶"),
        ("The Courier Runs", "信使快跑"),
        ("Iron Bridge", "铁桥行动"),
        ("Tunnel Seven", "七号隧道"),
    ),
    *_films(
        "sci_fi",
        ("Quiet Orbit", "寂静轨道"),
        ("The Glass Moon", "玻璃月亮"),
        ("Signal from Nowhere", "无名信号"),
        ("Rust Planet", "锈色行星"),
    ),
    *_films(
        "horror",
        ("The Thirteenth Lift", "十三号电梯"),
        ("The Cold Cellar", "冷地窖"),
        ("The Doll Whispers", "木偶低语"),
        ("Night Ferry", "夜渡船"),
    ),
    *_films(
        "drama",
        ("A House by the Mill", "磨坊边的家"),
        ("Letters Never Sent", "没寄出的信"),
        ("Winter School", "冬天的学校"),
        ("The Wheat Year", "麦子那一年"),
    ),
    *_films(
        "romance",
        ("Two Umbrellas", "两把雨伞"),
        ("The Tea Garden", "茶园之约"),
        ("Train to the Coast", "开往海边的车"),
        ("Rain in June", "六月的雨"),
    ),
    *_films(
        "comedy",
        ("My Uncle's Goat", "舅舅的山羊"),
        ("The Wrong Wedding", "走错的婚礼"),
        ("Soup for Six", "六个人的汤"),
        ("The Office Penguin", "办公室企鹅"),
    ),
)


def number_of(title: str) -> int:
    """The place in FILMS of the film with this English title."""
    return next(place for place, film in enumerate(FILMS) if film.title["en"] == title)


def leanings(random: np.random.Generator) -> Floats:
    """How each film leans in the two hidden respects, (films, 2): its genre's direction, a little off."""
    angles = np.array([45.0 + 60.0 * GENRES.index(film.genre) for film in FILMS])
    angles = np.deg2rad(angles + 12 * random.standard_normal(len(FILMS)))
    strengths = 1 + 0.12 * random.standard_normal(len(FILMS))
    hidden: Floats = np.stack([np.cos(angles), np.sin(angles)], axis=1) * strengths[:, None]
    return hidden


def simulate(points: int, noise: float, random: np.random.Generator) -> Ratings:
    """Everybody's stars, `points` of them known and others held out; `noise` is its standard deviation in stars."""
    hidden, tastes = leanings(random), _TASTE * random.standard_normal((VIEWERS, 2))
    generous = _GOODNESS * random.standard_normal((VIEWERS, 1))
    good = _GOODNESS * random.standard_normal(len(FILMS))
    noiseless = _MIDDLE + generous + good + tastes @ hidden.T
    stars = np.rint(noiseless + noise * random.standard_normal(noiseless.shape)).clip(FEWEST, MOST)
    order = random.permutation(stars.size)
    known, held_out = np.zeros(stars.size, dtype=bool), np.zeros(stars.size, dtype=bool)
    held_out[order[:HELD_OUT]] = True
    known[order[HELD_OUT : HELD_OUT + points]] = True
    flags = known.reshape(stars.shape), held_out.reshape(stars.shape)
    return Ratings(stars, *flags, noiseless.clip(FEWEST, MOST))
