"""What train_tutor learns from and is measured on: the tutor's own questions by topic, read and encoded once.

Always the same part of the questions, whatever the seed. Held-out questions were written apart and are never
learnt from. Trains nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from tutor import settings
from tutor.classifier.features import Ids
from tutor.classifier.model import Bags, collate
from tutor.curriculum.questions import read_labelled, text_lines
from tutor.demos.tutor_model import classifier, curriculum
from tutor.device import single_thread
from tutor.language import normalise
from tutor.types import LANGUAGES

HELD_OUT = 3
"""Held-out questions of a topic, both languages together."""
SAMPLED = 2
"""Questions of a topic, among those learnt from, on which the accuracy in training is measured."""


@dataclass(frozen=True)
class Corpus:
    """Feature ids of each question, its topic's number (n,), and how many questions there are in all.

    `sample` are the bags of a few of them, `sampled` their numbers among the questions.
    """

    texts: tuple[Ids, ...]
    targets: Tensor
    of: int
    sample: Bags
    sampled: Tensor


@dataclass(frozen=True)
class HeldOut:
    """Bags of the held-out questions, the topic's number of each (n,), every topic that counts as right,
    (n, topics), and the share of the questions that the shipped classifier gets right, out of all its labels.

    `by_topic` (topics, n) times anything by question is its mean by topic.
    """

    bags: Bags
    targets: Tensor
    right: Tensor
    by_topic: Tensor
    shipped: float


@lru_cache(maxsize=1)
def topics() -> tuple[str, ...]:
    """The topics' ids, in the order of their numbers."""
    return tuple(curriculum().topics)


@lru_cache(maxsize=2**14)
def encode(text: str) -> Ids:
    """The feature ids of a question, as the shipped classifier reads it."""
    return classifier().trained.features.encode(normalise(text))


@lru_cache(maxsize=4)
def corpus(per_topic: int) -> Corpus:
    """`per_topic` questions of each topic, half of them in each language."""
    texts: list[Ids] = []
    targets: list[int] = []
    sampled: list[int] = []
    total = 0
    for number, topic in enumerate(topics()):
        first = len(texts)
        for language, count in zip(LANGUAGES, (per_topic // 2, (per_topic + 1) // 2), strict=True):
            lines = _lines(language, topic)
            total += len(lines)
            texts += [encode(line) for line in lines[:count]]
            targets += [number] * min(count, len(lines))
        # The first in Chinese and the last in English, where there are two.
        sampled += sorted({first, len(texts) - 1})[:SAMPLED] if len(texts) > first else []
    sample = collate([texts[i] for i in sampled])
    return Corpus(tuple(texts), torch.tensor(targets), total, sample, torch.tensor(sampled))


@lru_cache(maxsize=256)
def _lines(language: str, topic: str) -> tuple[str, ...]:
    """All training questions of a topic in one language, well mixed."""
    path = settings.Settings.from_environment().data / "questions" / language / "topic" / f"{topic}.txt"
    lines = [text for _, text in text_lines(path)] if path.exists() else []
    return tuple(lines[i] for i in np.random.default_rng(0).permutation(len(lines)))


@lru_cache(maxsize=1)
def held_out() -> HeldOut:
    """HELD_OUT questions of each topic, taken from the held-out ones by lot."""
    numbers = {f"topic/{topic}": number for number, topic in enumerate(topics())}
    files = sorted((settings.Settings.from_environment().data / "heldout").glob("*.jsonl"))
    found = [one for path in files for one in read_labelled(path) if one.labels and one.labels[0] in numbers]
    left = dict.fromkeys(numbers, HELD_OUT)
    chosen = []
    for i in np.random.default_rng(0).permutation(len(found)):
        if left[found[i].labels[0]]:
            left[found[i].labels[0]] -= 1
            chosen.append(found[i])
    right = torch.zeros(len(chosen), len(numbers), dtype=torch.bool)
    for row, one in enumerate(chosen):
        right[row, [numbers[label] for label in one.labels if label in numbers]] = True
    bags = collate([encode(one.text) for one in chosen])
    with torch.inference_mode(), single_thread():
        best = classifier().trained.network(bags)[:, :-1].argmax(dim=1).tolist()
    labels = classifier().trained.labels
    correct = [labels[at] in one.labels for at, one in zip(best, chosen, strict=True)]
    targets = torch.tensor([numbers[one.labels[0]] for one in chosen])
    members = (targets == torch.arange(len(numbers))[:, None]).float()
    by_topic = members / members.sum(dim=1, keepdim=True).clamp(min=1)
    return HeldOut(bags, targets, right, by_topic, sum(correct) / len(correct))
