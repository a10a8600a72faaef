"""The estimate finds out what simulated learners know, and the path teaches them sooner than a random order."""

from __future__ import annotations

import random
from statistics import mean

import pytest

from tutor.curriculum import Curriculum
from tutor.teaching.simulated import at_random, by_path, errors, questions_needed


@pytest.fixture(scope="module")
def found(curriculum: Curriculum) -> dict[str, tuple[float, float, float]]:
    return errors(curriculum, learners=120, seed=1)


def test_on_average_the_estimate_is_near_the_truth_for_every_kind_of_learner(
    found: dict[str, tuple[float, float, float]],
) -> None:
    for name, (estimate, truth, _) in found.items():
        assert abs(estimate - truth) <= 0.15, name


def test_one_learner_is_seldom_mistaken_unless_they_forget(found: dict[str, tuple[float, float, float]]) -> None:
    for name, (_, _, error) in found.items():
        assert error <= (0.25 if name == "forgets" else 0.15), name


def test_the_path_needs_fewer_questions_than_a_random_order(curriculum: Curriculum) -> None:
    ways = [
        mean(questions_needed(way, 0.6, curriculum, random.Random(seed)) for seed in range(2))
        for way in (by_path, at_random)
    ]
    assert ways[0] < 0.7 * ways[1]
