"""The fixed parts of the page: its head (words, script, colours) and the pieces of HTML around the chat.

No word stands here: elements name their words by key, and the page's script fills them in, so that a change of
language needs no server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tutor.types import Language

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("tutor.js", "pad.js", "demo.js")
EXAMPLES = ("example_1", "example_2", "example_3", "example_4")


def head(words: Mapping[str, Mapping[Language, str]]) -> str:
    """What the page's head holds: the stylesheet, every word in both languages, and the script.

    The stylesheet is not left to Gradio, which would confine it to its own container.
    """
    # `<` cannot stand in inline JSON: it could end the script element.
    listed = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    script = "".join((STATIC / name).read_text(encoding="utf-8") for name in SCRIPTS)
    look = (STATIC / "tutor.css").read_text(encoding="utf-8")
    return (
        f'<meta name="color-scheme" content="light dark"><style>{look}</style>'
        f'<script type="application/json" id="tutor-words">{listed}</script><script>{script}</script>'
    )


def header() -> str:
    """The mark, the name, one sentence and the choice of language."""
    mark = (STATIC / "mark.svg").read_text(encoding="utf-8")
    choices = "".join(
        f'<button type="button" role="radio" aria-checked="false" data-language="{choice}" '
        f'data-word="language_{choice}"></button>'
        for choice in ("auto", "zh", "en")
    )
    return (
        f'<header class="masthead"><span class="mark" aria-hidden="true">{mark}</span>'
        '<div class="title"><h1 data-word="name"></h1><p data-word="sentence"></p></div>'
        f'<div class="languages" role="radiogroup" data-word-label="language">{choices}</div></header>'
    )


def welcome() -> str:
    """The first screen: one line and four questions to start from."""
    chips = "".join(f'<button type="button" class="chip" data-send data-word="{key}"></button>' for key in EXAMPLES)
    sketch = (STATIC / "sketch.svg").read_text(encoding="utf-8")
    return (
        f'<section class="welcome">{sketch}<h2 data-word="welcome"></h2><p data-word="welcome_note"></p>'
        f'<div class="chips">{chips}</div></section>'
    )


def footer() -> str:
    """The one line below the box."""
    return '<p class="footer" data-word="footer"></p>'
