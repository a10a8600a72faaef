"""Conversations kept in the browser: several, taken up again, deleted, saved as a file, opened by a link."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, PHONE, answered, ask, idle, kept, until, visiting

pytestmark = pytest.mark.browser

QUESTION = {"en": "What is deep learning?", "zh": "什么是深度学习？"}
CURVE = {"en": "Show me a neural network fitting a curve", "zh": "演示一下神经网络拟合曲线"}
VISITORS = [{}, {**PHONE, "locale": "zh-CN", "color_scheme": "dark"}]


def language(page: Page) -> str:
    return "zh" if page.evaluate("navigator.language").startswith("zh") else "en"


def saw_a_demo(page: Page) -> str:
    """A demo is asked for and stopped, in the visitor's language, which is given back."""
    tongue = language(page)
    ask(page, CURVE[tongue])
    page.wait_for_selector(".demo.live svg")
    page.click("#stop")
    until(page, "window.Tutor.talk().id")
    return tongue


def listed(page: Page) -> list[str]:
    page.click("[data-wish=talks]")
    titles = page.locator("#talks .title").all_inner_texts()
    page.click("#talks [data-wish=close]")
    return titles


@pytest.mark.parametrize("visitor", VISITORS, ids=["wide-en", "phone-zh-dark"])
def test_conversations_are_kept_apart_and_taken_up_with_their_pictures(
    browser: Browser, url: str, visitor: dict[str, object]
) -> None:
    with visiting(browser, url, **visitor) as page:
        tongue = saw_a_demo(page)
        first = kept(page)
        page.click("[data-wish=talks]")
        page.click("#talks [data-wish=new]")
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, QUESTION[tongue])
        answered(page, 1)
        until(page, f"window.Tutor.talk().id && window.Tutor.talk().id !== '{first['id']}'")
        assert listed(page) == [QUESTION[tongue], CURVE[tongue]]

        page.reload()
        expect(page.locator("#chat .user-row")).to_have_text([re.compile(re.escape(QUESTION[tongue]))])
        page.click("[data-wish=talks]")
        page.click(f"#talks .talk:has-text('{CURVE[tongue]}')")
        expect(page.locator("#chat .user-row")).to_have_text([re.compile(re.escape(CURVE[tongue]))])
        expect(page.locator(".demo .picture > svg")).to_be_visible()
        picture = page.locator(".demo .picture > svg").inner_html()
        assert (
            picture[:200] in first["history"][1]["demo"]["frame"]["svg"].replace("/>", "></path>") or "path" in picture
        )
        assert kept(page)["id"] == first["id"]
        page.locator(".demo .actions button").last.click()  # and the demo runs again
        page.wait_for_selector(".demo.live svg")
        page.click("#stop")
        idle(page)


