"""The fixed parts of the page: its head (words, scripts, look) and the pieces of HTML around the chat.

No word stands here: elements name their words by key, and the page's script fills them in, so that a change of
language needs no server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from tutor.language import in_script
from tutor.types import Language

STATIC = Path(__file__).parent / "static"
SCRIPTS = (
    "tutor.js", "server.js", "sending.js", "typing.js", "talks.js", "tools.js", "pad.js", "knobs.js", "numbers.js",
    "demo.js",
)  # fmt: skip
GROUND, DARK_GROUND = "#faf8f4", "#12191e"
"""The colours behind everything, as the stylesheet has them."""
EXAMPLES = ("example_1", "example_2", "example_3", "example_4")
REASONS = ("reason_wrong", "reason_hard", "reason_other_question", "reason_not_answered")

Words = Mapping[str, Mapping[Language, str]]


def head(words: Words, address: str = "") -> str:
    """What the page's head holds: its description, the stylesheet, every word, the fixed parts, and the scripts.

    The stylesheet is not left to Gradio, which would confine it to its own container, nor the fixed parts, since its
    HTML component comes with a compiler of templates, a tenth of what the page costs to start. `address`: where
    others find the page; without it no picture is named, since other sites take only a whole address.
    """
    parts = {"masthead": header(), "welcome": welcome(), "notices": notices(), "below": footer()}
    both = {key: {**text, "hant": in_script(text["zh"], "hant")} for key, text in words.items()}
    script = "".join((STATIC / name).read_text(encoding="utf-8") for name in SCRIPTS)
    look = (STATIC / "tutor.css").read_text(encoding="utf-8")
    return (
        f'{_described(words, address)}<meta name="color-scheme" content="light dark"><style>{look}</style>'
        f"{_json('words', both)}{_json('parts', parts)}<script>{script}</script>"
    )


def _json(name: str, plain: Any) -> str:
    """Plain data for the page's script. `<` cannot stand in it: it could end the script element."""
    written = json.dumps(plain, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="tutor-{name}">{written}</script>'


def _described(words: Words, address: str) -> str:
    """What other programs show of the page: search engines, chats in which its address is shared, home screens."""
    name, sentence = escape(words["name"]["en"]), escape(f"{words['sentence']['en']} {words['sentence']['zh']}")
    tags = [
        f'<meta name="description" content="{sentence}">',
        f'<meta property="og:title" content="{name}"><meta property="og:description" content="{sentence}">',
        f'<meta name="theme-color" content="{GROUND}" media="(prefers-color-scheme: light)">',
        f'<meta name="theme-color" content="{DARK_GROUND}" media="(prefers-color-scheme: dark)">',
    ]
    if address:
        picture = escape(f"{address.rstrip('/')}/tutor/social.png")
        tags.append(
            f'<meta property="og:image" content="{picture}"><meta name="twitter:card" content="summary_large_image">'
        )
    return "".join(tags)


def manifest(words: Words) -> dict[str, Any]:
    """How a browser installs the page as an app. Every address is seen from where this stands, below tutor/, so that a
    proxy may show the page anywhere; Gradio's own manifest allows for none."""
    icons = [
        {"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    return {
        "name": words["name"]["en"],
        "short_name": words["name"]["en"],
        "description": f"{words['sentence']['en']} {words['sentence']['zh']}",
        "start_url": "../",
        "scope": "../",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": icons,
    }


def header() -> str:
    """The mark, the name, one sentence, the conversations, the choice of language; out of sight, icons and dialogs."""
    mark, icons = _drawn("mark.svg"), _drawn("icons.svg")
    choices = "".join(
        f'<button type="button" role="radio" aria-checked="false" data-language="{choice}" '
        f'data-word="language_{choice}"></button>'
        for choice in ("auto", "zh", "en")
    )
    return (
        f'{icons}<header class="masthead"><span class="mark" aria-hidden="true">{mark}</span>'
        '<div class="title"><h1 data-word="name"></h1><p data-word="sentence"></p></div>'
        f"{_icon_button('talks', 'talks')}"
        f'<div class="languages" role="radiogroup" data-word-label="language">{choices}</div></header>{_dialogs()}'
    )


def _dialogs() -> str:
    """The list of conversations, and the question before something is deleted."""
    return (
        '<dialog id="talks" aria-labelledby="talks-title"><div class="top"><h2 id="talks-title" data-word="talks"></h2>'
        f'{_icon_button("close", "close")}</div><p class="note" data-word="talks_note"></p>'
        '<ul></ul><p class="none" data-word="talks_none"></p><div class="actions">'
        '<button type="button" class="quiet" data-wish="new" data-word="new"></button>'
        '<button type="button" class="quiet" id="talks-export" data-wish="export" data-word="talks_export"></button>'
        '<button type="button" class="quiet" data-wish="forget" data-word="talks_delete"></button></div></dialog>'
        '<dialog id="sure" role="alertdialog" aria-labelledby="sure-text"><form method="dialog"><p id="sure-text"></p>'
        '<div class="actions"><button value="no" class="quiet" data-word="cancel" autofocus></button>'
        '<button value="yes" class="quiet strong" data-word="delete"></button></div></form></dialog>'
    )


def welcome() -> str:
    """The first screen: one line and four questions to start from."""
    chips = "".join(f'<button type="button" class="chip" data-send data-word="{key}"></button>' for key in EXAMPLES)
    return (
        f'<section class="welcome">{_drawn("sketch.svg")}<h2 data-word="welcome"></h2><p data-word="welcome_note"></p>'
        f'<div class="chips">{chips}</div></section>'
    )


def notices() -> str:
    """What is said just above the box, when there is something to say."""
    reasons = "".join(
        f'<button type="button" class="quiet" data-reason="{key}" data-word="{key}"></button>' for key in REASONS
    )
    return (
        '<p id="lost" class="notice" role="alert" hidden></p>'
        '<p id="editing" class="notice" role="status" hidden><span data-word="editing"></span>'
        '<button type="button" id="editing-cancel" class="quiet" data-word="cancel"></button></p>'
        '<form id="reason" class="notice" hidden><p data-word="reason_ask"></p>'
        f'<div class="reasons">{reasons}</div><div class="free">'
        '<input type="text" maxlength="500" data-word-label="reason_own" data-word-hint="reason_own">'
        '<button class="quiet" data-word="send"></button>'
        '<button type="button" class="quiet" data-reason="" data-word="reason_none"></button></div></form>'
        '<p id="said" role="status"></p><div id="heard" role="log" data-word-label="reply"></div>'
    )


def footer() -> str:
    """What stands below the box: a new conversation, and how this page answers."""
    return (
        '<div class="below"><button type="button" id="new" class="quiet" data-wish="new" data-word="new"></button>'
        '<p class="footer" data-word="footer"></p></div>'
    )


def _icon_button(name: str, wish: str) -> str:
    """A button that shows an icon; its word is its name, for readers and as a hint."""
    return (
        f'<button type="button" class="icon" data-wish="{wish}" data-word-label="{name}"><svg aria-hidden="true">'
        f'<use href="#icon-{name}"></use></svg></button>'
    )


def _drawn(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
