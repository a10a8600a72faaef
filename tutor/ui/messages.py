"""Turns what a conversation remembers into what Gradio's chat shows. Decides nothing and remembers nothing.

A learner's words are shown as they were typed: every character that Markdown or HTML would act upon is escaped.
A demo's bubble is an empty component whose value is one JSON string, drawn by the page's script: templates that
data is poured into would evaluate it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import gradio as gr

from tutor.types import Language, Reply

Entry = dict[str, Any]
"""One message as remembered: role, text, and for replies language, sources, suggestions and demo. Plain JSON."""

_ACTIVE = re.compile(r"([!-/:-@\[-`{-~])")
_SENTENCE_END = re.compile(r"(?<=[。！？；\n])|(?<=[.!?]\s)")
CHUNKS = 8
LONGEST_SHOWN = 4000


def learner(text: str) -> Entry:
    """The learner's message; the end of one that nobody would read through is left out."""
    return {"role": "user", "text": text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"}


def said(text: str, language: Language) -> Entry:
    """A sentence of the page's own, as a reply."""
    return {"role": "assistant", "text": text, "language": language}


def replied(reply: Reply) -> Entry:
    """The tutor's reply, as yet without its demo."""
    return {
        "role": "assistant",
        "text": reply.answer,
        "language": reply.language,
        "sources": reply.to_json()["sources"],
        "suggestions": list(reply.suggestions),
    }


def growing(entry: Entry) -> Iterator[Entry]:
    """The entry as it is written sentence by sentence, in at most CHUNKS steps, the last one whole."""
    pieces = [piece for piece in _SENTENCE_END.split(entry["text"]) if piece]
    step = -(-len(pieces) // CHUNKS) or 1
    for end in range(step, len(pieces), step):
        yield {"role": "assistant", "text": "".join(pieces[:end]), "language": entry["language"]}
    yield entry


def shown(history: Sequence[Entry], words: Mapping[str, Mapping[Language, str]]) -> list[dict[str, Any]]:
    """The whole conversation as Gradio's chat takes it."""
    return [_shown(entry, words) for entry in history]


def _shown(entry: Entry, words: Mapping[str, Mapping[Language, str]]) -> dict[str, Any]:
    if entry["role"] == "user":
        return {"role": "user", "content": verbatim(entry["text"])}
    text = entry["text"]
    if entry.get("sources"):
        text += "\n\n" + _footnote(entry["sources"], entry["language"], words["source"][entry["language"]])
    content: list[Any] = [text]
    if "demo" in entry:
        content.append(_bubble(entry["demo"]))
    if "map" in entry:
        content.append(gr.HTML(value=entry["map"], apply_default_css=False, js_on_load=None, render=False))
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if entry.get("suggestions"):
        message["options"] = [{"value": option} for option in entry["suggestions"]]
    return message


def verbatim(text: str) -> str:
    """`text` so that Markdown shows it character by character; lines stay lines.

    Formulas are looked for before and after Markdown: entities hide their marks from the first look, and a
    place to break the line, which shows nothing, parts them for the second.
    """
    return _ACTIVE.sub(_hidden, text.replace("\r\n", "\n")).replace("\n", "  \n")


def _hidden(found: re.Match[str]) -> str:
    character = found[0]
    return f"&#{ord(character)};" + ("<wbr>" if character in "$\\" else "")


def _footnote(sources: Sequence[Mapping[str, str]], language: Language, heading: str) -> str:
    """The first source as a quiet line; where there are more, they open below it."""
    first, *more = (_cited(source) for source in sources)
    line = f"<b>{escape(heading)}</b> {first}"
    if not more:
        return f'<div class="sources" lang="{language}">{line}</div>'
    rest = "".join(f"<li>{item}</li>" for item in more)
    opener = f'<summary>{line} <span class="more">+{len(more)}</span></summary>'
    return f'<details class="sources" lang="{language}">{opener}<ul>{rest}</ul></details>'


def _cited(source: Mapping[str, str]) -> str:
    """A source as one line: the title, linked where it can be, and where in it; numbered sections get their sign."""
    title, section = escape(source["title"]), escape(source["section"])
    url = source.get("url", "")
    if url.startswith(("https://", "http://")):
        title = f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    if section[:1].isdigit():
        section = f"§\u00a0{section}"
    return f"{title} · {section}" if section else title


def _bubble(demo: Mapping[str, Any]) -> gr.HTML:
    return gr.HTML(
        value=json.dumps(demo, ensure_ascii=False),
        html_template='<div class="demo"></div>',
        js_on_load="window.Tutor.mount(element, props, watch)",
        apply_default_css=False,
        render=False,
    )
