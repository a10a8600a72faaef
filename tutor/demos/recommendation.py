"""Films and viewers find their places on a map: matrix factorisation of simulated ratings, learned while you watch.

The learner is one more viewer, placed by least squares from a few verdicts whenever the films have moved. Viewers,
films and ratings are made up (recommendation_films says how); the network sees stars only, never a genre or a
hidden taste. Two dimensions, so that the map is the whole truth and no projection.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.matrix_factors import Factors
from tutor.demos.recommendation_films import FEWEST, FILMS, GENRES, MOST, VIEWERS, Ratings, simulate
from tutor.demos.recommendation_picture import Map, draw
from tutor.demos.recommendation_settings import RATED, Settings, stars_of
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "recommendation"
STEPS = 900
"""More would change nothing: long before, nothing moves any more."""
BETTER = 0.85
"""`worked` asks for a held-out error up to this share of the film mean's, and …"""
TOGETHER = 0.5
"""… for films of one genre to lie at most this share as far from one another as from other films."""
SUGGESTED = 3
HISTORY = 100


@dataclass
class _Act:
    """Films and viewers on the way from one heap to their places."""

    settings: Settings
    factors: Factors
    ratings: Ratings
    baseline: float
    limit: float
    legend: stage.Legend
    step: int = 0
    numbers: dict[str, float] = field(default_factory=dict)
    history: list[tuple[int, float]] = field(default_factory=list)
    map: Map | None = None

    def train(self, steps: int, share: float) -> None:
        """Steps on all known ratings, at half a cosine of the learning rate."""
        self.factors.train(steps, self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * share)))
        self.step += steps

    def look(self) -> dict[str, float]:
        """Errors on known and held-out ratings, the film mean's beside them, and whether genres lie together."""
        found, films = self.factors.predict(), self.factors.films
        error = rms_error(found, self.ratings, "held_out")
        self.numbers = {
            "held_out_error": error,
            "train_error": rms_error(found, self.ratings, "known"),
            "baseline_error": self.baseline,
            "limit_error": self.limit,
            "genre_distance": genre_distance(films),
        }
        rated = stars_of(self.settings)
        own, expected = self.factors.add_viewer(np.array(list(rated), dtype=int), np.array(list(rated.values())))
        suggested = suggest(expected, rated)
        self.map = Map(films, self.factors.viewers, own, rated, suggested)
        if math.isfinite(error) and (not self.history or self.history[-1][0] < self.step):
            self.history.append((self.step, error))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        return self.numbers

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """The map with the learner on it, and the held-out error by step."""
        if self.map is None:
            self.look()
        assert self.map is not None
        return draw(self.map, self.history, self.baseline, steps, title, self.legend)

    def blanks(self) -> stage.Blanks:
        """Suggestions by title, and what they rest on."""
        assert self.map is not None
        titles = {language: _listed(self.map.suggested, language) for language in LANGUAGES}
        reason = self.legend["from_yours" if self.map.rated else "from_all"]
        errors = ("held_out_error", "train_error", "baseline_error", "limit_error")
        return {
            **{key: f"{self.numbers[key]:.2f}" for key in errors},
            "suggestions": {language: f"{reason[language]}{titles[language]}" for language in LANGUAGES},
            "genre_distance": f"{100 * self.numbers['genre_distance']:.0f}%",
            "films": f"{len(FILMS)}",
            "viewers": f"{VIEWERS}",
        }

    def adjust(self, settings: Settings) -> None:
        """Go on with other verdicts of the learner's, or at another learning rate."""
        self.settings = settings


def _listed(films: Sequence[int], language: Language) -> str:
    titles = [FILMS[film].title[language] for film in films]
    if language == "zh":
        return "".join(f"《{title}》" for title in titles)
    return f" {', '.join(titles[:-1])} and {titles[-1]}"


def suggest(expected: Floats, rated: Mapping[int, float]) -> list[int]:
    """The films not rated yet of which most is `expected`, the best first."""
    order = np.argsort(-np.nan_to_num(expected), kind="stable").tolist()
    return [film for film in order if film not in rated][:SUGGESTED]


def rms_error(found: Floats, ratings: Ratings, part: str) -> float:
    """The root mean squared error, in stars, on the ratings `known` or `held_out`."""
    wanted = getattr(ratings, part)
    return float(np.sqrt(np.mean((found.clip(FEWEST, MOST) - ratings.stars)[wanted] ** 2)))


def film_means(ratings: Ratings) -> Floats:
    """Every film's mean of known stars, (films,); the mean of all where a film has none."""
    known = ratings.known
    counts, overall = known.sum(0), float(ratings.stars[known].mean())
    sums = (ratings.stars * known).sum(0)
    means: Floats = np.where(counts > 0, sums / np.maximum(counts, 1), overall)
    return means


def genre_distance(films: Floats) -> float:
    """How far films of one genre lie apart, as a share of how far those of different genres do; 1: all are mixed."""
    apart = np.sqrt(((films[:, None] - films[None]) ** 2).sum(-1))
    return float(apart[_SAME].mean() / apart[_OTHER].mean())


_GENRES = np.array([GENRES.index(film.genre) for film in FILMS])
_OTHER = _GENRES[:, None] != _GENRES[None]
_SAME = ~_OTHER & ~np.eye(len(FILMS), dtype=bool)
"""Which pairs of films are of different genres, and of the same one."""


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether it predicts clearly better than the film mean and has found the genres: see BETTER and TOGETHER."""
    better = numbers.get("held_out_error", math.inf) <= BETTER * numbers.get("baseline_error", 0.0)
    return better and numbers.get("genre_distance", math.inf) <= TOGETHER


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:
    """Ratings, and films and viewers in one heap: the same for the same settings and seed."""
    ratings = simulate(settings.points, settings.noise, np.random.default_rng(seed))
    factors = Factors(ratings.stars, ratings.known, seed=seed, device=device.torch_name)
    means = np.broadcast_to(film_means(ratings), ratings.stars.shape)
    baseline, limit = (rms_error(found, ratings, "held_out") for found in (means, ratings.noiseless))
    return _Act(settings, factors, ratings, baseline, limit, legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({*RATED, "learning_rate"}), exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
