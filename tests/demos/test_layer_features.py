"""Layers that untangle, cuts against independent ones, views that neither flip nor swap."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.layer_features import PLAY, STEPS, Settings, frames, worked
from tutor.demos.layer_view import Layer, best_cut, lay_out, readings, share_right, study
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.two_classes import Points, draw_points
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "layer_features.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    return list(frames(parse(Settings, given), CPU, seed, NoControls(), FixedPace(steps), words))


def outputs(points: Points, neurons: int = 6) -> Any:
    weights = np.random.default_rng(7).standard_normal((3, neurons))
    return np.tanh(np.column_stack([2 * points.places, np.ones(len(points.classes))]) @ weights)


def known(layer: Any, points: Points) -> Layer:
    outputs, classes, heights = (torch.from_numpy(part.copy()) for part in (layer, points.classes, points.places[:, 1]))
    return study(outputs, readings(classes, heights))


def view(layer: Any, points: Points, shown: Any) -> Any:
    return lay_out(known(layer, points), best_cut(known(layer, points)), shown)


def scores(layer: Any, points: Points, new: Any) -> Any:
    return best_cut(known(layer, points)).scores(new)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_spiral_comes_apart_layer_by_layer(words: Words, seed: int) -> None:
    last = run(words, seed=seed)[-1]
    assert last.worked
    shares = [last.numbers[key] for key in ("input", "layer1", "layer3")]
    assert shares == sorted(shares)
    assert shares[0] < 0.7


@pytest.mark.parametrize("depth", [2, 4])
@pytest.mark.parametrize("data", ["moons", "circles", "spiral"])
def test_every_shape_comes_apart_at_any_depth(words: Words, data: str, depth: int) -> None:
    last = run(words, data=data, depth=depth)[-1]
    assert last.worked
    assert last.numbers["last"] == last.numbers[f"layer{depth}"]
    assert f"layer{depth + 1}" not in last.numbers
    for edge in ("input", "output", f"layer {depth}"):
        assert f">{edge}</tspan>" in last.svg
    assert len(last.svg.encode()) < 20_000


def test_it_stays_apart_when_training_goes_on(words: Words) -> None:
    assert run(words, steps=4 * STEPS)[-1].worked


def test_layers_without_activation_untangle_nothing(words: Words) -> None:
    last = run(words, activation="none", steps=500)[-1]
    assert last.worked is False
    for key in ("layer1", "layer2", "layer3"):
        assert last.numbers[key] == pytest.approx(last.numbers["input"], abs=0.02)


def test_learning_noise_by_heart_untangles_nothing_new(words: Words) -> None:
    assert run(words, noise=1, points=20, width=32, steps=1500)[-1].worked is False


def test_the_cut_is_fishers() -> None:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    points, fresh = (draw_points("spiral", 200, 0.1, np.random.default_rng(seed)) for seed in (1, 2))
    layer, new = outputs(points), outputs(fresh)
    theirs = LinearDiscriminantAnalysis().fit(layer, points.classes)
    ours = scores(layer, points, new)
    np.testing.assert_array_equal(ours > 0, theirs.predict(new) > 0.5)
    assert float(share_right(ours, fresh.classes)) == pytest.approx(theirs.score(new, fresh.classes))


def test_what_is_seen_is_what_is_counted() -> None:
    points, fresh = (draw_points("spiral", 201, 0.1, np.random.default_rng(seed)) for seed in (1, 2))
    layer, new = outputs(points), outputs(fresh)
    places = view(layer, points, new)
    counted = float(share_right(scores(layer, points, new), fresh.classes))
    assert np.mean((places[:, 0] > 0) == (fresh.classes > 0.5)) == pytest.approx(counted)
    np.testing.assert_allclose(view(layer, points, layer).std(axis=0), [1, 1], rtol=1e-6)


def test_a_layer_looks_the_same_from_wherever_its_neurons_stand() -> None:
    points = draw_points("spiral", 200, 0.1, np.random.default_rng(1))
    layer = outputs(points)
    turn = np.linalg.qr(np.random.default_rng(3).standard_normal((6, 6)))[0]
    seen = view(layer, points, layer)
    np.testing.assert_allclose(view(layer @ turn, points, layer @ turn), seen, atol=1e-6)
    np.testing.assert_allclose(view(-layer, points, -layer), seen, atol=1e-6)


def test_pictures_move_little_where_the_layer_does() -> None:
    points = draw_points("circles", 200, 0.1, np.random.default_rng(1))
    layer = outputs(points)
    nudged = layer + 1e-4 * np.random.default_rng(2).standard_normal(layer.shape)
    assert np.abs(view(nudged, points, nudged) - view(layer, points, layer)).max() < 0.05


def test_dead_and_runaway_layers_can_be_drawn(words: Words) -> None:
    points = draw_points("moons", 20, 0.1, np.random.default_rng(1))
    assert np.isfinite(view(np.zeros((20, 4)), points, np.zeros((20, 4)))).all()
    last = run(words, activation="none", depth=4, width=32, learning_rate=1, steps=200)[-1]
    ElementTree.fromstring(last.svg)
    assert "nan" not in last.svg


def test_numbers_without_end_are_told(words: Words) -> None:
    act = PLAY.begin(Settings(), CPU, 1, words.legend())
    act.network.flat.fill_(np.nan)  # type: ignore[attr-defined]
    numbers = act.look()
    assert all(np.isnan(numbers[key]) for key in ("loss", "layer1", "last", "output"))
    assert "nan" not in act.draw(0, 1, "")


def test_worked_wants_a_tangle_and_its_end() -> None:
    assert worked({"input": 0.6, "last": 0.97})
    assert not worked({"input": 0.6, "last": 0.96})
    assert not worked({"input": 0.99, "last": 1.0})
    assert not worked({})