def test_one_conversation_is_deleted_and_then_all_but_only_when_one_is_sure(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    page.click("#new")
    expect(page.locator(".welcome")).to_be_visible()
    ask(page, "which")
    until(page, "window.Tutor.talk().title === 'which'")
    assert len(listed(page)) == 2

    page.click("[data-wish=talks]")
    page.locator("#talks li .icon").last.click()
    page.click("#sure button[value=no]")
    expect(page.locator("#talks li")).to_have_count(2)
    page.locator("#talks li .icon").last.click()
    page.click("#sure button[value=yes]")
    expect(page.locator("#talks li")).to_have_count(1)

    page.click("#talks [data-wish=forget]")
    page.keyboard.press("Escape")
    expect(page.locator("#sure")).to_be_hidden()
    expect(page.locator("#talks li")).to_have_count(1)
    page.click("#talks [data-wish=forget]")
    page.click("#sure button[value=yes]")
    expect(page.locator("#chat .bot-row")).to_contain_text("Everything is deleted")
    assert listed(page) == []
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()


def test_what_is_known_of_the_learner_goes_along_into_a_new_conversation(page: Page) -> None:
    ask(page, "What is deep learning?")
    answered(page, 1)
    until(page, "window.Tutor.talk().id")
    seen = kept(page)["state"]["seen"]
    page.click("#new")
    expect(page.locator(".welcome")).to_be_visible()
    page.reload()
    until(page, "window.Tutor.talk().state")
    assert kept(page)["state"]["seen"] == seen != []


@pytest.mark.parametrize("visitor", VISITORS, ids=["wide-en", "phone-zh-dark"])
def test_the_conversation_is_saved_as_markdown_with_its_pictures(
    browser: Browser, url: str, tmp_path: Path, visitor: dict[str, object]
) -> None:
    with visiting(browser, url, **visitor) as page:
        tongue = saw_a_demo(page)
        page.click("[data-wish=talks]")
        with page.expect_download() as download:
            page.click("#talks-export")
        assert download.value.suggested_filename == "tutor.md"
        download.value.save_as(tmp_path / "tutor.md")
        text = (tmp_path / "tutor.md").read_text(encoding="utf-8")
        assert CURVE[tongue] in text
        assert "data:image/svg+xml;base64," in text
        # The picture can be shown by whoever reads the file.
        address = re.search(r"data:image/svg\+xml;base64,[\w+/=]+", text)
        assert address is not None
        shown = """(src) => new Promise((done, failed) => {
          const image = new Image();
          image.onload = () => done(image.width);
          image.onerror = failed;
          image.src = src;
        })"""
        assert page.evaluate(shown, address[0]) > 100


def test_a_link_opens_the_page_with_a_question_in_it(browser: Browser, url: str) -> None:
    with visiting(browser, f"{url}?q={quote('What is deep learning?')}&lang=zh") as page:
        answered(page, 1)
        expect(page.locator("#chat .user-row")).to_contain_text("What is deep learning?")
        expect(page.locator("#chat .bot-row")).to_contain_text("自己找出")
        expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
        assert page.evaluate("location.search") == "?lang=zh"
        page.reload()
        expect(page.locator("#chat .user-row")).to_have_count(1)


def test_a_link_to_a_question_leaves_the_conversation_before_it_alone(page: Page, url: str) -> None:
    ask(page, "which")
    until(page, "window.Tutor.talk().title === 'which'")
    page.goto(f"{url}?q={quote('什么是深度学习？')}")
    answered(page, 1)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    until(page, "window.Tutor.talk().title === '什么是深度学习？'")
    assert listed(page) == ["什么是深度学习？", "which"]


def test_without_storage_the_page_still_answers(browser: Browser, url: str) -> None:
    context = browser.new_context(locale="en-GB")
    context.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(BOX)
    ask(page, "What is deep learning?")
    answered(page, 1)
    ask(page, "which")
    idle(page)
    expect(page.locator("#chat .user-row")).to_have_count(2)
    context.close()


def test_the_oldest_conversation_gives_way_where_the_browser_is_full(page: Page) -> None:
    page.evaluate("""() => {
      const put = (key, text) => { try { localStorage.setItem(key, text); return true; } catch { return false; } };
      for (let number = 0; number < 12; number += 1) {
        const history = [{ role: 'user', text: 'x'.repeat(400000) }];
        const talk = { id: `old-${number}`, title: `old ${number}`, state: {}, history };
        put(`tutor-talk-old-${number}`, JSON.stringify({ saved: number, talk }));
      }
      for (let filler = 200000; filler > 100;) {  // and not a byte is left
        if (!put(`z-${filler}-${Math.random()}`, 'x'.repeat(filler))) filler = Math.floor(filler / 2);
      }
    }""")
    ask(page, "What is deep learning?")
    answered(page, 1)
    until(page, "window.Tutor.talk().title === 'What is deep learning?'")
    titles = listed(page)
    assert titles[0] == "What is deep learning?"
    assert "old 0" not in titles
