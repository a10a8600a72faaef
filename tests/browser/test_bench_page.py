"""The page's start is measured beside the stock chat's; which is faster is for `tutor bench app` to say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser

from tutor.ui.bench_page import FIELDS, page_figures
from tutor.ui.bench_servers import STOCK, serving

pytestmark = pytest.mark.browser


def test_both_pages_are_loaded_and_used(browser: Browser, url: str) -> None:
    # Playwright allows one driver a thread, and this one has the tests'.
    with serving(STOCK) as stock, ThreadPoolExecutor(1) as thread:
        figures = thread.submit(page_figures, url, stock.url, loads=1).result()
    assert list(figures) == FIELDS.split()
    assert 100 < figures["ready_ms"] < 60_000
    assert figures["ratio"] == pytest.approx(figures["ready_ms"] / figures["stock_ready_ms"], rel=0.01)
    assert 10 < figures["requests"] < 200
    assert figures["kilobytes"] > 100
    assert figures["stock_requests"] > 10
