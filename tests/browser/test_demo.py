"""A network that trains inside the reply, in a real browser."""

from __future__ import annotations

import re
import time

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import WATCH, ask, caption, idle, pictures, until

pytestmark = pytest.mark.browser

CURVE = "show me a neural network fitting a curve"


def test_the_curve_is_started_in_words_and_seen_to_move(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 10)
    assert re.search(r"[Ss]tep [\d,]+ of [\d,]+", caption(page))
    expect(page.locator(".demo svg title")).to_have_count(1)


def test_an_untouched_run_ends_by_itself_with_its_picture(page: Page) -> None:
    ask(page, CURVE)
    page.wait_for_selector(".demo.live")
    idle(page)
    expect(page.locator(".demo:not(.live) .picture > svg")).to_have_count(1)
    expect(page.locator(".demo .actions button:visible")).to_have_text(["Run again"])


def test_a_control_is_moved_and_its_effect_seen(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 2)
    page.fill(".demo [data-key=function]", "|x|")
    page.press(".demo [data-key=function]", "Enter")
    page.select_option(".demo [data-key=activation]", "relu")
    page.locator(".demo [data-key=noise]").fill("0.5")
    until(page, "/^Step|^Slowed/.test(document.querySelector('.demo .caption').textContent)")
    page.click("#stop")
    idle(page)
    expect(page.locator(".demo [data-key=function]")).to_have_value("|x|")
    expect(page.locator(".demo [data-key=activation]")).to_have_value("relu")
    expect(page.locator(".demo .knob:has([data-key=noise]) output")).to_have_text("0.5")


def test_what_cannot_be_set_is_a_sentence_in_the_pages_language(page: Page) -> None:
    ask(page, CURVE)
    page.wait_for_selector(".demo.live svg")
    page.fill(".demo [data-key=function]", "import os")
    page.press(".demo [data-key=function]", "Enter")
    expect(page.locator(".demo .problem")).to_contain_text("can’t be read")
    page.click("[data-language=zh]")
    expect(page.locator(".demo .problem")).to_contain_text("函数")
    page.click("#stop")
    idle(page)


def test_pause_holds_the_step_and_continue_goes_on(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 3)
    page.click(".demo button:has-text('Pause')")
    until(page, "/^Paused/.test(document.querySelector('.demo .caption').textContent)")
    page.click(".demo button:has-text('Continue')")
    until(page, "!/^Paused/.test(document.querySelector('.demo .caption').textContent)")
    page.click(".demo button:has-text('Restart')")
    page.click("#stop")
    idle(page)


def test_stop_ends_it_and_the_picture_stays(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 3)
    page.click("#stop")
    idle(page)
    expect(page.locator(".demo.live")).to_have_count(0)
    expect(page.locator(".demo .caption")).to_contain_text("Stopped.")
    before = page.inner_html(".demo .picture")
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.inner_html(".demo .picture") == before


def test_closing_the_tab_ends_the_training(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#box textarea")
    ask(page, CURVE)
    page.wait_for_selector(".demo.live svg")
    assert httpx.get(f"{url}healthz").json()["demos"] == 1
    context.close()
    until = time.monotonic() + 3  # far less than the run would last
    while httpx.get(f"{url}healthz").json()["demos"] and time.monotonic() < until:
        time.sleep(0.02)
    assert httpx.get(f"{url}healthz").json()["demos"] == 0


def test_an_earlier_demo_does_not_move_when_another_starts(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 3)
    ask(page, "fit |x| with relu")  # while the first still runs: it is brought to its end
    until(page, "document.querySelectorAll('.demo').length === 2")
    first = page.locator(".demo").first
    expect(first).not_to_have_class(re.compile("live"))
    picture = first.locator(".picture").inner_html()
    assert "<svg" in picture
    page.wait_for_selector(".demo.live svg")
    page.evaluate("window.pictures.clear()")
    pictures(page, 5)
    assert first.locator(".picture").inner_html() == picture
    page.click("#stop")
    idle(page)
    assert first.locator(".picture").inner_html() == picture


def test_run_again_uses_the_same_bubble(page: Page) -> None:
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 2)
    page.click("#stop")
    idle(page)
    page.click(".demo button:has-text('Run again')")
    page.wait_for_selector(".demo.live svg")
    page.click("#stop")
    idle(page)
    page.select_option(".demo [data-key=optimiser]", "sgd")  # moving a knob of a finished run starts it again
    page.wait_for_selector(".demo.live svg")
    expect(page.locator(".demo [data-key=optimiser]")).to_have_value("sgd")
    expect(page.locator(".demo")).to_have_count(1)
    page.click("#stop")
    idle(page)


def test_where_the_stream_does_not_get_through_pictures_come_through_the_chat(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.route("**/demo/*/events", lambda route: route.abort())
    page.goto(url)
    page.wait_for_selector("#box textarea")
    page.evaluate(WATCH)
    ask(page, CURVE)
    pictures(page, 8)
    page.click("#stop")
    idle(page)
    context.close()


def test_reduced_motion_gets_numbers_and_the_last_picture(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#box textarea")
    page.evaluate(WATCH)
    ask(page, CURVE)
    until(page, "/^Step/.test((document.querySelector('.demo .caption') || {}).textContent)")
    assert page.evaluate("window.pictures.size") <= 3
    page.click("#stop")
    idle(page)
    expect(page.locator(".demo .picture > svg")).to_have_count(1)
    context.close()


def test_two_visitors_train_at_once_and_see_only_their_own(page: Page, browser: Browser, url: str) -> None:
    context = browser.new_context(locale="zh-CN")
    other = context.new_page()
    other.goto(url)
    other.wait_for_selector("#box textarea")
    ask(page, "fit sin(3x)")
    ask(other, "拟合 |x|")
    for visitor in (page, other):
        visitor.wait_for_selector(".demo.live svg")
    expect(page.locator(".demo [data-key=function]")).to_have_value("sin(3x)")
    expect(other.locator(".demo [data-key=function]")).to_have_value("|x|")
    for visitor in (page, other):
        visitor.click("#stop")
        idle(visitor)
        expect(visitor.locator("#chat .user-row")).to_have_count(1)
    context.close()
