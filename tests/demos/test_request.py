"""Learners' words and the settings they ask for, written down by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.demos import knobs
from tutor.demos.curve_fitting import Settings
from tutor.demos.request import read_settings

# fmt: off
ASKED: list[tuple[str, dict[str, Any]]] = [
    ("fit x^3 - x with three layers and learning rate 0.01",
     {"function": "x^3 - x", "depth": 3, "learning_rate": 0.01}),
    ("用 tanh 拟合 sin(3x)，64 个神经元", {"function": "sin(3x)", "activation": "tanh", "width": 64}),
    ("three hidden layers of 32 neurons", {"depth": 3, "width": 32}),
    ("lr=1e-3", {"learning_rate": 0.001}),
    ("学习率 0.01", {"learning_rate": 0.01}),
    ("三层", {"depth": 3}),
    ("噪声大一点", {"noise": 0.2}),
    ("more noise", {"noise": 0.2}),
    ("with relu", {"activation": "relu"}),
    ("用 adam", {"optimiser": "adam"}),
    ("show it with more noise", {"noise": 0.2}),
    ("再快一点", {"learning_rate": 0.02}),
    ("20% noise", {"noise": 0.2}),
    ("noise 20 percent", {"noise": 0.2}),
    ("噪声百分之二十", {"noise": 0.2}),
    ("二十四个神经元，两层", {"width": 24, "depth": 2}),
    ("两百个点", {"points": 200}),
    ("６４个神经元", {"width": 64}),
    ("fit |x|", {"function": "|x|"}),
    ("fit x**2", {"function": "x^2"}),
    ("3x 拟合", {"function": "3x"}),
    ("fit a sine", {"function": "sin(3x)"}),
    ("拟合正弦", {"function": "sin(3x)"}),
    ("fit a step function", {"function": "step(x)"}),
    ("fit the absolute value of x", {"function": "|x|"}),
    ("learn a parabola", {"function": "x^2"}),
    ("拟合一条抛物线", {"function": "x^2"}),
    ("explain deep learning", {}),
    ("relu vs tanh", {}),
    ("what is deep learning", {}),
    ("explain it to me", {}),
    ("演示一下", {}),
    ("深度学习是什么", {}),
    ("show me a neural network fitting a curve", {}),
    ("do it again with relu", {"activation": "relu"}),
    ("use gelu instead of tanh", {"activation": "gelu"}),
    ("no noise please", {"noise": 0}),
    ("不要噪声", {"noise": 0}),
    ("width 32, depth 3, lr 0.1, noise 0.3, points 100",
     {"width": 32, "depth": 3, "learning_rate": 0.1, "noise": 0.3, "points": 100}),
    ("width 32 layers 3", {"width": 32, "depth": 3}),
    ("0.01 learning rate and 0.2 noise", {"learning_rate": 0.01, "noise": 0.2}),
    ("三层，每层 32 个神经元", {"depth": 3, "width": 32}),
    ("y = x²", {"function": "x^2"}),
    ("f(x) = x^2 - 1", {"function": "x^2 - 1"}),
    ("fit cos(5*x)+x/2 using sgd with momentum",
     {"function": "cos(5x) + x/2", "optimiser": "momentum"}),
    ("one layer of 4 neurons", {"depth": 1, "width": 4}),
    ("a 3-layer network", {"depth": 3}),
    ("make it deeper", {"depth": 3}),
    ("wider", {"width": 48}),
    ("fewer neurons", {"width": 12}),
    ("更多的数据点", {"points": 400}),
    ("少一点噪声", {"noise": 0.05}),
    ("学习率调到 0.1", {"learning_rate": 0.1}),
    ("把学习率从 0.01 改成 0.1", {"learning_rate": 0.1}),
    ("change width from 16 to 32", {"width": 32}),
    ("激活函数换成 sigmoid", {"activation": "sigmoid"}),
    ("no activation function", {"activation": "none"}),
    ("activation none", {"activation": "none"}),
    ("激活函数：无", {"activation": "none"}),
    ("fit 2sin(x)+1 with 20 points", {"function": "2sin(x) + 1", "points": 20}),
    ("二十個神經元", {"width": 20}),
    ("學習率 0.1", {"learning_rate": 0.1}),
    ("拟合 |x|，用 relu，三层，每层十六个",
     {"function": "|x|", "activation": "relu", "depth": 3, "width": 16}),
    ("fit sin 3x", {"function": "sin(3x)"}),
    ("sine of 3x please", {"function": "sin(3x)"}),
    ("x squared", {"function": "x^2"}),
    ("x 的平方", {"function": "x^2"}),
    ("fit x", {"function": "x"}),
    ("thirty-two neurons and a learning rate of point zero one",
     {"width": 32, "learning_rate": 0.01}),
    ("learning rate 10^-3", {"learning_rate": 0.001}),
    ("32 neurons in each of 3 layers", {"width": 32, "depth": 3}),
    ("how many layers do I need", {}),
    ("why is the learning rate so important", {}),
    ("I have 2 questions about layers", {}),
    ("what is x", {}),
    ("a step by step example", {}),
    ("step 2", {}),
    ("slower", {"learning_rate": 0.005}),
    ("double the neurons", {"width": 48}),
    ("learning rate higher", {"learning_rate": 0.02}),
    ("把噪声调小一点", {"noise": 0.05}),
    ("加一点噪声", {"noise": 0.2}),
    ("再加几层", {"depth": 3}),
    ("run it with 100 points and noise of 0.3", {"points": 100, "noise": 0.3}),
    ("the one with noise", {}),
    ("can a network learn x^2?", {"function": "x^2"}),
    ("tanh(2x)", {"function": "tanh(2x)"}),
    ("用随机梯度下降", {"optimiser": "sgd"}),
    ("sgd, lr 0.5", {"optimiser": "sgd", "learning_rate": 0.5}),
    ("with 3x as many points", {}),
    ("use 5 hidden layers with 10 units each", {"depth": 5, "width": 10}),
    ("噪声0.3", {"noise": 0.3}),
    ("噪声=０．３", {"noise": 0.3}),
    ("64个神经元的两层网络", {"width": 64, "depth": 2}),
    ("fit exp(-x^2)", {"function": "exp(-x^2)"}),
    ("curve_fitting", {}),
    ("拟合曲线", {}),
    ("画一条曲线", {}),
    ("fit sqrt(x)", {"function": "sqrt(x)"}),
    ("x^3-x", {"function": "x^3 - x"}),
    ("fit sin(pi x)", {"function": "sin(π·x)"}),
    ("无噪声", {"noise": 0}),
    ("noise: 0", {"noise": 0}),
    ("不加噪声", {"noise": 0}),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ASKED, ids=[text for text, _ in ASKED])
def test_reads_what_is_asked_and_nothing_else(text: str, expected: dict[str, Any]) -> None:
    reading = read_settings(text, Settings)
    assert reading.settings == expected
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("900 neurons", "1 to 128", "1 到 128"),
        ("一万个神经元", "1 to 128", "1 到 128"),
        ("learning rate 5", "0.0001 to 1", "0.0001 到 1"),
        ("2.5 layers", "1 to 6", "1 到 6"),
        ("-3 layers", "1 to 6", "1 到 6"),
        ("1,000 points", "10 to 500", "10 到 500"),
        ("fit 1/x", "divide only by a number", "只能除以一个数"),
        ("fit log(x)", "“log”", "“log”"),
        ("fit x^y", "“y”", "“y”"),
    ],
)
def test_what_cannot_be_is_said_with_the_range(text: str, en: str, zh: str) -> None:
    found, problems = read_settings(text, Settings)
    assert found == {}
    assert len(problems) == 1
    assert en in problems[0].en
    assert zh in problems[0].zh


def test_a_problem_does_not_spoil_the_rest() -> None:
    found, problems = read_settings("relu with 900 neurons and 3 layers", Settings)
    assert found == {"activation": "relu", "depth": 3}
    assert len(problems) == 1


def test_relative_wishes_start_from_what_is_set() -> None:
    assert read_settings("more noise", Settings, {"noise": 0.4}).settings == {"noise": 0.8}
    assert read_settings("噪声小一点", Settings, {"noise": 0.4}).settings == {"noise": 0.2}
    assert read_settings("more noise", Settings, {"noise": 0}).settings == {"noise": 0.05}
    assert read_settings("more noise", Settings, {"noise": 1.0}).problems[0].en.startswith("It is at the end")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    read_settings(text, Settings)


@dataclass(frozen=True)
class Wordy:
    text: str = knobs.text("", {"en": ("text",), "zh": ("文字",)}, most=40)
    noise: float = knobs.number(0.1, 0, 1, {"en": ("noise",), "zh": ("噪声",)})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("look inside at “what is noise 0.5” please", {"text": "what is noise 0.5"}),
        ('try "more noise" with noise 0.3', {"text": "more noise", "noise": 0.3}),
        ("看看「什么是卷积」在里面怎么走", {"text": "什么是卷积"}),
        ("look inside", {}),
    ],
)
def test_words_in_quotation_marks_are_a_text(asked: str, found: dict[str, Any]) -> None:
    assert read_settings(asked, Wordy).settings == found
