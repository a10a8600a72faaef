"""The line in which demos stand."""

from __future__ import annotations

import pytest

from tutor.types import Frame
from tutor.ui import runs as module
from tutor.ui.runs import Runs


def test_those_beyond_the_limit_are_told_their_place() -> None:
    runs = Runs(at_once=2)
    opened = [runs.open("curve_fitting", {}) for _ in range(5)]
    assert [runs.ahead(run) for run in opened] == [0, 0, 1, 2, 3]
    runs.close(opened[1])
    assert [runs.ahead(run) for run in (opened[0], *opened[2:])] == [0, 0, 1, 2]


def test_the_numbers_it_began_with_are_kept_and_follow_a_restart() -> None:
    run = Runs(at_once=1).open("curve_fitting", {})
    seen = []
    for step, loss in ((1, 0.9), (40, 0.1), (2, 0.8), (50, 0.2)):
        text = {"en": "", "zh": ""}
        run.show(Frame("curve_fitting", step, 50, 0.1, "cpu", 30.0, {"loss": loss}, text, "<svg/>", step == 50, True))
        seen.append(run.news["start"])
    first, again = {"step": 1, "loss": 0.9}, {"step": 2, "loss": 0.8}
    assert seen == [first, first, again, again]


def test_closing_twice_does_no_harm_and_removes_the_mailbox() -> None:
    runs = Runs(at_once=1)
    run = runs.open("curve_fitting", {})
    run.mailbox.post({"pause": True})
    runs.close(run)
    runs.close(run)
    assert not run.mailbox.path.exists()


def test_a_run_is_forgotten_some_time_after_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = Runs(at_once=1)
    run = runs.open("curve_fitting", {})
    runs.close(run)
    assert runs.find(run.name) is run
    monkeypatch.setattr(module, "KEPT_SECONDS", -1.0)
    assert runs.find(run.name) is None
