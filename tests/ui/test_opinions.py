"""What learners think of replies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.ui import messages
from tutor.ui.opinions import LONGEST_REASON, Opinions, noted, read
from tutor.ui.talk import Talk

TALK = Talk().saying(messages.learner("what is a cnn"), messages.said("a network", "en") | {"label": "topic/cnn"})
LIKED = {"liked": True, "reason": ""}


def test_an_opinion_is_noted_and_taken_back() -> None:
    found = noted(TALK, 1, {"liked": False, "reason": "x" * 1000})
    assert found is not None
    assert found.history[1]["opinion"] == {"liked": False, "reason": "x" * LONGEST_REASON}
    again = noted(found, 1, None)
    assert again is not None
    assert again.history[1]["opinion"] is None


@pytest.mark.parametrize("index", [0, 2, -1, None, "1", [], 1.0])
def test_only_replies_have_opinions(index: object) -> None:
    assert noted(TALK, index, LIKED) is None


@pytest.mark.parametrize("plain", [None, {}, [], {"liked": "yes"}, {"liked": 1}])
def test_what_is_no_opinion_is_none(plain: object) -> None:
    assert read(plain) is None


def test_without_a_file_nothing_leaves_the_conversation() -> None:
    talk = noted(TALK, 1, LIKED)
    assert talk is not None
    assert not Opinions().pass_on(talk, 1)


def test_a_file_gets_the_question_the_label_and_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "opinions.jsonl"
    talk = noted(TALK, 1, {"liked": False, "reason": "不对"})
    assert talk is not None
    for _ in range(2):
        assert Opinions(file).pass_on(talk, 1)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 2
    expected = {"text": "what is a cnn", "lang": "en", "label": "topic/cnn", "answer": "a network", "liked": False}
    assert {key: lines[0][key] for key in expected} == expected
    assert lines[0]["reason"] == "不对"


def test_a_file_that_cannot_be_written_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    talk = noted(TALK, 1, LIKED)
    assert talk is not None
    assert not Opinions(tmp_path).pass_on(talk, 1)
    assert "could not be written" in caplog.text
