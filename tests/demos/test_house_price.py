"""Prices of simulated houses: the rule as it is told, the line against scikit-learn's, the learner's own house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.house_price import Settings, frames, money, worked
from tutor.demos.house_price_rule import RULE, fit_line, rule_price, simulate
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.request import read_settings
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
HOUSES = np.array([[100.0, 4, 30, 3], [55, 2, 0, 0], [200, 8, 100, 15], [30, 1, 50, 6]])


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "house_price.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ("area", "rooms", "age", "distance")), ("zh", ("面积", "房间数", "房龄", "距离"))],
)
def test_the_rule_that_is_shown_is_the_rule_that_is_used(language: Any, names: tuple[str, ...]) -> None:
    formula = RULE[language].translate({ord("×"): "*", ord("÷"): "/", ord("−"): "-", ord("^"): "**", ord("²"): "**2"})
    told = [eval(formula, dict(zip(names, house, strict=True))) for house in HOUSES.tolist()]
    np.testing.assert_allclose(rule_price(HOUSES), told)


def test_a_price_worked_out_by_hand() -> None:
    # 50 + 100 * (1 + 3 / 2) + 40 + 0.03 * 400
    assert rule_price(HOUSES[:1])[0] == pytest.approx(352)


def test_the_line_is_the_best_one() -> None:
    houses, prices = simulate(np.random.default_rng(5), 80, 0.1)
    found, known = fit_line(houses, prices), LinearRegression().fit(houses, prices)
    np.testing.assert_allclose(found.amounts, known.coef_, rtol=1e-6)
    np.testing.assert_allclose(found.price(HOUSES), known.predict(HOUSES))


def test_noise_is_a_share_of_the_price() -> None:
    houses, prices = simulate(np.random.default_rng(5), 4000, 0.1)
    strayed = prices / rule_price(houses) - 1
    assert abs(strayed.mean()) < 0.01
    assert strayed.std() == pytest.approx(0.1, rel=0.05)


def test_a_network_without_activation_is_the_line_and_says_so(words: Words) -> None:
    last = run(words, activation="none")[-1]
    assert last.worked is False
    assert last.numbers["network_error"] == pytest.approx(last.numbers["line_error"], rel=0.1)
    assert "no clear lead" in last.caption["en"]


def test_without_noise_the_rule_is_never_wrong(words: Words) -> None:
    last = run(words, noise=0)[-1]
    assert last.numbers["rule_error"] < 1e-9
    assert last.worked


def test_the_judges_stay_the_same_whatever_is_learnt_from(words: Words) -> None:
    few, many = (run(words, points=points, steps=1)[-1].numbers["rule_error"] for points in (20, 900))
    assert few == many


def test_another_house_is_only_another_question(words: Words) -> None:
    asked = run(words, Script({}, {}, {"area": 101}), steps=200)
    plain = run(words, steps=200)
    assert [f.step for f in asked] == [f.step for f in plain]
    assert asked[-1].numbers["network_error"] == plain[-1].numbers["network_error"]
    assert asked[-1].numbers["rule_price"] - plain[-1].numbers["rule_price"] == pytest.approx(2.5)
    # One more square metre: what the caption says it adds is what asking for it gives.
    adds = asked[-1].numbers["network_price"] - plain[-1].numbers["network_price"]
    assert f"one more square metre changes that by {money(adds, 1, sign=True)['en']}" in plain[-1].caption["en"]
    assert "101 m²" in asked[-1].caption["en"]


def test_says_that_the_houses_are_simulated(words: Words) -> None:
    caption = run(words, steps=1)[0].caption
    assert "simulated" in caption["en"]
    assert "模拟" in caption["zh"]
    assert RULE["en"] in caption["en"]
    assert RULE["zh"] in caption["zh"]


@pytest.mark.parametrize(
    ("thousands", "digits", "sign", "en", "zh"),
    [
        (268.4, 0, False, "£268k", "268 万元"),
        (-1.24, 1, True, "−£1.2k", "−1.2 万元"),
        (3.0, 1, True, "+£3.0k", "+3.0 万元"),
        (-0.01, 1, True, "+£0.0k", "+0.0 万元"),
        (1234.5, 0, False, "£1,234k", "1,234 万元"),
    ],
)
def test_money(thousands: float, digits: int, sign: bool, en: str, zh: str) -> None:
    assert money(thousands, digits, sign) == {"en": en, "zh": zh}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 120 m² house with 5 rooms, 10 years old, 2 km from the centre",
         {"area": 120, "rooms": 5, "age": 10, "distance": 2}),
        ("120 平方米、5 个房间、房龄 10 年、离市中心 2 公里", {"area": 120, "rooms": 5, "age": 10, "distance": 2}),
        ("用 500 套房子", {"points": 500}),
        ("what would an older house cost", {"age": 50}),
    ],
)  # fmt: skip
def test_reads_a_house_from_words(text: str, expected: dict[str, Any]) -> None:
    assert read_settings(text, Settings).settings == expected


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"network_error": 30.0, "line_error": 40.0})
    assert not worked({"network_error": 31.0, "line_error": 40.0})
    assert not worked({})
