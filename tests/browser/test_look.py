"""The page looks the same whichever stylesheet is loaded last, ours or Gradio's: browsers differ in that."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.steps import PHONE, ask, idle, stop, visiting

pytestmark = pytest.mark.browser

DIFFERENT = """() => {
  const ours = [...document.querySelectorAll('style')].find((style) => style.textContent.includes('--accent-soft: #'));
  const elements = [...document.querySelectorAll('body *:not(script)')];
  const look = () => elements.map((element) => {
    const style = getComputedStyle(element);
    return Object.fromEntries(PROPERTIES.map((property) => [property, style.getPropertyValue(property)]));
  });
  document.head.append(ours);
  const last = look();
  document.head.prepend(ours);
  const first = look();
  document.head.append(ours);
  return elements.flatMap((element, at) => PROPERTIES.filter((key) => last[at][key] !== first[at][key]).map((key) =>
    `${element.tagName}#${element.id}.${element.className}: ${key} ${last[at][key]} / ${first[at][key]}`));
}"""
PROPERTIES = """display position color background-color background-image font-family font-size font-weight line-height
letter-spacing text-align padding-top padding-right padding-bottom padding-left border-top-width border-left-width
border-top-color border-top-left-radius margin-top margin-bottom max-width min-height flex-grow gap opacity overflow-x
cursor box-shadow text-decoration-line outline-style""".split()


def different(page: Page) -> list[str]:
    found: list[str] = page.evaluate(DIFFERENT.replace("PROPERTIES", str(PROPERTIES)))
    return found


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_look_does_not_hang_on_the_order_of_stylesheets(browser: Browser, shipped: str, phone: bool) -> None:
    with visiting(browser, shipped, **(PHONE if phone else {})) as page:
        assert different(page) == []
        ask(page, "what is an activation function, in detail")
        idle(page)
        page.wait_for_selector("#chat .message-tools")
        assert different(page) == []
        page.evaluate("document.querySelector('[data-tool=dislike]').click()")
        page.wait_for_selector("#reason:not([hidden])")
        assert different(page) == []
        ask(page, "show me a neural network fitting a curve")
        page.wait_for_selector(".demo.live svg")
        assert different(page) == []
        stop(page)
        ask(page, "how am i doing")
        page.wait_for_selector(".progress")
        idle(page)
        page.evaluate("document.querySelector('[data-wish=talks]').click()")
        page.wait_for_selector("#talks[open]")
        assert different(page) == []
