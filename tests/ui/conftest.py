"""One started page for all tests of this folder, with the stand-in behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from gradio_client import Client

from tests.ui.serving import serving


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def client(url: str) -> Client:
    return Client(url, verbose=False, analytics_enabled=False)
