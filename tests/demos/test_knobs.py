"""Settings from a command line and from a page, and what is said where they are wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tutor.demos.curve_fitting import Settings
from tutor.demos.knobs import boolean, defaults, describe, knobs, parse
from tutor.errors import DemoError


@dataclass(frozen=True)
class Switch:
    on: bool = boolean(False, {"en": ("switch",), "zh": ("开关",)})


def test_takes_text_and_numbers() -> None:
    assert parse(Settings, {"width": "16", "learning_rate": "1e-3"}) == Settings(width=16, learning_rate=0.001)
    assert parse(Settings, {"width": 16.0, "noise": "２０%"}) == Settings(width=16, noise=0.2)
    assert parse(Settings, {"activation": "ReLU", "function": "x^3-x"}) == Settings(
        activation="relu", function="x^3 - x"
    )
    assert parse(Switch, {"on": "true"}).on is True
    assert parse(Switch, {"on": False}).on is False


@pytest.mark.parametrize(
    ("key", "value", "en"),
    [
        ("colour", 1, "function, width, depth, activation, optimiser, learning_rate, noise, points"),
        ("width", 500, "1 to 128"),
        ("width", "many", "1 to 128"),
        ("width", 2.5, "whole number"),
        ("width", True, "not a number"),
        ("noise", float("nan"), "0 to 1"),
        ("learning_rate", float("inf"), "0.0001 to 1"),
        ("activation", "swish", "none, relu, tanh, sigmoid, gelu"),
        ("function", "import os", "can’t be read"),
    ],
)
def test_refuses_in_one_sentence_with_the_range(key: str, value: float | str, en: str) -> None:
    with pytest.raises(DemoError) as refused:
        parse(Settings, {key: value})
    assert en in refused.value.en
    assert refused.value.zh
    assert "\n" not in refused.value.en


def test_refuses_a_switch_that_is_neither() -> None:
    with pytest.raises(DemoError, match="true or false"):
        parse(Switch, {"on": "maybe"})


def test_the_description_is_plain_json_and_its_values_are_legal() -> None:
    rows = json.loads(json.dumps(describe(Settings)))
    assert [row["key"] for row in rows] == list(knobs(Settings))
    for row in rows:
        values = [row["default"], *[option["value"] for option in row.get("options", [])]]
        values += [row["low"], row["high"]] if "low" in row else []
        for value in values:
            parse(Settings, {row["key"]: value})
        assert set(row["label"]) == {"en", "zh"}
    assert parse(Settings, defaults(Settings)) == Settings()
