"""Pieces of pictures, read back by an XML parser."""

from __future__ import annotations

import re
from pathlib import Path
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


LOOK = (Path(__file__).parents[2] / "tutor" / "ui" / "static" / "tutor.css").read_text(encoding="utf-8")
PALETTES = {
    "alone": " ".join((drawing.INK, drawing.MUTED, drawing.POINT, drawing.GOAL, drawing.NET, drawing.PAPER)),
    "light": LOOK.partition("\n.dark {")[0],
    "dark": LOOK.partition("\n.dark {")[2].partition("}")[0],
}
LEAST = {"ink": 4.5, "muted": 4.5, "net": 4.5, "point": 3.0, "goal": 3.0}
"""The least contrast to paper: net is a colour of words, too."""


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("palette", PALETTES)
def test_every_colour_can_be_told_from_paper(palette: str) -> None:
    colours = dict(re.findall(r"--demo-(\w+)[:,] ?#([0-9a-f]{3,6})", PALETTES[palette]))
    paper = luminance(colours["paper"])
    for name, least in LEAST.items():
        low, high = sorted((luminance(colours[name]), paper))
        assert (high + 0.05) / (low + 0.05) >= least, name
