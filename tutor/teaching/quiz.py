"""A round of questions: what happens on an answer, a hint, giving up. Pure moves from one state to the next.

Reads no message beyond judging an answer, and has no words of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tutor.curriculum import Curriculum
from tutor.curriculum.exercise import HINTS, POINTS, Exercise, Side
from tutor.teaching.judge import Grade, Verdict, judge
from tutor.teaching.mastery import Evidence, Learner, guess_of
from tutor.teaching.path import next_exercise, next_steps
from tutor.types import Language

QUESTIONS = 3
"""A round asks so many and then says how it went."""
TRIES = {"choice": 2, "fill_in": 2, "own_words": 3}
LONGEST_ID = 80
HALF = 0.5
"""A half right explanation that was then given up counts little: as likely for one who knows as for one who doesn't."""


@dataclass(frozen=True)
class Round:
    """An open question. `hints` given and wrong `tries` so far, `near` whether the last one was nearly right; `topic`
    where the learner chose one, `review` where only what is due is asked; `asked` and `right` are of the whole
    round, this question included. `made`: the points of an explanation that earlier tries made, by rank; `hinted`: the
    last move was a hint."""

    exercise: str
    topic: str = ""
    hints: int = 0
    tries: int = 0
    near: bool = False
    asked: tuple[str, ...] = ()
    right: int = 0
    made: tuple[int, ...] = ()
    hinted: bool = False
    review: bool = False

    def to_json(self) -> dict[str, Any]:
        """The round as plain JSON data; `from_json` reads it back."""
        return {**vars(self), "asked": list(self.asked), "made": list(self.made)}

    @classmethod
    def from_json(cls, plain: object) -> Round | None:
        """The round in `plain`, None where it holds none; what comes from outside is cut to what can be."""
        if not isinstance(plain, dict) or not isinstance(plain.get("exercise"), str):
            return None
        asked, made = plain.get("asked"), plain.get("made")
        return cls(
            plain["exercise"][:LONGEST_ID],
            plain["topic"][:LONGEST_ID] if isinstance(plain.get("topic"), str) else "",
            _count(plain.get("hints"), HINTS),
            _count(plain.get("tries"), max(TRIES.values()) - 1),
            plain.get("near") is True,
            tuple(one[:LONGEST_ID] for one in asked[:QUESTIONS] if isinstance(one, str))
            if isinstance(asked, list)
            else (),
            _count(plain.get("right"), QUESTIONS),
            tuple(one for one in made[: POINTS[1]] if isinstance(one, int)) if isinstance(made, list) else (),
            plain.get("hinted") is True,
            plain.get("review") is True,
        )


def _count(value: object, most: int) -> int:
    return min(max(value, 0), most) if isinstance(value, int) and not isinstance(value, bool) else 0


@dataclass(frozen=True)
class Move:
    """What a turn of the round did: what was judged or hinted at, what is asked next, and what is believed now.

    `round` is None where it is over; `exercise` is the one spoken of, `following` one asked anew. `before` is what
    was believed before the round's question.
    """

    learner: Learner
    round: Round | None
    exercise: Exercise | None = None
    verdict: Verdict | None = None
    hint: int = 0
    spent: bool = False
    revealed: bool = False
    skipped: bool = False
    following: Exercise | None = None
    ended: Round | None = None


def begin(
    topic: str,
    learner: Learner,
    curriculum: Curriculum,
    now: float,
    seen: Collection[str] = (),
    review: bool = False,
) -> Move:
    """The first question, of `topic` or, without one, of what is best asked now; with `review`, of what is due."""
    return _ask(Round("", topic, review=review), learner, curriculum, now, seen)


def answer(state: Round, text: str, language: Language, learner: Learner, curriculum: Curriculum, now: float) -> Move:
    """Judge `text`: move on where it is right or no try is left, else let the learner try again."""
    exercise = exercise_of(state, curriculum)
    verdict, made = _with_earlier(judge(exercise, text, language), state, exercise.sides[language])
    state = replace(state, hinted=False)
    if verdict.grade == "unclear":
        return Move(learner, state, exercise, verdict)
    if verdict.grade == "right":
        easy = not (state.hints or state.tries)
        guess = guess_of(exercise, curriculum.teaching.chances, state.hints, state.tries)
        learner = learner.answered(exercise.topic, Evidence(True, guess, easy), curriculum.teaching.chances, now)
        after = replace(state, right=state.right + 1)
        return _go_on(Move(learner, after, exercise, verdict), curriculum, now)
    tried = replace(state, tries=state.tries + 1, near=verdict.grade == "near", made=made)
    if tried.tries < TRIES[exercise.kind]:
        offered = first_hint_unasked(tried, learner, curriculum, now)
        return Move(learner, replace(tried, hints=tried.hints + offered), exercise, verdict, hint=int(offered))
    return _go_on(replace(_failed(tried, exercise, learner, curriculum, now), verdict=verdict), curriculum, now)


