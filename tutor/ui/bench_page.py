"""How long the page takes until one can type, in a real browser slowed down to a weak telephone's pace, beside
Gradio's stock chat in the same run. Needs Playwright, which only developers install, and a Chromium.

A load starts in a fresh context with nothing cached, on a CPU throttled four times. It is ready when the message box
can be seen and is enabled and the page's script is there. Then a question is typed and sent with Enter: where it
does not stand in the conversation soon, the box was not ready and there are no figures. Looks at nothing else.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

THROTTLE = 4
LOADS = 7
PATIENCE = 60_000
"""Milliseconds that a load may take."""
TYPED = "What is ReLU?"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FIELDS = "ready_ms stock_ready_ms ratio requests kilobytes stock_requests stock_kilobytes"

LOOK = """(() => {
  const looking = setInterval(() => {
    const box = document.querySelector(BOX);
    if (!box || box.disabled || box.readOnly || !box.checkVisibility() || !(SCRIPT)) return;
    clearInterval(looking);
    window.ready = performance.now();
  }, 10);
})()"""


@dataclass(frozen=True)
class Side:
    """One of the two pages: where it is, its message box, and what else must be there before it can be used."""

    url: str
    box: str
    script: str


@dataclass(frozen=True)
class Loaded:
    """One load until it was ready: milliseconds from the start of navigation, requests begun, and KB received."""

    ready_ms: float
    requests: int
    kilobytes: float


def page_figures(url: str, stock_url: str, loads: int = LOADS) -> dict[str, Any]:
    """The medians of `loads` loads of each page, in turns after one of each to warm up.

    `ratio` is ours to stock. All are None, and a line on standard error says why, where nothing can be measured.
    """
    sides = (Side(url, "#box textarea", "window.Tutor && window.Tutor.send"), Side(stock_url, "textarea", "true"))
    try:
        ours, stock = _measured(sides, loads)
    except ImportError:
        return _nothing("Playwright is not installed; pip install -e '.[dev]'")
    except _playwright_error() as error:
        return _nothing(str(error).strip().splitlines()[0])
    return {
        "ready_ms": round(ours.ready_ms),
        "stock_ready_ms": round(stock.ready_ms),
        "ratio": round(ours.ready_ms / stock.ready_ms, 3),
        "requests": ours.requests,
        "kilobytes": round(ours.kilobytes),
        "stock_requests": stock.requests,
        "stock_kilobytes": round(stock.kilobytes),
    }


def _nothing(reason: str) -> dict[str, Any]:
    print(f"the page's start is not measured: {reason}", file=sys.stderr)
    return dict.fromkeys(FIELDS.split())


def _playwright_error() -> type[Exception]:
    from playwright.sync_api import Error

    return Error


def _measured(sides: tuple[Side, Side], loads: int) -> list[Loaded]:
    from playwright.sync_api import sync_playwright

    found: tuple[list[Loaded], ...] = ([], [])
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for turn in range(1 + loads):
            for which in (0, 1) if turn % 2 else (1, 0):
                found[which].append(_load(browser, sides[which]))
        browser.close()
    return [_median(those[1:]) for those in found]


def _load(browser: Browser, side: Side) -> Loaded:
    """One load in a context of its own."""
    context = browser.new_context(viewport={"width": 1100, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        begun: list[str] = []
        received: list[int] = []
        session.on("Network.requestWillBeSent", lambda event: begun.append(event["request"]["url"]))
        session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        page.add_init_script(LOOK.replace("BOX", json.dumps(side.box)).replace("SCRIPT", side.script))
        page.goto(side.url, wait_until="commit")
        page.wait_for_function("window.ready")
        asked = sum(address.startswith("http") for address in begun)  # what stands in the page as data: is no request
        loaded = Loaded(float(page.evaluate("window.ready")), asked, sum(received) / 1024)
        _use(page, side)
        return loaded
    finally:
        context.close()


def _use(page: Page, side: Side) -> None:
    """Type and send, as one would. Raises Playwright's Error where that does not arrive in the conversation."""
    page.locator(side.box).first.press_sequentially(TYPED)
    page.keyboard.press("Enter")
    page.locator(".user-row", has_text=TYPED).wait_for()


def _median(loads: list[Loaded]) -> Loaded:
    return Loaded(
        statistics.median(load.ready_ms for load in loads),
        round(statistics.median(load.requests for load in loads)),
        statistics.median(load.kilobytes for load in loads),
    )
