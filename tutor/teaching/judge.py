"""Judges an answer to an exercise: an option named or typed, a number or a word, an explanation in own words.

Goes by what the exercise says is right, wrong and asked for. Understands no sentence: an explanation is judged by
the points it makes, and each point by the words that learners use for it (data/WRITING.md says how they are written).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tutor.curriculum.exercise import Exercise, ExerciseKind, Side
from tutor.language.normalise import normalise
from tutor.teaching import amounts, options, phrases
from tutor.types import LANGUAGES, Language

Grade = Literal["right", "near", "wrong", "unclear"]
_ORDER: dict[Grade, int] = {"right": 3, "near": 2, "wrong": 1, "unclear": 0}


@dataclass(frozen=True)
class Verdict:
    """What to think of an answer. `mark`: the place among the marks of the one that decided, where one did, so that
    its reason can be told in either language; `missing`: the places of points that were not made."""

    grade: Grade
    mark: int | None = None
    missing: tuple[int, ...] = ()


UNCLEAR = Verdict("unclear")


def judge(exercise: Exercise, text: str, language: Language) -> Verdict:
    """What `text`, as typed, is worth as an answer. Either language will do; `language`, the conversation's, goes
    first, and places are those of its marks."""
    clean = normalise(text).replace("−", "-")
    order = (language, *(other for other in LANGUAGES if other != language))
    if exercise.kind == "own_words":
        return _own_words([exercise.sides[side] for side in order], clean)
    own, other = (_JUDGES[exercise.kind](exercise.sides[side], clean) for side in order)
    if _ORDER[other.grade] <= _ORDER[own.grade] or (exercise.kind == "choice" and own.grade != "unclear"):
        return own
    # Options stand in the same places in both languages; what is foreseen to be filled in does not.
    return other if exercise.kind == "choice" else Verdict(other.grade)


def _choice(side: Side, clean: str) -> Verdict:
    chosen = options.chosen(clean, [mark.text for mark in side.marks])
    if chosen is None:
        return UNCLEAR
    return Verdict("right" if side.marks[chosen].role == "right" else "wrong", chosen)


def _fill_in(side: Side, clean: str) -> Verdict:
    """Right answers go first: what also fits a foreseen slip is still right."""
    for number, mark in sorted(enumerate(side.marks), key=lambda pair: pair[1].role != "right"):
        fit = amounts.fits(clean, mark.text)
        if fit == "unit" and mark.role == "right":
            return Verdict("near", number)
        if fit != "no":
            return Verdict("right" if mark.role == "right" else "wrong", number)
    return Verdict("wrong") if amounts.is_answer(clean, [mark.text for mark in side.marks]) else UNCLEAR


def _own_words(sides: Sequence[Side], clean: str) -> Verdict:
    """A point counts in either language, or in a mixture of both."""
    if not all(phrases.says_something(clean, side.prompt) for side in sides):
        return UNCLEAR
    points = [[number for number, mark in enumerate(side.marks) if mark.role == "point"] for side in sides]
    missing = tuple(
        numbers[0]
        for numbers in zip(*points, strict=True)
        if not any(phrases.says(clean, side.marks[n].text) for side, n in zip(sides, numbers, strict=True))
    )
    for number, mark in enumerate(sides[0].marks):
        if mark.role == "wrong" and phrases.says(clean, mark.text):
            return Verdict("wrong", number, missing)
    some = len(missing) < len(points[0])
    return Verdict("right" if not missing else "near" if some else "wrong", None, missing)


_JUDGES: dict[ExerciseKind, Callable[[Side, str], Verdict]] = {"choice": _choice, "fill_in": _fill_in}
