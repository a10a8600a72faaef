"""Losses that part, and remedies that keep them together, against arithmetic done by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tutor.demos.base import Words
from tutor.demos.overfitting import PLAY, Settings, rule, spared, worked
from tutor.demos.request import read_settings
from tutor.device import choose_device


@pytest.fixture
def legend(words_of: Callable[[str], Words]) -> Any:
    return words_of("overfitting").legend()


def trained(legend: Any, steps: int = 1500, **given: Any) -> Any:
    act = PLAY.begin(Settings(**given), choose_device("cpu"), 1, legend)
    for part in range(10):
        act.train(steps // 10, part / 10)
        act.look()
    return act


def test_both_losses_are_mean_squared_errors(legend: Any) -> None:
    act = trained(legend, steps=100)
    for inputs, targets, key in (
        (act.learner.network._first[:-1].T, act.learner.network._goal.T, "training_loss"),
        (act.learner.inputs[10:410], act.learner.targets[10:], "validation_loss"),
    ):
        by_hand = float(((act.learner.network.predict(inputs) - targets) ** 2).mean())
        assert act.look()[key] == pytest.approx(by_hand, rel=1e-4)
    assert np.var(rule(np.linspace(-2, 2, 1001))) == pytest.approx(1, rel=0.01)


def test_more_data_keep_the_losses_together(legend: Any) -> None:
    numbers = trained(legend, points=400).look()
    assert numbers["remedies"] == 1
    assert numbers["validation_loss"] < numbers["without"]
    assert worked(numbers)


def test_what_a_remedy_spared_is_a_share_of_the_rise() -> None:
    assert spared({"without": 3.0, "without_lowest": 1.0, "validation_loss": 1.5}) == pytest.approx(0.75)
    assert spared({"without": 3.0, "without_lowest": 1.0, "validation_loss": 4.0}) < 0
    parted = {"training_loss": 0.01, "validation_loss": 2.0, "lowest": 1.0}
    assert worked(parted)
    assert not worked(parted | {"validation_loss": 1.2})
    assert not worked(parted | {"remedies": 1.0, "without": 3.0, "without_lowest": 1.0})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("with dropout", {"dropout": 0.3}),
        ("加点 dropout", {"dropout": 0.3}),
        ("dropout 0.5", {"dropout": 0.5}),
        ("早停", {"early_stopping": True}),
        ("with early stopping", {"early_stopping": True}),
        ("more data", {"points": 200}),
    ],
)
def test_remedies_are_asked_for_by_name(asked: str, found: dict[str, Any]) -> None:
    assert read_settings(asked, Settings).settings == found
