"""The tutor as a subject of its own demos: its classifier and curriculum, loaded once a process, and its labels' names.

Nothing here changes the shipped model, and nothing here trains or draws.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from tutor import settings
from tutor.classifier import Classifier, load_classifier
from tutor.curriculum import Curriculum, load_curriculum
from tutor.types import LANGUAGES, Language

_ASIDE = re.compile(r"\s*(?:[:：?？].*|[(（][^)）]*[)）])")


@lru_cache(maxsize=1)
def classifier() -> Classifier:
    """The shipped classifier; safe to share, since nobody changes it."""
    return load_classifier(settings.Settings.from_environment().models)


@lru_cache(maxsize=1)
def curriculum() -> Curriculum:
    """The shipped content."""
    return load_curriculum(settings.Settings.from_environment().data)


@lru_cache(maxsize=512)
def full_title(label: str, language: Language) -> str:
    """What `label` stands for, or the label itself where the content does not know it."""
    try:
        return curriculum().title(label, language)
    except KeyError:
        return label


@lru_cache(maxsize=512)
def short_title(label: str, language: Language) -> str:
    """The title without what stands in brackets or behind a colon; demos have a ▶ in front, as buttons have."""
    title = _ASIDE.sub("", full_title(label, language)).strip()
    return f"▶ {title}" if label.startswith("demo/") else title


def titles(label: str) -> dict[Language, str]:
    """The short title in both languages."""
    return {language: short_title(label, language) for language in LANGUAGES}


def breadth(words: str) -> float:
    """About how wide `words` are at 16 px, the size on a phone, in the picture's units."""
    return sum(8.6 if ord(letter) < 0x2E80 else 16.0 for letter in words)


def fitted(words: str, room: float) -> str:
    """`words`, or as much of their beginning as fits into `room`, with an ellipsis."""
    if breadth(words) <= room:
        return words
    while words and breadth(words) + 11 > room:
        words = words[:-1]
    return words.rstrip() + "…"


def fitted_both(words: Mapping[Language, str], room: float) -> dict[Language, str]:
    """`fitted` in each language."""
    return {language: fitted(said, room) for language, said in words.items()}


def percent(share: float) -> str:
    """A share as per cents, with a decimal place near both ends, and never a false 0% or 100%."""
    if 0 < share < 0.001:
        return "<0.1%"
    if 0.999 < share < 1:
        return ">99.9%"
    return f"{100 * share:.1f}%" if 0 < share < 0.01 or 0.99 < share < 1 else f"{100 * share:.0f}%"
