"""The figures against values worked out by hand."""

from __future__ import annotations

import pytest

from tutor.classifier.metrics import Judgement, report


def judged(right: str, best: str, probability: float, kind: str, scope: float, language: str = "en") -> Judgement:
    rights = tuple(right.split()) if right else ()
    labels = (best,) if kind in ("answer", "clarify") else ()
    return Judgement("t", rights, language, kind, best, probability, best, labels, scope, 2.0)  # type: ignore[arg-type]


JUDGED = [
    judged("topic/a", "topic/a", 0.95, "answer", 0.9),
    judged("topic/b topic/a", "topic/a", 0.85, "answer", 0.8),
    judged("topic/a", "topic/b", 0.45, "clarify", 0.7),
    judged("topic/a", "topic/a", 0.35, "decline", 0.2, "zh"),
    judged("", "topic/a", 0.3, "answer", 0.6, "zh"),
    judged("", "topic/a", 0.3, "decline", 0.1),
    judged("", "act/greet", 0.3, "act", 0.1),
    judged("", "topic/a", 0.3, "clarify", 0.5),
]


def test_shares_by_hand() -> None:
    inside, outside = report(JUDGED)["in_scope"], report(JUDGED)["out_of_scope"]
    assert inside == {
        "n": 4,
        "accuracy": 0.75,
        "answered_right": 0.5,
        "wrongly_declined": 0.25,
        "clarified": 0.25,
        "clarified_right": 0.0,
    }
    assert (outside["refused"], outside["clarified"], outside["wrongly_answered"]) == (0.5, 0.25, 0.25)


def test_auroc_counts_pairs_in_the_right_order() -> None:
    # Ours 0.9 0.8 0.7 0.2 against 0.6 0.1 0.1 0.5: 3×4 + 2 of 16 pairs are in order.
    assert report(JUDGED)["out_of_scope"]["auroc"] == pytest.approx(14 / 16)
    assert report(JUDGED)["out_of_scope"]["fpr95"] == pytest.approx(0.5)


def test_calibration_error_by_hand() -> None:
    # Bins 0.9 (sure .95, right 1), 0.8 (.85, 1), 0.4 (.45, 0), 0.3 (.35, 1), a quarter each.
    assert report(JUDGED)["calibration"]["ece"] == pytest.approx((0.05 + 0.15 + 0.45 + 0.65) / 4)


def test_languages_labels_and_errors_are_told_apart() -> None:
    figures = report(JUDGED)
    assert set(figures["per_language"]) == {"en", "zh"}
    assert figures["per_language"]["zh"]["in_scope"]["wrongly_declined"] == 1.0
    assert figures["per_label"]["topic/a"]["n"] == 3
    assert figures["per_label"]["out_of_scope"] == {"n": 4, "refused": 0.5}
    assert figures["confusions"] == [{"right": "topic/a", "taken_for": "topic/b", "n": 1}]
    assert len(figures["errors"]) == 4


def test_nothing_measured_is_null_not_zero() -> None:
    figures = report([judged("topic/a", "topic/a", 0.9, "answer", 0.9)])
    assert figures["out_of_scope"]["auroc"] is None
    assert figures["out_of_scope"]["wrongly_answered"] is None
    assert figures["in_scope"]["clarified_right"] is None
