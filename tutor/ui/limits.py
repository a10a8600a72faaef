"""What stands in front of every request: a limit on its size, and headers that keep the page to itself.

Gradio itself accepts a message of any size. Knows nothing of what is asked or answered.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1 << 20
"""Bytes. A question of 100,000 Chinese characters, to be declined in words, takes 300,000."""

# Gradio's components compile their templates in the browser, hence 'unsafe-eval'. Nobody but us may be asked for
# anything; who embeds the page is not restricted, since Spaces shows it in a frame.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Limits:
    """ASGI middleware: answers 413 to a body over LARGEST_BODY and adds HEADERS to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            await _too_large(scope, receive, send)
            return
        await self.app(scope, _counted(receive), _headed(send))


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    reason = {"error": f"That is more than {LARGEST_BODY // 1024} KB at once; send less."}
    await JSONResponse(reason, status_code=413)(scope, receive, send)


def _counted(receive: Receive) -> Receive:
    """The body as it comes, cut off where it is longer than allowed and did not say so."""
    so_far = 0

    async def counted() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        return message if so_far <= LARGEST_BODY else {"type": "http.disconnect"}

    return counted


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return headed
