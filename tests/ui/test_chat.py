"""The handlers of the page's events, without a server."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ui.stand_in import StandIn
from tutor.errors import DemoError
from tutor.types import DemoRequest, Frame
from tutor.ui.chat import Chat
from tutor.ui.runs import Runs


def frame(step: int, done: bool = False) -> Frame:
    captions = {"en": f"step {step}", "zh": f"第 {step} 步"}
    return Frame("curve_fitting", step, 5, 0.1, "cpu", 9.0, {"loss": 1.0}, captions, f"<svg>{step}</svg>", done)


def five(*_: Any) -> Iterator[Frame]:
    for step in range(5):
        yield frame(step, step == 4)


class Endless:
    """A demo without an end that says when it was closed."""

    def __init__(self) -> None:
        self.closed = threading.Event()
        self.requests: list[DemoRequest] = []

    def __call__(self, request: DemoRequest, *_: Any) -> Iterator[Frame]:
        self.requests.append(request)
        try:
            for step in range(10**6):
                time.sleep(0.01)
                yield frame(step)
        finally:
            self.closed.set()


def chat(run_demo: Any = five, at_once: int = 2) -> Chat:
    return Chat(StandIn(), run_demo, Runs(at_once), "cpu")


def last(steps: Iterator[tuple[Any, Any]]) -> dict[str, Any]:
    memories = [memory for _, memory in steps if isinstance(memory, dict) and "history" in memory]
    return memories[-1]


def test_the_learners_message_comes_first_and_the_reply_grows() -> None:
    steps = list(chat().turn("what is deep learning", "auto", None))
    assert [len(messages) for messages, _ in steps[:2]] == [1, 2]
    assert steps[-1][0][1]["options"][0] == {"value": "Show me a neural network fitting a curve"}


def test_the_chosen_language_is_that_of_the_reply() -> None:
    assert last(chat().turn("what is deep learning", "zh", None))["history"][1]["language"] == "zh"


def test_a_blank_message_is_answered_but_not_shown() -> None:
    assert [entry["role"] for entry in last(chat().turn("  ", "auto", None))["history"]] == ["assistant"]


def test_an_exception_becomes_one_sentence_in_the_log_and_the_chat(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        before = last(chat().turn("hello", "auto", None))
        after = last(chat().turn("boom", "zh", before))
    assert "told to fail" in caplog.text
    assert after["history"][:2] == before["history"]
    assert after["history"][-1]["text"].startswith("我回答的时候出了点问题")


def test_a_demo_leaves_its_last_picture() -> None:
    bubble = last(chat().turn("fit a curve", "auto", None))["history"][1]["demo"]
    assert not bubble["live"]
    assert bubble["frame"]["svg"] == "<svg>4</svg>"
    assert bubble["settings"]["function"] == "sin(3x)"


def test_closing_the_turn_closes_the_training() -> None:
    demo = Endless()
    turn = chat(demo).turn("fit a curve", "auto", None)
    for _ in range(4):
        next(turn)
    turn.close()
    assert demo.closed.is_set()


def test_after_a_closed_turn_the_demo_is_at_rest_with_its_picture() -> None:
    handlers = chat(Endless())
    turn = handlers.turn("fit a curve", "auto", None)
    memory = [next(turn) for _ in range(2)][-1][1]
    next(turn)
    turn.close()
    bubble = last(handlers.turn("hello", "auto", memory))["history"][1]["demo"]
    assert not bubble["live"]
    assert bubble["frame"]["svg"].startswith("<svg>")


def test_stop_ends_the_run_and_keeps_the_picture() -> None:
    demo = Endless()
    handlers = chat(demo)
    turn = handlers.turn("fit a curve", "auto", None)
    memory = [next(turn) for _ in range(3)][1][1]
    run = handlers.runs.find(memory["history"][1]["demo"]["run"])
    assert run is not None
    run.stopped = True
    bubble = last(turn)["history"][1]["demo"]
    assert demo.closed.is_set()
    assert bubble["frame"]["svg"].startswith("<svg>")


def test_a_run_that_nobody_reads_sends_its_pictures_through_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.ui.chat.UNREAD_SECONDS", 0.0)
    turn = chat(Endless()).turn("fit a curve", "auto", None)
    memories = [memory for _, memory in (next(turn) for _ in range(6)) if "history" in memory]
    pictures = [memory["history"][1]["demo"]["frame"] for memory in memories if len(memory["history"]) > 1]
    turn.close()
    assert len({picture["svg"] for picture in pictures if picture}) >= 2


def test_a_run_beyond_the_limit_waits_for_its_place() -> None:
    handlers = chat(five, at_once=1)
    first = handlers.runs.open("curve_fitting", {})
    turn = handlers.turn("fit a curve", "auto", None)
    memory = [next(turn) for _ in range(3)][1][1]
    run = handlers.runs.find(memory["history"][1]["demo"]["run"])
    assert run is not None
    assert run.news == {"ahead": 1}
    handlers.runs.close(first)
    assert last(turn)["history"][1]["demo"]["frame"]["done"]


def test_a_demo_that_cannot_be_says_so_in_its_bubble() -> None:
    def refusing(*_: Any) -> Iterator[Frame]:
        raise DemoError("no", "不行")

    bubble = last(chat(refusing).turn("fit a curve", "auto", None))["history"][1]["demo"]
    assert bubble["trouble"] == {"en": "no", "zh": "不行"}


def test_a_demo_that_fails_says_so_and_the_chat_lives(caplog: pytest.LogCaptureFixture) -> None:
    def failing(*_: Any) -> Iterator[Frame]:
        yield frame(0)
        raise RuntimeError("told to fail")

    bubble = last(chat(failing).turn("fit a curve", "auto", None))["history"][1]["demo"]
    assert "Please start it again" in bubble["trouble"]["en"]
    assert bubble["frame"]["svg"] == "<svg>0</svg>"
    assert "told to fail" in caplog.text


def test_again_runs_in_the_same_bubble_with_the_change() -> None:
    demo = Endless()
    handlers = chat(five)
    memory = last(handlers.turn("fit a curve", "auto", None))
    name = memory["history"][1]["demo"]["run"]
    turn = Chat(handlers.tutor, demo, handlers.runs, "cpu").again(name, {"width": 5}, memory)
    for _ in range(3):
        next(turn)
    turn.close()
    assert demo.requests[0].settings["width"] == 5
    after = last(handlers.again(name, {"function": "|x|"}, memory))
    assert len(after["history"]) == 2
    assert after["history"][1]["demo"]["settings"]["function"] == "|x|"
    assert after["history"][1]["demo"]["run"] != name


def test_again_of_an_unknown_run_changes_nothing() -> None:
    memory = last(chat().turn("hello", "auto", None))
    steps = list(chat().again("nobody", {}, memory))
    assert len(steps) == 1
    assert not any(isinstance(part, list) for part in steps[0])
