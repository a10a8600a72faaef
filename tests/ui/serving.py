"""A really started page on a free port of this machine, for tests to call and to look at."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.ui.stand_in import StandIn
from tutor import demos
from tutor.settings import Settings
from tutor.ui import build_app, launch_options


@dataclass(frozen=True)
class Served:
    """Where the page is, and the app behind it."""

    url: str
    app: Any


@contextmanager
def serving(tutor: Any, settings: Settings | None = None, run_demo: Any = demos.run) -> Iterator[Served]:
    """The page for `tutor`, until the block ends."""
    app = build_app(tutor, run_demo, settings or Settings(device="cpu"))
    port = free_port()
    app.launch(
        server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True, **launch_options(app)
    )
    try:
        yield Served(f"http://127.0.0.1:{port}/", app)
    finally:
        app.close(verbose=False)


def any_tutor() -> Any:
    """The shipped tutor, or where it cannot be loaded the stand-in."""
    from tutor.errors import TutorError
    from tutor.tutor import load_tutor

    try:
        return load_tutor(Settings())
    except TutorError:
        return StandIn()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
