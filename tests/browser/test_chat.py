"""Asking and being answered, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, answered, ask, idle, until, visible_text, visiting

pytestmark = pytest.mark.browser


def test_a_question_in_each_language_gets_its_answer_and_source(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    expect(page.locator("#chat .bot-row").first).to_contain_text("find out for itself")
    expect(page.locator("#chat .sources a")).to_have_attribute("href", "https://example.org/article")
    ask(page, "什么是深度学习？")
    answered(page, 2)
    expect(page.locator("#chat .bot-row").last).to_contain_text("自己找出")
    expect(page.locator("#chat .bot-row").last).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#chat .bot-row").first).to_have_attribute("lang", "en")
    assert page.input_value(BOX) == ""


def test_the_message_box_is_the_first_text_field(page: Page) -> None:
    assert page.evaluate("document.querySelector('textarea, input[type=text]').closest('#box') !== null")


def test_an_example_and_a_follow_up_are_sent_by_a_click(page: Page) -> None:
    page.click("text=What is deep learning?")
    answered(page, 1)
    expect(page.locator(".welcome")).to_be_hidden()
    page.click("#chat .option:has-text('Tell me more')")
    answered(page, 2)
    expect(page.locator("#chat .user-row").last).to_have_text("Tell me more")


def test_options_of_a_question_back_are_buttons(page: Page) -> None:
    ask(page, "which")
    idle(page)
    expect(page.locator("#chat .option")).to_have_count(3)


def test_a_click_keeps_what_was_being_typed(page: Page) -> None:
    page.fill(BOX, "half a thought")
    page.click("text=What is deep learning?")
    answered(page, 1)
    assert page.input_value(BOX) == "half a thought"


def test_markup_is_shown_as_typed(page: Page) -> None:
    text = "<img src=x onerror=\"document.title='x'\"> **a** $$b$$ ${alert(1)} {{c}} \\(d\\)"
    ask(page, text)
    answered(page, 1)
    expect(page.locator("#chat .user-row")).to_have_text(text)
    assert page.title() == "tutor"


def test_an_exception_is_a_sentence_and_the_page_lives_on(page: Page) -> None:
    ask(page, "boom")
    expect(page.locator("#chat .bot-row").last).to_contain_text("Something went wrong")
    idle(page)
    ask(page, "What is deep learning?")
    answered(page, 1)
    expect(page.locator("#chat .user-row")).to_have_count(2)


def test_shift_and_enter_break_the_line(page: Page) -> None:
    page.fill(BOX, "one")
    page.press(BOX, "Shift+Enter")
    page.keyboard.type("two")
    assert page.input_value(BOX) == "one\ntwo"
    expect(page.locator("#chat .user-row")).to_have_count(0)


def test_new_conversation_starts_afresh(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    page.click("#new")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#chat .message-row")).to_have_count(0)


def test_reload_takes_the_conversation_up_again(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    until(page, "window.Tutor.talk().id")
    page.reload()
    page.wait_for_selector(BOX)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    expect(page.locator("#chat .bot-row").last).to_contain_text("Welcome back")
    ask(page, "What is deep learning?")
    answered(page, 2)


def test_reading_back_is_not_disturbed(page: Page) -> None:
    for count in (1, 2, 3):
        ask(page, "What is deep learning?")
        answered(page, count)
    page.mouse.move(500, 300)
    page.mouse.wheel(0, -3000)
    until(page, "scrollY === 0")
    page.evaluate("() => { document.querySelector('#chat').append(document.createElement('i')); }")
    until(page, "new Promise((done) => setTimeout(() => done(scrollY === 0), 100))")


LATIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {"tutor", "English", "GPU", "tanh", "ReLU", "sigmoid", "GELU", "SGD", "Adam", "CPU", "sin"}
HAN = re.compile(r"[㐀-鿿]+")


def test_the_switch_turns_every_word(page: Page) -> None:
    ask(page, "演示一下神经网络拟合曲线")
    page.wait_for_selector(".demo .picture svg")
    page.click("#stop")
    idle(page)
    page.click("[data-language=zh]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert set(LATIN.findall(visible_text(page))) <= NAMES
    page.click("#new")
    expect(page.locator(".welcome")).to_be_visible()
    assert set(LATIN.findall(visible_text(page))) <= NAMES
    page.click("[data-language=en]")
    ask(page, "Show me a neural network fitting a curve")
    page.wait_for_selector(".demo .picture svg")
    page.click("#stop")
    idle(page)
    assert set(HAN.findall(visible_text(page))) <= {"中文"}
    page.click("#new")
    expect(page.locator(".welcome")).to_be_visible()
    assert set(HAN.findall(visible_text(page))) <= {"中文"}


def test_the_switch_sets_the_language_of_replies_and_is_remembered(page: Page) -> None:
    page.click("[data-language=zh]")
    ask(page, "What is deep learning?")
    answered(page, 1)
    expect(page.locator("#chat .bot-row")).to_contain_text("自己找出")
    page.reload()
    page.wait_for_selector(BOX)
    expect(page.locator("#send")).to_have_text("发送")


def test_a_chinese_browser_gets_a_chinese_page(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(url)
    expect(page.locator(".welcome h2")).to_have_text("你想弄懂什么？")
    assert set(LATIN.findall(visible_text(page))) <= NAMES
    context.close()


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_needs_no_sideways_scroll(browser: Browser, url: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, has_touch=True, locale="en-GB")
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    ask(page, "x" * 300 + " show me a neural network fitting a curve")
    page.wait_for_selector(".demo .picture svg")
    page.tap(".demo summary")
    expect(page.locator(".demo [data-key=width]")).to_be_visible()
    assert page.evaluate(fits)
    box = page.locator("#composer").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 740
    page.tap("#stop")
    idle(page)
    context.close()


def test_nothing_is_asked_of_another_host(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    page.wait_for_selector(BOX)
    ask(page, "演示一下神经网络拟合曲线")
    page.wait_for_selector(".demo .picture svg")
    page.click("#stop")
    idle(page)
    foreign = [address for address in asked if not address.startswith((url, "data:", "blob:"))]
    assert foreign == []
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_is_highlighted(browser: Browser, shipped: str, scheme: str) -> None:
    with visiting(browser, shipped, color_scheme=scheme) as page:
        ask(page, "how do I write a training loop in pytorch")
        answered(page, 1)
        while not page.locator("#chat pre .token").count():
            page.locator("#chat .option", has_text="Tell me more").click()
            idle(page)
        colours = (
            "new Set([...document.querySelectorAll('#chat pre .token')].map((e) => getComputedStyle(e).color)).size"
        )
        until(page, f"{colours} >= 4")
        expect(page.locator("#chat .code_wrap button").first).to_have_attribute("title", "Copy")


def test_formulas_are_set(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    expect(page.locator("#chat .katex math")).to_have_count(1)
