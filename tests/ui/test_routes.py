"""The page's own addresses, and what stands in front of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests.ui.stand_in import real_words
from tutor.demos import load
from tutor.types import Frame
from tutor.ui.limits import LARGEST_BODY, Limits
from tutor.ui.routes import routes
from tutor.ui.runs import Run, Runs


@pytest.fixture
def runs() -> Runs:
    return Runs(at_once=2)


@pytest.fixture
def site(runs: Runs) -> TestClient:
    """The page's own routes behind its limits, without Gradio."""
    served = routes(runs, real_words().words["page"])
    return TestClient(Starlette(routes=served, middleware=[Middleware(Limits)]))


@pytest.fixture
def run(runs: Runs) -> Iterator[Run]:
    opened = runs.open("curve_fitting", vars(load("curve_fitting").Settings()))
    yield opened
    runs.close(opened)


def _control(site: TestClient, run: str, body: object) -> httpx.Response:
    return site.post(f"/demo/{run}/control", content=json.dumps(body))


def test_health(site: TestClient) -> None:
    assert site.get("/healthz").json() == {"ok": True, "demos": 0}


def test_an_unknown_run_is_404_in_both_languages(site: TestClient) -> None:
    for answer in (site.get("/demo/nobody/events"), _control(site, "nobody", {"pause": True})):
        assert answer.status_code == 404
        assert set(answer.json()["error"]) == {"en", "zh"}


def test_names_of_runs_cannot_be_guessed(runs: Runs) -> None:
    opened = [runs.open("curve_fitting", {}) for _ in range(20)]
    assert len({run.name for run in opened}) == 20
    assert all(len(run.name) >= 24 for run in opened)
    for each in opened:
        runs.close(each)


def test_a_change_reaches_the_mailbox(site: TestClient, run: Run) -> None:
    answer = _control(site, run.name, {"learning_rate": "0.02", "pause": True})
    assert answer.json()["settings"]["learning_rate"] == 0.02
    assert run.mailbox.take() == {"learning_rate": 0.02, "pause": True}


@pytest.mark.parametrize("changes", [{"width": 1000000}, {"function": "__import__('os')"}, {"colour": "red"}])
def test_what_cannot_be_is_a_sentence_in_both_languages(site: TestClient, run: Run, changes: object) -> None:
    answer = _control(site, run.name, changes)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"en", "zh"}
    assert run.mailbox.take() == {}


@pytest.mark.parametrize("body", ["", "[1]", "{", '{"a": {"b": 1}}', "null", "[" * 2000, '"' + "x" * 5000 + '"'])
def test_junk_is_refused(site: TestClient, run: Run, body: str) -> None:
    assert site.post(f"/demo/{run.name}/control", content=body).status_code == 400


def test_stop_is_told_to_the_run(site: TestClient, run: Run) -> None:
    assert _control(site, run.name, {"stop": True}).status_code == 200
    assert run.stopped


def test_a_finished_run_takes_no_changes_but_shows_its_last_picture(site: TestClient, runs: Runs) -> None:
    run = runs.open("curve_fitting", {})
    run.show(Frame("curve_fitting", 3, 3, 0.1, "cpu", 30.0, {}, {"en": "end", "zh": "完"}, "<svg/>", True, True))
    runs.close(run)
    assert _control(site, run.name, {"pause": True}).status_code == 404
    events = site.get(f"/demo/{run.name}/events").text
    assert '"caption": {"en": "end", "zh": "完"}' in events
    assert "event: over" in events


def test_a_body_that_is_too_large_is_refused(site: TestClient) -> None:
    answer = site.post("/healthz", content=b"x" * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert answer.json()["error"].endswith("send less.")


def test_every_answer_keeps_the_page_to_itself(site: TestClient) -> None:
    headers = site.get("/healthz").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
