"""Points set and pictures drawn with mouse, finger and keyboard, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import ask, idle, until

pytestmark = pytest.mark.browser

CURVE = "show me a neural network fitting a curve"
PAD = ".demo .pad canvas[data-key=clicks]"
PLACES = [(0.15, 0.2), (0.4, 0.8), (0.6, 0.3), (0.85, 0.7)]
DOTS = """() => {
  const paths = [...document.querySelectorAll('.demo .picture svg svg path')].map((path) => path.getAttribute('d'));
  return Math.max(0, ...paths.map((d) => (d.match(/h0/g) || []).length));
}"""


def places(page: Page) -> list[tuple[float, float]]:
    box = page.locator(PAD).bounding_box()
    assert box is not None
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in PLACES]


def shown(page: Page, count: int) -> None:
    until(page, f"({DOTS})() === {count}")


def test_points_clicked_with_the_mouse_are_learnt_and_cleared(page: Page) -> None:
    ask(page, CURVE)
    page.wait_for_selector(".demo.live svg")
    page.locator(PAD).evaluate("pad => pad.scrollIntoView({ block: 'center' })")
    for x, y in places(page):
        page.mouse.click(x, y)
    shown(page, 4)
    page.click(".demo .places button:has-text('Undo')")
    shown(page, 3)
    page.click(".demo .places button:has-text('Clear')")
    shown(page, 200)
    page.click("#stop")
    idle(page)


def test_points_are_set_by_touch_on_a_phone(browser: Browser, url: str) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="zh-CN"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#box textarea")
    ask(page, "拟合一条曲线")
    page.wait_for_selector(".demo.live svg")
    page.tap(".demo summary")
    page.locator(PAD).evaluate("pad => pad.scrollIntoView({ block: 'center' })")
    for x, y in places(page):
        page.touchscreen.tap(x, y)
    shown(page, 4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_points_are_set_with_the_keyboard_alone(page: Page) -> None:
    ask(page, CURVE)
    page.wait_for_selector(".demo.live svg")
    pad = page.locator(PAD)
    pad.focus()
    expect(pad).to_have_attribute(
        "aria-label", "your own points. Click or tap to set a point, or move with the arrow keys and press space."
    )
    for key in ("Space", "ArrowRight", "ArrowUp", "Space", "ArrowRight", "Space"):
        pad.press(key)
    shown(page, 3)
    page.click("#stop")
    idle(page)
