from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.language.courtesy import bare, core


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("could you tell me what relu does please", "what relu does"),
        ("hi, what is ai?", "what is ai"),
        ("excuse me, what is a tensor? thanks!", "what is a tensor"),
        ("请问什么是神经网络？谢谢", "什么是神经网络"),
        ("你好，请问一下梯度是什么", "梯度是什么"),
        ("我想问问 lstm 呢", "lstm 呢"),
        ("老师，梯度是什么", "梯度是什么"),
    ],
)
def test_courtesy_comes_off(said: str, asked: str) -> None:
    assert bare(said) == asked
    assert core(said).rstrip("?？") == asked


@pytest.mark.parametrize(
    "said",
    [
        "thanks",
        "谢谢",
        "你好",
        "hi",
        "please",
        "tell me more",
        "please stop",
        "what is ai?",
        "你好厉害",
        "你好吗",
        "c++",
        "",
        "?",
    ],
)
def test_what_is_nothing_else_stays(said: str) -> None:
    assert core(said) == said


@given(st.text(max_size=60))
def test_it_ends_and_only_shortens(text: str) -> None:
    assert core(text) in text
    assert core(core(text)) == core(text)
