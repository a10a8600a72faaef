"""The points of both classes, and the words that choose them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tutor.demos import decision_boundary, layer_features
from tutor.demos.nets import Network, Shape
from tutor.demos.request import read_settings
from tutor.demos.two_classes import NOISE, curve_of, draw_points, see


@pytest.mark.parametrize("count", [10, 11, 500])
@pytest.mark.parametrize("data", ["moons", "circles", "spiral"])
def test_half_of_each_class_inside_the_plane(data: str, count: int) -> None:
    places, classes = draw_points(data, count, 0.0, np.random.default_rng(1))
    assert places.shape == (count, 2)
    assert int(classes.sum()) == count // 2
    assert np.abs(places).max() < 1


def test_noise_is_a_standard_deviation() -> None:
    still = draw_points("circles", 4000, 0.0, np.random.default_rng(5)).places
    moved = draw_points("circles", 4000, 0.2, np.random.default_rng(5)).places
    assert (moved - still).std() == pytest.approx(0.2 * NOISE, rel=0.03)


@pytest.mark.parametrize(("data", "apart"), [("moons", 0.2), ("circles", 0.4), ("spiral", 0.2)])
def test_the_curves_keep_apart(data: str, apart: float) -> None:
    one, other = (curve_of(data, kind, np.linspace(0, 1, 400)) for kind in (0, 1))
    assert np.linalg.norm(one[:, None] - other[None], axis=2).min() > apart


@pytest.mark.parametrize("networks", [1, 3])
def test_one_look_sees_what_the_engine_says_piece_by_piece(networks: int) -> None:
    inputs = torch.randn(9, 2, generator=torch.Generator().manual_seed(0))
    classes = torch.tensor([0, 1, 1, 0, 1], dtype=torch.float64)
    network = Network(Shape((2, 4, 5, 1)), inputs[:5], classes.float()[:, None], loss="logistic", networks=networks)
    network.train(20, 0.1)
    layers, answers, loss = see(network, inputs, classes)
    for found, wanted in zip(layers, network.layers(inputs), strict=True):
        assert torch.equal(found, wanted)
    np.testing.assert_allclose(answers, network.predict(inputs)[..., 0].numpy(), rtol=1e-5)
    torch.testing.assert_close(loss, network.loss())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("make it spiral", {"data": "spiral"}),
        ("圆圈", {"data": "circles"}),
        ("月牙", {"data": "moons"}),
        ("螺旋", {"data": "spiral"}),
        ("换成螺旋，三层", {"data": "spiral", "depth": 3}),
        ("concentric circles with more noise", {"data": "circles", "noise": None}),
        ("moons instead of circles", {"data": "moons"}),
        ("two moons, 100 points", {"data": "moons", "points": 100}),
        ("data set spiral, learning rate 0.1", {"data": "spiral", "learning_rate": 0.1}),
        ("這次用螺旋", {"data": "spiral"}),
        ("moons or circles", {}),
        ("循环神经网络", {}),
    ],
)
def test_learners_words_choose_the_points(text: str, expected: dict[str, Any]) -> None:
    for settings in (decision_boundary.Settings, layer_features.Settings):
        found, problems = read_settings(text, settings)
        assert problems == ()
        wanted = {key: found.get("noise") if value is None else value for key, value in expected.items()}
        assert found == wanted
        assert None not in found.values()


def test_only_one_demo_takes_points_of_ones_own() -> None:
    assert read_settings("use my own points", decision_boundary.Settings).settings == {"data": "clicks"}
    assert read_settings("我自己的点", decision_boundary.Settings).settings == {"data": "clicks"}
    assert read_settings("use my own points", layer_features.Settings).settings == {}
