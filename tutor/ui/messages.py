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

from tutor.language import Script, in_script
from tutor.types import Language, Reply

Entry = dict[str, Any]
"""One message as remembered: role, text and `lang`, and for replies language, label, sources, suggestions, demo and
what is thought of it. Plain JSON."""

LANGS = ("en", "zh-Hans", "zh-Hant")
"""What a message can be in, as HTML names it."""

_ACTIVE = re.compile(r"([!-/:-@\[-`{-~])")
_SENTENCE_END = re.compile(r"(?<=[。！？；\n])|(?<=[.!?]\s)")
CHUNKS = 8
LONGEST_SHOWN = 4000


def lang_of(language: Language, script: Script) -> str:
    """One of LANGS."""
    return "en" if language == "en" else f"zh-{script.capitalize()}"


def written(text: str, entry: Entry) -> str:
    """Our own `text` in the script of the message that it belongs to."""
    return in_script(text, "hant") if entry["lang"] == "zh-Hant" else text


def learner(text: str, language: Language = "en", script: Script = "hans") -> Entry:
    """The learner's message; the end of one that nobody would read through is left out."""
    short = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    return {"role": "user", "text": short, "lang": lang_of(language, script)}


def said(text: str, language: Language, script: Script = "hans") -> Entry:
    """A sentence of the page's own, as a reply."""
    entry: Entry = {"role": "assistant", "language": language, "lang": lang_of(language, script)}
    return {**entry, "text": written(text, entry)}


def replied(reply: Reply, script: Script = "hans") -> Entry:
    """The tutor's reply, as yet without its demo."""
    return {
        "role": "assistant",
        "text": reply.answer,
        "language": reply.language,
        "lang": lang_of(reply.language, script),
        "label": reply.label,
        "sources": reply.to_json()["sources"],
        "suggestions": list(reply.suggestions),
    }


def growing(entry: Entry) -> Iterator[Entry]:
    """The entry as it is written sentence by sentence, in at most CHUNKS steps, the last one whole."""
    pieces = [piece for piece in _SENTENCE_END.split(entry["text"]) if piece]
    step = -(-len(pieces) // CHUNKS) or 1
    for end in range(step, len(pieces), step):
        yield {"role": "assistant", "text": "".join(pieces[:end]), "language": entry["language"], "lang": entry["lang"]}
    yield entry


def shown(history: Sequence[Entry], words: Mapping[str, Mapping[Language, str]]) -> list[dict[str, Any]]:
    """The whole conversation as Gradio's chat takes it."""
    return [_shown(entry, words) for entry in history]


def _shown(entry: Entry, words: Mapping[str, Mapping[Language, str]]) -> dict[str, Any]:
    if entry["role"] == "user":
        return {"role": "user", "content": verbatim(entry["text"])}
    text = entry["text"]
    if entry.get("sources"):
        told = {key: written(words[key][entry["language"]], entry) for key in ("source", "more_sources")}
        text += "\n\n" + _footnote(entry["sources"], entry["lang"], told)
    content: list[Any] = [text]
    if "demo" in entry:
        content.append(_bubble(entry["demo"]))
    if "map" in entry:
        content.append(gr.HTML(value=entry["map"], apply_default_css=False, js_on_load=None, render=False))
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if entry.get("suggestions"):
        message["options"] = [{"value": option} for option in entry["suggestions"]]
    return message


def rows(entry: Entry) -> int:
    """How many rows of the chat the message takes: one for its text, one for each component."""
    return 1 + ("demo" in entry) + ("map" in entry)


def verbatim(text: str) -> str:
    """`text` so that Markdown shows it character by character; lines stay lines.

    Formulas are looked for before and after Markdown: entities hide their marks from the first look, and a
    place to break the line, which shows nothing, parts them for the second.
    """
    return _ACTIVE.sub(_hidden, text.replace("\r\n", "\n")).replace("\n", "  \n")


def _hidden(found: re.Match[str]) -> str:
    character = found[0]
    return f"&#{ord(character)};" + ("<wbr>" if character in "$\\" else "")


def _footnote(sources: Sequence[Mapping[str, str]], lang: str, told: Mapping[str, str]) -> str:
    """The source as a quiet line. Where there are more, the line names the first and opens to all; a link in what is
    pressed to open it would be a control within a control."""
    heading = f"<b>{escape(told['source'])}</b>"
    if len(sources) == 1:
        return f'<div class="sources" lang="{lang}">{heading} {_cited(sources[0])}</div>'
    items = "".join(f"<li>{_cited(source)}</li>" for source in sources)
    line = f"{heading} {_named(sources[0])}"
    more = escape(told["more_sources"].format(count=len(sources) - 1))
    opener = f'<summary>{line} <span class="more">{more}</span></summary>'
    return f'<details class="sources" lang="{lang}">{opener}<ul>{items}</ul></details>'


def _named(source: Mapping[str, str]) -> str:
    """A source as one line: the title, and where in it; numbered sections get their sign."""
    title, section = escape(source["title"]), escape(source["section"])
    if section[:1].isdigit():
        section = f"§\u00a0{section}"
    return f"{title} · {section}" if section else title


def _cited(source: Mapping[str, str]) -> str:
    """The same, linked where it can be."""
    url = source.get("url", "")
    if not url.startswith(("https://", "http://")):
        return _named(source)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{_named(source)}</a>'


def _bubble(demo: Mapping[str, Any]) -> gr.HTML:
    return gr.HTML(
        value=json.dumps(demo, ensure_ascii=False),
        html_template='<div class="demo"></div>',
        js_on_load="window.Tutor.mount(element, props, watch)",
        apply_default_css=False,
        render=False,
    )
