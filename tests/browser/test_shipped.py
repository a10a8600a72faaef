"""The page with the shipped tutor behind it: the whole way from a question to an answer and a moving picture."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.steps import WATCH, answered, ask, idle, pictures

pytestmark = pytest.mark.browser


def test_a_learner_asks_in_both_languages_and_sees_a_network_learn(browser: Browser, shipped: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(shipped)
    page.wait_for_selector("#box textarea")
    page.evaluate(WATCH)
    ask(page, "What is deep learning?")
    answered(page, 1)
    page.locator("#chat .option").last.click()
    answered(page, 2)
    ask(page, "什么是深度学习")
    answered(page, 3)
    expect(page.locator("#chat .bot-row").last).to_contain_text("深度学习")
    expect(page.locator("#chat .bot-row").last).to_have_attribute("lang", "zh-Hans")
    ask(page, "show me a neural network fitting |x|")
    pictures(page, 10)
    expect(page.locator(".demo [data-key=function]")).to_have_value("|x|")
    page.click("#stop")
    idle(page)
    context.close()
