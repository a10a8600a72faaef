"""Answers judged as a fair teacher would: letters, places, words, numbers with units, explanations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum.exercise import Exercise
from tutor.curriculum.lesson import Lessons
from tutor.teaching.amounts import fits
from tutor.teaching.judge import judge
from tutor.teaching.options import chosen
from tutor.teaching.phrases import says

OPTIONS = ["It is still learning; both losses meet", "It is underfitting", "It is overfitting", "The rate is too small"]
CHINESE = ["还在学，两条曲线最后会合到一起", "欠拟合", "过拟合", "学习率太小"]


@pytest.fixture(scope="module")
def exercises() -> tuple[Exercise, ...]:
    return Lessons(Path(__file__).parents[2] / "data" / "lessons")["overfitting"].exercises


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("b", 1), ("b.", 1), ("(c)", 2), ("c)", 2), ("option c", 2), ("i think it's d", 3), ("the answer is a", 0),
        ("the second one", 1), ("2", 1), ("third", 2), ("the last one", 3), ("c. it is overfitting", 2),
        ("overfitting", 2), ("it's underfitting", 1), ("the rate is too small", 3), ("rate too small", 3),
        ("because both losses meet", 0), ("a cat", None), ("5", None), ("b or c", None), ("banana", None), ("", None),
        ("what is overfitting", 2),
    ],
)  # fmt: skip
def test_an_option_is_named_in_many_ways(typed: str, place: int | None) -> None:
    assert chosen(typed, OPTIONS) == place


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("选b", 1), ("b吧", 1), ("我选 c", 2), ("第二个", 1), ("第3个", 2), ("最后一个", 3), ("第四个吧", 3),
        ("过拟合", 2), ("应该是欠拟合", 1), ("学习率太小了", 3), ("c 过拟合", 2), ("答案是 d", 3), ("天气不错", None),
        ("我觉得是过拟合", 2),
    ],
)  # fmt: skip
def test_an_option_is_named_in_chinese(typed: str, place: int | None) -> None:
    assert chosen(typed, CHINESE) == place


@pytest.mark.parametrize(
    ("typed", "wanted", "fit"),
    [
        ("17", "17 ± 0.01", "yes"), ("it's 17", "17 ± 0.01", "yes"), ("seventeen", "17", "yes"), ("十七", "17", "yes"),
        ("34/2", "17", "yes"), ("(9+25)/2 = 17", "17", "yes"), ("16.5", "17 ± 0.5", "yes"), ("16.4", "17 ± 0.5", "no"),
        ("-0.6", "-0.6 ± 0.01", "yes"), ("0.6", "-0.6 ± 0.01", "no"), ("12.2 cm", "12.2 ± 0.1 cm", "yes"),
        ("12.2", "12.2 ± 0.1 cm", "yes"), ("12.2 mm", "12.2 ± 0.1 cm", "unit"), ("8.3%", "8.3 ± 0.1%", "yes"),
        ("0.083", "8.3 ± 0.1%", "yes"), ("8.3", "8.3% ± 0.1", "yes"), ("about 8.3 percent", "8.3%", "yes"),
        ("100,480", "100480", "yes"), ("100480", "100,480", "yes"), ("learning rate", "learning rate | lr", "yes"),
        ("the learning rate", "learning rate | lr", "yes"), ("it is called the lr", "learning rate | lr", "yes"),
        ("learnig rate", "learning rate", "yes"), ("not the learning rate", "learning rate", "no"),
        ("学习率", "学习率 | learning rate", "yes"), ("是学习率吧", "学习率", "yes"), ("不是学习率", "学习率", "no"),
        ("loss", "learning rate", "no"), ("1/3", "0.33 ± 0.01", "yes"), ("33%", "0.33 ± 0.01", "yes"),
    ],
)  # fmt: skip
def test_an_amount_or_a_word_fits(typed: str, wanted: str, fit: str) -> None:
    assert fits(typed, wanted) == fit


@pytest.mark.parametrize(
    ("typed", "alternatives", "found"),
    [
        ("it memorised the data", "memor", True),
        ("it has learnt them by heart", "memor | by heart", True),
        ("it memerised them", "memoris", True),
        ("in memory of", "by heart", False),
        ("the noise was learned", "noise & learn", True),
        ("there is noise", "noise & learn", False),
        ("over-fitting", "overfit | over fit", True),
        ("它把噪声也背下来了", "背", True),
        ("泛 化不好", "泛化", True),
        ("unmemorable", "memor", False),
    ],
)
def test_points_are_found_by_stems_and_in_spite_of_slips(typed: str, alternatives: str, found: bool) -> None:
    assert says(typed, alternatives) is found


@pytest.mark.parametrize(
    ("number", "text", "grade"),
    [
        (1, "C", "right"), (1, "欠拟合", "wrong"), (1, "hmm", "unclear"), (2, "17", "right"), (2, "34", "wrong"),
        (2, "99", "wrong"), (2, "I like trains", "unclear"),
        (3, "It learned the training examples by heart, so it fails on new data", "right"),
        (3, "it just memorised everything", "near"), (3, "because the learning rate is wrong", "wrong"),
        (3, "它把训练样本背下来了，碰到新数据就不会", "right"), (3, "它只是 memorised 了，遇到新数据就不行", "right"),
        (3, "asdf", "unclear"), (3, "?", "unclear"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh"])
def test_answers_count_in_either_language(
    exercises: tuple[Exercise, ...], number: int, text: str, grade: str, language: str
) -> None:
    assert judge(exercises[number - 1], text, language).grade == grade  # type: ignore[arg-type]


def test_a_verdict_names_the_reason(exercises: tuple[Exercise, ...]) -> None:
    side = exercises[0].sides["zh"]
    verdict = judge(exercises[0], "underfitting", "zh")
    assert verdict.mark is not None
    assert "欠拟合的模型" in side.marks[verdict.mark].reason
    verdict = judge(exercises[1], "34", "en")
    assert verdict.mark is not None
    assert "sum of the squares" in exercises[1].sides["en"].marks[verdict.mark].reason
    assert judge(exercises[2], "it memorised them", "en").missing == (0,)
