"""One content file of data/: a heading, a TOML block, then sections that hold both languages side by side.

Knows the shape that topics, acts and demos share, and where each part stands; knows nothing of what they mean.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tutor.errors import ContentError
from tutor.types import LANGUAGES, Language

HEADINGS: Mapping[str, Language] = {"English": "en", "中文": "zh"}


@dataclass(frozen=True)
class Passage:
    """Markdown prose in one language, and the line of the file on which its heading stands."""

    text: str
    line: int


@dataclass(frozen=True)
class Document:
    """A parsed content file. `sections` maps a section's name to its passage in each language."""

    path: Path
    heading: str
    front: Mapping[str, Any]
    front_line: int
    sections: Mapping[str, Mapping[Language, Passage]]

    @property
    def id(self) -> str:
        """The file's name without its ending: the id of the topic, act or demo."""
        return self.path.stem

    def text(self, section: str) -> dict[Language, str]:
        """The section's prose by language. Raises ContentError where the file lacks it."""
        if section not in self.sections:
            raise ContentError(self.path, 1, f"section “## {section}” is missing")
        return {language: passage.text for language, passage in self.sections[section].items()}


_BLOCKS = MarkdownIt("commonmark").disable("inline")
"""Tells headings, blocks and prose apart; what stands inside a line is left as it is, which halves the time."""


def read_document(path: Path) -> Document:
    """Parse the content file at `path`. Raises ContentError with file and line for any other shape."""
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(path, 1, "is not UTF-8 text; save the file as UTF-8") from error
    lines = source.splitlines()
    tokens = _BLOCKS.parse(source)
    headings = [(i, t) for i, t in enumerate(tokens) if t.type == "heading_open"]
    if not headings or headings[0][1].tag != "h1":
        raise ContentError(path, 1, "must begin with a heading: # English title / 中文标题")
    front, front_line = _front(path, tokens)
    return Document(path, tokens[1].content, front, front_line, _sections(path, lines, tokens, headings))


def _front(path: Path, tokens: list[Token]) -> tuple[dict[str, Any], int]:
    """The TOML block, which must come right after the first heading (a heading is three tokens)."""
    block = tokens[3] if len(tokens) > 3 else None
    if block is None or block.type != "fence" or block.info.strip() != "toml":
        raise ContentError(path, 2, "a ```toml block must follow the first heading")
    line = _line(block)
    try:
        return tomllib.loads(block.content), line
    except tomllib.TOMLDecodeError as error:
        inside = re.search(r"at line (\d+)", str(error))
        at = line + int(inside.group(1)) if inside else line
        raise ContentError(path, at, f"the TOML block cannot be read: {error}") from error


def _sections(
    path: Path, lines: list[str], tokens: list[Token], headings: list[tuple[int, Token]]
) -> dict[str, dict[Language, Passage]]:
    sections: dict[str, dict[Language, Passage]] = {}
    current: str | None = None
    for number, (index, heading) in enumerate(headings[1:], start=1):
        name, line = tokens[index + 1].content.strip(), _line(heading)
        if heading.tag == "h2":
            if name in sections:
                raise ContentError(path, line, f"section “{name}” stands here a second time")
            current, sections[name] = name, {}
            continue
        if heading.tag != "h3" or current is None or name not in HEADINGS:
            raise ContentError(path, line, f"unexpected heading “{name}”; here only ### English and ### 中文")
        if HEADINGS[name] in sections[current]:
            raise ContentError(path, line, f"“{current}” has “{name}” a second time")
        end = _line(headings[number + 1][1]) - 1 if number + 1 < len(headings) else len(lines)
        text = "\n".join(lines[line:end]).strip()
        if not text:
            raise ContentError(path, line, f"“{current}” is empty in {name}")
        sections[current][HEADINGS[name]] = Passage(text, line)
    for name, passages in sections.items():
        missing = [label for label, language in HEADINGS.items() if language not in passages]
        if missing:
            raise ContentError(path, 1, f"section “{name}” lacks ### {missing[0]}")
    return {name: {language: both[language] for language in LANGUAGES} for name, both in sections.items()}


def _line(token: Token) -> int:
    """The token's first line, counted from 1."""
    return token.map[0] + 1 if token.map else 1
