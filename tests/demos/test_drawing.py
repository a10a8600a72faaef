"""Pieces of pictures, read back by an XML parser."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from tutor.demos import drawing
from tutor.demos.drawing import Box, Scale


def test_a_picture_is_wellformed_and_escapes_what_it_is_given() -> None:
    svg = drawing.picture(
        10, 20, "<a & b>", '"c"', [drawing.text(1, 2, "<script>&"), drawing.both(1, 2, {"en": "<", "zh": "丙"})]
    )
    root = ElementTree.fromstring(svg)
    assert root.attrib["viewBox"] == "0 0 10 20"
    assert [child.tag.split("}")[1] for child in root] == ["title", "desc", "text", "text"]
    assert root[0].text == "<a & b>"
    assert root[2].text == "<script>&"


def test_scales() -> None:
    assert Scale(0, 10, 100, 200)(5) == 150
    assert Scale(1, 100, 0, 10, "log")(10) == pytest.approx(5)
    assert Scale(0, 100, 0, 10, "root")(25) == pytest.approx(5)
    wild = Scale(0, 1, 0, 10)(np.array([np.inf, -np.inf, np.nan, 1e30]))
    assert np.isfinite(wild).all()
    assert np.abs(wild).max() <= 40


def test_moves_lead_to_the_places_to_a_tenth() -> None:
    random = np.random.default_rng(1)
    xs, ys = random.uniform(-50, 400, (2, 300))
    svg = drawing.dots(xs, ys, "red")
    moves = svg.split('d="m')[1].split('h0"')[0].split("h0m")
    steps = np.array([[float(n) for n in move.replace("-", " -").split()] for move in moves])
    np.testing.assert_allclose(steps.cumsum(0), np.stack([xs, ys], 1), atol=0.0501)


@pytest.mark.parametrize(("low", "high"), [(-2, 2), (0, 1), (-6.5, 7.1), (0.001, 0.002), (3, 3)])
def test_ticks_are_few_and_inside(low: float, high: float) -> None:
    found = drawing.ticks(low, high)
    assert 1 <= len(found) <= 7
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in found)


def test_small_things() -> None:
    assert drawing.short(-1.5) == "−1.5"
    assert drawing.short(12000) == "12,000"
    assert drawing.curve(np.zeros(1), np.zeros(1), "red") == ""
    assert 'viewBox="1 2 3 4"' in drawing.clipped(Box(1, 2, 3, 4), [])
