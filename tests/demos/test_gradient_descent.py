"""The balls against torch.optim and autograd, the hollows and contours against what can be worked out otherwise."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tutor.curriculum.document import read_document
from tutor.demos import gradient_descent
from tutor.demos.base import Words
from tutor.demos.contours import rings
from tutor.demos.gradient_descent import BALLS, STEPS, Settings, frames, worked
from tutor.demos.gradient_descent_surfaces import SURFACES, Problem, sample, survey
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.marked_lines import MARKS
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def said() -> Words:
    document = read_document(DATA / "demos" / "gradient_descent.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    return list(frames(parse(Settings, given), CPU, seed, NoControls(), FixedPace(steps), words))


def act(words: Words, seed: int = 1, **given: Any) -> Any:
    return gradient_descent.PLAY.begin(parse(Settings, given), CPU, seed, words.legend())


def problem(surface: str, noise: float = 0.1) -> Problem:
    return sample(SURFACES[surface], 40, noise, np.random.default_rng(1))


@pytest.mark.parametrize("surface", SURFACES)
def test_gradient_is_what_autograd_finds(surface: str) -> None:
    given = problem(surface)
    weights = torch.tensor([[0.3, 1.7], [-0.5, 0.9], [1.1, 2.4]], dtype=torch.float64, requires_grad=True)
    (wanted,) = torch.autograd.grad(given.loss(weights).sum(), weights)
    torch.testing.assert_close(given.gradient(weights.detach()), wanted)


@pytest.mark.parametrize("surface", SURFACES)
def test_balls_go_where_torch_optim_goes(said: Words, surface: str) -> None:
    running = act(said, surface=surface)
    running.look()
    running.train(60, 0.0)
    running.look()
    kinds = (
        lambda w: torch.optim.SGD([w], lr=0.03),
        lambda w: torch.optim.SGD([w], lr=0.03, momentum=0.9),
        lambda w: torch.optim.Adam([w], lr=0.03),
    )
    for ball, kind in enumerate(kinds):
        weights = torch.tensor(running.trail[0, ball], requires_grad=True)
        optimiser = kind(weights)
        exact = sample(SURFACES[surface], 40, 0.1, np.random.default_rng(1))
        for _ in range(60):
            optimiser.zero_grad()
            exact.loss(weights).backward()
            optimiser.step()
        np.testing.assert_allclose(running.trail[60, ball], weights.detach().numpy(), atol=2e-3)


def test_the_bowl_lies_where_least_squares_says() -> None:
    given = problem("bowl")
    (hollow,) = survey(given).hollows
    np.testing.assert_allclose(hollow.weights, np.polyfit(given.xs.numpy(), given.ys.numpy(), 1), atol=1e-6)


@pytest.mark.parametrize(("surface", "count"), [("bowl", 1), ("valley", 1), ("two_minima", 2)])
@pytest.mark.parametrize("noise", [0.0, 0.1])
def test_hollows_are_true_minima_the_deepest_first(surface: str, count: int, noise: float) -> None:
    given = problem(surface, noise)
    hollows = survey(given).hollows
    assert len(hollows) == count
    assert [h.loss for h in hollows] == sorted(h.loss for h in hollows)
    for hollow in hollows:
        curvature = torch.autograd.functional.hessian(given.loss, torch.from_numpy(hollow.weights))
        assert float(given.gradient(torch.from_numpy(hollow.weights)).abs().max()) < 1e-5
        assert float(torch.linalg.eigvalsh(curvature)[0]) > 0


def test_sgd_leaves_the_bowl_just_where_theory_says(said: Words) -> None:
    given = problem("bowl")
    curvature = torch.autograd.functional.hessian(given.loss, torch.zeros(2, dtype=torch.float64))
    limit = 2 / float(torch.linalg.eigvalsh(curvature)[-1])
    below = run(said, surface="bowl", learning_rate=0.97 * limit)[-1]
    above = run(said, surface="bowl", learning_rate=1.03 * limit)[-1]
    assert below.worked
    assert above.worked is False
    assert above.numbers["gone"] == 1
    assert "SGD: left the picture at step" in above.caption["en"]
    assert "SGD 在第" in above.caption["zh"]
    assert "left the picture" in above.svg
    assert "left the picture" not in below.svg


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_three_come_down(said: Words, surface: str, seed: int) -> None:
    last = run(said, seed=seed, surface=surface)[-1]
    assert last.worked
    assert last.step == STEPS
    assert all(math.isfinite(last.numbers[f"loss_{ball}"]) for ball in BALLS)


def test_too_small_a_rate_does_not_arrive(said: Words) -> None:
    last = run(said, learning_rate=0.001)[-1]
    assert last.worked is False
    assert "still to go" in last.caption["en"]


def test_far_too_large_a_rate_ends_the_run(said: Words) -> None:
    last = run(said, learning_rate=3)[-1]
    assert last.done
    assert last.worked is False
    assert last.step < 10
    assert "All three balls have left" in last.caption["en"]
    json.dumps(last.to_json(), allow_nan=False)


def test_the_finger_sets_the_start(said: Words) -> None:
    running = act(said, start="0.25,0.75,0")
    running.look()
    low, high = np.array(SURFACES["valley"].low), np.array(SURFACES["valley"].high)
    for ball in range(3):
        np.testing.assert_allclose(running.trail[0, ball], low + (high - low) * [0.25, 0.75], atol=1e-6)


def test_it_is_said_which_hollow_holds_the_balls(said: Words) -> None:
    left = run(said, surface="two_minima", start="0.2,0.5,0")[-1]
    right = run(said, surface="two_minima", start="0.8,0.5,0")[-1]
    assert "none of the balls is in the deepest" in left.caption["en"]
    assert "all three balls are in the deepest" in right.caption["en"]
    assert left.numbers["loss_sgd"] > right.numbers["loss_sgd"] + 0.5


def test_a_batch_of_some_points_makes_the_steps_uneven(said: Words) -> None:
    few, again, everything = (run(said, batch=batch)[-1].numbers for batch in (4, 4, 200))
    assert few == again != everything
    assert everything == run(said)[-1].numbers


def test_no_momentum_is_plain_sgd(said: Words) -> None:
    numbers = run(said, momentum=0)[-1].numbers
    assert numbers["loss_momentum"] == numbers["loss_sgd"]


def test_nothing_is_told_by_colour_alone() -> None:
    assert len({mark.dash for mark in MARKS}) == len({mark.shape for mark in MARKS}) == 3


def test_pictures_stay_small(said: Words) -> None:
    for given in ({}, {"learning_rate": 0.1}, {"surface": "two_minima"}):
        assert max(len(frame.svg.encode()) for frame in run(said, **given)) < 17_000


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"to_go": 0.01})
    assert not worked({"to_go": 0.011})
    assert not worked({})


def _around(rows: int, columns: int) -> np.ndarray[Any, Any]:
    y, x = np.mgrid[0:rows, 0:columns]
    return np.hypot(x - (columns - 1) / 2, y - (rows - 1) / 2)


def test_the_ring_of_a_cone_is_a_circle() -> None:
    (ring,) = rings(_around(41, 61), 12.3)
    np.testing.assert_allclose(np.hypot(ring[:, 0] - 30, ring[:, 1] - 20), 12.3, atol=0.05)
    steps = np.hypot(*(np.roll(ring, -1, axis=0) - ring).T)
    assert steps.max() < 1.5


def test_rings_round_two_lows_and_along_the_edge() -> None:
    x = np.linspace(-2, 2, 41)
    two = np.broadcast_to((x**2 - 1) ** 2, (31, 41)) + np.linspace(-1, 1, 31)[:, None] ** 2
    assert len(rings(two, 0.5)) == 2
    assert len(rings(two, 1.5)) == 1
    assert rings(two, -1.0) == []
    (edge,) = rings(two, 1e6)
    assert edge.min(0).tolist() == pytest.approx([0, 0], abs=1e-6)
    assert edge.max(0).tolist() == pytest.approx([40, 30], abs=1e-6)


def test_a_saddle_gives_rings_that_close() -> None:
    found = rings(np.array([[0.0, 1.0], [1.0, 0.0]]), 0.5)
    assert sum(len(ring) for ring in found) == 8
