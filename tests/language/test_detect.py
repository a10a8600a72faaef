from __future__ import annotations

import pytest

from tutor.language import read
from tutor.language.detect import is_other_script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is deep learning", "en"),
        ("什么是深度学习", "zh"),
        ("什麼是類神經網路？", "zh"),
        ("ReLU 是什么", "zh"),
        ("what does 过拟合 mean", "en"),
        ("能不能 explain 一下 backprop", "zh"),
        ("shenme shi shenjing wangluo", "zh"),
        ("guonihe shi shenme", "zh"),
        ("loss nan help please", "en"),
        ("ai meaning", "en"),
    ],
)
def test_the_sentence_decides(text: str, language: str) -> None:
    assert read(text, None, "en").language == language
    assert read(text, None, "zh").language == language


@pytest.mark.parametrize("text", ["relu", "CNN", "machine", "😀", "42", "x^2"])
def test_what_shows_no_language_keeps_that_of_the_conversation(text: str) -> None:
    assert read(text, None, "en").language == "en"
    assert read(text, None, "zh").language == "zh"


def test_a_choice_beats_what_the_text_shows() -> None:
    assert read("what is deep learning", "zh", "en").language == "zh"


@pytest.mark.parametrize(
    "text",
    [
        "ディープラーニングとは",
        "機械学習の仕組み",
        "딥러닝이 뭐야",
        "что такое ai",
        "ما هو التعلم",
        "מה זה gpu",
        "การเรียนรู้",
    ],
)
def test_other_scripts_are_known_as_such(text: str) -> None:
    assert is_other_script(text)


@pytest.mark.parametrize(
    "text",
    ["what is σ", "学习率 α 和 β 怎么选", "神经网络", "¿qué es?", "x^2 + π", "", "123", "relu の 区别", "naïve bayes"],
)
def test_a_greek_letter_or_an_accent_is_no_other_script(text: str) -> None:
    assert not is_other_script(text)
