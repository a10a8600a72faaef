"""What the chat is given to show."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from tests.ui.stand_in import real_words
from tutor.ui import messages

WORDS = real_words().words["page"]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "**bold** _it_ `code`", "# no heading", "- no list", "1. no list", "\\[x\\] \\$", "[a](http://b)",
     "$$x$$ \\(y\\)", "${Object}", "{{value}}", "> quote", "a & b &amp; c", "~~x~~", "| a | b |"],
)  # fmt: skip
def test_a_learners_words_are_shown_as_typed(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(messages.verbatim(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    parts = tokens[1].children or []
    assert {part.type for part in parts} <= {"text", "html_inline"}
    assert "".join(part.content for part in parts if part.content != "<wbr>") == text


def test_lines_stay_lines() -> None:
    assert "<br" in MarkdownIt().render(messages.verbatim("one\ntwo"))


def test_a_reply_grows_in_few_steps_to_the_whole() -> None:
    whole = messages.said("One. Two! Three? 四。五！" * 20, "en") | {"suggestions": ["next"]}
    parts = list(messages.growing(whole))
    assert 2 <= len(parts) <= messages.CHUNKS
    assert parts[-1] is whole
    assert all(whole["text"].startswith(part["text"]) for part in parts)
    assert "suggestions" not in parts[0]


def test_a_footnote_links_only_to_the_web() -> None:
    entry = messages.said("x", "en") | {
        "sources": [{"title": "<b>", "section": "s", "url": "javascript:x"}, {"title": "T", "section": ""}]
    }
    text = messages.shown([entry], WORDS)[0]["content"][0]
    assert "javascript" not in text
    assert "&lt;b&gt; · s" in text


def test_further_sources_open_below_the_first() -> None:
    sources = [{"title": "One", "section": "6.4"}, {"title": "Two", "section": ""}, {"title": "Three", "section": ""}]
    text = messages.shown([messages.said("x", "zh") | {"sources": sources}], WORDS)[0]["content"][0]
    assert '<summary><b>出处</b> One · §\u00a06.4 <span class="more">另有 2 处</span></summary>' in text
    assert "<li>One · §\u00a06.4</li><li>Two</li><li>Three</li>" in text


def test_what_opens_a_footnote_holds_no_link() -> None:
    sources = [{"title": "One", "section": "", "url": "https://a.example"}, {"title": "Two", "section": ""}]
    text = messages.shown([messages.said("x", "en") | {"sources": sources}], WORDS)[0]["content"][0]
    assert "<a" not in text.split("</summary>")[0]
    assert '<li><a href="https://a.example"' in text


def test_a_demos_data_never_meets_a_template() -> None:
    entry = messages.said("x", "en") | {"demo": {"run": "r", "settings": {"function": "${alert(1)}"}}}
    bubble = messages.shown([entry], WORDS)[0]["content"][1]
    assert bubble.html_template == '<div class="demo"></div>'
    assert json.loads(bubble.value)["settings"]["function"] == "${alert(1)}"
