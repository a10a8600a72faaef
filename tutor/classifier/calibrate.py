"""Makes scores mean what they say: a temperature for the labels, a gate for being in scope, thresholds by language.

Fitted on held-out examples; nothing here touches the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from tutor.classifier.examples import Example
from tutor.types import LANGUAGES, Language

CARE = 4.0
"""How many questions wrongly turned away are as bad as one foreign message answered. Held-out questions are harder
than those learners ask, held-out foreign messages easier: even shares there let in ten times too many here."""
DECLINED = 0.02
"""The share of in-scope questions that the gate turns away where no foreign ones were held out."""
ENERGY_WEIGHTS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""What the energy may count in the gate, the evidence counting 1."""

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@dataclass(frozen=True)
class Calibration:
    """`temperature` divides the labels' logits. The gate is a logistic function of `evidence` and `energy`: two
    slopes and the intercept.

    `thresholds`: at or above it a message counts as in scope, by language.
    """

    temperature: float = 1.0
    gate: tuple[float, float, float] = (1.0, 0.0, 0.0)
    thresholds: Mapping[Language, float] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, 0.5))

    def probabilities(self, logits: Array) -> Array:
        """Calibrated probabilities of the labels, given that it is one of them: (n, labels)."""
        return softmax(logits[:, :-1] / self.temperature)

    def foreign(self, logits: Array) -> Array:
        """The probability, (n,), of none of the labels."""
        return softmax(logits / self.temperature)[:, -1]

    def scope(self, logits: Array, labels: Sequence[str]) -> Array:
        """How surely each message is in scope, (n,), 0..1."""
        of_evidence, of_energy, intercept = self.gate
        signal = of_evidence * evidence(logits, labels) + of_energy * energy(logits, labels) + intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(signal, -60, 60))))


def softmax(logits: Array) -> Array:
    """Rows turned into probabilities, without overflow."""
    exponent = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


def energy(logits: Array, labels: Sequence[str]) -> Array:
    """Log-sum-exp over the labels that are taught (acts aside), (n,): large where one fits (Liu et al. 2020)."""
    return _log_sum(logits, _taught(tuple(labels)))


def evidence(logits: Array, labels: Sequence[str]) -> Array:
    """The log-odds, (n,), that something that is taught is meant rather than an act or none of the labels."""
    return np.asarray(energy(logits, labels) - _log_sum(logits, ~_taught(tuple(labels))))


@lru_cache(maxsize=8)
def _taught(labels: tuple[str, ...]) -> np.ndarray:
    """Which columns of the logits stand for something taught: not the acts, not the last one."""
    return np.array([*(not label.startswith("act/") for label in labels), False])


def _log_sum(logits: Array, columns: np.ndarray) -> Array:
    found = logits[:, columns]
    top = found.max(axis=1)
    return np.asarray(top + np.log(np.exp(found - top[:, None]).sum(axis=1)))


def calibrate(logits: Array, labels: Sequence[str], examples: Sequence[Example]) -> Calibration:
    """Temperature, gate and thresholds that fit the held-out `examples` best."""
    temperature = _temperature(logits[:, :-1], labels, examples)
    # Acts bypass the gate, so it is not fitted to them.
    gated = np.array([one.in_scope or one.label is None for one in examples])
    in_scope = np.array([one.in_scope for one in examples])[gated]
    gate = _gate(evidence(logits[gated], labels), energy(logits[gated], labels), in_scope)
    scope = Calibration(temperature, gate).scope(logits, labels)
    thresholds = {language: _threshold(scope, examples, language) for language in LANGUAGES}
    return Calibration(temperature, gate, thresholds)


def _temperature(label_logits: Array, labels: Sequence[str], examples: Sequence[Example]) -> float:
    """The temperature with the least negative log-likelihood of the right labels."""
    index = {label: i for i, label in enumerate(labels)}
    rows = [(i, index[one.label]) for i, one in enumerate(examples) if one.label in index]
    if not rows:
        return 1.0
    at, right = (np.array(column) for column in zip(*rows, strict=True))

    def cost(log_temperature: float) -> float:
        probabilities = softmax(label_logits[at] / np.exp(log_temperature))
        return float(-np.log(probabilities[np.arange(len(at)), right] + 1e-12).mean())

    return float(np.exp(min(np.linspace(-2, 2, 401), key=cost)))


def _gate(evidences: Array, energies: Array, in_scope: np.ndarray) -> tuple[float, float, float]:
    """The mixture of both signals that ranks the held-out examples best, made a probability by logistic
    regression; where all examples are of one kind, the evidence as it is.

    The evidence knows the foreign messages it was taught, the energy also doubts those of a new kind: where few
    were taught (CLINC150's 100), it deserves more weight.
    """
    # Slow to load, and answering never needs it.
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    if in_scope.all() or not in_scope.any():
        return (1.0, 0.0, 0.0)
    weight = max(ENERGY_WEIGHTS, key=lambda weight: roc_auc_score(in_scope, evidences + weight * energies))
    fitted = LogisticRegression(class_weight="balanced").fit((evidences + weight * energies)[:, None], in_scope)
    slope = float(fitted.coef_[0, 0])
    return (slope, slope * weight, float(fitted.intercept_[0]))


def _threshold(scope: Array, examples: Sequence[Example], language: Language) -> float:
    """Where the share of ours turned away is CARE times the share of foreign messages let in."""
    ours = np.array([s for s, one in zip(scope, examples, strict=True) if one.in_scope and one.language == language])
    foreign = [s for s, one in zip(scope, examples, strict=True) if one.label is None and one.language == language]
    if not len(ours):
        return 0.5
    if not foreign:
        return float(np.quantile(ours, DECLINED))
    candidates = np.unique(ours)
    declined = np.searchsorted(candidates, candidates) / len(candidates)
    let_in = 1 - np.searchsorted(np.sort(foreign), candidates) / len(foreign)
    return float(candidates[np.argmin(np.abs(declined - CARE * let_in))])
