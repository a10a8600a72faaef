"""The figures of a scripted evaluation, computed from what was asked and what came back. Pure arithmetic.

`report` gives the object of `tutor evaluate --json`; nothing here asks the tutor anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

from tutor.types import Kind, Language

BINS = 10
MOST_LISTED = 200


@dataclass(frozen=True)
class Judgement:
    """One question with its right labels, and what the tutor did with it.

    `best` and `probability`: the best candidate; `label`: what it understood; `labels`: what it answered or
    offered; `scope`: the number the gate looks at; `milliseconds`: how long the reply took.
    """

    text: str
    right: tuple[str, ...]
    language: Language
    kind: Kind
    best: str
    probability: float
    label: str | None
    labels: tuple[str, ...]
    scope: float
    milliseconds: float

    @property
    def in_scope(self) -> bool:
        """Whether the question has a right label at all."""
        return bool(self.right)

    @property
    def accurate(self) -> bool:
        """Whether the best candidate is right, gate aside."""
        return self.best in self.right


def report(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """Every figure of the interface, over all questions and again by language and by label."""
    whole = _figures(judgements)
    languages = sorted({judgement.language for judgement in judgements})
    whole["per_language"] = {
        language: _figures([j for j in judgements if j.language == language]) for language in languages
    }
    whole["per_label"] = _per_label(judgements)
    whole["confusions"] = _confusions(judgements)
    whole["errors"] = [_error(j) for j in judgements if _is_error(j)][:MOST_LISTED]
    return whole


def _figures(judgements: Sequence[Judgement]) -> dict[str, Any]:
    inside = [j for j in judgements if j.in_scope]
    outside = [j for j in judgements if not j.in_scope]
    clarified = [j for j in inside if j.kind == "clarify"]
    auroc, fpr95 = _separation(inside, outside)
    return {
        "n": len(judgements),
        "in_scope": {
            "n": len(inside),
            "accuracy": _share(inside, lambda j: j.accurate),
            "answered_right": _share(inside, lambda j: j.kind in ("answer", "demo", "act") and j.label in j.right),
            "wrongly_declined": _share(inside, lambda j: j.kind == "decline"),
            "clarified": _share(inside, lambda j: j.kind == "clarify"),
            "clarified_right": _share(clarified, lambda j: bool(set(j.labels) & set(j.right))),
        },
        "out_of_scope": {
            "n": len(outside),
            "refused": _share(outside, lambda j: j.kind in ("decline", "act")),
            "clarified": _share(outside, lambda j: j.kind == "clarify"),
            "wrongly_answered": _share(outside, lambda j: j.kind in ("answer", "demo", "quiz")),
            "auroc": auroc,
            "fpr95": fpr95,
        },
        "calibration": _calibration(inside),
        "latency_ms": _latency(judgements),
    }


def _share(judgements: Sequence[Judgement], is_so: Callable[[Judgement], bool]) -> float | None:
    return round(sum(map(is_so, judgements)) / len(judgements), 4) if judgements else None


def _separation(inside: Sequence[Judgement], outside: Sequence[Judgement]) -> tuple[float | None, float | None]:
    """Area under the ROC curve of the scope score, and the share of foreign messages let in at 95 % of ours.

    Dialogue acts bypass the gate, so they don't count as ours here.
    """
    ours = [j for j in inside if not all(label.startswith("act/") for label in j.right)]
    if not ours or not outside:
        return None, None
    truth = [1] * len(ours) + [0] * len(outside)
    scores = [j.scope for j in (*ours, *outside)]
    false_positive, true_positive, _ = roc_curve(truth, scores, drop_intermediate=False)
    at = int(np.argmax(true_positive >= 0.95))
    return round(float(roc_auc_score(truth, scores)), 4), round(float(false_positive[at]), 4)


def _calibration(inside: Sequence[Judgement]) -> dict[str, Any]:
    """Expected calibration error of the best candidate: ten bins of equal width, weighted by their size."""
    if not inside:
        return {"ece": None, "bins": []}
    sure = np.array([j.probability for j in inside])
    right = np.array([j.accurate for j in inside], dtype=float)
    which = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins, error = [], 0.0
    for number in range(BINS):
        members = which == number
        if not members.any():
            continue
        confidence, accuracy = float(sure[members].mean()), float(right[members].mean())
        error += members.mean() * abs(confidence - accuracy)
        bins.append(
            {
                "from": number / BINS,
                "to": (number + 1) / BINS,
                "n": int(members.sum()),
                "confidence": round(confidence, 4),
                "accuracy": round(accuracy, 4),
            }
        )
    return {"ece": round(float(error), 4), "bins": bins}


def _latency(judgements: Sequence[Judgement]) -> dict[str, float | None]:
    times = [j.milliseconds for j in judgements]
    if not times:
        return {"p50": None, "p95": None, "p99": None}
    return {f"p{p}": round(float(np.percentile(times, p)), 3) for p in (50, 95, 99)}


def _per_label(judgements: Iterable[Judgement]) -> dict[str, Any]:
    by_label: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_label[judgement.right[0] if judgement.right else "out_of_scope"].append(judgement)
    return {label: _label_figures(found) for label, found in sorted(by_label.items())}


def _label_figures(found: Sequence[Judgement]) -> dict[str, Any]:
    if not found[0].in_scope:
        return {"n": len(found), "refused": _share(found, lambda j: j.kind in ("decline", "act"))}
    return {
        "n": len(found),
        "accuracy": _share(found, lambda j: j.accurate),
        "wrongly_declined": _share(found, lambda j: j.kind == "decline"),
    }


def _confusions(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Which label was taken for which, the commonest first."""
    pairs = Counter((j.right[0], j.best) for j in judgements if j.in_scope and not j.accurate)
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    return [{"right": right, "taken_for": best, "n": n} for (right, best), n in ordered][:MOST_LISTED]


def _is_error(judgement: Judgement) -> bool:
    if judgement.in_scope:
        return not judgement.accurate or judgement.kind == "decline"
    return judgement.kind not in ("decline", "act")


def _error(judgement: Judgement) -> dict[str, Any]:
    return {
        "text": judgement.text,
        "language": judgement.language,
        "right": list(judgement.right),
        "best": judgement.best,
        "probability": round(judgement.probability, 4),
        "scope": round(judgement.scope, 4),
        "kind": judgement.kind,
    }
