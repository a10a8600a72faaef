"""The bench of the app has its fields and counts what fails; how fast the page is, is for `tutor bench app` to say."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest

from tutor.cli import run
from tutor.errors import TutorError
from tutor.settings import Settings
from tutor.ui import bench, bench_page
from tutor.ui.bench import Bench
from tutor.ui.bench_servers import STOCK, Server, serving

ROW = ["learners", "requests_per_second", "p50_ms", "p95_ms", "floor_p95_ms", "errors", "rss_mb"]
HANDLER = {
    "p50_ms",
    "p95_ms",
    "floor_p50_ms",
    "floor_p95_ms",
    "added_p50_ms",
    "added_p95_ms",
    "ask_p50_ms",
    "ask_p95_ms",
}


@pytest.fixture(scope="module")
def stock() -> Iterator[Server]:
    with serving(STOCK) as server:
        yield server


@pytest.fixture(scope="module")
def small(url: str, stock: Server) -> Bench:
    """The bench before the stand-in, whose memory is taken to be ours."""
    return bench.opened(Server(urlsplit(url).port or 0, os.getpid()), stock, Settings())


def test_a_row_has_every_field(small: Bench) -> None:
    row = small.row(2, 2, rounds=1)
    assert list(row) == ROW
    assert (row["learners"], row["errors"]) == (2, 0)
    assert 0 < row["p50_ms"] <= row["p95_ms"] < 60_000
    assert row["floor_p95_ms"] > 0
    assert row["requests_per_second"] > 0
    assert row["rss_mb"] is None or row["rss_mb"] > 20


def test_the_handler_is_set_against_the_floor(small: Bench) -> None:
    handler = small.handler(2)
    assert set(handler) == HANDLER
    assert handler["added_p50_ms"] == pytest.approx(handler["p50_ms"] - handler["floor_p50_ms"], abs=0.1)
    assert handler["ask_p50_ms"] > 0


def test_what_fails_is_counted_and_not_timed(small: Bench) -> None:
    failing = Bench(small.page, small.ask, small.stock, ["boom"])
    row = failing.row(2, 1, rounds=1)
    assert (row["errors"], row["p50_ms"], row["p95_ms"], row["requests_per_second"]) == (2, None, None, 0)
    assert row["floor_p95_ms"] > 0


def test_questions_are_real_and_different(small: Bench) -> None:
    some = small.texts[:500]
    assert len(set(some)) > 450
    assert any("\u4e00" <= text[0] <= "\u9fff" for text in some)
    assert any(text.isascii() for text in some)


@pytest.mark.parametrize("share", [5, 50, 95])
def test_percentiles_are_numpys_in_milliseconds(share: int) -> None:
    waits = [0.5, 0.1, 0.25, 0.0123, 2.0]
    assert bench.percentile(waits, share) == pytest.approx(1000 * np.percentile(waits, share), abs=0.051)
    assert bench.percentile([0.0123], share) == 12.3
    assert bench.percentile([], share) is None


def test_a_server_that_ends_by_itself_is_one_sentence() -> None:
    with pytest.raises(TutorError, match="ended with code 3"), serving((sys.executable, "-c", "raise SystemExit(3)")):
        pass


def test_a_server_ends_with_its_block(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("{}", encoding="utf-8")
    command = (sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(tmp_path))
    with serving(command) as server:
        assert server.config() == {}
    with pytest.raises(OSError, match="refused"):
        server.config()


def test_memory_is_none_where_the_system_does_not_tell() -> None:
    assert Server(1, -1).resident_mb() is None


def test_a_page_that_cannot_be_measured_is_null(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(*_: object) -> None:
        raise ImportError("playwright")

    monkeypatch.setattr(bench_page, "_measured", absent)
    figures = bench_page.page_figures("http://127.0.0.1:1/", "http://127.0.0.1:2/")
    assert figures == dict.fromkeys(bench_page.FIELDS.split())
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_prints_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    row, handler, page = {"learners": 1}, {"p50_ms": 2.0}, {"ratio": None}
    told = [("row", row), ("row", row), ("handler", handler), ("page", page)]
    monkeypatch.setattr(bench, "measured", lambda _: iter(told))
    assert run(["bench", "app", "--json"]) == 0
    printed = json.loads(capsysbinary.readouterr().out)
    assert printed.pop("machine")
    assert printed == {"rows": [row, row], "handler": handler, "page": page}
    assert run(["bench", "app"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[1:] == ["learners=1", "learners=1", "handler: p50_ms=2.0", "page: ratio=None"]
