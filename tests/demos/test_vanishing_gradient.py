"""The three networks against autograd and torch.optim, and what their gradients show."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.vanishing_gradient import Settings, _times, frames, two_moons, worked
from tutor.demos.vanishing_gradient_networks import NETWORKS, Trio
from tutor.demos.vanishing_gradient_picture import Picture
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
DATA = Path(__file__).parents[2] / "data"
DEPTH, WIDTH = 6, 5


@pytest.fixture(scope="module")
def said() -> Words:
    document = read_document(DATA / "demos" / "vanishing_gradient.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    return list(frames(parse(Settings, given), CPU, seed, NoControls(), FixedPace(steps), words))


def trio(**given: Any) -> tuple[Trio, torch.Tensor, torch.Tensor]:
    places, classes = two_moons(30, 0.1, 1)
    inputs, targets = torch.from_numpy(places).float(), torch.from_numpy(classes).float()
    return Trio(DEPTH, WIDTH, inputs, targets, seed=3, **given), inputs, targets


def plain(networks: Trio, which: int) -> list[torch.Tensor]:
    """One network's weights and biases as leaves of autograd, layer by layer."""
    weights = [networks.first[which], *networks.hidden[:, which], networks.last[which]]
    biases = [*networks.biases[:, which], networks.last_bias[which]]
    return [part.clone().requires_grad_() for pair in zip(weights, biases, strict=True) for part in pair]


