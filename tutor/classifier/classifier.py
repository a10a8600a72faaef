"""The trained classifier at work: a message in, an understanding out. The only torch call of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from tutor.classifier import store
from tutor.classifier.features import tokens
from tutor.classifier.model import collate
from tutor.classifier.train import Trained
from tutor.types import Guess, Message, Understanding

BEST = 5


@dataclass(frozen=True)
class Influence:
    """A piece of a message and how much the best label's log-probability falls when it is taken away."""

    piece: str
    weight: float


@dataclass(frozen=True)
class Classifier:
    """Ranks labels for messages with trained weights. Safe to share between threads: nothing is changed."""

    trained: Trained

    def rank(self, message: Message) -> Understanding:
        """The five best labels with calibrated probabilities, and how surely the message is in scope."""
        return self.rank_all([message])[0]

    def rank_all(self, messages: list[Message]) -> list[Understanding]:
        """`rank` for many messages at once, in one pass through the network."""
        probabilities, scope = self._judge([message.clean for message in messages])
        best = np.argsort(-probabilities, axis=1, kind="stable")[:, :BEST]
        thresholds = self.trained.calibration.thresholds
        return [
            Understanding(
                tuple(Guess(self.trained.labels[i], float(row[i])) for i in order),
                float(sure),
                bool(sure >= thresholds[message.language]),
            )
            for message, row, order, sure in zip(messages, probabilities, best, scope, strict=True)
        ]

    def influences(self, message: Message) -> list[Influence]:
        """Each token of the message with what it contributes to the best label, found by leaving it out."""
        pieces = tokens(message.clean)
        without = ["".join(_spaced(pieces[:i] + pieces[i + 1 :])) for i in range(len(pieces))]
        probabilities, _ = self._judge([message.clean, *without])
        best = int(probabilities[0].argmax())
        logs = np.log(probabilities[:, best] + 1e-12)
        return [Influence(p, float(logs[0] - less)) for p, less in zip(pieces, logs[1:], strict=True)]

    def _judge(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Label probabilities (n, labels) and scope (n,)."""
        trained = self.trained
        with torch.inference_mode():
            label_logits, scope_logits = trained.network(collate([trained.features.encode(t) for t in texts]))
        labels, scope = label_logits.numpy(), scope_logits.numpy()
        calibration = trained.calibration
        return calibration.probabilities(labels), calibration.scope(labels, scope, trained.labels)


def _spaced(pieces: list[str]) -> list[str]:
    """The tokens with blanks between Latin words, so that they don't grow together."""
    return [piece + " " if piece[0].isascii() else piece for piece in pieces]


def load_classifier(folder: Path) -> Classifier:
    """The classifier in `folder`. Raises ModelError where it is missing or damaged."""
    return Classifier(store.load(folder))
