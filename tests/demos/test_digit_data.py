"""Drawings get the data set's size, place and ink, and no digit is both trained on and tested."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

from tests.demos.drawn_digits import DRAWN, ink
from tutor.demos import digit_data


@pytest.mark.parametrize("digit", sorted(DRAWN))
def test_a_drawing_gets_the_data_sets_size_place_and_ink(digit: int) -> None:
    seen = digit_data.from_sketch(ink(digit))
    real = load_digits().images / 16
    assert seen.shape == (8, 8)
    assert seen.min() >= 0
    assert seen.max() <= 1
    assert abs(seen.sum() - real.sum((1, 2)).mean()) < real.sum((1, 2)).std()
    assert seen[0].any()
    assert seen[7].any()
    across = float(seen.sum(0) @ np.arange(8) / seen.sum())
    middles = real.sum(1) @ np.arange(8) / real.sum((1, 2))
    assert abs(across - middles.mean()) < 3 * middles.std()


def test_moving_a_drawing_changes_nothing_and_thickening_little() -> None:
    plain = digit_data.from_sketch(ink(7))
    np.testing.assert_allclose(digit_data.from_sketch(np.roll(ink(7), (2, -3), (0, 1))), plain, atol=1e-9)
    thick = np.maximum(ink(7), np.roll(ink(7), 1, 1))
    assert np.corrcoef(digit_data.from_sketch(thick).ravel(), plain.ravel())[0, 1] > 0.9


@pytest.mark.parametrize("drawn", [np.zeros((16, 16)), np.ones((16, 16)), np.eye(16)[:1].repeat(16, 0) / 9, np.eye(16)])
def test_odd_drawings_are_scaled_too(drawn: Any) -> None:
    dot = np.zeros((16, 16))
    dot[15, 0] = 1 / 9
    for one in (drawn, drawn.T, dot):
        seen = digit_data.from_sketch(one)
        assert np.isfinite(seen).all()
        assert seen.any() == one.any()


def test_nothing_is_tested_on_that_was_trained_on() -> None:
    data = digit_data.split(5, 1200)
    assert len(data.digits) == 1200
    assert len(data.test_digits) == digit_data.TESTS
    images, digits = load_digits(return_X_y=True)
    everything = torch.cat([data.pictures, data.test_pictures]).flatten(1).numpy() * 16
    left = {(*row, digit) for row, digit in zip(images.tolist(), digits.tolist(), strict=True)}
    found = [
        (*row, digit)
        for row, digit in zip(everything.tolist(), [*data.digits.tolist(), *data.test_digits.tolist()], strict=True)
    ]
    assert set(found) <= left
    assert len(set(found)) == len(found)
    assert torch.equal(digit_data.split(5, 20).test_pictures, data.test_pictures)


def test_training_digits_are_moved_a_little() -> None:
    pictures = digit_data.split(1, 200).pictures
    moved = digit_data.jitter(pictures, torch.Generator().manual_seed(0))
    assert moved.shape == pictures.shape
    columns = torch.arange(8.0)
    before, after = ((p.sum(1) @ columns) / p.sum((1, 2)) for p in (pictures, moved))
    assert 0.1 < float((after - before).abs().mean()) < 0.4
    assert float((after - before).abs().max()) < 0.8
