"""What several tests share: the content, the shipped tutor and a browser, each loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.chromium import launch
from tutor.curriculum import Curriculum, load_curriculum
from tutor.settings import Settings
from tutor.tutor import Tutor, load_tutor

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The content folder."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def curriculum(data: Path) -> Curriculum:
    """The content that is shipped."""
    return load_curriculum(data)


@pytest.fixture(scope="session")
def tutor() -> Tutor:
    """The tutor with the model that is shipped."""
    return load_tutor(Settings())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A started browser. Where there is none, tests with it are skipped, but not in CI."""
    with sync_playwright() as playwright:
        try:
            started = launch(playwright)
        except Error as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no browser here: {error.message.splitlines()[0]}")
        yield started
        started.close()
