"""Sums of single ReLU units, against arithmetic done by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tutor.demos.base import Words
from tutor.demos.simple_units import PLAY, STEPS, Settings, worked
from tutor.device import choose_device


@pytest.fixture
def legend(words_of: Callable[[str], Words]) -> Any:
    return words_of("simple_units").legend()


def grown(legend: Any, **given: Any) -> Any:
    act = PLAY.begin(Settings(**given), choose_device("cpu"), 1, legend)
    for part in range(20):
        act.train(STEPS // 20, part / 20)
        act.look()
    return act


def test_two_units_are_the_absolute_value_and_one_is_not(legend: Any) -> None:
    act = grown(legend, function="|x|", width=2)
    numbers = act.look()
    assert numbers["units"] == 2
    assert numbers["fit_error"] < 0.02 < 0.3 < numbers["one_unit_error"]


def test_the_sum_is_that_of_its_units(legend: Any) -> None:
    act = grown(legend, width=4)
    act.look()
    below, above = (weight.numpy().astype(float) for weight in act.network.weights)
    by_hand = above[0, -1] + sum(
        above[0, unit] * np.maximum(below[unit, 0] * act.inputs + below[unit, 1], 0) for unit in range(4)
    )
    np.testing.assert_allclose(act.values, by_hand, atol=1e-4)
    assert act.look()["fit_error"] == pytest.approx(np.sqrt(np.mean((by_hand - act.goal) ** 2)), abs=1e-4)


def test_units_still_to_come_count_for_nothing(legend: Any) -> None:
    act = PLAY.begin(Settings(width=8), choose_device("cpu"), 1, legend)
    act.train(50, 0.0)
    assert act.look()["units"] == 1
    assert not act.network.weights[0][1:].any()
    assert not act.network.weights[1][0, 1:8].any()


def test_it_is_judged_by_the_sum_and_by_one_alone() -> None:
    assert worked({"fit_error": 0.05, "one_unit_error": 0.8})
    assert not worked({"fit_error": 0.05, "one_unit_error": 0.06})
    assert not worked({"fit_error": 0.2, "one_unit_error": 0.9})
    assert not worked({})
