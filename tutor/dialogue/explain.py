"""Puts into words how a question was understood: guesses, pieces, gate and rule. Every number is the classifier's."""

from __future__ import annotations

from tutor.curriculum import Curriculum
from tutor.dialogue.blanks import Filled
from tutor.dialogue.state import State
from tutor.types import Explanation, Language

PIECES = 5
LEAST = 0.005
"""Pieces whose removal changes the probability by less are not told."""


def explained(template: str, explanation: Explanation, state: State, curriculum: Curriculum, language: Language) -> str:
    """The act's text with its blanks filled: {text} {title} {guesses} {pieces} {scope} {threshold} {reason}."""
    words = curriculum.words["dialogue"]
    candidates = explanation.understanding.candidates
    guesses = [
        words["explained_guess"][language].format(
            title=curriculum.title(guess.label, language), probability=percent(guess.probability, language)
        )
        for guess in candidates
    ]
    best = candidates[0].probability
    moving = [one for one in explanation.influences if abs(one.probability - best) >= LEAST]
    moving.sort(key=lambda one: one.probability if one.probability < best else 1 - one.probability)
    pieces = [
        words["explained_piece"][language].format(
            piece=quotable(one.piece), probability=percent(one.probability, language)
        )
        for one in moving[:PIECES]
    ] or [words["explained_no_piece"][language]]
    values = Filled(
        text=quotable(state.text),
        title=curriculum.title(candidates[0].label, language),
        guesses="\n".join(guesses),
        pieces="\n".join(pieces),
        scope=percent(explanation.understanding.scope, language),
        threshold=percent(explanation.threshold, language),
        reason=words[f"reason_{state.reason}"][language] if state.reason else "",
    )
    return template.format_map(values)


def percent(share: float, language: Language) -> str:
    """A share as whole percents, and never a false 0 or 100."""
    if 0 < share < 0.01:
        return {"en": "under 1", "zh": "不到 1"}[language]
    if 0.99 < share < 1:
        return {"en": "over 99", "zh": "超过 99"}[language]
    return f"{100 * share:.0f}"


def quotable(text: str) -> str:
    """A learner's own words, short and without anything that Markdown or HTML would act upon."""
    plain = " ".join(text.split())
    short = plain if len(plain) <= 80 else plain[:79] + "…"
    return "".join("\\" + character if character in "\\`*_{}[]()<>#|!$~&" else character for character in short)
