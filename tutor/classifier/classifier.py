"""The trained classifier at work: a message in, an understanding out. The only torch call of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from tutor.classifier import store
from tutor.classifier.model import collate
from tutor.classifier.train import Trained
from tutor.device import single_thread
from tutor.types import Explanation, Guess, Influence, Message, Understanding

BEST = 5


@dataclass(frozen=True)
class Classifier:
    """Ranks labels for messages with trained weights. Safe to share between threads: nothing is changed."""

    trained: Trained

    def rank(self, message: Message) -> Understanding:
        """The five best labels with calibrated probabilities, and how surely the message is in scope."""
        return self.rank_all([message])[0]

    def rank_all(self, messages: list[Message]) -> list[Understanding]:
        """`rank` for many messages at once, in one pass through the network. Where no word is known, nothing is in
        scope, whatever the letters look like."""
        probabilities, scope, foreign = self._judge([message.clean for message in messages])
        best = np.argsort(-probabilities, axis=1, kind="stable")[:, :BEST]
        thresholds = self.trained.calibration.thresholds
        strange = [self.trained.features.words.strange(message.clean) for message in messages]
        scope, foreign = np.where(strange, 0.0, scope), np.where(strange, 1.0, foreign)
        return [
            Understanding(
                tuple(Guess(self.trained.labels[i], float(row[i])) for i in order),
                float(sure),
                bool(sure >= thresholds[message.language]),
                float(none),
            )
            for message, row, order, sure, none in zip(messages, probabilities, best, scope, foreign, strict=True)
        ]

    def explain(self, message: Message) -> Explanation:
        """How `message` was understood, each piece's influence found by leaving that piece out (occlusion)."""
        units = self.trained.features.units(message.clean)
        without = ["".join(units[:i] + units[i + 1 :]).strip() for i in range(len(units))]
        probabilities, scope, _ = self._judge([message.clean, *without])
        of_best = probabilities[:, int(probabilities[0].argmax())]
        logs = np.log(of_best + 1e-12)
        influences = tuple(
            Influence(unit.strip(), float(logs[0] - logs[i]), float(of_best[i]), float(scope[i]))
            for i, unit in enumerate(units, start=1)
        )
        return Explanation(self.rank(message), self.trained.calibration.thresholds[message.language], influences)

    def _judge(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Label probabilities (n, labels), scope (n,) and the probability of none of the labels (n,)."""
        trained = self.trained
        calibration = trained.calibration
        with torch.inference_mode(), single_thread():
            logits = trained.network(collate([trained.features.encode(text) for text in texts])).numpy()
        return calibration.probabilities(logits), calibration.scope(logits, trained.labels), calibration.foreign(logits)


def load_classifier(folder: Path) -> Classifier:
    """The classifier in `folder`. Raises ModelError where it is missing or damaged."""
    return Classifier(store.load(folder))
