"""Typing with an input method, and what becomes of a draft, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.steps import BOX, PHONE, answered, ask, visiting

pytestmark = pytest.mark.browser

PROCESS = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 13}
ENTER = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "nativeVirtualKeyCode": 13, "text": "\r"}


def composing(page: Page, typed: str) -> CDPSession:
    """An input method with `typed` under way, letter by letter."""
    page.click(BOX)
    wire = page.context.new_cdp_session(page)
    for end in range(1, len(typed) + 1):
        wire.send("Input.imeSetComposition", {"text": typed[:end], "selectionStart": end, "selectionEnd": end})
    return wire


def key(wire: CDPSession, kind: str, which: dict[str, Any]) -> None:
    wire.send("Input.dispatchKeyEvent", {"type": kind, **which})


@pytest.mark.parametrize("visitor", [{}, {**PHONE, "locale": "zh-CN"}], ids=["wide", "phone-zh"])
def test_enter_that_confirms_a_candidate_never_sends(browser: Browser, url: str, visitor: dict[str, Any]) -> None:
    with visiting(browser, url, **visitor) as page:
        wire = composing(page, "shendu xuexi")
        assert page.input_value(BOX) == "shendu xuexi"
        key(wire, "rawKeyDown", PROCESS)
        wire.send("Input.insertText", {"text": "深度学习"})
        key(wire, "keyUp", PROCESS)
        assert page.input_value(BOX) == "深度学习"
        wire.send("Input.imeSetComposition", {"text": "shi", "selectionStart": 3, "selectionEnd": 3})
        key(wire, "keyDown", ENTER)  # an input method that hands the key on while it composes
        key(wire, "keyUp", ENTER)
        wire.send("Input.insertText", {"text": "是什么"})
        expect(page.locator("#chat .user-row")).to_have_count(0)
        page.wait_for_timeout(50)  # the guard for Safari's order of events must have run out
        page.press(BOX, "Enter")
        answered(page, 1)
        expect(page.locator("#chat .user-row")).to_contain_text("深度学习是什么")


def test_safari_ends_the_composition_before_the_key(page: Page) -> None:
    page.fill(BOX, "深度学习")
    sends = """(later) => new Promise((done) => {
      const box = document.querySelector('#box textarea');
      box.focus();
      box.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: 'shen' }));
      box.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '深度学习' }));
      const press = () => {
        const key = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        Object.defineProperty(key, 'keyCode', { get: () => (later ? 13 : 229) });
        box.dispatchEvent(key);
        done();
      };
      later ? setTimeout(press, later) : press();
    })"""
    page.evaluate(sends, 0)
    page.wait_for_timeout(400)
    expect(page.locator("#chat .user-row")).to_have_count(0)
    page.evaluate(sends, 60)  # and a quick second Enter does send
    expect(page.locator("#chat .user-row")).to_have_count(1)


def test_an_empty_box_sends_nothing_and_ends_no_demo(page: Page) -> None:
    page.click("#send")
    page.press(BOX, "Enter")
    ask(page, "show me a neural network fitting a curve")
    page.wait_for_selector(".demo.live svg")
    page.fill(BOX, "  ")
    page.press(BOX, "Enter")
    page.wait_for_timeout(400)
    expect(page.locator(".demo.live")).to_have_count(1)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    page.click("#stop")


def test_the_browser_knows_what_enter_does(page: Page) -> None:
    expect(page.locator(BOX)).to_have_attribute("enterkeyhint", "send")


@pytest.mark.parametrize(
    ("text", "lang", "reply"),
    [("什么是深度学习？", "zh-Hans", "zh-Hans"), ("what is 深度学习", "en", "zh-Hans"), ("CNN", "en", "en")],
)
def test_messages_carry_their_language(page: Page, text: str, lang: str, reply: str) -> None:
    ask(page, text)
    answered(page, 1)
    expect(page.locator("#chat .user-row")).to_have_attribute("lang", lang)
    expect(page.locator("#chat .bot-row")).to_have_attribute("lang", reply)


def test_traditional_in_traditional_out(browser: Browser, shipped: str) -> None:
    with visiting(browser, shipped, locale="zh-TW") as page:
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
        expect(page.locator(".welcome h2")).to_have_text("你想弄懂什麼？")
        ask(page, "什麼是損失函數")
        answered(page, 1)
        expect(page.locator("#chat .bot-row")).to_contain_text("損失函數")
        expect(page.locator("#chat .user-row")).to_have_attribute("lang", "zh-Hant")
        expect(page.locator("#chat .bot-row")).to_have_attribute("lang", "zh-Hant")
        assert "损失" not in page.locator("#chat").inner_text()
        ask(page, "演示一下過擬合")
        page.wait_for_selector(".demo.live svg")
        expect(page.locator(".demo .picture")).to_contain_text("訓練")
        assert "训" not in page.locator(".demo").inner_text()
        page.click("#stop")
        ask(page, "什么是损失函数")
        answered(page, 3)
        expect(page.locator("#chat .bot-row").last).to_contain_text("损失函数")


def test_a_draft_survives_a_reload(page: Page) -> None:
    page.click(BOX)
    page.keyboard.type("half a thought")
    page.reload()
    page.wait_for_selector(BOX)
    expect(page.locator(BOX)).to_have_value("half a thought")


def test_the_box_stays_above_a_phones_keyboard(browser: Browser, url: str) -> None:
    context = browser.new_context(**PHONE, locale="zh-CN")
    context.add_init_script(
        "const view = new EventTarget(); Object.assign(view, { height: 740, offsetTop: 0, scale: 1 });"
        "Object.defineProperty(window, 'visualViewport', { value: view });"
        "window.keyboard = (height) => {"
        "  view.height = innerHeight - height; view.dispatchEvent(new Event('resize')); };"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    foot = "document.querySelector('#composer').getBoundingClientRect().bottom"
    page.evaluate("keyboard(300)")
    assert page.evaluate(foot) <= 440
    page.evaluate("keyboard(0)")
    assert page.evaluate(foot) > 600
    context.close()
