"""A digit and an obstacle drawn by mouse and by finger, taken in by demos of the shipped tutor while they run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.steps import ask, idle, until

pytestmark = pytest.mark.browser

ONE = [(0.5, 0.12), (0.5, 0.5), (0.5, 0.88)]
ACROSS = [(0.1, 0.5), (0.9, 0.5)]
DEMOS = {
    "drawing": ({"en": "let me draw a digit", "zh": "演示一下手写数字识别"}, ONE, "drawing →"),
    "obstacle": (
        {"en": "show me self driving cars", "zh": "演示一下自动驾驶"},
        [(0.1, 0.5), (0.9, 0.5)],
        "obstacle on",
    ),
}


def draw(page: Page, key: str, places: list[tuple[float, float]], touch: bool) -> None:
    """One stroke on the pad of `key` through `places`, shares of its width and height."""
    pad = page.locator(f".demo .pad canvas[data-key={key}]")
    pad.evaluate("pad => pad.scrollIntoView({ block: 'center' })")
    box = pad.bounding_box()
    assert box is not None
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    if touch:
        wire = page.context.new_cdp_session(page)
        for kind, at in zip(("touchStart", *["touchMove"] * (len(points) - 1)), points, strict=True):
            wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}]})
        wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        return
    page.mouse.move(*points[0])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
@pytest.mark.parametrize("key", DEMOS)
def test_what_is_drawn_is_taken_in_at_once(browser: Browser, shipped: str, key: str, touch: bool) -> None:
    asks, places, seen = DEMOS[key]
    size = {"width": 360, "height": 740} if touch else {"width": 1100, "height": 900}
    context = browser.new_context(
        viewport=size, has_touch=touch, is_mobile=touch, locale="zh-CN" if touch else "en-GB",
        color_scheme="dark" if touch else "light",
    )  # fmt: skip
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(shipped)
    page.wait_for_selector("#box textarea")
    ask(page, asks["zh" if touch else "en"])
    page.wait_for_selector(".demo.live svg")
    if touch:
        page.tap(".demo summary")
    described = f"[...document.querySelectorAll('.demo .picture desc')].some((d) => d.textContent.includes('{seen}'))"
    assert not page.evaluate(described)
    draw(page, key, places, touch)
    until(page, described)
    page.locator(".demo .pad button", has_text="清空" if touch else "Clear").first.click()
    until(page, f"!({described})")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("#stop")
    idle(page)
    context.close()
