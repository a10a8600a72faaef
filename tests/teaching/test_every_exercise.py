"""Every exercise that is shipped: its own answers are judged as it says, and its question is no answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutor.curriculum.exercise import Exercise
from tutor.curriculum.lesson import Lessons
from tutor.teaching.judge import judge
from tutor.types import LANGUAGES

LESSONS = Lessons(Path(__file__).parents[2] / "data" / "lessons")
EXERCISES = [exercise for topic in LESSONS for exercise in LESSONS[topic].exercises]


def first(text: str) -> str:
    """The first spelling of an answer, without its tolerance."""
    return re.sub(r"±\s*[\d.]+\s*", "", text.split("|")[0]).strip()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_its_own_answers_are_judged_as_it_says(exercise: Exercise) -> None:
    for language in LANGUAGES:
        side = exercise.sides[language]
        if exercise.kind == "own_words":
            assert judge(exercise, side.having("right")[0].text, language).grade == "right"
            assert judge(exercise, side.prompt, language).grade in ("unclear", "wrong")
            continue
        for number, mark in enumerate(side.marks):
            text = mark.text if exercise.kind == "choice" else first(mark.text)
            verdict = judge(exercise, text, language)
            assert (verdict.mark, verdict.grade) == (number, mark.role), f"{language}: {mark.text}: {verdict}"
        for letter, mark in zip("abcd", side.marks if exercise.kind == "choice" else (), strict=False):
            assert judge(exercise, letter, language).grade == mark.role
