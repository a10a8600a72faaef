"""The handlers of the page's events, without a server."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, cast

import pytest

from tests.ui.stand_in import StandIn
from tutor.errors import DemoError
from tutor.types import DemoRequest, Frame
from tutor.ui.chat import Chat
from tutor.ui.running import Running, Steps
from tutor.ui.runs import Runs
from tutor.ui.talk import Talk


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
    tutor = StandIn()
    return Chat(tutor, Running(tutor.curriculum, run_demo, Runs(at_once)), "cpu")


def last(steps: Steps) -> Talk:
    return [step for step in steps if step is not None][-1]


def after(handlers: Chat, *texts: str) -> Talk:
    talk = Talk()
    for text in texts:
        talk = last(handlers.turn(talk, text, "auto"))
    return talk


def taken(steps: Steps, count: int) -> Talk:
    """The newest conversation of the first `count` steps."""
    return [step for step in (next(steps) for _ in range(count)) if step is not None][-1]


def test_the_reply_grows_below_the_learners_message() -> None:
    steps = list(chat().turn(Talk(), "what is deep learning", "auto"))
    texts = [step.history[1]["text"] for step in steps if step]
    assert len(texts) > 2
    assert all(after.startswith(before) for before, after in pairwise(texts))
    assert steps[-1] is not None
    assert steps[-1].history[0]["text"] == "what is deep learning"
    assert steps[-1].history[1]["suggestions"][0] == "Show me a neural network fitting a curve"


def test_the_chosen_language_is_that_of_the_reply() -> None:
    assert last(chat().turn(Talk(), "what is deep learning", "zh")).history[1]["language"] == "zh"


def test_a_blank_message_is_answered_but_not_shown() -> None:
    assert [entry["role"] for entry in after(chat(), "  ").history] == ["assistant"]


def test_an_exception_becomes_one_sentence_in_the_log_and_the_chat(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        before = after(chat(), "hello")
        found = last(chat().turn(before, "boom", "zh"))
    assert "told to fail" in caplog.text
    assert found.history[:2] == before.history
    assert found.history[-1]["text"].startswith("我回答的时候出了点问题")


def test_asking_again_forgets_what_came_of_it_before() -> None:
    talk = after(chat(), "hello", "fit a curve")
    again = last(chat().once_more(talk, None, "auto"))
    assert [entry["text"] for entry in again.history if entry["role"] == "user"] == ["hello", "fit a curve"]
    assert again.state.seen == talk.state.seen
    assert again.id == talk.id


def test_an_edited_message_takes_the_place_of_the_last() -> None:
    talk = after(chat(), "hello", "fit a curve")
    found = last(chat().once_more(talk, "which", "auto"))
    assert [entry["text"] for entry in found.history if entry["role"] == "user"] == ["hello", "which"]
    assert "demo" not in found.history[-1]
    twice = last(chat().once_more(found, "hello again", "auto"))
    assert [entry["text"] for entry in twice.history if entry["role"] == "user"] == ["hello", "hello again"]


def test_nothing_can_be_asked_again_before_the_first_question() -> None:
    talk = Talk()
    assert last(chat().once_more(talk, None, "auto")) == talk


def test_a_demo_leaves_its_last_picture() -> None:
    bubble = after(chat(), "fit a curve").history[1]["demo"]
    assert not bubble["live"]
    assert bubble["frame"]["svg"] == "<svg>4</svg>"
    assert bubble["settings"]["function"] == "sin(3x)"


def test_closing_the_turn_closes_the_training() -> None:
    demo = Endless()
    turn = chat(demo).turn(Talk(), "fit a curve", "auto")
    taken(turn, 4)
    cast(Any, turn).close()
    assert demo.closed.is_set()


def test_after_a_closed_turn_the_demo_is_at_rest_with_its_picture() -> None:
    handlers = chat(Endless())
    turn = handlers.turn(Talk(), "fit a curve", "auto")
    talk = taken(turn, 2)
    next(turn)
    cast(Any, turn).close()
    bubble = last(handlers.turn(talk, "hello", "auto")).history[1]["demo"]
    assert not bubble["live"]
    assert bubble["frame"]["svg"].startswith("<svg>")


def test_stop_ends_the_run_and_keeps_the_picture() -> None:
    demo = Endless()
    handlers = chat(demo)
    turn = handlers.turn(Talk(), "fit a curve", "auto")
    talk = taken(turn, 3)
    run = handlers.running.runs.find(talk.history[1]["demo"]["run"])
    assert run is not None
    run.stopped = True
    bubble = last(turn).history[1]["demo"]
    assert demo.closed.is_set()
    assert bubble["frame"]["svg"].startswith("<svg>")


def test_a_run_that_nobody_reads_sends_its_pictures_through_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.ui.running.UNREAD_SECONDS", 0.0)
    turn = chat(Endless()).turn(Talk(), "fit a curve", "auto")
    talks = [talk for talk in (next(turn) for _ in range(6)) if talk and len(talk.history) > 1]
    pictures = [talk.history[1]["demo"]["frame"] for talk in talks]
    cast(Any, turn).close()
    assert len({picture["svg"] for picture in pictures if picture}) >= 2


def test_a_run_beyond_the_limit_waits_for_its_place() -> None:
    handlers = chat(five, at_once=1)
    runs = handlers.running.runs
    first = runs.open("curve_fitting", {})
    turn = handlers.turn(Talk(), "fit a curve", "auto")
    run = runs.find(taken(turn, 3).history[1]["demo"]["run"])
    assert run is not None
    assert run.news == {"ahead": 1}
    runs.close(first)
    assert last(turn).history[1]["demo"]["frame"]["done"]


def test_a_demo_that_cannot_be_says_so_in_its_bubble() -> None:
    def refusing(*_: Any) -> Iterator[Frame]:
        raise DemoError("no", "不行")

    assert after(chat(refusing), "fit a curve").history[1]["demo"]["trouble"] == {"en": "no", "zh": "不行"}


def test_a_demo_that_fails_says_so_and_the_chat_lives(caplog: pytest.LogCaptureFixture) -> None:
    def failing(*_: Any) -> Iterator[Frame]:
        yield frame(0)
        raise RuntimeError("told to fail")

    bubble = after(chat(failing), "fit a curve").history[1]["demo"]
    assert "Please start it again" in bubble["trouble"]["en"]
    assert bubble["frame"]["svg"] == "<svg>0</svg>"
    assert "told to fail" in caplog.text


def test_again_runs_in_the_same_bubble_with_the_change() -> None:
    demo = Endless()
    handlers = chat(five)
    talk = after(handlers, "fit a curve")
    name = talk.history[1]["demo"]["run"]
    turn = chat(demo).again(talk, name, {"width": 5})
    for _ in range(3):
        next(turn)
    cast(Any, turn).close()
    assert demo.requests[0].settings["width"] == 5
    found = last(handlers.again(talk, name, {"function": "|x|"}))
    assert len(found.history) == 2
    assert found.history[1]["demo"]["settings"]["function"] == "|x|"
    assert found.history[1]["demo"]["run"] != name


def test_again_of_an_unknown_run_changes_nothing() -> None:
    assert list(chat().again(after(chat(), "hello"), "nobody", {})) == [None]
