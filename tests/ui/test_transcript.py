"""A conversation as Markdown, read back by a Markdown parser and an XML parser."""

from __future__ import annotations

import base64
from datetime import date
from xml.etree import ElementTree

from markdown_it import MarkdownIt

from tests.ui.stand_in import real_words
from tutor.dialogue import State
from tutor.types import Language
from tutor.ui import messages
from tutor.ui.talk import Talk
from tutor.ui.transcript import transcript

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title>'
    '<text><tspan lang="zh">点</tspan> <tspan lang="en">samples</tspan></text></svg>'
)
FRAME = {"svg": SVG, "caption": {"en": "Step 5 [of 9]", "zh": "第 5 步"}, "done": True}


def written(language: Language = "en") -> str:
    reply = messages.said("**Bold** \\(x\\)", language) | {
        "sources": [{"title": "Book", "section": "6", "url": "https://example.org/"}, {"title": "T", "section": ""}],
        "demo": {"frame": FRAME},
    }
    talk = Talk(state=State(language=language)).saying(messages.learner("# 1 < 2 *x*\nsecond"), reply)
    return transcript(talk, real_words().words["page"], date(2026, 1, 2))


def test_the_learners_words_stand_as_they_were_typed() -> None:
    tokens = MarkdownIt().parse(written())
    place = next(i for i, token in enumerate(tokens) if token.type == "blockquote_open")
    inline = tokens[place + 2]
    assert "".join(part.content or "\n" for part in inline.children or []) == "# 1 < 2 *x*\nsecond"


def test_the_picture_is_inside_and_in_one_language() -> None:
    for language, there, away in (("en", "samples", "点"), ("zh", "点", "samples")):
        parser = MarkdownIt()
        parser.validateLink = lambda _: True  # by default it shows no SVG from data addresses; editors do
        tokens = parser.parse(written("zh" if language == "zh" else "en"))
        images = [part for token in tokens for part in token.children or [] if part.type == "image"]
        assert len(images) == 1
        kind, data = str(images[0].attrs["src"]).split(",")
        assert kind == "data:image/svg+xml;base64"
        svg = base64.b64decode(data).decode()
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert there in svg
        assert away not in svg


def test_sources_are_cited_and_the_day_is_named() -> None:
    text = written()
    assert "2026-01-02" in text.splitlines()[0]
    assert "*Source: [Book · 6](https://example.org/); T*" in text
