"""The same network with five activation functions, against least squares and PyTorch's own functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from tutor.demos.activation_functions import PLAY, STEPS, Settings, distance_from_a_line, worked
from tutor.demos.base import Words
from tutor.device import choose_device

TORCH: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "none": lambda sums: sums,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "gelu": torch.nn.functional.gelu,
}


@pytest.fixture
def legend(words_of: Callable[[str], Words]) -> Any:
    return words_of("activation_functions").legend()


def trained(legend: Any, steps: int = STEPS, **given: Any) -> Any:
    act = PLAY.begin(Settings(**given), choose_device("cpu"), 1, legend)
    for part in range(20):
        act.train(steps // 20, part / 20)
        act.look()
    return act


@pytest.mark.parametrize("depth", [1, 3])
def test_without_activation_the_network_becomes_the_line_of_least_squares(legend: Any, depth: int) -> None:
    act = trained(legend, depth=depth)
    inputs = act.inputs[:, 0].numpy().astype(float)
    at_points, at_grid = inputs[: -len(act.goal)], inputs[-len(act.goal) :]
    slope, height = np.polyfit(at_points, act.targets, 1)
    np.testing.assert_allclose(act.values["none"], slope * at_grid + height, atol=0.01)
    assert act.bend < 1e-5


def test_each_network_has_the_activation_it_is_named_after(legend: Any) -> None:
    act = trained(legend, steps=200)
    assert set(act.networks) == set(TORCH)
    for name, network in act.networks.items():
        layer = act.inputs.T
        for number, weight in enumerate(network.weights):
            layer = weight[:, :-1] @ layer + weight[:, -1:]
            layer = TORCH[name](layer) if number < len(network.weights) - 1 else layer
        np.testing.assert_allclose(act.values[name], layer[0, -len(act.goal) :].numpy(), atol=2e-3)


def test_all_start_from_the_same_points_and_none_sees_others(legend: Any) -> None:
    act = PLAY.begin(Settings(), choose_device("cpu"), 1, legend)
    first, *others = (network._goal for network in act.networks.values())
    assert all(torch.equal(first, goal) for goal in others)
    act.look()
    for name, value in act.errors.items():
        assert value == pytest.approx(np.sqrt(np.mean((act.values[name] - act.goal) ** 2)))


def test_distance_from_a_line_is_that_of_the_best_line() -> None:
    places = np.linspace(-1, 1, 41)
    assert distance_from_a_line(3 * places - 2) == pytest.approx(0, abs=1e-12)
    curve = np.exp(places) + np.sin(5 * places)
    residual = curve - np.polyval(np.polyfit(places, curve, 1), places)
    assert distance_from_a_line(curve) == pytest.approx(np.sqrt(np.mean(residual**2)))


def test_it_is_judged_by_the_line_and_by_the_curves() -> None:
    shown = {"bend": 1e-6, "error_none": 0.9, "error_sigmoid": 0.3, "error_tanh": 0.1, "error_relu": 0.1}
    shown["error_gelu"] = 0.05
    assert worked(shown)
    assert not worked(shown | {"bend": 0.01})
    assert not worked(shown | {"error_none": 0.1})
    assert not worked(shown | {"error_tanh": 0.4})
    assert not worked({})


def test_a_straight_line_needs_no_activation_and_the_run_says_so(legend: Any) -> None:
    assert not worked(trained(legend, function="2x").look())
