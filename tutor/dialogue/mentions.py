"""Which topics a message names, whether it compares them, and where a double question splits. Pure text."""

from __future__ import annotations

import re

from tutor.curriculum import Curriculum
from tutor.types import Guess, Message

_COMPARES = re.compile(
    r"\bvs\b|\bversus\b|\bdiffer|\bcompare|\bdistinguish|\bbetter than\b|\bor\b"
    r"|区别|不同|差别|差异|对比|比较|相比|还是|哪个好"
)
_SPLIT = re.compile(
    r"[?;。]+|\band (?=what|why|how|who|when|which|is|are|does|do|can)|(?:,|，)?(?:另外|还有|以及|顺便问)"
)

DEDICATED = {
    frozenset({"machine_learning", "artificial_intelligence"}),
    frozenset({"deep_learning", "artificial_intelligence"}),
    frozenset({"deep_learning", "machine_learning"}),
}
"""Comparisons that have a topic of their own, which then answers better than two answers side by side."""

SHORTEST_PART = 4


def in_need(message: Message, curriculum: Curriculum) -> bool:
    """Whether the message speaks of wanting to die: then no classifier decides what to say."""
    return any(phrase in message.clean for phrase in curriculum.phrases("dialogue", "care_phrases"))


def mentioned_topics(message: Message, curriculum: Curriculum) -> list[str]:
    """The ids of the topics whose concepts the message names, in order, each once."""
    mentions = curriculum.lexicon.mentions(message.clean)
    return list(dict.fromkeys(mention.concept.topic for mention in mentions))


def compared_topics(message: Message, best: Guess, curriculum: Curriculum) -> tuple[str, ...]:
    """The labels of two topics that the message compares, else nothing.

    Nothing also where the best guess is a third topic: that one is about the comparison itself
    ("PyTorch or TensorFlow", "AI vs ML").
    """
    if not _COMPARES.search(message.clean):
        return ()
    named = mentioned_topics(message, curriculum)
    if len(named) != 2 or frozenset(named) in DEDICATED or best.label not in {f"topic/{topic}" for topic in named}:
        return ()
    return tuple(f"topic/{topic}" for topic in named)


def split_question(clean: str) -> tuple[str, ...]:
    """The two halves of a double question; nothing where there are not just two of some length."""
    parts = [part.strip(" ,，") for part in _SPLIT.split(clean)]
    parts = [part for part in parts if len(part) >= SHORTEST_PART]
    return tuple(parts) if len(parts) == 2 else ()
