"""A network learns to tell malignant tumours from benign ones; the learner's threshold weighs misses and alarms.

The breast-cancer data that come with scikit-learn: 569 cell samples, 30 measurements of their cell nuclei each.
The seed splits off 171 test cases with the same share of malignant ones; the rest is for learning. Full-batch
training with the logistic loss. A lesson about thresholds, not a medical tool: no image is read, nobody diagnosed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, layer_sizes
from tutor.demos.tumor_classification_picture import Backdrop, Flags, Legend, Verdict, backdrop, draw
from tutor.demos.tumor_classification_settings import Settings
from tutor.device import Device
from tutor.types import Frame

__all__ = ["Settings", "frames", "worked"]

NAME = "tumor_classification"
STEPS = 1500
SETTLE = 300
TEST_MALIGNANT, TEST_BENIGN = 64, 107
GOOD = 0.93
"""`worked` at this accuracy on the test cases, with the threshold at one half wherever the learner has put it: judged
is what the network has learnt, not where an alarm is wanted. Always saying "benign" is right in 63 per cent."""


@dataclass
class _Act:
    """One network on its way from untrained to done, with the cases that test it."""

    settings: Settings
    network: Network
    inputs: torch.Tensor
    malignant: Flags
    backdrop: Backdrop
    step: int = 0
    rate_since: int = 0
    probabilities: Floats = field(default_factory=lambda: np.zeros(0))

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now: half a cosine to nearly nothing, and beyond SETTLE steps falling with
        their square. Trained on at full rate, a network grows certain of everything, and no threshold matters."""
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        self.network.train(steps, self.settings.learning_rate * falling * settled)
        self.step += steps

    def look(self) -> dict[str, float]:
        """The loss on the training cases, and on the test cases what the threshold finds, misses and alarms."""
        self.probabilities = self.network.predict(self.inputs)[:, 0].cpu().numpy().astype(float)
        verdict = judge(self.probabilities, self.malignant, self.settings.threshold)
        return {
            "loss": float(self.network.loss()),
            "accuracy": verdict.accuracy,
            "sensitivity": verdict.sensitivity,
            "specificity": verdict.specificity,
            "accuracy_at_half": judge(self.probabilities, self.malignant, 0.5).accuracy,
            "baseline": max(float(self.malignant.mean()), 1 - float(self.malignant.mean())),
        }

    def draw(self, step: int, steps: int, title: str) -> str:
        """Cases by probability with the threshold, three shares, and the ROC curve."""
        threshold = self.settings.threshold
        verdict = judge(self.probabilities, self.malignant, threshold)
        desc = f"{step} / {steps}; threshold {threshold:g}: sensitivity {verdict.sensitivity:.1%}, "
        desc += f"specificity {verdict.specificity:.1%}, accuracy {verdict.accuracy:.1%}"
        curve = roc(self.probabilities, self.malignant)
        return draw(self.backdrop, self.probabilities, threshold, verdict, curve, desc, title)

    def blanks(self) -> stage.Blanks:
        """Shares in per cent, and the cases behind them as counts."""
        verdict = judge(self.probabilities, self.malignant, self.settings.threshold)
        called = self.probabilities >= self.settings.threshold
        half = judge(self.probabilities, self.malignant, 0.5)
        return {
            "accuracy": f"{verdict.accuracy:.1%}",
            "sensitivity": f"{verdict.sensitivity:.1%}",
            "specificity": f"{verdict.specificity:.1%}",
            "accuracy_at_half": f"{half.accuracy:.1%}",
            "baseline": f"{TEST_BENIGN / (TEST_BENIGN + TEST_MALIGNANT):.1%}",
            "missed": str(int((self.malignant & ~called).sum())),
            "alarms": str(int((~self.malignant & called).sum())),
            "malignant": str(TEST_MALIGNANT),
            "benign": str(TEST_BENIGN),
            "tested": str(TEST_MALIGNANT + TEST_BENIGN),
            "parameters": f"{self.network.shape.parameters:,}",
        }

    def adjust(self, settings: Settings) -> None:
        """Move the threshold, which the next look obeys, or go on at another learning rate."""
        if settings.learning_rate != self.settings.learning_rate:
            self.rate_since = self.step
        self.settings = settings


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the network tells most unseen cases right, and more than the commoner class would: see GOOD."""
    reached = numbers.get("accuracy_at_half", 0.0)
    return reached >= GOOD and reached > numbers.get("baseline", 1.0)


def judge(probabilities: Floats, malignant: Flags, threshold: float) -> Verdict:
    """What calling every case from `threshold` on malignant gets right. Both arrays (n,)."""
    right = (probabilities >= threshold) == malignant
    return Verdict(float(right[malignant].mean()), float(right[~malignant].mean()), float(right.mean()))


def roc(probabilities: Floats, malignant: Flags) -> tuple[Floats, Floats]:
    """Every threshold's share of false alarms and of malignant cases found, from none called to all: (m,) each."""
    order = np.argsort(-probabilities, kind="stable")
    # Cases with the same probability are called together.
    last = np.append(np.diff(probabilities[order]) != 0, True)
    found, alarms = np.cumsum(malignant[order])[last], np.cumsum(~malignant[order])[last]
    return np.append(0.0, alarms / (~malignant).sum()), np.append(0.0, found / malignant.sum())


@lru_cache(maxsize=1)
def _measured() -> tuple[Floats, Flags]:
    """All cases: measurements (569, 30) and which are malignant (569,); the data's own 0 means malignant."""
    from sklearn.datasets import load_breast_cancer

    found = load_breast_cancer()
    return found.data, found.target == 0


def _split(random: np.random.Generator, malignant: Flags) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which cases are for learning, in random order, and which for the test."""
    drawn = [
        random.permutation(np.flatnonzero(malignant == is_malignant))[:count]
        for is_malignant, count in ((True, TEST_MALIGNANT), (False, TEST_BENIGN))
    ]
    test = np.sort(np.concatenate(drawn))
    return random.permutation(np.setdiff1d(np.arange(len(malignant)), test)), test


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Cases split by the seed, measured in units of the learning cases' own spread, and an untrained network."""
    random = np.random.default_rng(seed)
    measured, malignant = _measured()
    learning, test = _split(random, malignant)
    learning = learning[: settings.points]
    centre, spread = measured[learning].mean(axis=0), np.maximum(measured[learning].std(axis=0), 1e-9)
    scaled = torch.from_numpy((measured - centre) / spread).float()
    shape = Shape(
        layer_sizes(measured.shape[1], settings.width, settings.depth), cast("Activation", settings.activation)
    )
    network = Network(
        shape,
        scaled[learning],
        torch.from_numpy(malignant[learning, None]).float(),
        seed=seed,
        device=device.torch_name,
        loss="logistic",
        dropout=settings.dropout,
        decay=settings.decay,
    )
    behind = backdrop(malignant[test], random, legend)
    return _Act(settings, network, scaled[test].to(device.torch_name), malignant[test], behind)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"threshold", "learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
