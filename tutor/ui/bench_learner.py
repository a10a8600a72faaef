"""A learner who asks a started server as a browser does: one request to join Gradio's queue, one that reads what
comes of it. Knows how long a question waited for the first words of its answer; judges no answer.

A browser does more for each question, on our page and on a stock one: it fetches what follows the answer (what to
keep; the state of buttons). Nobody waits for that before reading, so it is left out on both sides.
"""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tutor.ui.bench_servers import HOST, Server

GIVES_UP = 60.0
"""Seconds of silence after which a question counts as failed."""

Message = dict[str, Any]


class Failed(Exception):  # noqa: N818  # not an error of ours: it is counted
    """A question that got no answer."""


@dataclass(frozen=True)
class Door:
    """One way to ask a server: the event's number, what it is given, and how its answer is told from what else comes.

    `answered(data, text, before)` looks at the data of one message; `before` counts the answers of this
    conversation that were there already.
    """

    server: Server
    event: int
    given: Callable[[str], list[Any]]
    answered: Callable[[list[Any], str, int], bool]


def page_door(server: Server, troubles: Collection[str]) -> Door:
    """Our page's own event. A reply that is one of the sentences `troubles` is none."""
    marks = [json.dumps(sentence, ensure_ascii=False) for sentence in troubles]

    def answered(data: list[Any], _: str, before: int) -> bool:
        shown = data[0]
        if not isinstance(shown, list) or not shown:
            return False
        text = json.dumps(shown, ensure_ascii=False)
        if any(mark in text for mark in marks):
            raise Failed("the page told of trouble")
        # The first message of a turn brings the whole conversation, those after it only what has changed.
        whole = isinstance(shown[0], dict)
        return text.count('"role": "assistant"') > (before if whole else 0)

    order = {"does": "ask", "language": "auto"}
    return Door(server, _after_send(server), lambda text: [{**order, "text": text}, None], answered)


def ask_door(server: Server) -> Door:
    """Our page's `/ask` for programs: the whole reply at once."""
    return Door(
        server,
        _named("ask", server),
        lambda text: [text, "auto", None],
        lambda data, text, _: bool(data[0]["answer"]) and data[0]["text"] == text,
    )


def stock_door(server: Server) -> Door:
    """The stock chat's `/echo`: a single event too, where its page takes three requests to get an answer."""
    return Door(server, _named("echo", server), lambda text: [text, None], lambda data, text, _: bool(data[0] == text))


def _named(name: str, server: Server) -> int:
    """The number of the event for programs that is called `name`."""
    return next(int(event["id"]) for event in server.config()["dependencies"] if event["api_name"] == name)


def _after_send(server: Server) -> int:
    """The number of the event that answers on our page: what follows its script when Send is clicked."""
    config = server.config()
    send = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "send")
    events = config["dependencies"]
    clicked = next(event["id"] for event in events if [send, "click"] in event["targets"])
    return next(int(event["id"]) for event in events if event["trigger_after"] == clicked)


class Learner:
    """One conversation over one connection."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._session = secrets.token_hex(8)
        self._connection = http.client.HTTPConnection(HOST, door.server.port, timeout=GIVES_UP)
        self._answers = 0

    def ask(self, text: str) -> float:
        """Seconds until the first words of the answer; returns when the whole answer is there, or raises Failed."""
        began = time.perf_counter()
        waited: float | None = None
        try:
            self._join(text)
            for message, at in self._messages():
                if message["msg"] == "unexpected_error" or not message.get("success", True):
                    raise Failed(str(message)[:200])
                data = (message.get("output") or {}).get("data")
                if data and self.door.answered(data, text, self._answers) and waited is None:
                    waited = at - began
        except (OSError, http.client.HTTPException, ValueError, Failed) as error:
            self.close()
            raise Failed(str(error)) from error
        if waited is None:
            raise Failed("the stream ended without an answer")
        self._answers += 1
        return waited

    def close(self) -> None:
        """Hang up. The next question would dial again."""
        self._connection.close()

    def _join(self, text: str) -> None:
        asked = {
            "data": self.door.given(text),
            "fn_index": self.door.event,
            "session_hash": self._session,
            "event_data": None,
            "trigger_id": None,
        }
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", "/gradio_api/queue/join", json.dumps(asked), headers)
        response = self._connection.getresponse()
        told = response.read()
        if response.status != http.HTTPStatus.OK:
            raise Failed(f"status {response.status}: {told[:200]!r}")

    def _messages(self) -> Iterator[tuple[Message, float]]:
        """What the server sends, until it ends the stream, each message with the moment it came."""
        self._connection.request("GET", f"/gradio_api/queue/data?session_hash={self._session}")
        response = self._connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise Failed(f"status {response.status}")
        for line in response:
            at = time.perf_counter()
            if line.startswith(b"data:"):
                yield json.loads(line[len(b"data:") :]), at


@dataclass(frozen=True)
class Load:
    """What came of some questions: the waits in seconds of those answered, how many were not, and how long all took."""

    waits: tuple[float, ...]
    errors: int
    seconds: float


def crowd(door: Door, questions: Sequence[Sequence[str]]) -> Load:
    """One learner for each list of `questions`, all at once, each asking the next as soon as an answer is complete."""
    together = threading.Barrier(len(questions))

    def learn(texts: Sequence[str]) -> tuple[list[float], int]:
        learner, waits, errors = Learner(door), [], 0
        together.wait()
        for text in texts:
            try:
                waits.append(learner.ask(text))
            except Failed:
                errors += 1
        learner.close()
        return waits, errors

    began = time.perf_counter()
    with ThreadPoolExecutor(len(questions)) as threads:
        found = list(threads.map(learn, questions))
    seconds = time.perf_counter() - began
    return Load(tuple(wait for waits, _ in found for wait in waits), sum(errors for _, errors in found), seconds)
