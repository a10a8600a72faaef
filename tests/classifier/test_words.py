from __future__ import annotations

import pytest

from tutor.classifier.words import Words

WORDS = Words.of(["what is deep learning", "deep learning and gradient descent", "what is a gradient", "nerual once"])


def test_a_word_is_known_from_its_second_message_on() -> None:
    assert WORDS.ordered == ("deep", "gradient", "is", "learning", "what")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht is deep lerning", "what is deep learning"),  # swapped, lost
        ("gradiennt", "gradient"),  # doubled
        ("gradienr", "gradient"),  # the key beside
        ("gratient", "gratient"),  # no neighbouring key
        ("si", "si"),  # too short to know
        ("什么是gradeint", "什么是gradient"),
        ("once", "once"),
    ],
)
def test_one_slip_is_mended_and_nothing_else(typed: str, meant: str) -> None:
    assert WORDS.mend(typed) == meant


@pytest.mark.parametrize(
    ("text", "strange"),
    [("xqzt vbnm", True), ("what xqzt", False), ("lerning", False), ("waht", True), ("学习", False), ("42", False)],
)
def test_strange_is_what_has_no_known_word(text: str, strange: bool) -> None:
    assert WORDS.strange(text) is strange


def test_without_words_nothing_is_mended_and_nothing_strange() -> None:
    assert Words(()).mend("waht") == "waht"
    assert not Words(()).strange("xqzt")
