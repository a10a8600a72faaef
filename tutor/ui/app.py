"""Builds the page: which parts it has and which event calls what. Starts no server and answers nothing itself."""

from __future__ import annotations

from collections.abc import Mapping

import gradio as gr

from tutor.settings import Settings
from tutor.types import Language
from tutor.ui.api import ask_with, demo_with
from tutor.ui.chat import Answering, Chat
from tutor.ui.opinions import Opinions
from tutor.ui.orders import Orders
from tutor.ui.running import RunDemo, Running
from tutor.ui.runs import Runs

TURNS_AT_ONCE = 64
"""A running demo is a turn too, and holds a thread; far more than `demos_at_once`, so that questions get through."""
WAITING = 256
STATE_SECONDS = 3600.0


class Page(gr.Blocks):  # type: ignore[misc]  # gradio ships no types
    """The page, and what the server needs to know of it."""

    runs: Runs
    words: Mapping[str, Mapping[Language, str]]
    address: str


def build_app(tutor: Answering, run_demo: RunDemo, settings: Settings) -> Page:
    """The page for `tutor`. `run_demo(request, controls, pace, words)` gives a demo's frames.

    Launch it with `launch_options(app)`, which brings its routes, its look and its limits.
    """
    words = tutor.curriculum.words["page"]
    runs = Runs(settings.demos_at_once)
    chat = Chat(tutor, Running(tutor.curriculum, run_demo, runs), settings.device)
    app = Page(title=words["name"]["en"], analytics_enabled=False, fill_width=True)
    with app:
        app.runs, app.words, app.address = runs, words, settings.address
        _lay_out(app, Orders(chat, Opinions(settings.opinions)))
        gr.api(ask_with(tutor), api_name="ask", concurrency_limit=None)
        demo = demo_with(tutor, run_demo, runs, settings.device)
        gr.api(demo, api_name="demo", concurrency_limit=TURNS_AT_ONCE)
    app.queue(max_size=WAITING, default_concurrency_limit=TURNS_AT_ONCE, api_open=False)
    return app


def _lay_out(app: Page, orders: Orders) -> None:
    """The parts from top to bottom, and their events."""
    _part("masthead")
    _part("welcome")
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
        _part("notices")  # above the box to the eye: the stylesheet sees to that
        _part("below")
    _connect(app, orders, messages, box, send, stop)


def _part(name: str) -> None:
    """A place that the page's script fills with the fixed part of that name."""
    gr.Column(elem_id=name, scale=0, min_width=0)


def _connect(
    app: Page, orders: Orders, messages: gr.Chatbot, box: gr.Textbox, send: gr.Button, stop: gr.Button
) -> None:
    """Every event goes through the page's script, which says what is wanted and is told what came of it."""

    def take(order: dict[str, object], memory: dict[str, object] | None):  # type: ignore[no-untyped-def]
        yield from orders.take(order, memory)

    # Turns and orders have places of their own: a learner may like a reply and send a message in one moment.
    turn, turn_news, wish, wish_news = (gr.JSON(visible=False) for _ in range(4))
    memory = gr.State(None, time_to_live=STATE_SECONDS)
    order = gr.Button("", elem_id="order", visible="hidden")
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    at_once = {**quiet, "queue": False}
    hear = {"fn": None, "inputs": [turn_news], "js": "(news) => window.Tutor.turned(news)", **quiet}

    sent = send.click(None, [box], [turn, box], js="(typed) => window.Tutor.send(typed)", **quiet)
    answered = sent.then(take, [turn, memory], [messages, memory], concurrency_limit=TURNS_AT_ONCE, **quiet)
    over = answered.then(None, js="() => window.Tutor.idle()", **quiet)
    over.then(orders.kept, [memory], [turn_news], **at_once).then(**hear)
    # The demo ends by itself when asked to, and leaves its last picture; what does not, is cancelled.
    stopping = stop.click(None, js="() => window.Tutor.stop()", **quiet)
    stopped = stopping.then(None, js="() => window.Tutor.idle()", cancels=[answered], **quiet)
    stopped.then(orders.kept, [memory], [turn_news], **at_once).then(**hear)
    ordered = order.click(None, None, [wish], js="() => window.Tutor.ordered()", trigger_mode="multiple", **quiet)
    ordered.then(orders.do, [wish, memory], [messages, memory, wish_news], **at_once).then(
        None, [wish_news], js="(news) => window.Tutor.carried(news)", **quiet
    )
    app.load(None, js="() => window.Tutor.open()", **quiet)
