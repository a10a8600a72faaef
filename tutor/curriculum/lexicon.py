"""Every name a concept goes by, in both languages (data/lexicon.toml), and finding them in a text.

A name belongs to the topic that a learner gets when typing nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutor.curriculum.sources import read_toml
from tutor.errors import ContentError
from tutor.types import LANGUAGES, Language


@dataclass(frozen=True)
class Concept:
    """One concept: the topic that explains it and its names in each language, the standard one first."""

    topic: str
    names: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class Mention:
    """A concept's name found in a text: which concept, and where (character offsets)."""

    concept: Concept
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """All concepts, and the search for their names in a normalised text."""

    concepts: tuple[Concept, ...]

    @cached_property
    def by_name(self) -> dict[str, Concept]:
        """Each name, lower case, with its concept."""
        return {
            name.lower(): concept
            for concept in self.concepts
            for language in LANGUAGES
            for name in concept.names[language]
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.by_name, key=len, reverse=True)
        return re.compile("|".join(_bounded(name) for name in longest_first) or r"(?!)")

    def mentions(self, clean: str) -> list[Mention]:
        """The names in `clean` (a normalised text) from left to right, the longest where several fit."""
        return [
            Mention(
                self.by_name[match.group().removesuffix("s") if match.group() not in self.by_name else match.group()],
                match.start(),
                match.end(),
            )
            for match in self._pattern.finditer(clean)
        ]


def _bounded(name: str) -> str:
    """The name as a pattern that does not match inside a longer Latin word; an English plural s is allowed."""
    pattern = re.escape(name)
    if name[0].isascii() and name[0].isalnum():
        pattern = r"(?<![a-z0-9])" + pattern
    if name[-1].isascii() and name[-1].isalnum():
        pattern += r"s?(?![a-z0-9])"
    return pattern


def read_lexicon(path: Path) -> Lexicon:
    """Read lexicon.toml: `[[concept]]` tables with topic, en and zh. Raises ContentError."""
    concepts: list[Concept] = []
    seen: dict[str, str] = {}
    for entry in read_toml(path).get("concept", []):
        names = {language: tuple(entry.get(language, ())) for language in LANGUAGES}
        if not entry.get("topic") or not all(names.values()):
            raise ContentError(path, 1, f"each [[concept]] needs topic, en and zh; this one has not: {entry}")
        for name in {name.lower() for both in names.values() for name in both}:
            if name in seen:
                raise ContentError(path, 1, f"“{name}” stands under {seen[name]} and {entry['topic']}")
            seen[name] = entry["topic"]
        concepts.append(Concept(entry["topic"], names))
    return Lexicon(tuple(concepts))
