"""The page inside another page, behind a proxy, on a home screen."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.browser.steps import BOX, PHONE, WATCH, answered, ask, idle, pictures, until
from tests.ui.serving import await_page, free_port
from tutor.settings import ROOT

pytestmark = pytest.mark.browser

CURVE = "show me a neural network fitting a curve"


@contextmanager
def site(*routes: Route) -> Iterator[str]:
    """A small site of its own on a free port."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=list(routes)), port=port, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("visitor", [{}, {**PHONE, "locale": "zh-CN"}], ids=["wide", "phone-zh"])
def test_the_page_works_in_a_frame_of_another_site(browser: Browser, url: str, visitor: dict[str, object]) -> None:
    inside = f'<iframe src="{url}" style="border: 0; width: 100%; height: 95vh"></iframe>'
    frame = f'<meta name="viewport" content="width=device-width">{inside}'

    async def around(_: Request) -> Response:
        return HTMLResponse(frame)

    with site(Route("/", around)) as address:
        context = browser.new_context(**visitor)
        context.set_default_timeout(20_000)
        page = context.new_page()
        # Another name is another site: the frame may not use what is only for a page of its own.
        page.goto(address.replace("127.0.0.1", "localhost"))
        inner = page.frame_locator("iframe")
        inner.locator(BOX).fill(CURVE)
        inner.locator(BOX).press("Enter")
        inner.locator(".demo.live svg").first.wait_for()
        inner.locator("#stop").click()
        inner.locator(".demo:not(.live) .picture > svg").wait_for()
        until(page.frames[1], "window.Tutor.talk().id")
        inner.locator("[data-wish=talks]").click()
        expect(inner.locator("#talks li")).to_have_count(1)
        inner.locator("#talks [data-wish=forget]").click()
        inner.locator("#sure button[value=yes]").click()
        expect(inner.locator("#chat .user-row")).to_have_count(0)
        context.close()


@pytest.fixture(scope="module")
def proxied() -> Iterator[str]:
    """The page at /class/tutor of another server, which passes everything on."""
    port = free_port()
    command = [sys.executable, "-m", "tests.ui.serving", str(port), "--root-path", "/class/tutor"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        await_page(f"http://127.0.0.1:{port}/healthz", process)
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=None)

        async def pass_on(request: Request) -> Response:
            asked = client.build_request(
                request.method,
                httpx.URL(path="/" + request.path_params["path"], query=request.url.query.encode()),
                headers=[(name, value) for name, value in request.headers.raw if name != b"accept-encoding"],
                content=await request.body(),
            )
            answer = await client.send(asked, stream=True)

            async def parts() -> AsyncIterator[bytes]:
                async for part in answer.aiter_raw():
                    yield part
                await answer.aclose()

            headers = {k: v for k, v in answer.headers.items() if k not in ("content-length", "transfer-encoding")}
            return StreamingResponse(parts(), answer.status_code, headers)

        with site(Route("/class/tutor/{path:path}", pass_on, methods=["GET", "POST", "HEAD"])) as address:
            yield f"{address}/class/tutor/"
        process.terminate()


def test_the_page_works_behind_a_proxy_that_shows_it_elsewhere(browser: Browser, proxied: str) -> None:
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(30_000)
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.goto(proxied)
    page.wait_for_selector(BOX)
    page.evaluate(WATCH)
    ask(page, "What is deep learning?")
    answered(page, 1)
    ask(page, CURVE)
    page.wait_for_selector(".demo.live svg")
    pictures(page, 5)
    page.click("#stop")
    idle(page)
    assert [address for address in asked if not address.startswith((proxied, "data:", "blob:"))] == []
    assert failed == []
    manifest, icon = (
        page.locator(f"link[rel={rel}]").evaluate("link => link.href") for rel in ("manifest", "apple-touch-icon")
    )
    start = httpx.URL(manifest).join(httpx.get(manifest).json()["start_url"])
    assert str(start) == proxied
    assert httpx.get(icon).headers["content-type"] == "image/png"
    context.close()


def test_the_page_can_be_installed(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    errors = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Tests run in private windows, from which nothing is ever installed; everything else must be in order.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []
    icon = page.evaluate("document.querySelector('link[rel=apple-touch-icon]').href")
    assert httpx.get(icon).headers["content-type"] == "image/png"
    context.close()
