"""One exercise of a lesson: a choice, something to fill in, or an answer in one's own words, in both languages.

Reads its Markdown and knows its shape; how an answer is judged is dialogue's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tutor.curriculum.document import Document, Passage
from tutor.errors import ContentError
from tutor.types import LANGUAGES, Language

ExerciseKind = Literal["choice", "fill_in", "own_words"]
HINTS = 3
OPTIONS = (3, 4)
POINTS = (1, 4)

_MARK = re.compile(r"- (\[x\]|\[ \]|=|≠|!=|\+) +(.+)")
_HINT = re.compile(r"(\d)\. +(.+)")
_SIGNS = {"[x]": "right", "[ ]": "wrong", "=": "right", "≠": "wrong", "!=": "wrong", "+": "point"}


@dataclass(frozen=True)
class Mark:
    """One line that judges: `role` is right, wrong or point; `text` an option's words or what is looked for;
    `reason` what the tutor says about it."""

    role: Literal["right", "wrong", "point"]
    text: str
    reason: str
    boxed: bool = False


@dataclass(frozen=True)
class Side:
    """An exercise in one language. `hints`: from a nudge to nearly the answer."""

    prompt: str
    marks: tuple[Mark, ...]
    hints: tuple[str, ...]

    def having(self, role: str) -> tuple[Mark, ...]:
        """The marks of that role, in order."""
        return tuple(mark for mark in self.marks if mark.role == role)


@dataclass(frozen=True)
class Exercise:
    """An exercise. `id` is its topic's id, a hyphen and its number: `overfitting-2`."""

    id: str
    topic: str
    kind: ExerciseKind
    sides: Mapping[Language, Side]


def read_exercise(document: Document, section: str) -> Exercise:
    """The exercise in `section` (“Question 1”). Raises ContentError with file and line for what breaks a quiz."""
    passages = document.sections[section]
    sides = {language: _side(document, section, passages[language]) for language in LANGUAGES}
    kinds = {language: _kind(document, section, passages[language], sides[language]) for language in LANGUAGES}
    if kinds["en"] != kinds["zh"]:
        raise ContentError(document.path, passages["zh"].line, f"{section}: not the same kind in both languages")
    compared = "right" if kinds["en"] == "choice" else "point"
    places = {language: [mark.role == compared for mark in sides[language].marks] for language in LANGUAGES}
    same = places["en"] == places["zh"] if compared == "right" else sum(places["en"]) == sum(places["zh"])
    if not same:
        what = "options, and the right one in the same place" if compared == "right" else "points"
        raise ContentError(document.path, passages["zh"].line, f"{section}: needs the same {what} in both languages")
    return Exercise(f"{document.id}-{section.split()[-1]}", document.id, kinds["en"], sides)


def _side(document: Document, section: str, passage: Passage) -> Side:
    """Prompt, then marks, each with its reason indented below, then hints as a numbered list."""
    prompt: list[str] = []
    marks: list[Mark] = []
    hints: list[str] = []
    for offset, line in enumerate(passage.text.split("\n"), start=passage.line + 2):
        mark, hint = _MARK.fullmatch(line.rstrip()), _HINT.fullmatch(line.rstrip())
        if hint and marks:
            hints.append(hint[2])
        elif mark and not hints:
            role = _SIGNS[mark[1]]
            marks.append(Mark(role, mark[2].strip(), "", mark[1].startswith("[")))  # type: ignore[arg-type]
        elif not marks:
            prompt.append(line)
        elif line.startswith("  ") and not hints:
            last = marks[-1]
            marks[-1] = Mark(last.role, last.text, f"{last.reason} {line.strip()}".strip(), last.boxed)
        elif line.strip():
            raise ContentError(document.path, offset, f"{section}: neither an option, a reason nor a hint: “{line}”")
    side = Side("\n".join(prompt).strip(), tuple(marks), tuple(hints))
    _check_side(document, section, passage, side)
    return side


def _check_side(document: Document, section: str, passage: Passage, side: Side) -> None:
    """Three hints, and a reason for every mark but further spellings of the answer and a model answer."""
    if len(side.hints) != HINTS:
        raise ContentError(document.path, passage.line, f"{section}: has {len(side.hints)} hints; it needs {HINTS}")
    spelled_out = bool(side.having("point"))
    for mark in side.marks:
        may_lack = mark.role == "right" and not mark.boxed and (spelled_out or mark is not side.having("right")[0])
        if not mark.reason and not may_lack:
            reason = f"{section}: needs a reason, indented below “{mark.text}”"
            raise ContentError(document.path, passage.line, reason)


def _kind(document: Document, section: str, passage: Passage, side: Side) -> ExerciseKind:
    """What the marks make of it. Raises ContentError where they make nothing."""

    def fail(reason: str) -> ContentError:
        return ContentError(document.path, passage.line, f"{section}: {reason}")

    if not side.prompt:
        raise fail("asks nothing")
    boxed = [mark for mark in side.marks if mark.boxed]
    points, right = side.having("point"), side.having("right")
    if boxed:
        if len(boxed) != len(side.marks) or not OPTIONS[0] <= len(boxed) <= OPTIONS[1] or len(right) != 1:
            raise fail("a choice has 3 or 4 options, - [ ] each, and exactly one - [x]")
        return "choice"
    if not right:
        raise fail("no right answer; write it as - = …")
    if points:
        if not POINTS[0] <= len(points) <= POINTS[1] or len(right) != 1:
            raise fail("an answer in own words has 1 to 4 points, - + …, and one model answer, - = …")
        return "own_words"
    return "fill_in"
