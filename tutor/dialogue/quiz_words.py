"""Puts a turn of the quiz into words: what was right or wrong, a hint, the next question, how the round went.

Every word comes from data/; nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.curriculum import Curriculum
from tutor.curriculum.exercise import HINTS, Exercise, Side
from tutor.curriculum.topic import Text
from tutor.teaching.options import LETTERS
from tutor.teaching.quiz import QUESTIONS, Move, Round
from tutor.types import Language

_YES = re.compile(r"^(?:(?:Yes|Right|Exactly|Correct|That's it)[.,:] |(?:对|是的|没错|正确|答对了)[。，：！])")

_STANDINGS = {"known": "now_known", "shaky": "half_known", "begun": "not_known", "new": "not_known"}

Words = Mapping[str, Text]


def told(move: Move, opening: str, curriculum: Curriculum, language: Language, now: float) -> str:
    """The turn as Markdown: first about what was answered, then what is asked."""
    words = curriculum.words["quiz"]
    parts = [*_about(move, words, language)]
    if opening:
        parts.append(words[opening][language])
    if move.following is not None and move.round is not None:
        parts.append(asked(move.round, move.following, curriculum, language))
    if move.ended is not None:
        parts += _summary(move, move.ended, curriculum, language, now)
    return "\n\n".join(part for part in parts if part)


def resumed(state: Round, exercise: Exercise, curriculum: Curriculum, language: Language) -> str:
    """The open question once more, after something else was spoken of."""
    return curriculum.words["quiz"]["resume"][language] + "\n\n" + asked(state, exercise, curriculum, language)


def asked(state: Round, exercise: Exercise, curriculum: Curriculum, language: Language) -> str:
    """The question with its number, and its options."""
    words, side = curriculum.words["quiz"], exercise.sides[language]
    text = words["ask"][language].format(
        title=curriculum.topics[exercise.topic].title[language],
        number=len(state.asked),
        total=QUESTIONS,
        prompt=side.prompt,
    )
    if exercise.kind == "choice":
        return text + "\n\n" + "\n".join(f"- **{_letter(n)}.** {mark.text}" for n, mark in enumerate(side.marks))
    return text + ("\n\n" + words["own_words"][language] if exercise.kind == "own_words" else "")


def next_messages(move: Move, curriculum: Curriculum, language: Language) -> tuple[str, ...]:
    """What can be sent next: options, a hint, a way out; after the round what follows it."""
    words = curriculum.words["quiz"]
    exercise = move.following or move.exercise
    if move.round is None or exercise is None:
        return tuple(words[key][language] for key in ("more_ask", "next_ask", "progress_ask"))
    return choices(exercise, curriculum, language)


def choices(exercise: Exercise, curriculum: Curriculum, language: Language) -> tuple[str, ...]:
    """What can be sent to an open question."""
    words, marks = curriculum.words["quiz"], exercise.sides[language].marks
    options = [f"{_letter(n)}. {mark.text}" for n, mark in enumerate(marks)] if exercise.kind == "choice" else []
    ways = ("hint_ask", "skip_ask") if options else ("hint_ask", "skip_ask", "give_up_ask")
    return (*options, *(words[key][language] for key in ways))


def _about(move: Move, words: Words, language: Language) -> list[str]:
    """What is said about the answer, the hint or the giving up."""
    if move.exercise is None:
        return []
    side, kind = move.exercise.sides[language], move.exercise.kind
    parts = []
    if move.skipped:
        parts.append(words["skipped"][language])
    if move.spent:
        used = move.round is not None and move.round.hints >= HINTS
        parts.append(words["no_hints_left" if used else "no_more_hints"][language])
    if move.verdict is not None:
        parts.append(_judged(move, side, words, language))
    if move.verdict is not None and move.verdict.grade in ("near", "wrong") and not move.revealed:
        parts.append(words["again"][language])
    if move.hint:
        parts.append(words["hint"][language].format(number=move.hint, hint=side.hints[move.hint - 1]))
    if move.revealed:
        right = side.having("right")[0]
        name = right.text if kind == "own_words" else answer_of(move.exercise, language)
        parts.append(words["reveal"][language].format(answer=name, reason=_plain(right.reason)).strip())
    return parts


def _judged(move: Move, side: Side, words: Words, language: Language) -> str:
    """What is said about an answer: always the reason for just that one."""
    assert move.exercise is not None
    assert move.verdict is not None
    verdict, kind = move.verdict, move.exercise.kind
    if verdict.grade == "unclear":
        return words[f"unclear_{kind}"][language]
    if kind == "own_words":
        if verdict.grade == "right":
            return words["right_own"][language].format(answer=side.having("right")[0].text)
        numbers = (verdict.mark,) if verdict.mark is not None else verdict.missing
        wanted = numbers if verdict.grade == "near" else numbers[:1]
        said = {"near": "near", "wrong": "wrong"}[verdict.grade]
        return words[said][language].format(
            reason=" ".join(side.marks[n].reason for n in wanted if n < len(side.marks))
        )
    if verdict.grade == "near":
        return words["near_unit"][language]
    reason = side.marks[verdict.mark].reason if verdict.mark is not None and verdict.mark < len(side.marks) else ""
    if verdict.grade == "right":
        return words["right"][language].format(reason=_plain(reason or side.having("right")[0].reason))
    return words["wrong"][language].format(reason=reason) if reason else words["wrong_plain"][language]


def _plain(reason: str) -> str:
    """A reason without the “Yes.” that it may begin with: whoever is told it may not have said so."""
    rest = _YES.sub("", reason)
    return rest[:1].upper() + rest[1:]


def answer_of(exercise: Exercise, language: Language) -> str:
    """The right answer as it is told: of a choice with its letter, else the first spelling without tolerance."""
    side = exercise.sides[language]
    if exercise.kind == "choice":
        place = next(n for n, mark in enumerate(side.marks) if mark.role == "right")
        return f"{_letter(place)}. {side.marks[place].text}"
    value, _, rest = side.having("right")[0].text.split("|")[0].partition("±")
    unit = rest.strip().partition(" ")[2] if rest else ""
    return f"{value.strip()} {unit}".strip() if rest else value.strip()


def _summary(move: Move, ended: Round, curriculum: Curriculum, language: Language, now: float) -> list[str]:
    """How many were right, and what that means for each topic asked about."""
    words = curriculum.words["quiz"]
    total = len(ended.asked)
    over = total >= QUESTIONS or move.exercise is not None
    key = ("summary" if over else "summary_stopped") if total else "stopped"
    lines = [words[key][language].format(right=ended.right, asked=total)]
    for topic in dict.fromkeys(one.rpartition("-")[0] for one in ended.asked) if over else ():
        standing = move.learner.standing(topic, curriculum.teaching.chances, now)
        lines.append(words[_STANDINGS[standing]][language].format(title=curriculum.topics[topic].title[language]))
    return [lines[0], " ".join(lines[1:])]


def _letter(place: int) -> str:
    return LETTERS[place].upper()
