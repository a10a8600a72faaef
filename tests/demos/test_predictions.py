"""What a learner may expect of a demo: a few short answers in both languages, of which the run picks one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tutor import demos
from tutor.curriculum.check import count_words
from tutor.curriculum.curriculum import DemoText, load_curriculum
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import LANGUAGES, Language

DATA = Path(__file__).parents[2] / "data"
LONGEST: Mapping[Language, int] = {"en": 8, "zh": 16}
"""English words, Chinese characters."""


@lru_cache(maxsize=1)
def texts() -> Mapping[str, DemoText]:
    return load_curriculum(DATA).demos


@pytest.fixture
def last_numbers(words_of: Callable[[str], Words]) -> Callable[..., Mapping[str, float]]:
    def run(name: str, steps: int | None = None, **given: Any) -> Mapping[str, float]:
        demo = demos.load(name)
        settings, cpu = parse(demo.Settings, given), choose_device("cpu")
        *_, last = demo.frames(settings, cpu, 1, NoControls(), FixedPace(steps), words_of(name))
        return last.numbers

    return run


@pytest.mark.parametrize("name", demos.names())
def test_every_demo_has_short_answers_in_both_languages(name: str) -> None:
    text = texts()[name]
    assert {*text.predictions} == {*LANGUAGES}
    for language in LANGUAGES:
        answers = text.predictions[language]
        assert 2 <= len(answers) == len({*answers}) == len(text.outcomes) <= 4
        for answer in answers:
            assert answer
            assert count_words(answer, language) <= LONGEST[language], answer
            assert not re.search(r"[.。{}]$|[{}]", answer), answer


@pytest.mark.parametrize("name", demos.names())
def test_a_run_picks_one_by_its_numbers(name: str, last_numbers: Callable[..., Mapping[str, float]]) -> None:
    numbers, text = last_numbers(name, steps=6), texts()[name]
    assert text.outcome(numbers) is not None
    names = set(re.findall(r"[a-z_]\w*", " ".join(text.outcomes))) - {"and", "or", "max", "min"}
    assert names <= {*numbers}


@pytest.mark.parametrize(
    ("name", "given", "place"),
    [
        ("gradient_descent", {}, 0),
        ("gradient_descent", {"learning_rate": 0.01}, 1),
        ("gradient_descent", {"learning_rate": 0.1}, 2),
        ("recommendation", {}, 0),
        ("recommendation", {"points": 300, "noise": 2.0}, 2),
        ("curve_fitting", {}, 1),
        ("curve_fitting", {"points": 10, "noise": 0.5}, 0),
        ("curve_fitting", {"width": 1}, 2),
        ("overfitting", {}, 2),
        ("overfitting", {"early_stopping": True}, 1),
        ("house_price", {}, 1),
        ("house_price", {"activation": "none"}, 0),
    ],
)
def test_the_right_one_comes_true(
    name: str, given: dict[str, Any], place: int, last_numbers: Callable[..., Mapping[str, float]]
) -> None:
    assert texts()[name].outcome(last_numbers(name, **given)) == place


def test_a_run_without_bounds_is_no_success() -> None:
    found = {name: texts()[name].outcome({}) for name in ("curve_fitting", "house_price", "overfitting", "gpu_race")}
    assert found == {"curve_fitting": 2, "house_price": 2, "overfitting": 2, "gpu_race": 2}
