"""Whether the page can be used without seeing it, without a mouse, enlarged, in either theme."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps import BOX, PHONE, answered, ask, idle, stop, until, visiting

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASKS = {
    "en": [
        "what is convolution",
        "show me a neural network fitting a curve",
        "quiz me on overfitting",
        "how am i doing",
    ],
    "zh": ["卷积是什么", "演示一下神经网络拟合曲线", "考考我过拟合", "我学得怎么样"],
}
VISITORS: dict[str, dict[str, Any]] = {
    "wide-light-en": {},
    "wide-dark-zh": {"locale": "zh-CN", "color_scheme": "dark"},
    "phone-light-zh": {**PHONE, "locale": "zh-CN"},
    "phone-dark-en": {**PHONE, "color_scheme": "dark"},
}


OPEN = "document.querySelectorAll('.demo details').forEach((details) => { details.open = true; })"


def faults(page: Page) -> list[str]:
    """What axe-core finds, of any weight. At the end of the page nothing lies half under the box."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{one['impact']} {one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("visitor", VISITORS.values(), ids=VISITORS)
def test_axe_finds_nothing_on_any_state_of_the_page(browser: Browser, shipped: str, visitor: dict[str, Any]) -> None:
    with visiting(browser, shipped, **visitor) as page:
        answer, demo, quiz, progress = ASKS["zh" if visitor.get("locale") else "en"]
        until(page, "document.querySelector('.welcome h2').textContent")
        assert faults(page) == []
        ask(page, answer)
        answered(page, 1)
        page.wait_for_selector("#chat .message-tools")
        assert faults(page) == []
        ask(page, demo)
        page.wait_for_selector(".demo.live svg")
        page.evaluate(OPEN)
        assert faults(page) == []
        stop(page)
        ask(page, quiz)
        page.wait_for_selector("#chat .option")
        idle(page)
        assert faults(page) == []
        ask(page, progress)
        page.wait_for_selector(".progress")
        idle(page)
        assert faults(page) == []
        page.locator("[data-tool=dislike]").last.click()
        assert faults(page) == []
        page.click("[data-wish=talks]")
        page.wait_for_selector("#talks li")
        assert faults(page) == []


