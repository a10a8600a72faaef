"""The page's interface for programs: `/ask` and `/demo`, with the same replies and frames as the command line.

Holds no conversation: the state comes in with the question and goes out with the answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any, cast

import gradio as gr

from tutor.dialogue import State
from tutor.errors import TutorError
from tutor.types import LANGUAGES, DemoRequest
from tutor.ui.chat import Answering
from tutor.ui.running import RunDemo
from tutor.ui.runs import Runs

LINE_SECONDS = 0.1


def ask_with(tutor: Answering) -> Callable[..., dict[str, Any]]:
    """The function behind `/ask`."""
    unknown = tutor.curriculum.words["page"]["unknown_language"]

    def ask(text: str, language: str = "auto", state: dict[str, Any] | None = None) -> dict[str, Any]:
        """Answer one message. `language`: auto, zh or en; `state`: the one that came with the reply before."""
        before = State.from_json(state)
        if language in LANGUAGES:
            before = replace(before, preference=language)
        elif language != "auto":
            raise gr.Error(unknown["en"].format(language=str(language)[:40]), print_exception=False)
        reply, after = tutor.reply(str(text), before)
        return reply.to_json() | {"state": after.to_json()}

    return ask


def demo_with(tutor: Answering, run_demo: RunDemo, runs: Runs, default: str) -> Callable[..., Iterator[dict[str, Any]]]:
    """The function behind `/demo`. It stands in the same line as the page's demos; `default` is what "auto" means."""

    def demo(
        name: str,
        settings: dict[str, Any] | None = None,
        seed: int = 0,
        device: str = "auto",
    ) -> Iterator[dict[str, Any]]:
        """Run a demo to its end: one frame after another. The same seed gives the same numbers."""
        from tutor import demos
        from tutor.demos.base import Words
        from tutor.demos.knobs import parse
        from tutor.demos.mailbox import NoControls
        from tutor.demos.pace import FixedPace

        try:
            wanted = asdict(parse(demos.load(name).Settings, settings or {}))
            run = runs.open(name, wanted)
            try:
                while runs.ahead(run):
                    time.sleep(LINE_SECONDS)
                request = DemoRequest(name, settings or {}, int(seed), default if device == "auto" else device)
                words = Words(tutor.curriculum.demos[name].sections)
                with closing(cast(Any, run_demo(request, NoControls(), FixedPace(), words))) as frames:
                    for frame in frames:
                        yield frame.to_json()
            finally:
                runs.close(run)
        except TutorError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return demo
