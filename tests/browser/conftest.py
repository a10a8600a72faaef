"""One started page for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.ui.serving import serving


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def shipped() -> Iterator[str]:
    """A page with the shipped tutor behind it."""
    with serving("--shipped") as address:
        yield address


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    """The page, opened fresh by an English browser."""
    context = browser.new_context(viewport={"width": 1100, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    opened = context.new_page()
    opened.goto(url)
    opened.wait_for_selector("#box textarea")
    yield opened
    context.close()
