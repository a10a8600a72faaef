"""What the classifier learns from: labelled texts in normal form, from data/ or from any labelled JSONL files.

Says what is read and gives its digest; generated variants come from `variants`, the learning from `train`.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutor.classifier.variants import Variant, named, nonsense, slip
from tutor.curriculum.lexicon import read_lexicon
from tutor.curriculum.questions import Question, read_labelled, training_files, training_questions
from tutor.language import normalise, tell_language
from tutor.types import Language


@dataclass(frozen=True)
class Example:
    """A normalised text, the label to learn (None: out of scope) and whether people wrote it.

    `in_scope` is what the gate learns: that the text asks for something taught or shown. `always`: learnt in
    every epoch, not only in some. `also` are further labels that count as right when this text is used for
    measuring.
    """

    text: str
    label: str | None
    language: Language
    in_scope: bool
    written: bool = True
    always: bool = True
    also: tuple[str, ...] = ()


def example(question: Question) -> Example:
    """The example that a labelled question gives."""
    text = normalise(question.text)
    label = question.labels[0] if question.labels else None
    language: Language = "zh" if (question.language or tell_language(text, "en")).startswith("zh") else "en"
    in_scope = label is not None and not label.startswith("act/")
    return Example(text, label, language, in_scope, also=question.labels[1:])


def own_examples(data: Path) -> tuple[list[Example], list[Example]]:
    """The tutor's own training and held-out examples; variants of the lexicon's names join the training ones."""
    train = [example(question) for question in training_questions(data)]
    texts = [one.text for one in train if one.in_scope]
    train += [_generated(one) for one in named(read_lexicon(data / "lexicon.toml"))]
    train += [_generated(one) for one in nonsense(texts)]
    held_out = [example(q) for path in _held_out_files(data) for q in read_labelled(path)]
    return _distinct(train), held_out


def _generated(variant: Variant) -> Example:
    label = f"topic/{variant.topic}" if variant.topic else None
    always = variant.alone or label is None
    return Example(normalise(variant.text), label, variant.language, label is not None, written=False, always=always)


def with_slips(examples: Sequence[Example], seed: int) -> list[Example]:
    """`examples` and, of every written one, a copy with a slip of the finger, learnt now and then."""
    dice = random.Random(seed)
    slipped = [replace(one, text=slip(one.text, dice), written=False, always=False) for one in examples if one.written]
    return _distinct([*examples, *slipped])


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """The examples of labelled JSONL files. Raises ContentError at the first bad line."""
    return [example(question) for path in paths for question in read_labelled(path)]


def digest(data: Path) -> str:
    """SHA-256 over every file that training reads, and over no other: names and contents."""
    files = [*training_files(data), data / "lexicon.toml", *_held_out_files(data)]
    summary = hashlib.sha256()
    for path in files:
        summary.update(path.relative_to(data).as_posix().encode())
        summary.update(path.read_bytes())
    return summary.hexdigest()


def _held_out_files(data: Path) -> list[Path]:
    return sorted((data / "heldout").glob("*.jsonl"))


def _distinct(examples: list[Example]) -> list[Example]:
    """Each text once; where a variant repeats what somebody wrote, the written one stays."""
    kept: dict[str, Example] = {}
    for one in examples:
        kept.setdefault(one.text, one)
    return [one for one in kept.values() if one.text]
