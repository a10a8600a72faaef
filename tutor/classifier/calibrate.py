"""Makes scores mean what they say: a temperature for the labels, a gate for being in scope, thresholds by language.

Fitted on held-out examples; nothing here touches the network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tutor.classifier.examples import Example
from tutor.types import LANGUAGES, Language

DECLINED = 0.02
"""The share of in-scope questions that the gate turns away where no foreign ones were held out."""

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@dataclass(frozen=True)
class Calibration:
    """`temperature` divides label logits. The gate is a logistic function of scope logit and energy.

    `thresholds`: at or above it a message counts as in scope, by language.
    """

    temperature: float = 1.0
    gate: tuple[float, float, float] = (1.0, 0.0, 0.0)
    thresholds: Mapping[Language, float] = field(default_factory=lambda: dict.fromkeys(LANGUAGES, 0.5))

    def probabilities(self, label_logits: Array) -> Array:
        """Calibrated label probabilities, (n, labels)."""
        return softmax(label_logits / self.temperature)

    def scope(self, label_logits: Array, scope_logits: Array, labels: Sequence[str]) -> Array:
        """How surely each message is in scope, (n,), 0..1."""
        slope, energy_slope, intercept = self.gate
        signal = slope * scope_logits + energy_slope * energy(label_logits, labels) + intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(signal, -60, 60))))


def softmax(logits: Array) -> Array:
    """Rows turned into probabilities, without overflow."""
    exponent = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


def energy(label_logits: Array, labels: Sequence[str]) -> Array:
    """Log-sum-exp over the labels that count as in scope: large where some label fits well (Liu et al. 2020)."""
    taught = np.array([not label.startswith("act/") for label in labels])
    logits = label_logits[:, taught]
    top = logits.max(axis=1)
    return np.asarray(top + np.log(np.exp(logits - top[:, None]).sum(axis=1)))


def calibrate(
    label_logits: Array, scope_logits: Array, labels: Sequence[str], examples: Sequence[Example]
) -> Calibration:
    """Temperature, gate and thresholds that fit the held-out `examples` best."""
    temperature = _temperature(label_logits, labels, examples)
    in_scope = np.array([one.in_scope for one in examples])
    gate = _gate(scope_logits, energy(label_logits, labels), in_scope)
    half_done = Calibration(temperature, gate)
    scope = half_done.scope(label_logits, scope_logits, labels)
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


def _gate(scope_logits: Array, energies: Array, in_scope: np.ndarray) -> tuple[float, float, float]:
    """Logistic regression on both signals; where all examples are of one kind, the scope logit alone."""
    from sklearn.linear_model import LogisticRegression  # slow to load, and answering never needs it

    if in_scope.all() or not in_scope.any():
        return (1.0, 0.0, 0.0)
    signals = np.stack([scope_logits, energies], axis=1)
    fitted = LogisticRegression(class_weight="balanced").fit(signals, in_scope)
    slope, energy_slope = fitted.coef_[0]
    return (float(slope), float(energy_slope), float(fitted.intercept_[0]))


def _threshold(scope: Array, examples: Sequence[Example], language: Language) -> float:
    """Where as large a share of ours is turned away as of foreign messages let in: neither error is the cheaper."""
    ours = np.array([s for s, one in zip(scope, examples, strict=True) if one.in_scope and one.language == language])
    foreign = [s for s, one in zip(scope, examples, strict=True) if one.label is None and one.language == language]
    if not len(ours):
        return 0.5
    if not foreign:
        return float(np.quantile(ours, DECLINED))
    candidates = np.unique(ours)
    declined = np.searchsorted(candidates, candidates) / len(candidates)
    let_in = 1 - np.searchsorted(np.sort(foreign), candidates) / len(foreign)
    return float(candidates[np.argmin(np.abs(declined - let_in))])
