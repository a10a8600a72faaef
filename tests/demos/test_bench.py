"""The bench's rows have their fields; how fast they are is for `tutor bench` to say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tutor.demos import bench
from tutor.demos.base import Words
from tutor.demos.pace import FixedPace

FIELDS = (
    "demo network device plain_steps_per_second steps_per_second streaming_steps_per_second "
    "network_steps_per_second networks seconds_to_worked bytes_per_frame cpu_ms_per_frame"
)


def test_rows_have_every_field(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "NETWORKS", 10)
    rows = bench.rows(words, seconds=0.01)
    assert [row["network"] for row in rows[:3]] == ["1-24-24-1", "1-8-8-1", "1-64-64-1"]
    for row in rows:
        assert list(row) == FIELDS.split()
        assert row["device"].startswith(("cpu", "cuda"))
    assert rows[0]["bytes_per_frame"] < 16_000
    assert rows[1]["networks"] == 10
    assert rows[2]["seconds_to_worked"] is None


def test_any_other_demo_has_a_row(words_of: Callable[[str], Words], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "PagePace", lambda: FixedPace(20))
    row = bench.demo_row("decision_boundary", words_of("decision_boundary"), "cpu", seconds=0.01)
    assert list(row) == FIELDS.split()
    assert row["plain_steps_per_second"] > 0
    assert row["seconds_to_worked"] is not None
