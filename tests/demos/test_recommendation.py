"""Matrix factorisation against autograd and scikit-learn, the simulated ratings, and the learner's own dot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from tests.demos.script import Script
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.matrix_factors import DECAY, Factors
from tutor.demos.pace import FixedPace
from tutor.demos.recommendation import STEPS, Settings, film_means, frames, genre_distance, suggest, worked
from tutor.demos.recommendation_films import FILMS, GENRES, HELD_OUT, VIEWERS, Ratings, number_of, simulate
from tutor.demos.recommendation_picture import Map, draw
from tutor.demos.recommendation_settings import RATED, stars_of
from tutor.demos.request import read_settings
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
NOTHING = dict.fromkeys(RATED, "not_seen")


@pytest.fixture(scope="module")
def own_words(words_of: Callable[[str], Words]) -> Words:
    return words_of("recommendation")


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


def small() -> Factors:
    random = np.random.default_rng(0)
    stars = random.integers(1, 6, (9, 7)).astype(float)
    factors = Factors(stars, random.random((9, 7)) < 0.6, seed=2)
    factors.train(40, 0.05)
    return factors


def test_gradients_are_autograds() -> None:
    factors = small()
    leaf = factors.flat.clone().requires_grad_()
    viewers, films, viewers_add, films_add = torch.split(leaf, [18, 14, 9, 7])
    sums = viewers.view(9, 2) @ films.view(7, 2).T + viewers_add[:, None] + films_add
    squares = ((sums * factors._known - factors._goal) ** 2).sum() + DECAY * (leaf**2).sum()
    (squares / (2 * factors._count)).backward()  # type: ignore[no-untyped-call]
    torch.testing.assert_close(factors.compute_gradient().clone(), leaf.grad, rtol=1e-4, atol=1e-6)


def test_one_more_viewer_is_placed_as_ridge_regression_would() -> None:
    from sklearn.linear_model import Ridge

    factors, seen, stars = small(), np.array([0, 3, 5]), np.array([5.0, 1.0, 4.0])
    own, expected = factors.add_viewer(seen, stars)
    add = factors._films_add[0].numpy().astype(float)
    table = np.column_stack([factors.films, np.ones(7)])
    ridge = Ridge(alpha=DECAY, fit_intercept=False).fit(table[seen], stars - factors.mean - add[seen])
    assert own == pytest.approx(ridge.coef_[:2])
    assert expected == pytest.approx(factors.mean + add + ridge.predict(table))


def test_the_learner_is_placed_where_training_would_place_a_viewer() -> None:
    random = np.random.default_rng(1)
    known = random.random((9, 7)) < 0.7
    stars = random.integers(1, 6, (9, 7)).astype(float)
    factors = Factors(stars, known)
    factors.train(6000, 0.01)
    own, expected = factors.add_viewer(np.flatnonzero(known[4]), stars[4][known[4]])
    assert own == pytest.approx(factors.viewers[4], abs=0.01)
    assert expected == pytest.approx(factors.predict()[4], abs=0.01)


def test_ratings_known_and_held_out_are_apart() -> None:
    ratings = simulate(2000, 0.0, np.random.default_rng(3))
    assert ratings.known.sum() == 2000
    assert ratings.held_out.sum() == HELD_OUT
    assert not (ratings.known & ratings.held_out).any()
    assert ratings.stars.shape == (VIEWERS, len(FILMS))
    assert set(np.unique(ratings.stars)) <= {1, 2, 3, 4, 5}
    assert np.abs(ratings.stars - ratings.noiseless).max() <= 0.5


def test_film_means_by_hand() -> None:
    stars = np.array([[5.0, 1, 2], [3.0, 4, 2]])
    known = np.array([[True, True, False], [True, False, False]])
    assert film_means(Ratings(stars, known, ~known, stars)).tolist() == [4.0, 1.0, 3.0]


def test_genre_distance_by_hand() -> None:
    numbers = np.array([GENRES.index(film.genre) for film in FILMS])
    assert genre_distance(np.stack([numbers, numbers], axis=1).astype(float)) == 0
    mixed = np.random.default_rng(0).standard_normal((200, len(FILMS), 2))
    assert np.mean([genre_distance(films) for films in mixed]) == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_finds_the_genres_and_comes_near_the_limit(own_words: Words, seed: int) -> None:
    last = run(own_words, seed=seed)[-1]
    assert last.worked
    assert last.step == STEPS
    assert last.numbers["limit_error"] < last.numbers["held_out_error"] < 0.75 * last.numbers["baseline_error"]
    assert last.numbers["genre_distance"] < 0.35


@pytest.mark.parametrize("given", [{"points": 200}, {"noise": 2.0}, {"learning_rate": 0.0001}])
def test_bad_settings_do_not_work(own_words: Words, given: dict[str, Any]) -> None:
    last = run(own_words, **given)[-1]
    assert last.worked is False
    assert "did not get there" in last.caption["en"]


def test_a_verdict_moves_the_learner_at_once_and_nothing_else(own_words: Words) -> None:
    changes = {"quiet_orbit": "disliked", "wrong_wedding": "disliked", "thirteenth_lift": "loved"}
    act_like = run(own_words, Script(*[{}] * 40, {"pause": True}, changes, {"pause": False}))
    paused = [frame for frame in act_like if "Paused" in frame.caption["en"]]
    assert paused[0].step == paused[1].step
    assert paused[0].svg != paused[1].svg
    assert paused[0].caption["en"].split("it suggests")[1] != paused[1].caption["en"].split("it suggests")[1]
    assert act_like[-1].numbers == run(own_words)[-1].numbers


def test_suggestions_follow_tastes_to_films_never_rated(own_words: Words) -> None:
    best = []
    for seed in range(1, 6):
        picture = run(own_words, seed=seed)[-1].svg
        titles = picture.split("; ")[-1].split("</desc>")[0].split(", ")
        best.append(FILMS[number_of(titles[0])].genre)
    # Who loves sci-fi and comedy but not horror stands between them, where the action films are.
    assert best.count("action") >= 4


def test_without_a_verdict_the_learner_gets_what_most_like(own_words: Words) -> None:
    last = run(own_words, **NOTHING)[-1]
    assert "rated nothing" in last.caption["en"]
    assert "没打过分" in last.caption["zh"]
    assert stars_of(parse(Settings, NOTHING)) == {}


def test_rated_films_are_not_suggested() -> None:
    expected = np.arange(len(FILMS), dtype=float)
    assert suggest(expected, {23: 5.0, 21: 1.0}) == [22, 20, 19]


def test_verdicts_in_a_learners_own_words() -> None:
    english = read_settings("I loved Two Umbrellas and hated The Thirteenth Lift", Settings)
    assert english.settings == {"two_umbrellas": "loved", "thirteenth_lift": "disliked"}
    chinese = read_settings("我不喜欢《寂静轨道》，很喜欢两把雨伞，2000 条评分", Settings)
    assert chinese.settings == {"quiet_orbit": "disliked", "two_umbrellas": "loved", "points": 2000}
    assert read_settings("I liked that", Settings).settings == {}


def test_titles_are_unlike_one_another() -> None:
    for language in ("en", "zh"):
        assert len({film.title[language] for film in FILMS}) == len(FILMS)  # type: ignore[index]
    assert [sum(film.genre == genre for film in FILMS) for genre in GENRES] == [4] * 6


def test_worked_needs_both() -> None:
    good = {"held_out_error": 0.85, "baseline_error": 1.0, "genre_distance": 0.5}
    assert worked(good)
    assert not worked(good | {"held_out_error": 0.86})
    assert not worked(good | {"genre_distance": 0.51})
    assert not worked({})


def test_draws_a_map_that_has_run_away(own_words: Words) -> None:
    nowhere = np.full((len(FILMS), 2), np.nan)
    svg = draw(
        Map(nowhere, np.full((VIEWERS, 2), np.nan), np.full(2, np.nan), {0: 5.0}, [1, 2, 3]),
        [],
        1.0,
        100,
        "",
        own_words.legend(),
    )
    ElementTree.fromstring(svg)
    assert "nan" not in svg.split("</desc>")[1]
