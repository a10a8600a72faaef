"""One topic of the curriculum, read from data/topics/<id>.md. Lengths and style are `check`'s business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tutor.curriculum.document import Document
from tutor.curriculum.sources import Citation, Work, cite
from tutor.errors import ContentError
from tutor.types import LANGUAGES, Language

SECTIONS = ("Title", "Short", "Full", "Simpler", "Example", "Why")
FRONT = {"means": str, "ask": dict, "prerequisites": list, "follow_ups": list, "demo": str, "sources": list}

Text = Mapping[Language, str]


@dataclass(frozen=True)
class Topic:
    """What the tutor knows about one topic, each text in both languages."""

    id: str
    means: str
    ask: Text
    title: Text
    short: Text
    full: Text
    simpler: Text
    example: Text
    why: Text
    prerequisites: tuple[str, ...]
    follow_ups: tuple[str, ...]
    citations: tuple[Citation, ...]
    demo: str | None = None

    @property
    def label(self) -> str:
        """The label that the classifier gives to questions about this topic."""
        return f"topic/{self.id}"


def read_topic(document: Document, works: Mapping[str, Work]) -> Topic:
    """The topic in `document`. Raises ContentError where a field or section is missing, unknown or mistyped."""
    front = dict(document.front)
    for key, value in front.items():
        if key not in FRONT:
            raise ContentError(document.path, document.front_line, f"unknown field “{key}”")
        if not isinstance(value, FRONT[key]):
            raise ContentError(document.path, document.front_line, f"“{key}” has the wrong type")
    for key in ("means", "ask", "prerequisites", "follow_ups", "sources"):
        if key not in front:
            raise ContentError(document.path, document.front_line, f"field “{key}” is missing")
    unknown = [name for name in document.sections if name not in SECTIONS]
    if unknown:
        line = next(iter(document.sections[unknown[0]].values())).line
        raise ContentError(document.path, line, f"unknown section “{unknown[0]}”")
    texts: dict[str, Any] = {name.lower(): document.text(name) for name in SECTIONS}
    return Topic(
        id=document.id,
        means=front["means"],
        ask=ask_of(document),
        prerequisites=tuple(front["prerequisites"]),
        follow_ups=tuple(front["follow_ups"]),
        citations=_citations(document, front["sources"], works),
        demo=front.get("demo"),
        **texts,
    )


def _citations(document: Document, entries: list[Any], works: Mapping[str, Work]) -> tuple[Citation, ...]:
    if not entries:
        raise ContentError(document.path, document.front_line, "a topic needs at least one source")
    try:
        return tuple(cite(entry, works) for entry in entries)
    except ValueError as error:
        raise ContentError(document.path, document.front_line, str(error)) from error


def ask_of(document: Document) -> Text:
    """The message that asks for what `document` describes, in each language: `ask = { en = …, zh = … }`."""
    ask = document.front.get("ask")
    if not isinstance(ask, dict) or set(ask) != set(LANGUAGES) or not all(isinstance(t, str) for t in ask.values()):
        raise ContentError(document.path, document.front_line, 'needs ask = { en = "…", zh = "…" }')
    return dict(ask)
