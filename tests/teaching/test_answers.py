"""Answers that people wrote without knowing how they would be judged, and how often the judgement is a fair teacher's.

answers/test.*.jsonl was written for exercises and by writers of its own, and nothing was tuned on it; dev.*.jsonl was
looked at while the judging was improved. `python -m tests.teaching.test_answers` prints the table of
docs/evaluation.md.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.curriculum.lesson import Lessons
from tutor.teaching.judge import judge
from tutor.types import LANGUAGES, Language

HERE = Path(__file__).parent
LESSONS = Lessons(HERE.parents[1] / "data" / "lessons")
EXERCISES = {exercise.id: exercise for topic in LESSONS for exercise in LESSONS[topic].exercises}


def judged(kind: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """The kind of exercise, what a teacher says of the answer, and what the tutor says."""
    path = HERE / "answers" / f"{kind}.{language}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        exercise = EXERCISES[answer["exercise"]]
        grade = judge(exercise, answer["text"], language).grade
        yield exercise.kind, answer["grade"], "nonsense" if grade == "unclear" else grade


def agreement(kind: str, language: Language) -> dict[str, float]:
    """The share judged as by the teacher: choices and amounts together, explanations apart."""
    right, all_of = Counter[str](), Counter[str]()
    for exercise_kind, wanted, got in judged(kind, language):
        group = "own words" if exercise_kind == "own_words" else "choice and fill in"
        all_of[group] += 1
        right[group] += wanted == got
    return {group: right[group] / count for group, count in all_of.items()} | {"n": sum(all_of.values())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_judging_agrees_with_a_fair_teacher(language: Language) -> None:
    found = agreement("test", language)
    assert found["n"] >= 200
    assert found["choice and fill in"] >= 0.92
    assert found["own words"] >= 0.85


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_any_wrong_explanation_is_called_right(language: Language) -> None:
    wrong = [got for kind, wanted, got in judged("test", language) if kind == "own_words" and wanted == "wrong"]
    assert sum(got == "right" for got in wrong) <= 0.05 * len(wrong)


if __name__ == "__main__":
    print("| answers | language | n | choice and fill in | own words |\n|---|---|---|---|---|")
    for kind in ("test", "dev"):
        for language in LANGUAGES:
            found = agreement(kind, language)
            shares = f"{found['choice and fill in']:.3f} | {found['own words']:.3f}"
            print(f"| {kind} | {language} | {found['n']:.0f} | {shares} |")
