"""A really started page on a free port of this machine, in a process of its own: for tests to call and look at.

`python -m tests.ui.serving PORT` is that process. It has the shipped tutor with `--shipped`, else the stand-in.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tutor.settings import ROOT, Settings

STARTS_WITHIN = 90.0
HOLDS = 0.3
"""Seconds for which a demo waits for a prediction here: a tenth of what a learner gets."""


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The address of the page, which is there until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "tests.ui.serving", str(port), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            url = f"http://127.0.0.1:{port}/"
            await_page(f"{url}healthz", process)
            yield url
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_page(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until something answers at `address`. Raises where the process ends first, or after STARTS_WITHIN."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the page ended with code {process.returncode} before it was up")
        try:
            httpx.get(address).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing answered at {address}")


def main(port: int, shipped: bool, root_path: str | None) -> None:
    """Serve until terminated."""
    from tests.ui.stand_in import StandIn
    from tutor import demos
    from tutor.tutor import load_tutor
    from tutor.ui import build_app, launch_options, running

    settings = Settings()
    demos.load("curve_fitting")
    running.HOLD_SECONDS = HOLDS
    app = build_app(load_tutor(settings) if shipped else StandIn(), demos.run, settings)
    options = launch_options(app)
    app.launch(server_name="127.0.0.1", server_port=port, quiet=True, root_path=root_path, **options)


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("port", type=int)
    given.add_argument("--shipped", action="store_true")
    given.add_argument("--root-path")
    arguments = given.parse_args()
    main(arguments.port, arguments.shipped, arguments.root_path)
