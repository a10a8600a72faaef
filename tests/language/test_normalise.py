from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.language.normalise import LONGEST, normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("What is  Deep Learning?", "what is deep learning?"),
        ("ＣＮＮ是什么？", "cnn是什么?"),
        ("類神經網路是什麼", "类神经网络是什么"),
        ("机器学习程序", "机器学习程序"),
        ("詞向量與時間序列", "词向量与时间序列"),
        ("L2 正規化的評估指標", "l2 正规化的评估指标"),
        ("人工智慧", "人工智能"),
        ("解方程式", "解方程式"),
        ("離牆 5 公尺", "离墙 5 米"),
        ("re\u200blu\ufeff", "relu"),
        ("a\x00b\x07c", "abc"),
        ("tab\tand\nline", "tab and line"),
        ("\u202edeep\u202c", "deep"),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_known_texts(typed: str, read: str) -> None:
    assert normalise(typed) == read


@given(st.text())
def test_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once or len(once) >= LONGEST


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    assert not any(unicodedata.category(character)[0] == "C" for character in normalise(text))


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert len(normalise("x" * 100_000)) == LONGEST
