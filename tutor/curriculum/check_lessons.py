"""The lint for data/lessons: lengths, kinds of exercises, sums that come out, code that parses. Judges no truth."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tutor.curriculum.arithmetic import find_sums
from tutor.curriculum.document import Document, Passage
from tutor.curriculum.exercise import Exercise, ExerciseKind
from tutor.curriculum.lesson import Lesson, read_lesson
from tutor.errors import ContentError
from tutor.language.normalise import normalise
from tutor.types import LANGUAGES, Language

LENGTHS: dict[str, dict[Language, tuple[int, int]]] = {
    "Deeper": {"en": (110, 300), "zh": (180, 520)},
    "Worked example": {"en": (60, 220), "zh": (100, 400)},
    "Misconception": {"en": (35, 110), "zh": (60, 220)},
    "Question": {"en": (60, 330), "zh": (100, 620)},
}
EXERCISES, MISCONCEPTIONS, WAYS = (4, 8), (1, 3), (6, 20)
"""How many of each a lesson has, and in how many ways a mistaken belief is stated."""
KINDS: tuple[ExerciseKind, ...] = ("choice", "fill_in", "own_words")
_STEMS = re.compile(r"^- (?:\+|≠|!=) .*$", re.M)
"""What an answer is searched for, which no learner reads."""
_CODE = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


def check_lesson(document: Document, count: Callable[[str, Language], int]) -> Iterator[ContentError]:
    """Findings in one lesson; `count` tells a text's length in words or Chinese characters."""
    lesson = read_lesson(document)
    yield from _check_counts(document, lesson)
    for name, passages in document.sections.items():
        least_most = LENGTHS[re.sub(r" \d+$", "", name)]
        for language in LANGUAGES:
            least, most = least_most[language]
            length = count(_STEMS.sub("", passages[language].text), language)
            if not least <= length <= most:
                unit = "words" if language == "en" else "Chinese characters"
                reason = f"{name} has {length} {unit}; it should have {least} to {most}"
                yield ContentError(document.path, passages[language].line, reason)
            yield from _check_code(document, name, passages[language])
    for exercise in lesson.exercises:
        yield from _check_exercise(document, exercise)
    text = "\n".join(passage.text for passages in document.sections.values() for passage in passages.values())
    yield from _check_stated(document, lesson, text)


def check_sums(document: Document) -> Iterator[ContentError]:
    """Every sum written in the prose of a topic or lesson must come out."""
    for name, passages in document.sections.items():
        for passage in passages.values():
            for offset, line in enumerate(passage.text.split("\n"), start=passage.line + 1):
                for found in find_sums(line):
                    if not found.right:
                        reason = f"{name}: “{found.text}” is not so; it comes to {found.value:.6g}"
                        yield ContentError(document.path, offset, reason)


def _check_counts(document: Document, lesson: Lesson) -> Iterator[ContentError]:
    counts = (
        ("exercises", len(lesson.exercises), EXERCISES),
        ("misconceptions", len(lesson.misconceptions), MISCONCEPTIONS),
        *((f"ways to state misconception {number} ({language})", len(one.said[language]), WAYS)
          for number, one in enumerate(lesson.misconceptions, start=1) for language in LANGUAGES),
    )  # fmt: skip
    for what, number, (least, most) in counts:
        if not least <= number <= most:
            yield ContentError(document.path, 1, f"has {number} {what}; it should have {least} to {most}")
    kinds = Counter(exercise.kind for exercise in lesson.exercises)
    for kind in KINDS:
        if not kinds[kind]:
            yield ContentError(document.path, 1, f"has no exercise of the kind {kind}")


def _check_exercise(document: Document, exercise: Exercise) -> Iterator[ContentError]:
    """No hint that gives the answer away word for word, no option twice."""
    section = document.sections[f"Question {exercise.id.rpartition('-')[2]}"]
    for language, side in exercise.sides.items():
        line = section[language].line
        texts = [normalise(mark.text) for mark in side.marks]
        if len(set(texts)) < len(texts):
            yield ContentError(document.path, line, f"{exercise.id}: one option or answer stands here twice")
        right = normalise(side.having("right")[0].text)
        if exercise.kind == "choice" and len(right) > 3 and any(right in normalise(hint) for hint in side.hints[:2]):
            yield ContentError(document.path, line, f"{exercise.id}: a hint before the last one is the answer itself")
    texts = [side.having("right")[0].text for side in exercise.sides.values()]
    numbers = {re.sub(r"[^\d.±/-]", "", text) for text in texts} if exercise.kind == "fill_in" else set()
    if len(numbers) > 1:
        yield ContentError(document.path, section["zh"].line, f"{exercise.id}: the two languages want other numbers")


def _check_code(document: Document, name: str, passage: Passage) -> Iterator[ContentError]:
    """Code parses; whether it runs and prints what is said, a test finds out."""
    for block in _CODE.findall(passage.text):
        try:
            ast.parse(block)
        except SyntaxError as error:
            yield ContentError(document.path, passage.line, f"{name}: code that does not parse: {error.msg}")


def _check_stated(document: Document, lesson: Lesson, text: str) -> Iterator[ContentError]:
    """Each check is a sum that comes out, and its result stands somewhere in the lesson."""
    for check in lesson.checks:
        found = list(find_sums(check))
        if len(found) != 1 or found[0].text != check.strip():
            yield ContentError(document.path, document.front_line, f"“{check}” is no sum that can be checked")
        elif not found[0].right:
            reason = f"“{check}” is not so; it comes to {found[0].value:.6g}"
            yield ContentError(document.path, document.front_line, reason)
        elif re.split("[=≈]", check)[-1].strip() not in text.replace("−", "-").replace(",", ""):
            reason = f"the result of “{check}” stands nowhere in the lesson"
            yield ContentError(document.path, document.front_line, reason)


def folder(data: Path) -> list[Path]:
    """The lessons' files, in order."""
    return sorted((data / "lessons").glob("*.md"))
