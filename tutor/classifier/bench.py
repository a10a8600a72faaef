"""How well and how fast intents are told apart, ours beside the peers: one run, the same data, one core.

A corpus is a folder's train, validation and test questions, or the tutor's own. Speed is measured message by
message in turns, so that other work on the machine slows all alike. Prints nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import roc_auc_score

from tutor.classifier.classifier import Classifier
from tutor.classifier.examples import Example, own_examples, read_examples
from tutor.classifier.peers import PEERS, Peer
from tutor.classifier.store import half_precision, load, save
from tutor.classifier.train import Recipe, train
from tutor.language import read
from tutor.types import LANGUAGES, Language, Message

TIMED = 300
"""Messages timed one by one."""
BATCH = 1000
OUT = ""
"""The label that peers learn for what is out of scope."""

Row = dict[str, Any]
Judge = Callable[[Sequence[str]], tuple[list[str], np.ndarray]]
"""Texts to their best labels and how surely each is in scope, larger is surer."""


@dataclass(frozen=True)
class Corpus:
    """What to learn from, and the test sets by name."""

    train: list[Example]
    validation: list[Example]
    tests: Mapping[str, list[Example]]
    shipped: Path | None = None


@dataclass(frozen=True)
class Contestant:
    """A trained classifier: its judgement, its size and its seconds from a cold start."""

    name: str
    judge: Judge
    one: Callable[[str], object]
    megabytes: float
    cold_start: Callable[[], float] | None = None
    languages: tuple[Language, ...] = LANGUAGES


def own_corpus(data: Path, models: Path, questions: Path) -> Corpus:
    """The tutor's own data with data/heldout, and the real questions in folder `questions` where there are any."""
    examples, held_out = own_examples(data)
    tests = {f"held out, {language}": [e for e in held_out if e.language == language] for language in LANGUAGES}
    tests |= {f"real, {path.stem}": read_examples([path]) for path in sorted(questions.glob("*.jsonl"))}
    return Corpus([one for one in examples if one.written], held_out, tests, models)


def folder_corpus(folder: Path) -> Corpus:
    """A public data set: train.jsonl, test.jsonl and, where there is one, val.jsonl."""
    validation = folder / "val.jsonl"
    return Corpus(
        read_examples([folder / "train.jsonl"]),
        read_examples([validation]) if validation.exists() else [],
        {folder.name: read_examples([folder / "test.jsonl"])},
    )


def rows(corpus: Corpus, peers: Sequence[str], ask: Callable[[str], object] | None = None) -> Iterator[Row]:
    """The rows of `tutor bench classifier` for one corpus, ours first. `ask` is the whole way of a message."""
    with tempfile.TemporaryDirectory() as folder:
        contestants = [_ours(corpus, Path(folder), ask), *(_peer(key, corpus, Path(folder) / key) for key in peers)]
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            for name, test in corpus.tests.items():
                yield from _judged(name, test, contestants)
        finally:
            torch.set_num_threads(threads)


def _judged(name: str, test: Sequence[Example], contestants: Sequence[Contestant]) -> Iterator[Row]:
    texts = [one.text for one in test]
    spoken = max(LANGUAGES, key=lambda language: sum(one.language == language for one in test))
    racing = [contestant for contestant in contestants if spoken in contestant.languages]
    speeds = _by_turns(racing, texts[:TIMED])
    batch = (texts * (BATCH // len(texts) + 1))[:BATCH]
    for contestant, milliseconds in zip(racing, speeds, strict=True):
        best, sure = contestant.judge(texts)
        began = time.perf_counter()
        contestant.judge(batch)
        seconds = time.perf_counter() - began
        yield {
            "name": contestant.name,
            "data": name,
            "accuracy": _accuracy(test, best),
            "auroc": _auroc(test, sure),
            "megabytes": round(contestant.megabytes, 2),
            "ms_per_message": round(milliseconds, 3),
            "messages_per_second": round(BATCH / seconds),
            "cold_start_seconds": round(contestant.cold_start(), 2) if contestant.cold_start else None,
        }


def _accuracy(test: Sequence[Example], best: Sequence[str]) -> float:
    right = [found in (one.label, *one.also) for one, found in zip(test, best, strict=True) if one.label]
    return round(float(np.mean(right)), 4)


def _auroc(test: Sequence[Example], sure: np.ndarray) -> float | None:
    """Dialogue acts bypass the gate, so they don't count."""
    counts = np.array([one.in_scope or one.label is None for one in test])
    truth = np.array([one.in_scope for one in test])[counts]
    return round(float(roc_auc_score(truth, sure[counts])), 4) if 0 < truth.sum() < len(truth) else None


def _by_turns(contestants: Sequence[Contestant], texts: Sequence[str]) -> list[float]:
    """The median milliseconds a message of each, one message after the other, everybody in turn."""
    times: list[list[float]] = [[] for _ in contestants]
    for text in texts:
        for contestant, found in zip(contestants, times, strict=True):
            began = time.perf_counter()
            contestant.one(text)
            found.append(1000 * (time.perf_counter() - began))
    return [statistics.median(found) for found in times]


def _ours(corpus: Corpus, folder: Path, ask: Callable[[str], object] | None) -> Contestant:
    """The shipped classifier where the corpus has one, else the same recipe trained on the corpus."""
    models = corpus.shipped or folder / "ours"
    if corpus.shipped is None:
        trained = train(corpus.train, corpus.validation, Recipe())
        half_precision(trained)
        save(trained, models, None)
    classifier = Classifier(load(models))

    def judge(texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        understood = classifier.rank_all([_message(text) for text in texts])
        return [one.best.label for one in understood], np.array([one.scope for one in understood])

    command = [sys.executable, "-m", "tutor", "ask", "what is deep learning"]
    cold = (lambda: _seconds(command)) if corpus.shipped else None
    return Contestant("tutor", judge, ask or (lambda text: judge([text])), _megabytes(models), cold)


def _message(text: str) -> Message:
    return read(text, None, "en")


def _peer(key: str, corpus: Corpus, folder: Path) -> Contestant:
    """A peer trained on the corpus, out of scope as one more label where there are such examples."""
    peer: Peer = PEERS[key]()
    known = [one for one in corpus.train if one.language in peer.languages]
    peer.fit([one.text for one in known], [one.label or OUT for one in known])
    folder.mkdir()
    (folder / "peer").write_text(key, encoding="utf-8")
    peer.save(folder)
    inside = np.array([label != OUT for label in peer.labels])

    def judge(texts: Sequence[str]) -> tuple[list[str], np.ndarray]:
        scores = peer.scores([_message(text).clean for text in texts])
        ours = np.where(inside, scores, -np.inf)
        foreign = scores[:, ~inside].max(axis=1) if not inside.all() else np.zeros(len(texts))
        return [peer.labels[i] for i in ours.argmax(axis=1)], ours.max(axis=1) - foreign

    command = [sys.executable, "-m", "tutor.classifier.peers", str(folder), "what is deep learning"]
    return Contestant(
        peer.name, judge, lambda text: judge([text]), _megabytes(folder), lambda: _seconds(command), peer.languages
    )


def _seconds(command: Sequence[str]) -> float:
    """The median of three runs of `command` from start to end."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
