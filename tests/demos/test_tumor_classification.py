"""Telling tumours apart: shares and ROC curve as scikit-learn has them, a fair split, a threshold felt at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, recall_score, roc_curve
from sklearn.preprocessing import StandardScaler

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos import tumor_classification
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.request import read_settings
from tutor.demos.tumor_classification import Settings, frames, judge, roc, worked
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "tumor_classification.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


def _cases(seed: int) -> tuple[Any, Any]:
    """Probabilities, some of them equal, and which cases are malignant."""
    random = np.random.default_rng(seed)
    malignant = random.random(90) < 0.4
    return np.clip(np.round(random.normal(0.4 + 0.3 * malignant, 0.25), 1), 0, 1), malignant


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_roc_curve_is_scikit_learns(seed: int) -> None:
    probabilities, malignant = _cases(seed)
    alarms, found, _ = roc_curve(malignant, probabilities, drop_intermediate=False)
    ours = roc(probabilities, malignant)
    np.testing.assert_allclose(ours[0], alarms)
    np.testing.assert_allclose(ours[1], found)


@pytest.mark.parametrize("threshold", [0.05, 0.3, 0.5, 0.95])
def test_shares_are_scikit_learns(threshold: float) -> None:
    probabilities, malignant = _cases(4)
    verdict, called = judge(probabilities, malignant, threshold), probabilities >= threshold
    assert verdict.sensitivity == pytest.approx(recall_score(malignant, called))
    assert verdict.specificity == pytest.approx(recall_score(~malignant, ~called))
    assert verdict.accuracy == pytest.approx(accuracy_score(malignant, called))


def test_no_case_is_both_learnt_and_tested() -> None:
    malignant = load_breast_cancer().target == 0
    learning, test = tumor_classification._split(np.random.default_rng(1), malignant)
    assert sorted([*learning, *test]) == list(range(569))
    assert malignant[test].sum() == tumor_classification.TEST_MALIGNANT
    assert malignant[test].mean() == pytest.approx(malignant.mean(), abs=0.01)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_does_as_well_as_a_logistic_regression(words: Words, seed: int) -> None:
    data = load_breast_cancer()
    learning, test = tumor_classification._split(np.random.default_rng(seed), data.target == 0)
    scaler = StandardScaler().fit(data.data[learning])
    peer = LogisticRegression().fit(scaler.transform(data.data[learning]), data.target[learning])
    known = peer.score(scaler.transform(data.data[test]), data.target[test])
    assert run(words, seed=seed)[-1].numbers["accuracy_at_half"] > known - 0.03


def test_moving_the_threshold_trades_misses_for_alarms_and_trains_nothing(words: Words) -> None:
    low, middle, high = (run(words, threshold=threshold)[-1] for threshold in (0.05, 0.5, 0.95))
    assert low.numbers["sensitivity"] > high.numbers["sensitivity"]
    assert low.numbers["specificity"] < high.numbers["specificity"]
    assert low.numbers["loss"] == middle.numbers["loss"] == high.numbers["loss"]
    assert low.worked
    assert high.worked
    moved = run(words, Script({}, {}, {}, {"threshold": 0.05}))
    assert [f.step for f in moved] == sorted({f.step for f in moved})
    assert moved[-1].numbers == low.numbers


def test_a_moved_threshold_shows_while_paused(words: Words) -> None:
    found = run(words, Script({}, {}, {"pause": True}, {"threshold": 0.05}, {"pause": False}), steps=50)
    assert [f.step for f in found[2:5]] == [2, 2, 2]
    assert found[4].numbers["sensitivity"] > found[3].numbers["sensitivity"]
    assert "At 0.05" in found[4].caption["en"]


@pytest.mark.parametrize("steps", [1, 1500])
def test_says_that_it_is_no_medical_tool(words: Words, steps: int) -> None:
    found = run(words, steps=steps)
    for frame in (found[0], found[-1]):
        assert "medical tool" in frame.caption["en"]
        assert "不能用来看病" in frame.caption["zh"]


def test_silencing_nearly_everything_fails_and_says_so(words: Words) -> None:
    last = run(words, width=1, depth=6, dropout=0.8)[-1]
    assert last.worked is False
    assert "did not get there" in last.caption["en"]


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"accuracy_at_half": 0.93, "baseline": 0.63, "accuracy": 0.5})
    assert not worked({"accuracy_at_half": 0.92, "baseline": 0.63, "accuracy": 0.99})
    assert not worked({"accuracy_at_half": 0.94, "baseline": 0.95})
    assert not worked({})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("threshold 0.2", {"threshold": 0.2}),
        ("阈值调到 0.9", {"threshold": 0.9}),
        ("lower the threshold", {"threshold": 0.4}),
        ("with 50 cases and dropout 0.3", {"points": 50, "dropout": 0.3}),
        ("权重衰减 2", {"decay": 2}),
    ],
)
def test_reads_settings_from_words(text: str, expected: dict[str, Any]) -> None:
    assert read_settings(text, Settings).settings == expected
