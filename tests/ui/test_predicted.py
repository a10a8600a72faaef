"""A prediction is compared with the run's own numbers, and counts as an answer about the demo's topic."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.stand_in import real_words
from tutor.demos.mailbox import Mailbox
from tutor.dialogue import State
from tutor.types import Frame
from tutor.ui.predicted import learnt, outcome
from tutor.ui.routes import change
from tutor.ui.runs import WATCHES, Run

PARTED = {"training_loss": 0.001, "validation_loss": 3.0, "lowest": 0.3, "lowest_step": 12.0, "remedies": 0.0}


def run(folder: Path, done: bool = True) -> Run:
    frame = Frame("overfitting", 9, 9, 1.0, "cpu", 9.0, PARTED, {"en": "", "zh": ""}, "<svg/>", done)
    return Run("x", "overfitting", Mailbox(folder / "x"), {"points": 10}, frame=frame)


@pytest.mark.parametrize(("place", "right"), [(2, True), (0, False)])
def test_what_came_true_is_told_and_counted(tmp_path: Path, place: int, right: bool) -> None:
    demo, finished = real_words().demos["overfitting"], run(tmp_path)
    change(finished, {"predict": place})
    change(finished, {"predict": 1})  # too late: the first choice stands
    seen = outcome(finished, demo)
    assert seen == {"prediction": place, "happened": 2}
    after = learnt(State(), seen, demo, real_words()).learner.concepts[demo.topics[0]].chance
    assert (after > real_words().teaching.chances.start) is right


@pytest.mark.parametrize("expected", [None, WATCHES, 9, True, "2"])
def test_who_only_watches_is_not_judged(tmp_path: Path, expected: object) -> None:
    demo, finished = real_words().demos["overfitting"], run(tmp_path)
    if expected is not None:
        change(finished, {"predict": expected})
    assert outcome(finished, demo) == {}
    assert learnt(State(), {}, demo, real_words()) == State()


def test_a_run_that_was_stopped_is_not_compared(tmp_path: Path) -> None:
    stopped = run(tmp_path, done=False)
    change(stopped, {"predict": 2})
    assert outcome(stopped, real_words().demos["overfitting"]) == {}
