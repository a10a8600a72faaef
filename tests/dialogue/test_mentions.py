from __future__ import annotations

import pytest

from tutor.curriculum import Curriculum
from tutor.dialogue.mentions import compared_topics, mentioned_topics, split_question
from tutor.language import read
from tutor.types import Guess


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("cnn vs rnn", ["cnn", "rnn"]),
        ("CNNs and transformers", ["cnn", "transformer"]),
        ("过拟合和正则化有什么区别", ["overfitting", "regularization"]),
        ("the scnnt thing", []),
    ],
)
def test_names_are_found(curriculum: Curriculum, text: str, topics: list[str]) -> None:
    assert mentioned_topics(read(text, None, "en"), curriculum) == topics


@pytest.mark.parametrize(
    ("text", "best", "answered"),
    [
        ("what is the difference between a cnn and an rnn", "topic/cnn", ("topic/cnn", "topic/rnn")),
        ("CNN 和 RNN 有什么区别", "topic/rnn", ("topic/cnn", "topic/rnn")),
        ("does a cnn use backpropagation", "topic/cnn", ()),
        ("deep learning vs machine learning", "topic/dl_vs_ml", ()),
        ("PyTorch or TensorFlow", "topic/pytorch_vs_tensorflow", ()),
    ],
)
def test_what_is_compared(curriculum: Curriculum, text: str, best: str, answered: tuple[str, ...]) -> None:
    assert compared_topics(read(text, None, "en"), Guess(best, 0.9), curriculum) == answered


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("what is relu? what is dropout?", ("what is relu", "what is dropout")),
        ("what is relu and how does dropout work", ("what is relu", "how does dropout work")),
        ("什么是过拟合？怎么解决过拟合？", ("什么是过拟合", "怎么解决过拟合")),
        ("what is deep learning?", ()),
        ("a? b? c?", ()),
    ],
)
def test_where_a_double_question_splits(text: str, halves: tuple[str, ...]) -> None:
    assert split_question(read(text, None, "en").clean) == halves
