"""What a message means in the light of those before it: “the second one”, “it”, “and RNNs?”, “always short, please”.

Finds out what is meant; what is done about it is `decide`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tutor.curriculum import Curriculum
from tutor.dialogue.mentions import mentioned_topics
from tutor.dialogue.state import State
from tutor.language.courtesy import bare
from tutor.teaching.options import place_named
from tutor.types import LANGUAGES, Language, Message, Understanding

SURE = 0.5
"""What a pronoun is taken for must make the message at least this surely a question about a topic."""
SURE_ALONE = 0.8
"""A message that was understood this surely without its pronoun needs none."""

LONGEST_ELLIPSIS = 40

_PRONOUNS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(its|it's|it|this|that|these|those|they|them|their)\b"),
    "zh": re.compile(r"它们|它的|它|这个|那个|这东西|这玩意儿?|此|其(?!他|它|实|中|余)"),
}
_ELLIPSIS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"^(?:and |but |so |or )?(?:what about|how about|and what of|and|or|vs\.?|versus)\b"),
    "zh": re.compile(r"^(?:那|那么|还有|以及)|呢[?？]?$"),
}
_ALWAYS = re.compile(
    r"\b(?:always|from now on|every time|in future|in the future|all answers|each answer|all your answers|by default)\b"
    r"|以后|今后|往后|每次|一直都|总是|所有回答|都(?:说|讲|回答)|默认"
)
_DEPTHS = {
    "Short": re.compile(r"\b(?:short|brief|shorter|briefly|concise|terse)\b|简短|短一点|短些|简洁|少说|长话短说"),
    "Simpler": re.compile(
        r"\b(?:simple|simpler|simply|easy|easier|like i'?m (?:five|5)|eli5)\b|简单|通俗|好懂|浅显|易懂"
    ),
    "Full": re.compile(
        r"\b(?:detail|details|detailed|long|longer|in depth|full|thorough)\b|详细|细一点|细些|展开|完整|深入|具体"
    ),
}


def picked(message: Message, state: State) -> int | None:
    """The place, among what the tutor offered last, of the one that “the second one” names."""
    count = len(state.offered) or len(state.suggested)
    return place_named(message.clean, count) if count else None


def goes_back(message: Message, curriculum: Curriculum) -> bool:
    """Whether the learner wants the topic before this one."""
    return _is_one_of("back_phrases", message, curriculum)


def depth_wanted(message: Message, curriculum: Curriculum) -> str | None:
    """The section that the learner wants always; an empty one for as it was before, None where nothing is asked."""
    if _is_one_of("depth_reset_phrases", message, curriculum):
        return ""
    if not _ALWAYS.search(message.clean):
        return None
    found = [section for section, pattern in _DEPTHS.items() if pattern.search(message.clean)]
    return found[0] if found else None


def in_context(
    message: Message,
    understanding: Understanding,
    rank: Callable[[Message], Understanding],
    state: State,
    curriculum: Curriculum,
) -> Understanding:
    """How `message` is understood with “it” taken for the topic at hand, where that makes a question of what was
    none; else as it was."""
    best = understanding.best
    if not state.topics or not state.sections or mentioned_topics(message, curriculum):
        return understanding
    if best.label.startswith("act/") or (understanding.in_scope and best.probability >= SURE_ALONE):
        return understanding
    name = _name(state.topics[-1], curriculum, message.language)
    text = _with_name(message, name)
    if text is None:
        return understanding
    meant = rank(Message(message.text, text, message.language))
    taught = meant.best.label.startswith("topic/") and meant.best.probability >= SURE
    better = not understanding.in_scope or meant.best.probability > best.probability
    if taught and meant.in_scope and better:
        return meant
    # The gate knows no conversation: a question without any name is doubtful alone, but not in the middle of one.
    sure = best.label.startswith("topic/") and best.probability >= SURE_ALONE
    return replace(understanding, in_scope=True) if sure else understanding


def elliptic(message: Message, curriculum: Curriculum) -> str | None:
    """The one topic that “and RNNs?” names, where the message is hardly more than that."""
    named = mentioned_topics(message, curriculum)
    short = len(message.clean) <= LONGEST_ELLIPSIS
    return named[0] if short and len(named) == 1 and _ELLIPSIS[message.language].search(message.clean) else None


def same_section(message: Message, state: State) -> str:
    """The kind of text that “and RNNs?” wants: the one that was shown last of the topic before."""
    if state.sections and _ELLIPSIS[message.language].search(message.clean):
        return state.sections[-1]
    return state.depth or "Short"


def _is_one_of(name: str, message: Message, curriculum: Curriculum) -> bool:
    phrases = curriculum.words["dialogue"][name]
    return bare(message.clean) in {phrase for language in LANGUAGES for phrase in phrases[language].split("|")}


def _name(topic: str, curriculum: Curriculum, language: Language) -> str:
    """What a learner calls the topic: the first name of its first concept."""
    for concept in curriculum.lexicon.concepts:
        if concept.topic == topic:
            return concept.names[language][0].lower()
    return curriculum.topics[topic].title[language].lower()


def _with_name(message: Message, name: str) -> str | None:
    """The message with the topic's name in the place of its first pronoun, or put to an elliptic one; None where it
    has neither."""
    pronoun = _PRONOUNS[message.language].search(message.clean)
    if pronoun:
        owned = pronoun.group() in ("its", "their", "它的")
        put = (f"{name}'s" if message.language == "en" else f"{name}的") if owned else name
        return message.clean[: pronoun.start()] + put + message.clean[pronoun.end() :]
    if _ELLIPSIS[message.language].search(message.clean):
        return f"{message.clean} {name}" if message.language == "en" else f"{name}{message.clean}"
    return None
