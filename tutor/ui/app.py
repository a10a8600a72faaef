"""Builds the page: which parts it has and which event calls what. Starts no server and answers nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

import gradio as gr

from tutor.settings import Settings
from tutor.types import Language
from tutor.ui import keeping, page
from tutor.ui.api import ask_with, demo_with
from tutor.ui.chat import Answering, Chat, RunDemo
from tutor.ui.runs import Runs

TURNS_AT_ONCE = 64
"""A running demo is a turn too, and holds a thread; far more than `demos_at_once`, so that questions get through."""
WAITING = 256
STATE_SECONDS = 3600.0


class Page(gr.Blocks):  # type: ignore[misc]  # gradio ships no types
    """The page, and what the server needs to know of it."""

    runs: Runs
    words: Mapping[str, Mapping[Language, str]]


def build_app(tutor: Answering, run_demo: RunDemo, settings: Settings) -> Page:
    """The page for `tutor`. `run_demo(request, controls, pace, words)` gives a demo's frames.

    Launch it with `launch_options(app)`, which brings its routes, its look and its limits.
    """
    words = tutor.curriculum.words["page"]
    runs = Runs(settings.demos_at_once)
    chat = Chat(tutor, run_demo, runs, settings.device)
    app = Page(title=words["name"]["en"], analytics_enabled=False, fill_width=True)
    with app:
        app.runs, app.words = runs, words
        _lay_out(app, chat)
        gr.api(ask_with(tutor), api_name="ask", concurrency_limit=None)
        demo = demo_with(tutor, run_demo, runs, settings.device)
        gr.api(demo, api_name="demo", concurrency_limit=TURNS_AT_ONCE)
    app.queue(max_size=WAITING, default_concurrency_limit=TURNS_AT_ONCE, api_open=False)
    return app


def _lay_out(app: Page, chat: Chat) -> None:
    """The parts from top to bottom, and their events."""
    gr.HTML(page.header(), elem_id="masthead", apply_default_css=False, js_on_load=None)
    gr.HTML(page.welcome(), elem_id="welcome", apply_default_css=False, js_on_load=None)
    messages = gr.Chatbot(
        elem_id="chat",
        show_label=False,
        container=False,
        height=None,
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        layout="bubble",
        group_consecutive_messages=False,
        latex_delimiters=[
            {"left": "$$", "right": "$$", "display": True},
            {"left": "\\(", "right": "\\)", "display": False},
        ],
    )
    with gr.Column(elem_id="dock"):
        with gr.Row(elem_id="composer"):
            box = gr.Textbox(elem_id="box", show_label=False, container=False, lines=1, max_lines=8, scale=1)
            send = gr.Button("", elem_id="send", variant="primary", scale=0, min_width=0)
            stop = gr.Button("", elem_id="stop", scale=0, min_width=0)
        with gr.Row(elem_id="below"):
            new = gr.Button("", elem_id="new", scale=0, min_width=0)
            gr.HTML(page.footer(), elem_id="footer", apply_default_css=False, js_on_load=None)
    outgoing = gr.JSON(visible=False)
    memory = gr.State(None, time_to_live=STATE_SECONDS)
    again = gr.Button("", elem_id="again", visible="hidden")
    kept = gr.BrowserState(None, storage_key="tutor", secret="kept by the browser for itself")
    _connect(chat, messages, box, send, stop, new, again, outgoing, memory, kept)
    _connect_kept(app, chat, messages, outgoing, memory, kept)


def _connect(
    chat: Chat,
    messages: gr.Chatbot,
    box: gr.Textbox,
    send: gr.Button,
    stop: gr.Button,
    new: gr.Button,
    again: gr.Button,
    outgoing: gr.JSON,
    memory: gr.State,
    kept: gr.BrowserState,
) -> None:
    """Each event goes through the page's script first: it ends a running demo, and knows the language wanted."""

    def turn(sent: dict[str, str], remembered: dict[str, object] | None):  # type: ignore[no-untyped-def]
        yield from chat.turn(str(sent["text"]), str(sent["language"]), remembered)

    def rerun(sent: dict[str, object], remembered: dict[str, object] | None):  # type: ignore[no-untyped-def]
        yield from chat.again(str(sent["run"]), dict(sent["changes"]), remembered)  # type: ignore[call-overload]

    shown = [messages, memory]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    sent = send.click(None, [box], [outgoing, box], js="(typed) => window.Tutor.send(typed)", **quiet)
    answered = sent.then(turn, [outgoing, memory], shown, concurrency_limit=TURNS_AT_ONCE, **quiet)
    answered.then(None, js="() => window.Tutor.idle()", **quiet).then(keeping.kept, [memory], [kept], **quiet)
    asked = again.click(None, None, [outgoing], js="() => window.Tutor.rerun()", **quiet)
    rerun_done = asked.then(rerun, [outgoing, memory], shown, concurrency_limit=TURNS_AT_ONCE, **quiet)
    rerun_done.then(None, js="() => window.Tutor.idle()", **quiet).then(keeping.kept, [memory], [kept], **quiet)
    # The demo ends by itself when asked to, and leaves its last picture; what does not, is cancelled.
    stopping = stop.click(None, js="() => window.Tutor.stop()", **quiet)
    stopped = stopping.then(None, js="() => window.Tutor.idle()", cancels=[answered, rerun_done], **quiet)
    stopped.then(keeping.kept, [memory], [kept], **quiet)
    clearing = new.click(None, js="() => window.Tutor.finish()", **quiet)
    fresh = clearing.then(chat.afresh, [memory], shown, queue=False, **quiet)
    fresh.then(None, js="() => window.Tutor.fresh()", **quiet).then(keeping.kept, [memory], [kept], **quiet)


def _connect_kept(
    app: Page, chat: Chat, messages: gr.Chatbot, outgoing: gr.JSON, memory: gr.State, kept: gr.BrowserState
) -> None:
    """What the browser keeps: taken up when the page opens, saved to a file, loaded from one, deleted."""
    shown = [messages, memory]
    quiet = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    save, load, delete = (gr.Button("", elem_id=name, visible="hidden") for name in ("save", "load", "delete"))
    opened = app.load(chat.resume, [kept], shown, **quiet)
    opened.then(None, js="() => window.Tutor.resumed()", **quiet)
    save.click(keeping.exported, [memory], [outgoing], **quiet).then(
        None, [outgoing], js="(learner) => window.Tutor.save(learner)", **quiet
    )
    chosen = load.click(None, None, [outgoing], js="() => window.Tutor.chosenFile()", **quiet)
    chosen.then(chat.load, [outgoing, memory], shown, **quiet).then(keeping.kept, [memory], [kept], **quiet)
    deleted = delete.click(chat.forget, [memory], shown, **quiet)
    deleted.then(keeping.kept, [memory], [kept], **quiet).then(None, js="() => window.Tutor.fresh()", **quiet)