SPOKEN = """() => {
  window.spoken = [];
  const live = (node) => {
    const regions = '[aria-live], [role=log], [role=status], [role=alert]';
    const place = (node.nodeType === 1 ? node : node.parentElement).closest(regions);
    return place && place.getAttribute('aria-live') !== 'off' && !place.closest('[aria-busy=true]');
  };
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      const text = (node.textContent || '').trim();
      if (text && node.isConnected && live(node)) window.spoken.push(text);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
"""Notes what a screen reader would be told of: whatever is added to a live region that is neither silent nor busy."""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reply_is_read_out_once_and_whole(browser: Browser, url: str, language: str) -> None:
    with visiting(browser, url, locale="zh-CN" if language == "zh" else "en-GB") as page:
        page.evaluate(SPOKEN)
        ask(page, "什么是深度学习？" if language == "zh" else "What is deep learning?")
        answered(page, 1)
        until(page, "window.spoken.length > 0")
        page.wait_for_timeout(500)
        spoken = page.evaluate("window.spoken")
        assert len(spoken) == 1
        first, last = ("深度学习让", "。") if language == "zh" else ("Deep learning lets", ".")
        assert spoken[0].startswith(first)
        assert spoken[0].endswith(last)
        assert spoken[0].count(first) == 1
        assert page.locator("#heard p").get_attribute("lang") == ("zh-Hans" if language == "zh" else "en")


def test_the_log_is_busy_while_a_reply_grows(page: Page) -> None:
    page.evaluate("""() => {
      window.busy = [];
      new MutationObserver(() => {
        const log = document.querySelector('#chat [role=log]');
        const text = (document.querySelector('#chat .bot-row .prose') || {}).innerText;
        if (log && text) window.busy.push([log.getAttribute('aria-busy'), text.trim()]);
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    }""")
    ask(page, "What is deep learning?")
    answered(page, 1)
    seen = page.evaluate("window.busy")
    assert seen[0][0] == "true"
    expect(page.locator("#chat [role=log]")).to_have_attribute("aria-busy", "false")
    parts = {text for busy, text in seen if busy == "true"}
    assert len(parts) >= 3
    ends = (".", "ears", "edges", "decides", "?")
    assert all(part.splitlines()[-1].endswith(ends) or "Source" in part for part in parts), parts


def test_a_running_demo_is_not_read_out_with_every_picture(page: Page) -> None:
    ask(page, "show me a neural network fitting a curve")
    page.wait_for_selector(".demo.live svg")
    page.evaluate(SPOKEN)
    page.wait_for_timeout(1500)
    assert page.evaluate("window.spoken") == []
    stop(page)
    until(page, "window.spoken.length > 0")
    assert len(page.evaluate("window.spoken")) <= 3


def test_a_picture_has_a_name_and_a_description_in_the_readers_language(page: Page) -> None:
    ask(page, "演示一下神经网络拟合曲线")
    page.wait_for_selector(".demo.live svg")
    picture = page.locator(".demo .picture > svg")
    stop(page)
    named = page.get_by_role("img", name="拟合一条曲线")
    expect(named).to_have_count(1)
    described = picture.evaluate("svg => document.getElementById(svg.getAttribute('aria-describedby')).textContent")
    assert described == page.locator(".demo .caption").inner_text() != ""
    page.click("[data-language=en]")
    expect(page.get_by_role("img", name="Fitting a curve")).to_have_count(1)


LOSS_HAS_FALLEN = """() => {
  const row = [...document.querySelectorAll('.demo .numbers tbody tr')].find((row) => row.innerText.includes('Loss'));
  const [before, now] = [...row.querySelectorAll('td')].map((cell) => parseFloat(cell.textContent));
  return now < before;
}"""


def test_the_numbers_of_a_picture_are_a_table_on_demand(page: Page) -> None:
    ask(page, "show me a neural network fitting a curve")
    page.wait_for_selector(".demo.live svg")
    expect(page.locator(".demo .numbers")).to_be_visible()
    page.locator(".demo .numbers > summary").press("Enter")
    expect(page.locator(".demo .numbers th[scope=col]")).to_have_text(["At the start", "Now"])
    row = page.locator(".demo .numbers tbody tr").filter(has_text="Loss")
    until(page, f"({LOSS_HAS_FALLEN})()")
    stop(page)
    before, now = (float(cell) for cell in row.locator("td").all_inner_texts())
    assert 0 < now < before
    until(page, "window.Tutor.talk().history.length === 2")
    page.reload()
    page.locator(".demo .numbers > summary").press("Enter")
    expect(row.locator("td").first).to_have_text(str(before))


FOCUS = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const dock = document.querySelector('#dock').getBoundingClientRect();
  const within = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1)
    || getComputedStyle(element.closest('#composer') || element).boxShadow !== 'none';
  return { name: element.ariaLabel || element.innerText || element.textContent || element.tagName, seen: within,
    inside: box.bottom > 0 && box.top < (element.closest("#dock") ? innerHeight : dock.top),
    body: element === document.body };
}"""


def test_everything_can_be_reached_by_keyboard_and_its_focus_is_seen(page: Page) -> None:
    ask(page, "show me a neural network fitting a curve")
    page.wait_for_selector(".demo.live svg")
    stop(page)
    page.wait_for_selector("#chat .message-tools")
    page.evaluate("scrollTo(0, 0)")
    page.mouse.click(3, 3)  # from where the page begins
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["body"]:
            break
        assert focus["seen"], focus
        assert focus["inside"], focus
        reached.append(focus["name"])
    names = "\n".join(reached)
    for wanted in (
        "Conversations",
        "Auto",
        "Copy",
        "Edit",
        "Answer again",
        "Helpful",
        "Run again",
        "Send",
        "Your question",
    ):
        assert wanted in names, (wanted, reached)


SMALL = """() => [...document.querySelectorAll('button, summary, a, input, select, [role=radio], canvas')]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).opacity > 0)
  .map((e) => [e, e.closest('label') || e])
  .map(([e, whole]) => [e.outerHTML.slice(0, 120), whole.getBoundingClientRect(), e])
  .filter(([, box, e]) => (box.width < 24 || box.height < 24) && !(e.matches('a') && e.closest('li, p, .sources')))
  .map(([html]) => html)"""


@pytest.mark.parametrize("visitor", [{}, PHONE], ids=["wide", "phone"])
def test_whatever_can_be_pressed_is_24_pixels_large(browser: Browser, shipped: str, visitor: dict[str, Any]) -> None:
    with visiting(browser, shipped, **visitor) as page:
        assert page.evaluate(SMALL) == []
        ask(page, "how am i doing")
        page.wait_for_selector(".progress")
        ask(page, "show me a neural network fitting a curve")
        page.wait_for_selector(".demo.live svg")
        page.evaluate(OPEN)
        assert page.evaluate(SMALL) == []
        stop(page)


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_page_reflows_without_sideways_scroll(browser: Browser, shipped: str, width: int) -> None:
    visitor = {**PHONE, "viewport": {"width": width, "height": 700}}
    with visiting(browser, shipped, **visitor) as page:
        fits = "document.documentElement.scrollWidth <= innerWidth"
        assert page.evaluate(fits)
        ask(page, "what is backpropagation, in detail")
        answered(page, 1)
        assert page.evaluate(fits)
        ask(page, "how am i doing")
        page.wait_for_selector(".progress")
        ask(page, "show me a neural network fitting a curve")
        page.wait_for_selector(".demo.live svg")
        page.evaluate(OPEN)
        assert page.evaluate(fits)
        page.tap("#stop")
        idle(page)
        page.tap("[data-wish=talks]")
        assert page.evaluate(fits)
        box = page.locator("#talks").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_chinese_is_set_as_chinese(browser: Browser, url: str) -> None:
    with visiting(browser, url, locale="zh-CN") as page:
        ask(page, "什么是深度学习？")
        answered(page, 1)
        style = page.locator("#chat .bot-row .prose").first.evaluate(
            "(e) => ['lineHeight', 'fontSize'].map((name) => parseFloat(getComputedStyle(e)[name]))"
        )
        assert style[0] >= 1.6 * style[1]
        page.locator("#chat .bot-row .prose").first.evaluate("(e) => e.append(document.createElement('em'))")
        assert page.locator("#chat .prose em").evaluate("(e) => getComputedStyle(e).fontStyle") == "normal"


def test_less_motion_is_less_motion(browser: Browser, url: str) -> None:
    with visiting(browser, url, reduced_motion="reduce") as page:
        moving = (
            "[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0)"
        )
        assert page.evaluate(f"{moving}.length") == 0
        page.focus(BOX)