def hint(state: Round, learner: Learner, curriculum: Curriculum, now: float) -> Move:
    """The next hint, or that there is none left for somebody who knows this well."""
    exercise = exercise_of(state, curriculum)
    if state.hints >= hints_for(exercise.topic, learner, curriculum, now):
        return Move(learner, state, exercise, spent=True)
    return Move(learner, replace(state, hints=state.hints + 1, hinted=True), exercise, hint=state.hints + 1)


def repeat(state: Round, learner: Learner, curriculum: Curriculum, now: float) -> Move:  # noqa: ARG001
    """The open question once more."""
    return Move(learner, state, following=exercise_of(state, curriculum))


def give_up(state: Round, learner: Learner, curriculum: Curriculum, now: float) -> Move:
    """Tell the answer and go on; it counts as not known."""
    exercise = exercise_of(state, curriculum)
    return _go_on(_failed(state, exercise, learner, curriculum, now), curriculum, now)


def skip(state: Round, learner: Learner, curriculum: Curriculum, now: float) -> Move:
    """Another question instead; nothing is concluded from it."""
    return _go_on(Move(learner, state, exercise_of(state, curriculum), skipped=True), curriculum, now)


def stop(state: Round, learner: Learner) -> Move:
    """Leave the round; the open question doesn't count."""
    return Move(learner, None, ended=replace(state, asked=state.asked[:-1]))


def exercise_of(state: Round, curriculum: Curriculum) -> Exercise:
    """The open question. Raises KeyError where the content has it no more."""
    topic = state.exercise.rpartition("-")[0]
    found = (one for one in curriculum.lessons[topic].exercises if one.id == state.exercise)
    exercise = next(found, None)
    if exercise is None:
        raise KeyError(state.exercise)
    return exercise


def hints_for(topic: str, learner: Learner, curriculum: Curriculum, now: float) -> int:
    """How many hints there are: fewer, the better the topic is known."""
    chance = learner.chance(topic, curriculum.teaching.chances, now)
    teaching = curriculum.teaching
    return HINTS if chance < teaching.all_hints else HINTS - 1 if chance < teaching.two_hints else 1


def first_hint_unasked(state: Round, learner: Learner, curriculum: Curriculum, now: float) -> bool:
    """Whether a wrong answer brings the first hint with it: for beginners, where it was not given yet."""
    topic = exercise_of(state, curriculum).topic
    few = learner.chance(topic, curriculum.teaching.chances, now) < curriculum.teaching.all_hints
    return few and state.hints == 0 and not state.near


def _with_earlier(verdict: Verdict, state: Round, side: Side) -> tuple[Verdict, tuple[int, ...]]:
    """The verdict with the points that earlier tries made, and all that are made now, by rank: an explanation may come
    in parts."""
    points = [number for number, mark in enumerate(side.marks) if mark.role == "point"]
    if not points or verdict.grade == "unclear":
        return verdict, state.made
    made = {rank for rank, number in enumerate(points) if number not in verdict.missing}
    if verdict.mark is not None:  # something in it is wrong
        return verdict, state.made
    together = tuple(sorted(made | set(state.made)))
    missing = tuple(number for rank, number in enumerate(points) if rank not in together)
    grade: Grade = "right" if not missing else "near" if made else verdict.grade
    return Verdict(grade, None, missing), together


def _failed(state: Round, exercise: Exercise, learner: Learner, curriculum: Curriculum, now: float) -> Move:
    """The answer is told; what was half right counts less."""
    chances = curriculum.teaching.chances
    guess = 1 - chances.slips - HALF * (1 - 2 * chances.slips) if state.near else guess_of(exercise, chances)
    learner = learner.answered(exercise.topic, Evidence(False, guess), chances, now)
    return Move(learner, state, exercise, revealed=True)


def _go_on(move: Move, curriculum: Curriculum, now: float) -> Move:
    """Ask the next question of the round, or end it."""
    assert move.round is not None
    if len(move.round.asked) >= QUESTIONS:
        return replace(move, round=None, ended=move.round)
    following = _ask(move.round, move.learner, curriculum, now)
    if following.round is None:
        return replace(move, round=None, ended=move.round)
    return replace(move, learner=following.learner, round=following.round, following=following.following)


def _ask(state: Round, learner: Learner, curriculum: Curriculum, now: float, seen: Collection[str] = ()) -> Move:
    """The next question that was not in this round yet; the round is over where there is none."""
    for topic in _topics(state, learner, curriculum, now, seen):
        exercise = next_exercise(topic, learner, curriculum, now)
        if exercise is not None and exercise.id not in state.asked:
            asked = (*state.asked, exercise.id)
            opened = Round(exercise.id, state.topic, asked=asked, right=state.right, review=state.review)
            return Move(learner.asked(exercise.id), opened, following=exercise)
    return Move(learner, None)


def _topics(state: Round, learner: Learner, curriculum: Curriculum, now: float, seen: Collection[str]) -> Sequence[str]:
    """What to ask about: the topic that was chosen; in a review what is due; else what comes next on the path."""
    if state.topic:
        return (state.topic,)
    if state.review:
        return learner.due(now)
    return [step.topic for step in next_steps(learner, curriculum, now, seen)]
