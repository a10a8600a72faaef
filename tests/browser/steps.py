"""What a learner does on the page, and what can be seen of it. Checks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Frame, Page

BOX = "#box textarea"
WATCH = """() => {
  window.pictures = new Set();
  new MutationObserver(() => {
    for (const svg of document.querySelectorAll('.demo.live .picture svg')) window.pictures.add(svg.outerHTML);
  }).observe(document.body, {childList: true, subtree: true});
}"""
"""Collects every different picture of a running demo."""


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE: dict[str, Any] = {"viewport": {"width": 1100, "height": 800}}


@contextmanager
def visiting(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """The page in a fresh profile, wide unless PHONE is among the options, English unless told otherwise."""
    context = browser.new_context(**{**WIDE, "locale": "en-GB", "accept_downloads": True, **options})
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    yield page
    context.close()


def until(page: Page | Frame, condition: str, **options: Any) -> None:
    """Wait until `condition`, an expression in JavaScript, holds. What cannot be asked yet, such as of a page whose
    script is still on its way, does not hold."""
    page.wait_for_function(f"(() => {{ try {{ return {condition}; }} catch {{ return false; }} }})()", **options)


def kept(page: Page) -> Any:
    """The conversation that the page keeps."""
    return page.evaluate("window.Tutor.talk()")


def ask(page: Page, text: str) -> None:
    """Type a message and send it with Enter."""
    page.fill(BOX, text)
    page.press(BOX, "Enter")


def idle(page: Page) -> None:
    """Wait until the turn is over."""
    until(page, "!document.body.classList.contains('busy')")


def stop(page: Page) -> None:
    """Stop what runs, unless it has ended by itself meanwhile."""
    page.evaluate("document.querySelector('#stop').click()")
    idle(page)


def answered(page: Page, count: int) -> None:
    """Wait for `count` whole replies."""
    until(page, f"document.querySelectorAll('#chat .sources').length >= {count}")
    idle(page)


def pictures(page: Page, count: int) -> None:
    """Wait until `count` different pictures have been seen since WATCH."""
    until(page, f"window.pictures.size >= {count}")


def caption(page: Page) -> str:
    """What the latest demo says of itself."""
    return page.locator(".demo .caption").last.inner_text()


def visible_text(page: Page) -> str:
    """All words that can be seen or are read out for parts of the page."""
    return str(
        page.evaluate("""() => {
          const seen = (e) => e.checkVisibility();
          const names = [...document.querySelectorAll('[aria-label], [placeholder], [title]')].filter(seen)
            .flatMap((e) => ['aria-label', 'placeholder', 'title'].map((name) => e.getAttribute(name) || ''));
          return [document.body.innerText, ...names].join('\\n');
        }""")
    )
