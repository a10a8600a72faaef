"""What teaching a topic takes beyond answering: data/lessons/<id>.md, a deeper text, a worked example, beliefs that
are mistaken, and exercises. Judges no answers and remembers no learner.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tutor.curriculum.document import Document, read_document
from tutor.curriculum.exercise import Exercise, read_exercise
from tutor.curriculum.topic import Text
from tutor.errors import ContentError
from tutor.types import LANGUAGES, Language

FRONT = ("beliefs", "checks")
DEEPER, WORKED, MISCONCEPTION, QUESTION = "Deeper", "Worked example", "Misconception", "Question"


@dataclass(frozen=True)
class Misconception:
    """A mistaken belief: the ways in which learners state it, and the kind correction."""

    topic: str
    said: Mapping[Language, tuple[str, ...]]
    correction: Text


@dataclass(frozen=True)
class Lesson:
    """All that a topic offers to those who stay with it. `checks` are sums that its texts rest on."""

    id: str
    deeper: Text
    worked: Text
    misconceptions: tuple[Misconception, ...]
    exercises: tuple[Exercise, ...]
    checks: tuple[str, ...] = ()


class Lessons(Mapping[str, Lesson]):
    """The lessons of a folder by topic, each read when it is first asked for: together they take longer to read than
    all the rest, and few conversations need many. Raises ContentError then; `tutor check` reads them all."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob("*.md"))}
        self._read: dict[str, Lesson] = {}

    def __getitem__(self, topic: str) -> Lesson:
        if topic not in self._read:
            self._read[topic] = read_lesson(read_document(self._paths[topic]))
        return self._read[topic]

    @cached_property
    def beliefs(self) -> Mapping[str, tuple[Mapping[Language, tuple[str, ...]], ...]]:
        """The ways in which each lesson's mistaken beliefs are stated, read from the files' heads alone."""
        return {topic: _beliefs_at_the_head(path) for topic, path in self._paths.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _beliefs_at_the_head(path: Path) -> tuple[Mapping[Language, tuple[str, ...]], ...]:
    """What “beliefs” holds; nothing where the head can't be read, which reading the whole lesson will complain of."""
    head = re.search(r"^```toml\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    try:
        entries = tomllib.loads(head[1]).get("beliefs", []) if head else []
    except tomllib.TOMLDecodeError:
        return ()
    return tuple({language: tuple(entry.get(language, ())) for language in LANGUAGES} for entry in entries)


def read_lesson(document: Document) -> Lesson:
    """The lesson in `document`. Raises ContentError where a part is missing, unknown or in the wrong shape."""
    unknown = [key for key in document.front if key not in FRONT]
    if unknown:
        raise ContentError(document.path, document.front_line, f"unknown field “{unknown[0]}”")
    known = (DEEPER, WORKED)
    numbered = [name for name in document.sections if name not in known]
    beliefs: list[str] = []
    exercises: list[str] = []
    for name in numbered:
        kind, _, number = name.rpartition(" ")
        if kind not in (MISCONCEPTION, QUESTION) or not number.isdigit():
            line = document.sections[name]["en"].line
            raise ContentError(document.path, line, f"unknown section “{name}”")
        (beliefs if kind == MISCONCEPTION else exercises).append(name)
    return Lesson(
        document.id,
        document.text(DEEPER),
        document.text(WORKED),
        _misconceptions(document, beliefs),
        tuple(read_exercise(document, name) for name in exercises),
        tuple(_texts(document, document.front.get("checks", []), "checks")),
    )


def _misconceptions(document: Document, names: list[str]) -> tuple[Misconception, ...]:
    entries = document.front.get("beliefs", [])
    if not isinstance(entries, list) or len(entries) != len(names):
        reason = f"“beliefs” has {len(entries)} entries, but there are {len(names)} sections “## Misconception …”"
        raise ContentError(document.path, document.front_line, reason)
    found = []
    for entry, name in zip(entries, names, strict=True):
        if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
            raise ContentError(document.path, document.front_line, "each belief is { en = [ … ], zh = [ … ] }")
        said = {language: tuple(_texts(document, entry[language], "beliefs")) for language in LANGUAGES}
        found.append(Misconception(document.id, said, document.text(name)))
    return tuple(found)


def _texts(document: Document, value: object, field: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ContentError(document.path, document.front_line, f"“{field}” must be a list of texts")
    return value
