from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.special import softmax as reference_softmax

from tutor.classifier.calibrate import CARE, DECLINED, Calibration, calibrate, energy, evidence, softmax
from tutor.classifier.examples import Example

RANDOM = np.random.default_rng(0)


def test_softmax_and_evidence_agree_with_scipy() -> None:
    logits = RANDOM.normal(size=(7, 5)) * 30
    labels = ["topic/a", "act/b", "topic/c", "demo/d"]
    np.testing.assert_allclose(softmax(logits), reference_softmax(logits, axis=1), atol=1e-12)
    expected = logsumexp(logits[:, [0, 2, 3]], axis=1)
    np.testing.assert_allclose(energy(logits, labels), expected)
    np.testing.assert_allclose(Calibration().foreign(logits), reference_softmax(logits, axis=1)[:, 4], atol=1e-12)
    np.testing.assert_allclose(evidence(logits, labels), expected - logsumexp(logits[:, [1, 4]], axis=1))


def sample(n: int, sharpness: float) -> tuple[np.ndarray, list[str], list[Example]]:
    """Logits whose softmax, divided by `sharpness`, is the true distribution; a fifth is out of scope."""
    labels = [f"topic/{i}" for i in range(5)]
    logits = RANDOM.normal(size=(n, 5)) * 2
    truth = [RANDOM.choice(5, p=row) for row in softmax(logits)]
    inside = RANDOM.random(n) < 0.8
    outside = logits.max(axis=1) + np.where(inside, -1.5, 1.5) + RANDOM.normal(size=n)
    examples = [
        Example(str(i), labels[t] if ok else None, "en" if i % 2 else "zh", bool(ok))
        for i, (t, ok) in enumerate(zip(truth, inside, strict=True))
    ]
    return np.column_stack([logits, outside]) * sharpness, labels, examples


def test_the_temperature_undoes_overconfidence() -> None:
    logits, labels, examples = sample(4000, sharpness=3.0)
    assert calibrate(logits, labels, examples).temperature == pytest.approx(3.0, rel=0.15)


def test_a_foreign_message_answered_weighs_more_than_a_question_declined() -> None:
    logits, labels, examples = sample(4000, sharpness=1.0)
    fitted = calibrate(logits, labels, examples)
    score = fitted.scope(logits, labels)
    for language in ("zh", "en"):
        here = [(s, one) for s, one in zip(score, examples, strict=True) if one.language == language]
        declined = np.mean([s < fitted.thresholds[language] for s, one in here if one.in_scope])
        let_in = np.mean([s >= fitted.thresholds[language] for s, one in here if not one.in_scope])
        assert declined == pytest.approx(CARE * let_in, abs=0.01)
        assert 0 < declined < 0.3


def test_without_foreign_examples_the_evidence_stands_as_it_is() -> None:
    logits, labels, examples = sample(50, sharpness=1.0)
    ours = [i for i, one in enumerate(examples) if one.in_scope]
    fitted = calibrate(logits[ours], labels, [examples[i] for i in ours])
    assert fitted.gate == (1.0, 0.0, 0.0)
    score = fitted.scope(logits[ours], labels)
    for language in ("zh", "en"):
        here = [s for s, i in zip(score, ours, strict=True) if examples[i].language == language]
        assert np.mean(np.array(here) < fitted.thresholds[language]) == pytest.approx(DECLINED, abs=0.05)
    assert Calibration().thresholds == {"zh": 0.5, "en": 0.5}
