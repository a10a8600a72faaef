"""What to learn next and why: due reviews, then the first step of the path that is not known and can be understood."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from tutor.curriculum import Curriculum
from tutor.curriculum.exercise import Exercise
from tutor.teaching.mastery import Learner

Reason = Literal["review", "begun", "builds_on", "start", "next", "done"]


@dataclass(frozen=True)
class Step:
    """A topic to go to, why, and for `builds_on` the topics it builds on that are known."""

    topic: str
    reason: Reason
    because: tuple[str, ...] = ()


def next_steps(
    learner: Learner, curriculum: Curriculum, now: float, seen: Collection[str] = (), most: int = 3
) -> list[Step]:
    """What to do next, the best first; empty where all is known and nothing is due."""
    teaching = curriculum.teaching
    chances = teaching.chances
    steps = [Step(topic, "review") for topic in learner.due(now) if topic in curriculum.topics][:1]
    known = {topic for topic in teaching.path if learner.knows(topic, chances, now)}
    for topic in teaching.path:
        if len(steps) >= most:
            break
        if topic in known or any(step.topic == topic for step in steps) or not ready(topic, known, seen, curriculum):
            continue
        steps.append(Step(topic, *_reason(topic, learner, known, curriculum)))
    return steps


def ready(topic: str, known: Collection[str], seen: Collection[str], curriculum: Curriculum) -> bool:
    """Whether all that `topic` builds on is known or was at least read: within the article, as far as it is part of
    the article."""
    return all(one in known or one in seen for one in needs(topic, curriculum))


def needs(topic: str, curriculum: Curriculum) -> tuple[str, ...]:
    """What a step builds on: for a step of the article the prerequisites that come before it there."""
    article = curriculum.teaching.article
    before = curriculum.topics[topic].prerequisites
    if topic not in article:
        return before
    return tuple(one for one in before if one in article[: article.index(topic)])


def _reason(
    topic: str, learner: Learner, known: Collection[str], curriculum: Curriculum
) -> tuple[Reason, tuple[str, ...]]:
    if topic in learner.concepts:
        return "begun", ()
    because = tuple(one for one in needs(topic, curriculum) if one in known)
    if because:
        return "builds_on", because[-2:]
    return ("start" if topic == curriculum.teaching.path[0] and not learner.concepts else "next"), ()


def next_exercise(topic: str, learner: Learner, curriculum: Curriculum, now: float) -> Exercise | None:
    """The exercise of `topic` to ask now: one not asked yet, else the one asked longest ago. Choices come first and own
    words last, except where the topic is half known already."""
    if topic not in curriculum.lessons:
        return None
    chances = curriculum.teaching.chances
    half_known = learner.chance(topic, chances, now) >= chances.shaky
    order = ("fill_in", "own_words", "choice") if half_known else ("choice", "fill_in", "own_words")
    exercises = sorted(curriculum.lessons[topic].exercises, key=lambda exercise: order.index(exercise.kind))
    return min(exercises, key=lambda exercise: _asked_at(exercise.id, learner), default=None)


def _asked_at(exercise: str, learner: Learner) -> int:
    """When it was asked, as a rank; -1 for never."""
    return learner.done.index(exercise) if exercise in learner.done else -1
