"""What can be done with a message: copied, asked again, edited, linked to, liked or not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, PHONE, answered, ask, idle, kept, until, visiting

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(page: Page) -> Page:
    ask(page, "What is deep learning?")
    answered(page, 1)
    page.wait_for_selector("#chat .message-tools")
    return page


def test_a_reply_is_copied_as_it_was_written_with_its_source(asked: Page) -> None:
    asked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.click(".bot-row [data-tool=copy]")
    expect(asked.locator("#said")).to_have_text("Copied")
    text = asked.evaluate("navigator.clipboard.readText()")
    assert "**find out for itself**" in text
    assert "Deep Learning Explained · What is deep learning? · https://example.org/article" in text


def test_copying_works_where_the_page_may_not_write_to_the_clipboard(asked: Page) -> None:
    asked.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    asked.locator(".user-row").first.hover()
    asked.click(".user-row [data-tool=copy]")
    expect(asked.locator("#said")).to_have_text("Copied")
    asked.focus(BOX)
    asked.keyboard.press("Control+V")
    assert asked.input_value(BOX) == "What is deep learning?"


def test_the_last_question_is_answered_again(asked: Page) -> None:
    ask(asked, "which")
    expect(asked.locator("#chat .user-row")).to_have_count(2)
    until(asked, "window.Tutor.talk().history.length === 4")
    expect(asked.locator("[data-tool=retry]")).to_have_count(1)
    asked.click("[data-tool=retry]")
    idle(asked)
    expect(asked.locator("#chat .user-row")).to_have_count(2)
    until(asked, "window.Tutor.talk().history.length === 4 && !window.Tutor.busy()")
    assert len(kept(asked)["state"]["seen"]) == 2


@pytest.mark.parametrize("touch", [False, True], ids=["keyboard", "touch"])
def test_the_last_question_is_edited(browser: Browser, url: str, touch: bool) -> None:
    with visiting(browser, url, **(PHONE if touch else {})) as page:
        for question in ("What is deep learning?", "which"):
            ask(page, question)
            idle(page)
            until(page, f"window.Tutor.talk().history.some((entry) => entry.text === '{question}')")
        page.fill(BOX, "half a thought")
        tool = page.locator("[data-tool=edit]")
        expect(tool).to_have_count(1)
        tool.tap() if touch else tool.press("Enter")
        expect(page.locator("#editing")).to_be_visible()
        assert page.input_value(BOX) == "which"
        page.keyboard.press("Escape")
        expect(page.locator("#editing")).to_be_hidden()
        assert page.input_value(BOX) == "half a thought"
        tool.tap() if touch else tool.press("Enter")
        page.fill(BOX, "什么是深度学习？")
        page.tap("#send") if touch else page.press(BOX, "Enter")
        expect(page.locator("#chat .bot-row").last).to_contain_text("自己找出")
        idle(page)
        expect(page.locator("#chat .user-row")).to_have_count(2)
        expect(page.locator("#chat .user-row").last).to_contain_text("什么是深度学习？")


def test_a_link_to_a_question_is_copied(asked: Page) -> None:
    asked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked.locator("[data-tool=link]").press("Enter")
    expect(asked.locator("#said")).to_have_text("Copied")
    address = asked.evaluate("navigator.clipboard.readText()")
    assert address.endswith("/?q=What%20is%20deep%20learning%3F")


def test_a_reply_is_liked_and_the_liking_is_kept_and_taken_back(asked: Page) -> None:
    asked.click("[data-tool=like]")
    expect(asked.locator("#said")).to_have_text("Noted in this conversation.")
    expect(asked.locator("[data-tool=like]")).to_have_attribute("aria-pressed", "true")
    asked.reload()
    expect(asked.locator("[data-tool=like]")).to_have_attribute("aria-pressed", "true")
    asked.click("[data-tool=like]")
    expect(asked.locator("[data-tool=like]")).to_have_attribute("aria-pressed", "false")
    until(asked, "!window.Tutor.talk().history[1].opinion")


def test_why_a_reply_is_not_liked_may_be_said_and_need_not(asked: Page) -> None:
    asked.click("[data-tool=dislike]")
    expect(asked.locator("#reason")).to_be_visible()
    asked.click("#reason [data-reason='']")
    expect(asked.locator("#reason")).to_be_hidden()
    until(asked, "window.Tutor.talk().history[1].opinion?.liked === false")
    for _ in range(2):
        asked.click("[data-tool=dislike]")
    asked.click("#reason [data-reason=reason_hard]")
    until(asked, "window.Tutor.talk().history[1].opinion?.reason === 'Hard to understand'")
    for _ in range(2):
        asked.click("[data-tool=dislike]")
    asked.fill("#reason input", "too long")
    asked.keyboard.press("Enter")
    until(asked, "window.Tutor.talk().history[1].opinion?.reason === 'too long'")
    assert asked.locator("#chat .user-row").count() == 1


def test_of_presses_in_quick_succession_the_last_one_stands(asked: Page) -> None:
    """Dislike, a reason, taken back, disliked, another reason: all at once."""
    for first, then, stands in (
        ("reason_wrong", "reason_hard", "Hard to understand"),
        ("reason_hard", "reason_wrong", "It isn't true"),
        ("reason_wrong", "reason_hard", "Hard to understand"),
    ):
        asked.evaluate(
            """(reasons) => {
              const press = (what) => document.querySelector(what).click();
              if (document.querySelector('[data-tool=dislike][aria-pressed=true]')) press('[data-tool=dislike]');
              for (const reason of reasons) {
                press('[data-tool=dislike]');
                press(`[data-reason=${reason}]`);
                if (reason === reasons[0]) press('[data-tool=dislike]');
              }
            }""",
            [first, then],
        )
        until(asked, f"window.Tutor.talk().history[1].opinion?.reason === {stands!r}")
        asked.wait_for_timeout(300)
        assert kept(asked)["history"][1]["opinion"]["reason"] == stands


def test_a_liking_while_a_demo_runs_does_not_stop_it(asked: Page) -> None:
    ask(asked, "show me a neural network fitting a curve")
    asked.wait_for_selector(".demo.live svg")
    asked.locator("[data-tool=like]").first.click()
    asked.wait_for_timeout(500)
    expect(asked.locator(".demo.live")).to_have_count(1)
    asked.click("#stop")
    until(asked, "window.Tutor.talk().history[1].opinion?.liked")
    expect(asked.locator(".demo .picture > svg")).to_be_visible()


def test_tools_stand_under_their_own_message_after_a_map_and_in_a_long_conversation(
    browser: Browser, shipped: str
) -> None:
    with visiting(browser, shipped) as page:
        ask(page, "how am i doing")
        page.wait_for_selector(".progress")
        idle(page)
        until(page, "window.Tutor.talk().history.length === 2")
        expect(page.locator(".message-row:has(.progress) [data-tool=like]")).to_have_count(1)
        said = [{"role": "user", "text": f"hello {n}"} for n in range(60)]
        page.evaluate("(history) => Tutor.order({ does: 'open', talk: { history, state: {} }, greets: false })", said)
        until(page, "window.Tutor.talk().title === 'hello 20'")
        for question in ("what is a gpu", "what is a neuron"):
            ask(page, question)
            until(page, f"window.Tutor.talk().history.some((entry) => entry.text === '{question}')")
            idle(page)
        rows = page.locator("#chat .message-row")
        expect(rows).to_have_count(44)
        assert kept(page)["earlier"] == 4
        expect(rows.nth(42).locator("[data-tool=edit]")).to_have_count(1)
        rows.nth(41).locator("[data-tool=like]").click()
        until(page, "window.Tutor.talk().history[37].opinion?.liked")
        expect(rows.nth(41).locator("[data-tool=like]")).to_have_attribute("aria-pressed", "true")
