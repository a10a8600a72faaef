"""The two servers that the bench measures, each in a process of its own on this machine: our page, and beside it
Gradio's own chat as it comes, which says every message back. Asks nothing and measures no time.

`python -m tutor.ui.bench_servers PORT` is the stock one.
"""

from __future__ import annotations

import http.client
import json
import mmap
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from tutor.errors import TutorError

HOST = "127.0.0.1"
STARTS_WITHIN = 120.0
"""Seconds. Both load Gradio, ours PyTorch too, and that takes its time where other work runs."""
ENDS_WITHIN = 10.0
OURS = (sys.executable, "-m", "tutor", "serve", "--port")
STOCK = (sys.executable, "-m", "tutor.ui.bench_servers")


@dataclass(frozen=True)
class Server:
    """A server that is up, and the process it is."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"http://{HOST}:{self.port}/"

    def config(self) -> dict[str, Any]:
        """What Gradio tells a browser of the page: its components and events."""
        return dict(json.loads(_got(self.port, "/config")))

    def resident_mb(self) -> float | None:
        """Megabytes (2^20 bytes) of memory that the process holds; None where the system does not tell."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        except OSError:
            return None
        return round(pages * mmap.PAGESIZE / 2**20, 1)


@contextmanager
def serving(command: Sequence[str]) -> Iterator[Server]:
    """The server that `command` starts when a port is added to it; its process ends with the block.

    Raises TutorError where it ends by itself or is not up after STARTS_WITHIN seconds.
    """
    port = _free_port()
    with subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port, process)
            yield Server(port, process.pid)
        finally:
            _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise TutorError(f"a server to measure ended with code {process.returncode} before it was up")
        try:
            _got(port, "/config")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TutorError(f"a server to measure was not up after {STARTS_WITHIN:.0f} seconds")


def _got(port: int, path: str) -> bytes:
    """What the server answers there. Raises OSError where it does not."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status != http.HTTPStatus.OK:
            raise OSError(f"status {response.status}")
        return response.read()
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End that very process, politely first."""
    process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()


def echo(message: str, history: list[dict[str, object]]) -> str:  # noqa: ARG001  # Gradio hands over both
    """The least that a chat can answer."""
    return message


def main(port: int) -> None:
    """Serve Gradio's own chat until terminated: nothing set but what makes it serve more than one at a time."""
    chat = gr.ChatInterface(echo, concurrency_limit=None, analytics_enabled=False)
    chat.launch(server_name=HOST, server_port=port, quiet=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
