"""Mistaken beliefs, found as learners state them; plain questions left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum.lesson import Lessons
from tutor.curriculum.questions import read_labelled
from tutor.language.normalise import normalise
from tutor.teaching.beliefs import Beliefs
from tutor.types import LANGUAGES

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def beliefs() -> Beliefs:
    return Beliefs(Lessons(DATA / "lessons").beliefs)


def test_the_heads_say_what_the_lessons_say() -> None:
    lessons = Lessons(DATA / "lessons")
    for topic in lessons:
        assert lessons.beliefs[topic] == tuple(dict(one.said) for one in lessons[topic].misconceptions)


def test_every_way_of_stating_a_belief_is_found(beliefs: Beliefs) -> None:
    ways = [
        (topic, number, text)
        for topic, entries in beliefs.said.items()
        for number, said in enumerate(entries)
        for language in LANGUAGES
        for text in said[language]
    ]
    found = [beliefs.find(normalise(text), (topic,)) for topic, _, text in ways]
    missed = [way for way, one in zip(ways, found, strict=True) if one is None or one[:2] != way[:2]]
    assert len(missed) <= 0.01 * len(ways), missed[:20]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("deep learning is just if-else", "deep_learning"),
        ("I think more layers are always better", "layers"),
        ("我觉得层数越多越好吧", "layers"),
        ("深度学习不就是一堆 if-else 吗", "deep_learning"),
        ("训练集准确率 99% 就说明模型很好吧", "overfitting"),
    ],
)
def test_beliefs_are_recognised_in_other_words(beliefs: Beliefs, text: str, topic: str) -> None:
    found = beliefs.find(normalise(text), (topic,))
    assert found is not None
    assert found[0] == topic


def test_plain_questions_state_no_belief(beliefs: Beliefs) -> None:
    questions = [one for name in ("en", "zh") for one in read_labelled(DATA / "heldout" / f"{name}.jsonl")]
    topics = [tuple(label.removeprefix("topic/") for label in one.labels) for one in questions]
    found = [beliefs.find(normalise(one.text), about) for one, about in zip(questions, topics, strict=True)]
    assert sum(one is not None for one in found) <= 0.005 * len(questions)
