"""Takes the pictures of the page that docs/ shows: `python tests/browser/screenshots.py docs/`. Checks nothing.

A second argument `--stand-in` takes them without the trained model.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.chromium import launch
from tests.ui.serving import serving

QUESTION = {"en": "What is deep learning?", "zh": "什么是深度学习？"}
DEMO = {"en": "Show me a neural network fitting a curve", "zh": "演示一下神经网络拟合曲线"}
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def main(folder: Path, *options: str) -> None:
    """Every screen, in both languages, light and dark, wide and on a phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving(*options) as url, sync_playwright() as playwright:
        browser = launch(playwright)
        for language in ("en", "zh"):
            for scheme in ("light", "dark"):
                for size, viewport in SIZES.items():
                    page = browser.new_page(
                        viewport=viewport,
                        color_scheme=scheme,
                        locale="zh-CN" if language == "zh" else "en-GB",
                        device_scale_factor=1 if size == "wide" else 2,
                    )
                    _take(page, url, language, folder / f"page-{language}-{scheme}-{size}")
                    page.close()
        browser.close()


def _take(page: Page, url: str, language: str, name: Path) -> None:
    page.goto(url)
    page.wait_for_selector("#box textarea")
    page.wait_for_function("document.querySelector('.welcome h2').textContent.length > 0")
    page.screenshot(path=f"{name}-first.png")
    _ask(page, QUESTION[language])
    page.wait_for_selector(".sources")
    page.wait_for_function("!document.body.classList.contains('busy')")
    page.screenshot(path=f"{name}-answer.png")
    _ask(page, DEMO[language])
    page.wait_for_function(
        "(document.querySelector('.demo.live desc') || {textContent: '0'}).textContent.match(/^\\d{4,}/)"
    )
    page.screenshot(path=f"{name}-demo.png")
    page.click("#stop")
    page.wait_for_selector(".demo:not(.live)")


def _ask(page: Page, text: str) -> None:
    page.fill("#box textarea", text)
    page.press("#box textarea", "Enter")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"), *(sys.argv[2:] or ["--shipped"]))
