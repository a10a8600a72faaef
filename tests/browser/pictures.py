"""Draws what other programs show of the page from its mark: icons for home screens, and the picture for chats in which
its address is shared. `python tests/browser/pictures.py tutor/ui/static`. Checks nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.browser.chromium import launch
from tutor.curriculum import load_curriculum
from tutor.settings import ROOT

LOOK = """
body { margin: 0; width: 1200px; height: 630px; display: grid; align-content: center; justify-items: center; gap: 26px;
  background: #faf8f4; color: #23313a; font-family: system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; }
.sketch { width: 620px; height: auto; }
h1 { display: flex; align-items: center; gap: 24px; margin: 0; font-size: 76px; letter-spacing: -.02em; }
h1 svg { width: 84px; height: 84px; }
p { margin: 0; font-size: 30px; line-height: 1.5; color: #56656d; text-align: center; }
"""
ICON = "body { margin: 0; } svg { display: block; }"


def main(folder: Path) -> None:
    """Every picture, in the sizes that are asked for."""
    static = ROOT / "tutor" / "ui" / "static"
    mark, sketch = ((static / name).read_text(encoding="utf-8") for name in ("mark.svg", "sketch.svg"))
    words = load_curriculum(ROOT / "data").words["page"]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for size in (192, 512):
            drawn = mark.replace('width="32" height="32"', f'width="{size}" height="{size}"', 1)
            _take(browser, ICON, drawn, folder / f"icon-{size}.png", size, size)
        lines = "".join(f"<p>{words['sentence'][language]}</p>" for language in ("en", "zh"))
        social = f"{sketch}<h1>{mark}{words['name']['en']}</h1><div>{lines}</div>"
        _take(browser, LOOK, social, folder / "social.png", 1200, 630)
        browser.close()


def _take(browser: Browser, look: str, html: str, path: Path, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(f"<style>{look}</style>{html}")
    page.screenshot(path=path, omit_background=True)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "tutor/ui/static"))
