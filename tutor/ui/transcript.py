"""A conversation as one Markdown file with its pictures in it, for a learner's own notes.

Pictures are SVG inside data addresses, so that the file needs nothing beside it. Writes no file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tutor.types import Language
from tutor.ui.messages import Entry
from tutor.ui.talk import Talk

Words = Mapping[str, Mapping[Language, str]]

_MARKED = re.compile(r"([\\`*_{}\[\]<>#|$~])")


def transcript(talk: Talk, words: Words, day: date) -> str:
    """The conversation in Markdown; `words` are the page's."""
    language = talk.language
    title = words["transcript"][language].format(day=day.isoformat())
    parts = [f"# {title}"]
    for entry in talk.history:
        parts += _part(entry, words, language)
    return "\n\n".join(parts) + "\n"


def _part(entry: Entry, words: Words, language: Language) -> Iterator[str]:
    """One message: who speaks, what, with which picture, from where."""
    if entry["role"] == "user":
        yield f"**{words['you'][language]}**"
        yield "\n".join("> " + _MARKED.sub(r"\\\1", line) for line in entry["text"].splitlines())
        return
    yield f"**{words['name'][language]}**"
    yield entry["text"]
    if entry.get("demo", {}).get("frame"):
        yield _picture(entry["demo"], entry["language"])
    if entry.get("sources"):
        yield f"*{words['source'][entry['language']]}: " + "; ".join(map(_cited, entry["sources"])) + "*"


def _picture(demo: Mapping[str, Any], language: Language) -> str:
    """The demo's last picture and what it says of itself."""
    frame = demo["frame"]
    svg = base64.b64encode(_in_one_language(frame["svg"], language).encode()).decode()
    caption = str(frame["caption"].get(language, ""))
    return f"![{_MARKED.sub('', caption)}](data:image/svg+xml;base64,{svg})\n\n{caption}"


def _in_one_language(svg: str, language: Language) -> str:
    """The picture without the legends in the other language, which a page would hide."""
    other = "en" if language == "zh" else "zh"
    return re.sub(rf'<tspan lang="{other}">[^<]*</tspan>', "", svg)


def _cited(source: Mapping[str, str]) -> str:
    named = " · ".join(part for part in (source["title"], source["section"]) if part)
    url = source.get("url", "")
    return f"[{named}]({url})" if url.startswith(("https://", "http://")) else named
