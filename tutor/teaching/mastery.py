"""What the tutor believes a learner knows: Bayesian knowledge tracing for each concept, and when to ask again.

A concept is known or not; an answer shifts the chance that it is (Corbett and Anderson, 1994). Between sessions the
chance fades with the FSRS estimate of recall, which also says when a review is due. No clock: times come in as
seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, cast

from fsrs import Card, Rating, Scheduler
from fsrs.card import CardDict

from tutor.curriculum.exercise import Exercise
from tutor.curriculum.teaching import Chances

DAY = 86_400.0
MOST_CONCEPTS, MOST_DONE = 200, 400
Standing = Literal["known", "shaky", "begun", "new"]
"""Known; half known; asked about and little known; never asked about."""


@dataclass(frozen=True)
class Evidence:
    """One answer: whether it was right, and how likely that was without knowing."""

    right: bool
    guess: float
    easy: bool = False


@dataclass(frozen=True)
class Knowledge:
    """What is believed of one concept: the chance that it was known right after the last answer, how many answers
    there were, and the memory's stability (days) and difficulty (1 to 10) with the time of the last review."""

    chance: float
    answers: int = 0
    stability: float | None = None
    difficulty: float | None = None
    reviewed: float | None = None
    due: float | None = None


@dataclass(frozen=True)
class Learner:
    """What is believed of a learner, for both languages together. `done`: exercises asked so far, the latest last."""

    concepts: Mapping[str, Knowledge] = field(default_factory=dict)
    done: tuple[str, ...] = ()

    def chance(self, concept: str, chances: Chances, now: float) -> float:
        """The chance that `concept` is known now: what was shown, faded since."""
        knowledge = self.concepts.get(concept)
        return chances.start if knowledge is None else faded(knowledge, now)

    def knows(self, concept: str, chances: Chances, now: float) -> bool:
        """Whether `concept` counts as known now."""
        return self.chance(concept, chances, now) >= chances.known

    def standing(self, concept: str, chances: Chances, now: float) -> Standing:
        """How far the learner has got with `concept`."""
        chance = self.chance(concept, chances, now)
        if chance >= chances.known:
            return "known"
        return "new" if concept not in self.concepts else "shaky" if chance >= chances.shaky else "begun"

    def due(self, now: float) -> tuple[str, ...]:
        """Concepts whose review is due, the longest overdue first."""
        waiting = [(one.due, name) for name, one in self.concepts.items() if one.due is not None and one.due <= now]
        return tuple(name for _, name in sorted(waiting))

    def answered(self, concept: str, evidence: Evidence, chances: Chances, now: float) -> Learner:
        """This learner after one more answer about `concept`."""
        before = self.concepts.get(concept, Knowledge(chances.start))
        after = rated(traced(before, evidence, chances, now), evidence, now)
        return replace(self, concepts={**self.concepts, concept: after})

    def asked(self, exercise: str) -> Learner:
        """This learner with `exercise` noted as asked last."""
        rest = tuple(one for one in self.done if one != exercise)
        return replace(self, done=(*rest, exercise)[-MOST_DONE:])


def guess_of(exercise: Exercise, chances: Chances, hints: int = 0, tries: int = 0) -> float:
    """How likely a right answer is without knowing, after so many hints and wrong tries."""
    if exercise.kind == "choice":
        options = len(exercise.sides["en"].marks)
        plain = 1 / max(options - tries, 1)
    else:
        plain = chances.guess_fill_in if exercise.kind == "fill_in" else chances.guess_own_words
    helped = plain + chances.hint * hints + (chances.second_try if tries else 0.0)
    return min(helped, 1 - chances.slips)


def traced(before: Knowledge, evidence: Evidence, chances: Chances, now: float) -> Knowledge:
    """The belief after an answer: Bayes' rule, then what may be learned from the question itself."""
    prior = faded(before, now)
    known, unknown = (1 - chances.slips, evidence.guess) if evidence.right else (chances.slips, 1 - evidence.guess)
    posterior = prior * known / (prior * known + (1 - prior) * unknown)
    return replace(before, chance=posterior + (1 - posterior) * chances.learns, answers=before.answers + 1)


def rated(knowledge: Knowledge, evidence: Evidence, now: float) -> Knowledge:
    """The memory after an answer, and when to ask again."""
    rating = Rating.Again if not evidence.right else Rating.Good if evidence.easy else Rating.Hard
    card, _ = _scheduler().review_card(_card(knowledge), rating, _moment(now))
    return replace(
        knowledge,
        stability=card.stability,
        difficulty=card.difficulty,
        reviewed=now,
        due=card.due.timestamp(),
    )


def faded(knowledge: Knowledge, now: float) -> float:
    """The chance now: that of the last answer times the share of such memories that are still there."""
    if knowledge.reviewed is None or knowledge.stability is None:
        return knowledge.chance
    return knowledge.chance * _scheduler().get_card_retrievability(_card(knowledge), _moment(now))


def to_json(learner: Learner) -> dict[str, Any]:
    """The learner as plain data that `from_json` reads back."""
    concepts = {
        name: {key: value for key, value in vars(one).items() if value is not None}
        for name, one in learner.concepts.items()
    }
    return {"concepts": concepts, "done": list(learner.done)}


def from_json(plain: object) -> Learner:
    """The learner in `plain`; what does not fit is dropped, since it comes from outside."""
    if not isinstance(plain, dict):
        return Learner()
    concepts, done = plain.get("concepts"), plain.get("done")
    items = list(concepts.items())[:MOST_CONCEPTS] if isinstance(concepts, dict) else []
    read = {name: _knowledge(value) for name, value in items if isinstance(name, str) and isinstance(value, dict)}
    exercises = done[-MOST_DONE:] if isinstance(done, list) else []
    return Learner(
        {name: one for name, one in read.items() if one is not None},
        tuple(one[:80] for one in exercises if isinstance(one, str)),
    )


def _knowledge(value: Mapping[Any, Any]) -> Knowledge | None:
    def number(key: str, low: float, high: float) -> float | None:
        found = value.get(key)
        fits = isinstance(found, int | float) and not isinstance(found, bool) and low <= found <= high
        return float(found) if fits and found is not None else None

    chance = number("chance", 0, 1)
    if chance is None:
        return None
    answers = int(number("answers", 0, 1e6) or 0)
    stability, difficulty = number("stability", 1e-3, 36_500), number("difficulty", 1, 10)
    reviewed = number("reviewed", 0, 4e9)
    if stability is None or difficulty is None or reviewed is None:
        return Knowledge(chance, answers)
    return Knowledge(chance, answers, stability, difficulty, reviewed, number("due", 0, 1e10))


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    """FSRS without steps of minutes, since a conversation is no drill, and without chance, so that tests can check."""
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _card(knowledge: Knowledge) -> Card:
    fresh = knowledge.stability is None or knowledge.reviewed is None
    plain = {
        "card_id": 0,
        "state": 1 if fresh else 2,
        "step": 0 if fresh else None,
        "stability": knowledge.stability,
        "difficulty": knowledge.difficulty,
        "due": _moment(knowledge.due or 0.0).isoformat(),
        "last_review": None if fresh else _moment(knowledge.reviewed or 0.0).isoformat(),
    }
    return Card.from_dict(cast("CardDict", plain))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(max(seconds, 0.0), UTC)
