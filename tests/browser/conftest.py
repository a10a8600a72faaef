"""One browser and one started page for all tests of this folder; without a browser they are skipped, but not in CI."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser.chromium import launch
from tests.ui.serving import serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            started = launch(playwright)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser here: {error.message.splitlines()[0]}")
        yield started
        started.close()


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
