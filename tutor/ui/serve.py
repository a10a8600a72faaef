"""Serves the page: the options that go with it on every host, and the server that `tutor serve` starts."""

from __future__ import annotations

import socket
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from tutor.dialogue import State
from tutor.errors import TutorError
from tutor.settings import Settings
from tutor.ui import page
from tutor.ui.app import TURNS_AT_ONCE, Page, build_app
from tutor.ui.limits import LARGEST_BODY, Limits
from tutor.ui.routes import routes

SESSIONS = 1000
"""Conversations kept in memory; the oldest gives way, and its page starts afresh with the next message."""
MIDDLEWARE = [Middleware(Limits), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)]
"""In front of everything: limits, and a page that is a quarter as long on its way. Streams are left as they are."""
WARMING = ("什麼是深度學習", "the series is only for computer scientists")
"""Messages whose answers need every table that is otherwise made for the first learner."""
FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]


def launch_options(app: Page) -> dict[str, Any]:
    """What to hand to `app.launch` anywhere; host and port are the caller's to add, or Gradio's to decide."""
    return {
        "app_kwargs": {"routes": routes(app.runs, app.words), "middleware": MIDDLEWARE},
        "theme": gr.themes.Base(font=FONTS, font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"]),
        "head": page.head(app.words, app.address),
        "favicon_path": page.STATIC / "mark.svg",
        "footer_links": [],
        "show_error": False,
        "enable_monitoring": False,
        "run_history": False,
        "state_session_capacity": SESSIONS,
        "max_threads": TURNS_AT_ONCE + 16,
        "max_file_size": LARGEST_BODY,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
    }


def serve(settings: Settings, host: str, port: int, root_path: str | None = None) -> None:
    """Load the tutor and serve the page until interrupted. Raises TutorError where the port is taken.

    `root_path` is where a proxy in front shows the page, if not at its root.
    """
    _check_free(host, port)
    app = build_app(*_parts(settings))
    try:
        _, address, _ = app.launch(
            server_name=host,
            server_port=port,
            root_path=root_path,
            prevent_thread_lock=True,
            quiet=True,
            **launch_options(app),
        )
    except OSError as error:
        raise _busy(host, port) from error
    print(f"tutor is at {address}", flush=True)
    app.block_thread()


def _parts(settings: Settings) -> tuple[Any, Any, Settings]:
    """The tutor, and demos run in this process."""
    from tutor import demos
    from tutor.tutor import load_tutor

    tutor = load_tutor(settings)
    for name in demos.names():
        demos.load(name)  # so that the first learner who asks for it does not wait for its imports
    for text in WARMING:
        tutor.reply(text, State())
    return tutor, demos.run, settings


def _check_free(host: str, port: int) -> None:
    """Say that a port is taken before anything is loaded."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise _busy(host, port) from error


def _busy(host: str, port: int) -> TutorError:
    return TutorError(f"cannot listen on {host}:{port}, something else may be using it; choose another with --port")
