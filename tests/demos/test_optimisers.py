"""First steps worked out by hand; longer runs against torch.optim are in test_nets."""

from __future__ import annotations

import pytest
import torch

from tutor.demos.optimisers import optimiser_for


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [("sgd", 0.8, 0.6), ("momentum", 0.8, 0.42), ("adam", 0.9, 0.8)],
)
def test_two_steps_by_hand(name: str, first: float, second: float) -> None:
    """At gradient 2 and rate 0.1: SGD moves 0.2; momentum 0.2, then 0.38; Adam its rate, whatever the gradient."""
    parameters, gradient = torch.ones(1), torch.full((1,), 2.0)
    optimiser = optimiser_for(name, parameters, gradient)
    optimiser.step(0.1)
    assert parameters.item() == pytest.approx(first, abs=1e-5)
    optimiser.step(0.1)
    assert parameters.item() == pytest.approx(second, abs=1e-5)
