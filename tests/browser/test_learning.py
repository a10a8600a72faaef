"""Quizzes by button and by keyboard, the map of what is known, saving, deleting and coming back, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, ask, idle, until

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "quiz": "quiz me on overfitting",
        "right": "C. It is overfitting",
        "praise": "Right.",
        "hint_ask": "A hint, please",
        "hint": "Hint 1",
        "progress": "How am I doing?",
        "map": "The article, step by step",
        "known": "1 of 55",
        "back": "Welcome back",
        "deleted": "Everything is deleted",
        "loaded": "Loaded.",
    },
    "zh": {
        "quiz": "考考我过拟合",
        "right": "C. 过拟合",
        "praise": "答对了",
        "hint_ask": "给个提示",
        "hint": "提示 1",
        "progress": "我学得怎么样？",
        "map": "文章，一步一步",
        "known": "1 / 55",
        "back": "欢迎回来",
        "deleted": "都删掉了",
        "loaded": "读好了",
    },
}


def opened(browser: Browser, url: str, language: str, phone: bool) -> Page:
    context = browser.new_context(
        viewport={"width": 360, "height": 740} if phone else {"width": 1100, "height": 900},
        has_touch=phone, is_mobile=phone, locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme="dark" if phone else "light", accept_downloads=True,
    )  # fmt: skip
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    return page


def said(page: Page, text: str) -> None:
    """Wait until the last reply holds `text` and is whole."""
    expect(page.locator("#chat .bot-row").last).to_contain_text(text, timeout=15_000)
    idle(page)


@pytest.mark.parametrize(("language", "phone"), [("en", False), ("zh", True)])
def test_a_quiz_the_map_and_coming_back(
    browser: Browser, shipped: str, tmp_path: Path, language: str, phone: bool
) -> None:
    words = WORDS[language]
    page = opened(browser, shipped, language, phone)
    ask(page, words["quiz"])
    option = page.locator("#chat .option", has_text=words["right"])
    option.tap() if phone else option.click()
    said(page, words["praise"])
    for answer in ("c", "17"):
        ask(page, answer)
        said(page, words["praise"])
    ask(page, words["progress"])
    said(page, words["map"])
    expect(page.locator(".progress li")).to_have_count(68)
    expect(page.locator(".progress h2 small").last).to_have_text(words["known"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    with page.expect_download() as download:
        page.locator("[data-wish=save]").last.click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert "overfitting" in json.loads(file.read_text(encoding="utf-8"))["learner"]["concepts"]

    page.reload()
    page.wait_for_selector(BOX)
    said(page, words["back"])
    ask(page, words["progress"])
    said(page, words["map"])
    expect(page.locator(".progress h2 small").last).to_have_text(words["known"])

    page.locator(".progress [data-wish=forget]").last.click()
    page.click("#sure button[value=yes]")
    said(page, words["deleted"])
    until(page, "!document.querySelector('.progress')")
    ask(page, words["progress"])
    said(page, "0")
    expect(page.locator("#chat .bot-row").last.locator(".progress h2 small").last).not_to_have_text(words["known"])

    with page.expect_file_chooser() as chooser:
        page.locator("[data-wish=load]").last.click()
    chooser.value.set_files(file)
    said(page, words["loaded"])
    page.context.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_quiz_by_keyboard_alone(browser: Browser, shipped: str, language: str) -> None:
    words = WORDS[language]
    page = opened(browser, shipped, language, phone=False)
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.evaluate(f"document.activeElement.matches('{BOX}')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type(words["quiz"])
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat .option")
    idle(page)
    for label in (words["hint_ask"], words["right"]):
        for _ in range(40):
            if page.evaluate("document.activeElement.matches('button') && document.activeElement.innerText") == label:
                break
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        said(page, words["hint"] if label == words["hint_ask"] else words["praise"])
    page.context.close()


def test_a_prediction_is_chosen_before_and_compared_after(browser: Browser, shipped: str) -> None:
    page = opened(browser, shipped, "en", phone=False)
    ask(page, "show me overfitting")
    page.wait_for_selector(".demo.live svg")
    page.locator(".demo .expect button", has_text="rises").click()
    expect(page.locator(".demo .verdict")).to_contain_text("You expect")
    expect(page.locator(".demo .verdict")).to_contain_text("that is what happened", timeout=25_000)
    idle(page)
    page.context.close()
