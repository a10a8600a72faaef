from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tutor.demos import knobs, pads
from tutor.errors import DemoError


@dataclass(frozen=True)
class Settings:
    drawing: str = knobs.sketch({"en": ("drawing",), "zh": ("画",)}, rows=2, columns=3)
    clicks: str = knobs.places({"en": ("points",), "zh": ("点",)}, classes=2, most=3)
    words: str = knobs.text("hello", {"en": ("text",), "zh": ("文字",)}, most=5)


def test_a_sketch_is_read_row_by_row() -> None:
    text = knobs.parse(Settings, {"drawing": "900009"}).drawing
    np.testing.assert_allclose(pads.read_sketch(text, 2, 3), [[1, 0, 0], [0, 0, 1]])
    assert knobs.parse(Settings, {"drawing": "000000"}).drawing == ""
    np.testing.assert_allclose(pads.read_sketch("", 2, 3), np.zeros((2, 3)))


def test_places_have_a_position_and_a_class() -> None:
    positions, classes = pads.read_places(knobs.parse(Settings, {"clicks": "0.25,1,0 0,0.5,1"}).clicks)
    np.testing.assert_allclose(positions, [[0.25, 1], [0, 0.5]])
    assert classes.tolist() == [0, 1]
    assert [part.shape for part in pads.read_places("")] == [(0, 2), (0,)]


@pytest.mark.parametrize(
    "given",
    [
        {"drawing": "90"},
        {"drawing": "90000x"},
        {"drawing": "９00000"},
        {"clicks": "0.5,0.5"},
        {"clicks": "0.5,1.5,0"},
        {"clicks": "0.5,0.5,2"},
        {"clicks": "0,0,0 0,0,0 0,0,0 0,0,0"},
        {"clicks": "nan,0,0"},
    ],
)
def test_anything_else_is_refused_in_a_sentence(given: dict[str, str]) -> None:
    with pytest.raises(DemoError, match=r"drawing|clicks"):
        knobs.parse(Settings, dict(given))


def test_words_are_cut_to_size_and_described() -> None:
    assert knobs.parse(Settings, {"words": " goodbye "}).words == "goodb"
    kinds = {row["key"]: row["kind"] for row in knobs.describe(Settings)}
    assert kinds == {"drawing": "sketch", "clicks": "places", "words": "text"}
