"""The picture of train_tutor: accuracy by step, the most confused pairs of topics, and what a taught phrase changed.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import GOAL, INK, LINE, MUTED, NET, Box, Scale
from tutor.demos.tutor_model import breadth, fitted, fitted_both, percent, titles
from tutor.types import LANGUAGES, Language

WIDTH, HEIGHT = 440, 376
PLOT = Box(46, 28, 386, 114)
LEFT, RIGHT = 12.0, 428.0

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Confusion:
    """The probability, 0 to 1, that held-out questions of the topic `true` put on `taken` on average; both labels."""

    true: str
    taken: str
    share: float


@dataclass(frozen=True)
class Lesson:
    """A phrase taught since step `since`: the probability of its label without (`before`) and with the lesson, and
    how many held-out answers are right only with it or only without it."""

    text: str
    label: str
    since: int
    before: float
    after: float
    better: int
    worse: int


def draw(
    history: Sequence[tuple[int, float, float]],
    steps: int,
    chance: float,
    confusions: Sequence[Confusion],
    lesson: Lesson | None,
    legend: Legend,
    title: str,
) -> str:
    """The picture now; `history` holds step, held-out accuracy and accuracy in training."""
    step, accuracy, training = history[-1]
    desc = f"{step} / {steps}; {percent(accuracy)}, {percent(training)}"
    if lesson:
        desc += f"; “{lesson.text}” {percent(lesson.before)} → {percent(lesson.after)}"
    parts = [_accuracies(history, steps, chance, lesson, legend), _confusions(confusions, legend)]
    return drawing.picture(WIDTH, HEIGHT, title, desc, [*parts, _lesson(lesson, legend)])


def _accuracies(
    history: Sequence[tuple[int, float, float]], steps: int, chance: float, lesson: Lesson | None, legend: Legend
) -> str:
    """Both accuracies by step, early steps with more room, and what guessing would get."""
    across = Scale(0, max(steps, 1), PLOT.x, PLOT.right, "root")
    upwards = Scale(0, 1, PLOT.bottom, PLOT.y)
    parts = [drawing.axis_left(PLOT, upwards, [0, 0.5, 1], ["0", "50%", "100%"])]
    marks = [0.0, round(steps / 4), float(steps)] if steps >= 8 else [0.0, float(steps)]
    parts.append(drawing.axis_below(PLOT, across, marks))
    guess = float(upwards(chance))
    parts.append(drawing.segment(PLOT.x, guess, PLOT.right, guess, MUTED, 1.6, "2 4"))
    at = across([step for step, _, _ in history])
    held, training = (upwards([row[i] for row in history]) for i in (1, 2))
    parts.append(drawing.curve(at, training, GOAL, 1.8, "6 4"))
    parts.append(drawing.curve(at, held, NET, 2.6))
    parts.append(drawing.dots(at[-1:], held[-1:], NET, 7))
    if lesson:
        x = float(across(lesson.since))
        parts.append(drawing.segment(x, PLOT.y, x, PLOT.bottom, INK, 1.2, "2 3"))
    return _legend(legend) + "".join(parts)


def _legend(legend: Legend) -> str:
    """Three lines with their names, above the plot."""
    return _lines() + "".join(drawing.both(x + 26, 15, legend[key]) for key, x in _NAMES.items())


_NAMES = {"held_out": LEFT, "training": 170.0, "chance": 330.0}


@lru_cache(maxsize=1)
def _lines() -> str:
    held_out, training, chance = (np.array([x, x + 20]) for x in _NAMES.values())
    level = np.array([10.5, 10.5])
    lines = drawing.curve(held_out, level, NET, 2.6) + drawing.curve(training, level, GOAL, 1.8, "6 4")
    return lines + drawing.segment(chance[0], 10.5, chance[1], 10.5, MUTED, 1.6, "2 4")


def _confusions(confusions: Sequence[Confusion], legend: Legend) -> str:
    """The topics most easily taken for another, a line each."""
    parts = [drawing.both(LEFT, 183, legend["confused"], MUTED)]
    for at, pair in enumerate(confusions):
        y = 201 + 17 * at
        parts.append(drawing.both(LEFT, y, _pair(pair.true, pair.taken), INK))
        parts.append(drawing.text(RIGHT, y, percent(pair.share), INK, "end"))
    return "".join(parts)


@lru_cache(maxsize=512)
def _pair(true: str, taken: str) -> dict[Language, str]:
    """`A → B` in both languages, each with at least half of the line, and the rest of a short one."""
    room, words = RIGHT - LEFT - 84, {}
    for language in LANGUAGES:
        one, other = titles(true)[language], titles(taken)[language]
        first = fitted(one, max(room / 2, room - breadth(other)))
        words[language] = f"{first} → {fitted(other, room - breadth(first))}"
    return words


def _lesson(lesson: Lesson | None, legend: Legend) -> str:
    """The phrase with its label's probability without and with the lesson, and what else has changed."""
    parts = [drawing.segment(LEFT, 282, RIGHT, 282, LINE, 1)]
    if lesson is None:
        return parts[0] + drawing.both(LEFT, 303, legend["invite"], MUTED)
    phrase = fitted(lesson.text, 190)
    words = {language: f"“{phrase}” → {titles(lesson.label)[language]}" for language in LANGUAGES}
    parts.append(drawing.both(LEFT, 302, fitted_both(words, RIGHT - LEFT), INK))
    start, end = 120.0, RIGHT - 56
    for y, key, value in ((323.0, "without", lesson.before), (343.0, "with", lesson.after)):
        parts.append(drawing.both(LEFT, y, legend[key], MUTED))
        parts.append(drawing.segment(start, y - 4.5, end, y - 4.5, LINE, 1))
        reach = max(start + (end - start) * value, start + 1)
        thick, colour = (10.0, NET) if key == "with" else (5.0, GOAL)
        parts.append(drawing.segment(start, y - 4.5, reach, y - 4.5, colour, thick))
        parts.append(drawing.text(RIGHT, y, percent(value), INK, "end"))
    changed = {
        language: legend["changed"][language].format(better=lesson.better, worse=lesson.worse) for language in LANGUAGES
    }
    parts.append(drawing.both(LEFT, 366, changed, INK))
    return "".join(parts)
