"""Demos that are running or waiting: each has an unguessable name, a mailbox and its newest picture.

A run is written by the one thread that trains it and read by whoever knows its name. Nothing here draws or
trains, and nothing survives the process.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.demos.mailbox import Mailbox
from tutor.types import Frame, SettingValue

WATCHES = -1
KEPT_SECONDS = 60.0
"""How long a finished run still answers to its name, so that a slow page gets its last picture."""


@dataclass
class Run:
    """One demo of one learner.

    `count` goes up with every piece of news, so that a reader sees whether there is a newer one. `yields` asks
    for pictures through the chat instead, where the stream of events does not get through. `settings` are all
    of the demo's as they stand now. `start` has the step and the numbers with which it last began. `prediction` is the
    place of what the learner expects, or WATCHES for who only wants to see.
    """

    name: str
    demo: str
    mailbox: Mailbox
    settings: dict[str, SettingValue]
    count: int = 0
    news: Mapping[str, Any] = field(default_factory=dict)
    frame: Frame | None = None
    start: Mapping[str, float] = field(default_factory=dict)
    stopped: bool = False
    yields: bool = False
    was_read: bool = False
    prediction: int | None = None
    ended: float | None = None

    def show(self, frame: Frame) -> None:
        """Make `frame` the newest picture."""
        if self.frame is None or frame.step < self.frame.step:  # it was started, or started again
            self.start = {"step": frame.step, **frame.numbers}
        self.frame = frame
        self._tell({**frame.to_json(), "start": self.start})

    def wait(self, ahead: int) -> None:
        """Say how many runs come first."""
        if self.news.get("ahead") != ahead:
            self._tell({"ahead": ahead})

    def _tell(self, news: Mapping[str, Any]) -> None:
        self.news = news
        self.count += 1


class Runs:
    """All runs, by name, and the line they stand in: the first `at_once` of it may train."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._lock = threading.Lock()
        self._line: list[str] = []
        self._runs: dict[str, Run] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="tutor-runs-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def open(self, demo: str, settings: dict[str, SettingValue]) -> Run:
        """A new run at the end of the line. `close` must follow, whatever happens."""
        name = secrets.token_urlsafe(18)
        run = Run(name, demo, Mailbox(self._folder / name), settings)
        with self._lock:
            self._forget()
            self._runs[name] = run
            self._line.append(name)
        return run

    def ahead(self, run: Run) -> int:
        """How many runs must end before this one may train; 0 when it may."""
        with self._lock:
            return max(0, self._line.index(run.name) - self._at_once + 1)

    def busy(self) -> int:
        """How many runs are training or waiting."""
        with self._lock:
            return len(self._line)

    def close(self, run: Run) -> None:
        """Take the run out of the line; its last picture can be read for a while."""
        with self._lock:
            if run.name in self._line:
                self._line.remove(run.name)
            run.ended = time.monotonic()
        run.mailbox.close()

    def find(self, name: str) -> Run | None:
        """The run called `name`, unless it is unknown or long over."""
        with self._lock:
            self._forget()
            return self._runs.get(name)

    def _forget(self) -> None:
        oldest = time.monotonic() - KEPT_SECONDS
        over = [name for name, run in self._runs.items() if run.ended is not None and run.ended < oldest]
        for name in over:
            del self._runs[name]
