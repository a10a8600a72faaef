"""The line in which demos stand."""

from __future__ import annotations

import pytest

from tutor.ui import runs as module
from tutor.ui.runs import Runs


def test_those_beyond_the_limit_are_told_their_place() -> None:
    runs = Runs(at_once=2)
    opened = [runs.open("curve_fitting", {}) for _ in range(5)]
    assert [runs.ahead(run) for run in opened] == [0, 0, 1, 2, 3]
    runs.close(opened[1])
    assert [runs.ahead(run) for run in (opened[0], *opened[2:])] == [0, 0, 1, 2]


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
