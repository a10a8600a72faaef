"""Takes the pictures of the page that docs/ shows: `python tests/browser/screenshots.py docs/`. Checks nothing.

Each language, theme and size is there twice; with `--all`, every combination of them.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.chromium import launch
from tests.browser.steps import BOX, ask, idle
from tests.ui.serving import serving

ASKS = {
    "en": {
        "answer": "How does backpropagation work, in detail?",
        "demo": "Show me a neural network fitting a curve",
        "quiz": "Quiz me on overfitting",
        "progress": "How am I doing?",
    },
    "zh": {
        "answer": "详细讲讲反向传播",
        "demo": "演示一下神经网络拟合曲线",
        "quiz": "考考我过拟合",
        "progress": "我学得怎么样？",
    },
}
FAR = "(document.querySelector('.demo.live desc') || {textContent: '0'}).textContent.match(/^\\d{3,}/)"
"""A demo that has come far enough to show something."""
SHOWN = [("en", "light", "wide"), ("zh", "dark", "wide"), ("en", "dark", "phone"), ("zh", "light", "phone")]
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def main(folder: Path, everything: bool) -> None:
    """Every screen in the combinations that are shown, or in all."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(product(("en", "zh"), ("light", "dark"), SIZES)) if everything else SHOWN
    with serving("--shipped") as url, sync_playwright() as playwright:
        browser = launch(playwright)
        for language, scheme, size in wanted:
            page = browser.new_page(
                viewport=SIZES[size],
                color_scheme=scheme,
                locale="zh-CN" if language == "zh" else "en-GB",
                device_scale_factor=1 if size == "wide" else 2,
            )
            _take(page, url, language, folder / f"page-{language}-{scheme}-{size}")
            page.close()
        browser.close()


def _take(page: Page, url: str, language: str, name: Path) -> None:
    """The first screen, an answer, a running demo, a quiz, what is known, and the list of conversations."""
    page.goto(url)
    page.wait_for_selector(BOX)
    page.wait_for_function("document.querySelector('.welcome h2').textContent.length > 0")
    page.screenshot(path=f"{name}-first.png")
    ask(page, ASKS[language]["answer"])
    page.wait_for_selector(".sources")
    _shoot(page, f"{name}-answer.png")
    ask(page, ASKS[language]["demo"])
    page.wait_for_function(FAR)
    page.screenshot(path=f"{name}-demo.png")
    page.click("#stop")
    page.wait_for_selector(".demo:not(.live)")
    idle(page)
    ask(page, ASKS[language]["quiz"])
    page.wait_for_selector("#chat .option")
    _shoot(page, f"{name}-quiz.png")
    ask(page, ASKS[language]["progress"])
    page.wait_for_selector(".progress")
    _shoot(page, f"{name}-progress.png")
    page.click("[data-wish=talks]")
    page.wait_for_selector("#talks li")
    page.screenshot(path=f"{name}-talks.png")


def _shoot(page: Page, path: str) -> None:
    """The screen once the turn is over and its tools are there."""
    idle(page)
    page.wait_for_timeout(500)
    page.screenshot(path=path)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--all"]
    main(Path(given[0] if given else "docs"), "--all" in sys.argv)