def plain_loss(parts: list[torch.Tensor], name: str, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    values = inputs
    pairs = list(zip(parts[::2], parts[1::2], strict=True))
    for layer, (weight, bias) in enumerate(pairs[:-1]):
        sums = torch.nn.functional.linear(values, weight, bias[:, 0])
        after = torch.sigmoid(sums) if name == "sigmoid" else torch.relu(sums)
        values = values + after if name == "residual" and layer else after
    sums = torch.nn.functional.linear(values, pairs[-1][0], pairs[-1][1][:, 0])
    return torch.nn.functional.binary_cross_entropy_with_logits(sums[:, 0], targets)


@pytest.mark.parametrize("which", range(3))
def test_loss_and_gradient_are_what_autograd_finds(which: int) -> None:
    networks, inputs, targets = trio()
    networks.train(4, 0.05)
    parts = plain(networks, which)
    loss = plain_loss(parts, NETWORKS[which], inputs, targets)
    gradients = torch.autograd.grad(loss, parts)
    assert networks.losses()[which] == pytest.approx(float(loss.detach()), rel=1e-5)
    by_first, by_hidden, by_last, by_biases, by_last_bias = networks._views(networks.gradient)
    found = [by_first[which], *by_hidden[:, which], by_last[which]]
    found_biases = [*by_biases[:, which], by_last_bias[which]]
    for one, wanted in zip(found, gradients[::2], strict=True):
        torch.testing.assert_close(one, wanted, rtol=1e-4, atol=1e-8)
    for one, wanted in zip(found_biases, gradients[1::2], strict=True):
        torch.testing.assert_close(one, wanted, rtol=1e-4, atol=1e-8)
    roots = [float(one.square().mean().sqrt()) for one in gradients[:-2:2]]
    np.testing.assert_allclose(networks.sizes()[which], roots, rtol=1e-4)


@pytest.mark.parametrize(("optimiser", "momentum"), [("sgd", 0.0), ("momentum", 0.9)])
@pytest.mark.parametrize("which", range(3))
def test_training_follows_torch_optim(optimiser: str, momentum: float, which: int) -> None:
    networks, inputs, targets = trio(optimiser=optimiser)
    parts = plain(networks, which)
    theirs = torch.optim.SGD(parts, lr=0.05, momentum=momentum)
    for _ in range(20):
        theirs.zero_grad()
        plain_loss(parts, NETWORKS[which], inputs, targets).backward()
        theirs.step()
    networks.train(20, 0.05)
    torch.testing.assert_close(networks.first[which], parts[0].detach(), rtol=1e-3, atol=1e-5)
    torch.testing.assert_close(networks.last[which], parts[-2].detach(), rtol=1e-3, atol=1e-5)


def test_a_network_that_runs_away_leaves_the_others_alone() -> None:
    hurt, _, _ = trio()
    well, _, _ = trio()
    with torch.inference_mode():
        hurt.first[1] = math.nan
        hurt._compute()
        hurt._optimiser.step(0.0)
    hurt.train(5, 0.05)
    well.train(0, 0.05)
    assert np.isfinite(hurt.losses()).tolist() == [True, False, True]


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_it_vanishes_with_sigmoid_alone_and_the_residual_network_learns(said: Words, seed: int) -> None:
    last = run(said, seed=seed)[-1]
    assert last.worked
    assert last.numbers["fade_sigmoid"] > 1e6
    assert 1 / 30 < last.numbers["fade_residual"] < 30
    assert last.numbers["loss_sigmoid"] == pytest.approx(math.log(2), abs=0.01)
    assert last.numbers["loss_residual"] < 0.05
    assert last.numbers["right_residual"] == 1


def test_the_sigmoid_fades_by_a_like_factor_with_every_layer() -> None:
    places, classes = two_moons(100, 0.1, 1)
    inputs, targets = torch.from_numpy(places).float(), torch.from_numpy(classes).float()
    shallow, deep = (Trio(depth, 32, inputs, targets, seed=1).sizes()[0] for depth in (10, 30))
    per_layer = [(row[-1] / row[3]) ** (1 / (len(row) - 4)) for row in (shallow, deep)]
    # Glorot's weights keep a signal's size and the slope at 0.5 is 0.25, so about a quarter is left by each layer.
    assert per_layer == pytest.approx([4, 4], rel=0.3)


def test_few_layers_do_not_show_it_and_that_is_said(said: Words) -> None:
    last = run(said, depth=5)[-1]
    assert last.worked is False
    assert last.numbers["fade_sigmoid"] < 1000
    assert "doesn't show it clearly" in last.caption["en"]


def test_an_explosion_names_the_network_and_keeps_the_picture(said: Words) -> None:
    last = run(said, scale=2)[-1]
    assert last.done
    assert last.worked is False
    assert "this network: ReLU" in last.caption["en"]
    assert "10⁵" in last.svg
    assert "10⁻³⁰" not in last.svg
    json.dumps(last.to_json(), allow_nan=False)


def test_the_scale_of_gradients_never_shrinks(said: Words) -> None:
    picture = Picture(said.legend())
    losses = np.ones((1, 3))
    wide = picture.draw(np.geomspace(1e-12, 100, 60).reshape(3, 20), [0], losses, 10, "")
    narrow = picture.draw(np.full((3, 20), 0.1), [0], losses, 10, "")
    for label in ("10⁻¹⁰", "100"):
        assert f">{label}<" in wide
        assert f">{label}<" in narrow


def test_pictures_stay_small(said: Words) -> None:
    assert max(len(frame.svg.encode()) for frame in run(said, depth=40, steps=200)) < 15_000


def test_half_moons_are_two_arcs_that_no_line_parts() -> None:
    places, classes = two_moons(200, 0.0, 1)
    np.testing.assert_allclose(places.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(places.std(0), 1)
    assert classes.mean() == 0.5
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    assert LogisticRegression().fit(places, classes).score(places, classes) < 0.95
    assert KNeighborsClassifier(3).fit(places, classes).score(places, classes) == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.428, "0.43"), (7.81, "7.8"), (88.6, "89"), (6123.0, "6,123"), (4.2e11, "4 × 10¹¹"), (1e30, "> 10³⁰")],
)
def test_ratios_are_written_as_people_write_them(value: float, shown: str) -> None:
    assert _times(value) == shown


def test_worked_is_judged_from_numbers() -> None:
    good = {"fade_sigmoid": 1000.0, "fade_residual": 30.0, "loss_residual": 0.3, "loss_sigmoid": 0.7}
    assert worked(good)
    for bad in ({"fade_sigmoid": 999.0}, {"fade_residual": 31.0}, {"fade_residual": 0.03}, {"loss_residual": 0.4}):
        assert not worked({**good, **bad})
    assert not worked({})
