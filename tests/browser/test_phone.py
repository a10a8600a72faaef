"""A learner on a phone, by touch alone: asks, starts a demo, changes a knob, stops, takes a quiz, sees progress,
switches the language, and finds the conversation again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.steps import BOX, PHONE, answered, idle, until, visiting

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"quiz": "quiz me on overfitting", "right": "C. It is overfitting", "praise": "Right.", "map": "known"},
    "zh": {"quiz": "考考我过拟合", "right": "C. 过拟合", "praise": "答对了", "map": "已掌握"},
}
FITS = "document.documentElement.scrollWidth <= innerWidth"


def type_by_touch(page: Page, text: str) -> None:
    """As a phone's keyboard does: a touch on the box, the text, a touch on Send."""
    page.tap(BOX)
    page.keyboard.insert_text(text)
    page.tap("#send")


def slide(page: Page, slider: Locator) -> None:
    """A thumb on the slider, drawn to its right end."""
    slider.evaluate("slider => slider.scrollIntoView({ block: 'center' })")
    box = slider.bounding_box()
    assert box is not None
    wire = page.context.new_cdp_session(page)
    y = box["y"] + box["height"] / 2
    for kind, share in (("touchStart", 0.5), ("touchMove", 0.7), ("touchMove", 0.9)):
        at = {"x": box["x"] + share * box["width"], "y": y}
        wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("zh", "dark")])
def test_everything_by_touch(browser: Browser, shipped: str, language: str, scheme: str) -> None:
    words = WORDS[language]
    options: dict[str, Any] = {**PHONE, "locale": "zh-CN" if language == "zh" else "en-GB", "color_scheme": scheme}
    with visiting(browser, shipped, **options) as page:
        page.locator(".chip").last.tap()  # the example that shows a network learning
        page.wait_for_selector(".demo.live svg")
        page.locator(".demo .expect button").last.tap()
        page.locator(".demo .knobs > summary").tap()
        knob = page.locator(".demo [data-key=noise]")
        before = knob.input_value()
        slide(page, knob)
        assert knob.input_value() != before
        until(page, f"document.querySelector('.demo [data-key=noise]').value > {before}")
        assert page.evaluate(FITS)
        page.tap("#stop")
        idle(page)
        expect(page.locator(".demo .picture > svg")).to_be_visible()

        type_by_touch(page, words["quiz"])
        page.locator("#chat .option", has_text=words["right"]).tap()
        expect(page.locator("#chat .bot-row").last).to_contain_text(words["praise"])
        idle(page)
        type_by_touch(page, "我学得怎么样？" if language == "zh" else "How am I doing?")
        expect(page.locator(".progress")).to_contain_text(words["map"])
        idle(page)
        page.locator(".progress details > summary").tap()
        expect(page.locator(".progress table")).to_be_visible()
        assert page.evaluate(FITS)

        page.evaluate("scrollTo(0, 0)")
        other = "en" if language == "zh" else "zh"
        page.tap(f"[data-language={other}]")
        expect(page.locator("#send")).to_have_text("Send" if other == "en" else "发送")
        page.tap("[data-wish=talks]")
        expect(page.locator("#talks li")).to_have_count(1)
        page.tap("#talks [data-wish=new]")
        expect(page.locator(".welcome")).to_be_visible()
        page.locator(".chip").first.tap()
        answered(page, 1)
        expect(page.locator("#chat .bot-row").first).to_have_attribute("lang", "en" if other == "en" else "zh-Hans")


def test_a_long_question_leaves_the_box_one_line_high(browser: Browser, url: str) -> None:
    with visiting(browser, url, **PHONE) as page:
        height = "document.querySelector('#box textarea').getBoundingClientRect().height"
        empty = page.evaluate(height)
        page.tap(BOX)
        page.keyboard.type("What is deep learning, and what has it got to do with machine learning?")
        assert page.evaluate(height) > empty
        page.tap("#send")
        answered(page, 1)
        assert page.evaluate(height) == empty
