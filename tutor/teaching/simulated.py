"""Simulated learners: whether the estimate of what they know converges, and whether the path beats a random order.

`python -m tutor.teaching.simulated` prints the tables of docs/evaluation.md. No learner here is a real one: each is a
few probabilities, and the tables say nothing about how people learn, only that the estimate and the path do what
they should.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from tutor.curriculum import Curriculum, load_curriculum
from tutor.curriculum.exercise import Exercise
from tutor.teaching.mastery import DAY, Evidence, Learner, guess_of
from tutor.teaching.path import next_exercise, next_steps

QUESTIONS = 12
LEARNERS, TAUGHT = 400, 12
MOST_QUESTIONS = 4000
ENOUGH = 0.9
"""Teaching is done where this share of the path's topics is known."""
LUCK = {"choice": 0.0, "fill_in": 0.05, "own_words": 0.1}
"""How likely somebody who doesn't know is right all the same; of a choice's options (0 here) one in so many. Not what
teaching.toml assumes, though close to it."""
NOW = 1_700_000_000.0


@dataclass(frozen=True)
class Kind:
    """A kind of learner: the chance to know a concept before, to learn it from a question, to forget it over a day, to
    slip, and to be right by luck, the last as a multiple of LUCK."""

    name: str
    knows: float
    learns: float = 0.0
    forgets: float = 0.0
    slips: float = 0.08
    luck: float = 1.0
    days_between: float = 0.0


KINDS = (
    Kind("knows all", knows=1.0),
    Kind("knows nothing, never learns", knows=0.0, luck=0.8),
    Kind("guesses well, never learns", knows=0.0, luck=1.4),
    Kind("learns slowly", knows=0.0, learns=0.15),
    Kind("forgets", knows=1.0, learns=0.25, forgets=0.03, days_between=2.0),
)


def estimate_after(kind: Kind, curriculum: Curriculum, topic: str, dice: random.Random) -> tuple[float, bool]:
    """The estimate for one learner and the truth after QUESTIONS questions about `topic`."""
    chances, learner, now = curriculum.teaching.chances, Learner(), NOW
    known = dice.random() < kind.knows
    for question in range(QUESTIONS):
        if question:
            now += kind.days_between * DAY
            known = known and dice.random() < (1 - kind.forgets) ** kind.days_between
        exercise = next_exercise(topic, learner, curriculum, now)
        assert exercise is not None
        right = dice.random() < (1 - kind.slips if known else _luck(kind, exercise))
        evidence = Evidence(right, guess_of(exercise, chances), easy=True)
        learner = learner.answered(topic, evidence, chances, now).asked(exercise.id)
        known = known or dice.random() < kind.learns
    return learner.chance(topic, chances, now), known


def _luck(kind: Kind, exercise: Exercise) -> float:
    plain = LUCK[exercise.kind] or 1 / len(exercise.sides["en"].marks)
    return min(kind.luck * plain, 0.95)


Choose = Callable[[Learner, Curriculum, random.Random], str | None]
"""Which topic to ask about next."""


def by_path(learner: Learner, curriculum: Curriculum, dice: random.Random) -> str | None:  # noqa: ARG001
    """The tutor's own choice."""
    steps = next_steps(learner, curriculum, NOW, most=1)
    return steps[0].topic if steps else None


def at_random(learner: Learner, curriculum: Curriculum, dice: random.Random) -> str | None:
    """Any topic that is not believed to be known."""
    chances = curriculum.teaching.chances
    left = [topic for topic in curriculum.teaching.path if not learner.knows(topic, chances, NOW)]
    return dice.choice(left) if left else None


def questions_needed(choose: Choose, learns: float, curriculum: Curriculum, dice: random.Random) -> int:
    """How many questions it takes until ENOUGH of the topics are known to a learner who learns a topic from a question
    with probability `learns`, and the less likely the more of what it builds on is missing."""
    topics, chances = curriculum.teaching.path, curriculum.teaching.chances
    learner, known = Learner(), set[str]()
    for count in range(1, MOST_QUESTIONS):
        topic = choose(learner, curriculum, dice)
        if topic is None or len(known) >= ENOUGH * len(topics):
            return count - 1
        exercise = next_exercise(topic, learner, curriculum, NOW)
        assert exercise is not None
        guess = guess_of(exercise, chances)
        right = dice.random() < (1 - KINDS[0].slips if topic in known else _luck(KINDS[1], exercise))
        learner = learner.answered(topic, Evidence(right, guess), chances, NOW).asked(exercise.id)
        before = curriculum.topics[topic].prerequisites
        ready = sum(one in known for one in before) / len(before) if before else 1.0
        if dice.random() < learns * ready**2:
            known.add(topic)
    return MOST_QUESTIONS


def errors(curriculum: Curriculum, learners: int = LEARNERS, seed: int = 0) -> dict[str, tuple[float, float, float]]:
    """For each kind of learner, over topics drawn from the path: the mean estimate, the share that truly knows, and the
    mean distance of one learner's estimate from the truth, which is 0 or 1."""
    dice = random.Random(seed)
    topics, found = curriculum.teaching.path, {}
    for kind in KINDS:
        pairs = [estimate_after(kind, curriculum, dice.choice(topics), dice) for _ in range(learners)]
        distance = mean(abs(estimate - known) for estimate, known in pairs)
        found[kind.name] = (mean(estimate for estimate, _ in pairs), mean(known for _, known in pairs), distance)
    return found


def orders(curriculum: Curriculum, learners: int = TAUGHT, seed: int = 0) -> list[tuple[float, float, float]]:
    """For slower and quicker learners the mean number of questions that the path and a random order take."""
    found = []
    for learns in (0.2, 0.4, 0.6):
        dice = random.Random(seed)
        ways: Sequence[Choose] = (by_path, at_random)
        path, other = (mean(questions_needed(way, learns, curriculum, dice) for _ in range(learners)) for way in ways)
        found.append((learns, path, other))
    return found


def tables(curriculum: Curriculum) -> str:
    """Both tables as Markdown."""
    lines = [
        f"| learner, after {QUESTIONS} questions | mean estimate | truly known | mean error of one |",
        "|---|---|---|---|",
    ]
    lines += [f"| {name} | {a:.3f} | {b:.3f} | {error:.3f} |" for name, (a, b, error) in errors(curriculum).items()]
    lines += ["", "| chance to learn from a question | the tutor's path | random order | ratio |", "|---|---|---|---|"]
    lines += [
        f"| {learns:.1f} | {path:,.0f} questions | {other:,.0f} questions | {other / path:.2f} |"
        for learns, path, other in orders(curriculum)
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(tables(load_curriculum(Path(__file__).parents[2] / "data")), end="")
