"""What must not change the shipped model's mind, and what must (in the manner of CheckList, Ribeiro et al. 2020).

On data/heldout, which it never learnt from. Every change of a text is made here, by other means than the tutor's.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from tutor.curriculum import Curriculum
from tutor.curriculum.questions import Question, read_labelled
from tutor.dialogue import State
from tutor.language import read
from tutor.tutor import Tutor
from tutor.types import LANGUAGES, Language

UNCHANGED = 0.95
Change = Callable[[str, Language], str]


@pytest.fixture(scope="module")
def questions(data: Path) -> list[Question]:
    files = sorted((data / "heldout").glob("*.jsonl"))
    return [question for file in files for question in read_labelled(file) if question.labels]


def full_width(text: str, language: Language) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def mark(text: str, language: Language) -> str:
    """With a question mark where there was none, and the other way round."""
    return text.rstrip("?？") if text[-1] in "?？" else text + ("？" if language == "zh" else "?")


@lru_cache(maxsize=2)
def converter(name: str) -> Any:
    return OpenCC(name)


# ruff: noqa: ARG005 - every change is given text and language
CHANGES: dict[str, Change] = {
    "upper case": lambda text, language: text.upper(),
    "final punctuation": mark,
    "a full stop": lambda text, language: text.rstrip("?？.。") + ("。" if language == "zh" else "."),
    "politeness before": lambda text, language: ("could you tell me " if language == "en" else "请问") + text,
    "politeness after": lambda text, language: text.rstrip("?？") + (" please" if language == "en" else "，谢谢"),
    "full width": full_width,
    "traditional": lambda text, language: converter("s2t").convert(text),
    "Taiwan's words": lambda text, language: converter("s2twp").convert(text),
    "zero width": lambda text, language: "\u200b".join(text),
    "doubled spaces": lambda text, language: " " + text.replace(" ", "  ") + "  ",
}


def unchanged(tutor: Tutor, questions: list[Question], language: Language, change: Change) -> float:
    """The share of questions whose best label stays."""
    ours = [question.text for question in questions if question.language == language]
    both = [
        tutor.classifier.rank(read(text, None, language)).best.label
        == tutor.classifier.rank(read(change(text, language), None, language)).best.label
        for text in ours
    ]
    assert len(both) > 400
    return sum(both) / len(both)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHANGES)
def test_what_says_nothing_changes_nothing(
    tutor: Tutor, questions: list[Question], name: str, language: Language
) -> None:
    assert unchanged(tutor, questions, language, CHANGES[name]) >= UNCHANGED


def test_one_slip_outside_the_key_word(tutor: Tutor, curriculum: Curriculum, questions: list[Question]) -> None:
    """Two neighbouring letters swapped in a word of four or more that is part of no concept's name."""
    key = {word for name in curriculum.lexicon.by_name for word in re.findall("[a-z]+", name)}
    dice = random.Random(1)

    def slip(text: str, language: Language) -> str:
        words = [m for m in re.finditer(r"[A-Za-z]{4,}", text) if m.group().lower().rstrip("s") not in key]
        if not words:
            return text
        at = (word := dice.choice(words)).start() + dice.randrange(1, len(word.group()) - 1)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

    assert unchanged(tutor, questions, "en", slip) >= UNCHANGED


@pytest.mark.parametrize(
    ("text", "more", "labels"),
    [
        ("cnn", " vs rnn", {"topic/cnn", "topic/rnn"}),
        ("transformer", " vs rnn", {"topic/transformer", "topic/rnn"}),
        ("overfitting", " vs vanishing gradient", {"topic/overfitting", "topic/vanishing_gradient"}),
        ("卷积神经网络", "和循环神经网络的区别", {"topic/cnn", "topic/rnn"}),
        ("监督学习", "和强化学习有什么不同", {"topic/supervised_learning", "topic/reinforcement_learning"}),
    ],
)
def test_a_comparison_adds_the_other_topic(tutor: Tutor, text: str, more: str, labels: set[str]) -> None:
    alone, _ = tutor.reply(text, State())
    assert len(alone.labels) == 1
    assert set(tutor.reply(text + more, State())[0].labels) == labels


@pytest.mark.parametrize(
    ("text", "more", "label"),
    [
        ("what is a neural network", " in python code", "topic/build_network"),
        ("what is a convolutional network", " in python code", "topic/build_network"),
        ("what is gradient descent", " in python code", "topic/training_loop"),
        ("what is backpropagation", " in python code", "topic/autograd"),
        ("神经网络", "的 python 代码怎么写", "topic/build_network"),
        ("梯度下降", "用 PyTorch 代码怎么实现", "topic/training_loop"),
    ],
)
def test_asked_for_in_code_it_moves_to_pytorch(tutor: Tutor, text: str, more: str, label: str) -> None:
    assert label not in tutor.reply(text, State())[0].labels
    assert tutor.reply(text + more, State())[0].labels == (label,)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_and_title_alone_is_answered(tutor: Tutor, curriculum: Curriculum, language: Language) -> None:
    named = [(name, c.topic) for c in curriculum.lexicon.concepts for name in c.names[language]]
    named += [(topic.title[language], topic.id) for topic in curriculum.topics.values()]
    wrong = []
    for name, topic in named:
        reply, _ = tutor.reply(name, State(language=language))
        if (reply.kind, reply.labels) != ("answer", (f"topic/{topic}",)):
            wrong.append((name, topic, reply.kind, reply.labels))
    assert wrong == []


def random_letters(dice: random.Random) -> str:
    return " ".join(
        "".join(dice.choices(string.ascii_lowercase, k=dice.randint(4, 10))) for _ in range(dice.randint(1, 4))
    )


def random_han(dice: random.Random) -> str:
    return "".join(chr(dice.randrange(0x4E00, 0x9FA6)) for _ in range(dice.randint(3, 12)))


@pytest.mark.parametrize("make", [random_letters, random_han])
def test_random_signs_get_no_answer(tutor: Tutor, make: Callable[[random.Random], str]) -> None:
    dice = random.Random(7)
    answered = [text for text in (make(dice) for _ in range(500)) if tutor.reply(text, State())[0].kind != "decline"]
    assert answered == []


@pytest.mark.parametrize(
    "text",
    [
        "¿qué es el aprendizaje profundo?", "was ist ein neuronales netz", "qu'est-ce qu'un réseau de neurones",
        "o que é aprendizado de máquina", "che cos'è una rete neurale", "wat is een neuraal netwerk",
        "ディープラーニングとは何ですか", "что такое нейронная сеть", "딥러닝이 뭐야", "derin öğrenme nedir",
    ],
)  # fmt: skip
def test_other_languages_get_no_answer(tutor: Tutor, text: str) -> None:
    assert tutor.reply(text, State())[0].kind == "decline"


def test_asking_back_pays(tutor: Tutor, questions: list[Question]) -> None:
    """Seldom, and then the right one is among those offered."""
    replies = [(tutor.reply(question.text, State())[0], question) for question in questions]
    asked = [(reply, question) for reply, question in replies if reply.kind == "clarify"]
    assert len(asked) <= 0.08 * len(replies)
    right = sum(bool({*reply.labels} & {*question.labels}) for reply, question in asked)
    assert right >= 0.85 * len(asked)
