"""The page's own addresses beside Gradio's: a run's pictures as they come, its controls, the page's own pictures, and
whether all is well.

`/demo/{run}/events` is a stream of server-sent events, `/demo/{run}/control` takes one JSON object. Pictures go
this way, and not through the chat's value, because that is several times cheaper and leaves the reader's
scrolling alone. Only who knows a run's name can see or change it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tutor.demos import load
from tutor.errors import DemoError
from tutor.types import Language, SettingValue
from tutor.ui import page
from tutor.ui.runs import WATCHES, Run, Runs

LOOK_EVERY = 0.015
"""Seconds between two looks for a newer picture: a share of the 55 ms between pictures that nobody notices."""
HEARTBEAT = 10.0
LARGEST_CONTROL = 4096
MOST_PREDICTIONS = 4
PICTURES = frozenset(["icon-192.png", "icon-512.png", "social.png"])
"""What other programs show of the page: home screens, and chats in which its address is shared."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

Text = Mapping[Language, str]


def routes(runs: Runs, words: Mapping[str, Text]) -> list[Route]:
    """The routes to hand to the server; `words` are the page's."""

    async def events(request: Request) -> Response:
        run = runs.find(request.path_params["run"])
        if run is None:
            return _problem(404, words["demo_gone"])
        return StreamingResponse(_stream(run), media_type="text/event-stream", headers=HEADERS)

    async def control(request: Request) -> Response:
        run = runs.find(request.path_params["run"])
        if run is None or run.ended is not None:
            return _problem(404, words["demo_gone"])
        changes = _changes(await request.body())
        if changes is None:
            return _problem(400, words["demo_bad_request"])
        try:
            return JSONResponse({"settings": change(run, changes)})
        except DemoError as error:
            return _problem(400, {"en": error.en, "zh": error.zh})

    async def manifest(_: Request) -> Response:
        return JSONResponse(page.manifest(words), media_type="application/manifest+json")

    async def picture(request: Request) -> Response:
        name = request.path_params["name"]
        return FileResponse(page.STATIC / name) if name in PICTURES else Response(status_code=404)

    async def healthy(_: Request) -> Response:
        return JSONResponse({"ok": True, "demos": runs.busy()})

    return [
        Route("/demo/{run}/events", events),
        Route("/demo/{run}/control", control, methods=["POST"]),
        Route("/healthz", healthy),
        Route("/tutor/manifest.webmanifest", manifest),
        Route("/tutor/{name}", picture),
    ]


def change(run: Run, changes: dict[str, Any]) -> dict[str, Any]:
    """Carry out what the page asks of `run` and return its settings now. Raises DemoError for what cannot be.

    `stop`, `yields` and `predict` are for the one who runs the demo, `pause`, `restart` and settings for the demo
    itself.
    """
    from tutor.demos import knobs

    run.stopped = run.stopped or changes.pop("stop", None) is True
    run.yields = run.yields or changes.pop("yields", None) is True
    expected = changes.pop("predict", None)
    counts = isinstance(expected, int) and not isinstance(expected, bool) and run.prediction is None
    if counts and WATCHES <= expected < MOST_PREDICTIONS:
        run.prediction = expected
    orders: dict[str, SettingValue] = {key: changes.pop(key) is True for key in ("pause", "restart") if key in changes}
    offered = load(run.demo).Settings
    wanted = knobs.changed(offered, run.settings, changes)
    parsed = knobs.parse(offered, wanted)
    accepted = {key: getattr(parsed, key) for key in wanted if key in changes or wanted[key] != run.settings.get(key)}
    if (accepted or orders) and run.mailbox.post({**accepted, **orders}):
        run.settings = {**run.settings, **accepted}
    return run.settings


def _changes(body: bytes) -> dict[str, Any] | None:
    """The one JSON object of plain values in `body`, if that is what it holds."""
    try:
        changes = json.loads(body) if len(body) <= LARGEST_CONTROL else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(changes, dict):
        return None
    plain = all(isinstance(value, str | int | float | bool) for value in changes.values())
    return changes if plain else None


async def _stream(run: Run) -> AsyncIterator[str]:
    """The newest news each time there is some, until the run is over. Pictures missed are not made up for."""
    run.was_read = True
    seen, quiet = 0, 0.0
    while True:
        over = run.ended is not None
        if run.count > seen:
            seen, quiet = run.count, 0.0
            yield f"data: {json.dumps(run.news, ensure_ascii=False)}\n\n"
        elif over:
            yield "event: over\ndata: {}\n\n"
            return
        elif quiet >= HEARTBEAT:
            quiet = 0.0
            yield ": still here\n\n"
        await asyncio.sleep(0 if over else LOOK_EVERY)
        quiet += LOOK_EVERY


def _problem(status: int, sentence: Text) -> JSONResponse:
    return JSONResponse({"error": dict(sentence)}, status_code=status)
