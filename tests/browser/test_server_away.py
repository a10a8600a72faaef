"""The server goes away and comes back: one sentence, nothing lost, and the page goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, PHONE, answered, ask, until, visiting
from tests.ui.serving import await_page, free_port
from tutor.settings import ROOT

pytestmark = pytest.mark.browser

BACK_WITHIN = 60_000


class Server:
    """A page on a fixed port that can be ended and started again."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.ui.serving", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        await_page(f"{self.url}healthz", self.process)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def served() -> Iterator[Server]:
    server = Server()
    try:
        yield server
    finally:
        server.end()


def back(page: Page) -> None:
    """Wait until the page stands there anew with its conversation."""
    until(
        page,
        "document.querySelector('#lost') && document.querySelector('#lost').hidden"
        " && document.querySelectorAll('#chat .user-row').length > 0",
        timeout=BACK_WITHIN,
    )


@pytest.mark.parametrize(
    "visitor", [{}, {**PHONE, "locale": "zh-CN", "color_scheme": "dark"}], ids=["wide-en", "phone-zh"]
)
def test_what_was_typed_is_kept_and_the_page_goes_on(browser: Browser, visitor: dict[str, object]) -> None:
    with served() as server, visiting(browser, server.url, **visitor) as page:
        ask(page, "What is deep learning?")
        answered(page, 1)
        until(page, "window.Tutor.talk().id")
        server.end()
        ask(page, "show me a neural network fitting a curve")
        expect(page.locator("#lost")).to_contain_text("连不上服务器" if visitor else "can't be reached")
        expect(page.locator(BOX)).to_have_value("show me a neural network fitting a curve")
        assert not page.locator(".toast-body").first.is_visible()
        assert "busy" not in (page.locator("body").get_attribute("class") or "")
        server.start()
        back(page)
        expect(page.locator("#chat .user-row")).to_have_count(1)
        expect(page.locator(BOX)).to_have_value("show me a neural network fitting a curve")
        page.press(BOX, "Enter")
        page.wait_for_selector(".demo.live svg")
        server.end()  # in the middle of a demo, too
        expect(page.locator("#lost")).to_be_visible()
        server.start()
        back(page)


def test_a_server_that_forgot_the_conversation_is_told_of_it(browser: Browser) -> None:
    with served() as server, visiting(browser, server.url) as page:
        ask(page, "What is deep learning?")
        answered(page, 1)
        until(page, "window.Tutor.talk().id")
        name = page.evaluate("window.Tutor.talk().id")
        server.end()
        server.start()  # before anybody asked for anything
        ask(page, "which")
        until(page, "window.Tutor.talk().history.length === 4", timeout=BACK_WITHIN)
        expect(page.locator("#chat .user-row")).to_have_count(2)
        assert page.evaluate("window.Tutor.talk().id") == name
