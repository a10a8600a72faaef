"""Whether the words of pictures can be read as a phone shows them: none cut off, none on top of another."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Browser

from tests.browser.steps import PHONE
from tutor.settings import ROOT
from tutor.types import Language

UNREADABLE = """() => [...document.querySelectorAll('.picture > svg')].flatMap((svg) => {
  const card = svg.closest('.demo').getBoundingClientRect();
  const words = [...svg.querySelectorAll('text')]
    .map((text) => ({
      said: ([...text.querySelectorAll('tspan')].find((part) => part.getClientRects().length) ?? text).textContent,
      box: text.getBoundingClientRect(),
    }))
    .filter(({ said, box }) => said.trim() && box.width > 0);
  const over = (from, to, one, other) => Math.min(one[to], other[to]) - Math.max(one[from], other[from]);
  const cut = words.filter(({ box }) => box.left < card.left + 2 || box.right > card.right - 2);
  const pairs = words.flatMap((one, at) => words.slice(at + 1).map((other) => [one, other]));
  const met = pairs.filter(([{ box: one }, { box: other }]) =>
    over('left', 'right', one, other) > -1.5 && over('top', 'bottom', one, other) > 5);
  return [...cut.map(({ said }) => `${said}: cut off`), ...met.map((pair) => pair.map(({ said }) => said).join(' | '))];
})"""
"""Half of a line's height may overlap: the boxes of letters have room above and below."""


def unreadable(browser: Browser, pictures: Iterable[str], language: Language) -> list[str]:
    """What cannot be read of `pictures` (SVG) in the page's own look; words on the same line keep a gap."""
    style = (ROOT / "tutor" / "ui" / "static" / "tutor.css").read_text(encoding="utf-8")
    cards = "".join(
        f'<div class="demo" data-shows="{language}"><div class="picture">{picture}</div></div>' for picture in pictures
    )
    page = browser.new_page(viewport=PHONE["viewport"])
    page.set_content(
        f'<html lang="{language}"><style>{style}</style><body style="padding: 0 .8rem">{cards}</body></html>'
    )
    found: list[str] = page.evaluate(UNREADABLE)
    page.close()
    return found
