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
from tutor.types import Language, Message, Understanding

SURE = 0.5
"""What a pronoun is taken for must make the message at least this surely a question about a topic."""
SURE_ALONE = 0.8
"""A message that was understood this surely without its pronoun needs none."""

MOST_BESIDE = 2
"""Words, or Chinese characters, that an elliptic question has beside “what about” and a name."""
_TOKENS = re.compile(r"[a-z0-9']+|[㐀-鿿]")

_INTERJECTION = re.compile(
    r"^(?:(?:ah|oh|ok|okay|hm+|uh+|right|i see|got it|gotcha|fine|thanks|thx|cool|nice|alright|so)[\s,.!;:]+)+"
    r"|^(?:(?:哦+|噢|嗯+|好的?|好吧|行|明白了|懂了|知道了|原来如此|谢谢)[\s,，。.!！;；]+)+"
)
_WHAT_IS_IT = re.compile(
    r"^(?:so |but |and )?(?:what(?:'s| is|s)|what are|explain|tell me about) (?:it|that|this|they|those|these)$"
    r"|^(?:它|这个?|那个?|这东西|它们)(?:到底)?(?:是|指)(?:什么|啥)(?:东西|意思)?$"
)
_WHY_IT = re.compile(
    r"^(?:so |but |and )?why (?:do|would|should|does|bother) .{0,12}\b(?:need|use|want|learn|with)\b .{0,6}"
    r"\b(?:it|that|this|them|these|those)\b|^(?:那)?为(?:什么|啥|何)(?:要|需要|得)?(?:用|学|有)?(?:它|这个|这东西)"
)
_BUT_NOT = re.compile(r"[,，;]?\s*\bnot (?:the |a )?[^,]+$|[,，]不是[^,，]+$")
_CORRECTS = re.compile(
    r"^not (?:the |a )?.+[,;] ?|\bi mean(?:t)?\b|\b(?:typo|wrong word)\b|^(?:no|nope)[,. ]"
    r"|打错了|写错了|说错了|我是说|我说的是|我问的是|不是.{1,12}[,，].{0,2}是"
)
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


def without_interjection(message: Message) -> Message:
    """The message without “ah ok,” and the like before what it says."""
    rest = _INTERJECTION.sub("", message.clean)
    return replace(message, clean=rest) if len(rest) > 1 else message


def means_topic(message: Message) -> bool:
    """Whether “what is it?” asks for nothing but the topic at hand."""
    return bool(_WHAT_IS_IT.match(bare(message.clean)))


def corrected(message: Message, curriculum: Curriculum) -> str | None:
    """The topic that “not the loss, the optimiser” or “Adam, I mean” puts right; None where nothing is."""
    found = _CORRECTS.search(message.clean)
    if not found:
        return None
    text = _BUT_NOT.sub("", message.clean)
    named = mentioned_topics(replace(message, clean=text), curriculum)
    after = mentioned_topics(replace(message, clean=text[found.end() :]), curriculum)
    return after[0] if after else named[-1] if named else None


def asks_why(message: Message) -> bool:
    """Whether “why do I need it?” asks after the topic at hand."""
    return bool(_WHY_IT.match(message.clean))


def picked(message: Message, state: State) -> int | None:
    """The place, among what the tutor offered last, of the one that “the second one” names."""
    count = len(state.offered) or len(state.suggested)
    return place_named(message.clean, count) if count else None


def goes_back(message: Message, curriculum: Curriculum) -> bool:
    """Whether the learner wants the topic before this one."""
    return bare(message.clean) in curriculum.phrases("dialogue", "back_phrases")


def depth_wanted(message: Message, curriculum: Curriculum) -> str | None:
    """The section that the learner wants always; an empty one for as it was before, None where nothing is asked."""
    if any(phrase in message.clean for phrase in curriculum.phrases("dialogue", "depth_reset_phrases")):
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
    if not state.topics or not state.sections:
        return understanding
    if mentioned_topics(message, curriculum):
        return _vouched(understanding, state, curriculum)
    act = best.label.startswith("act/") and best.label != "act/compare" and best.probability >= SURE_ALONE
    if act or (understanding.in_scope and best.probability >= SURE_ALONE):
        return understanding
    name = _name(state.topics[-1], curriculum, message.language)
    text = _with_name(message, name)
    if text is None:
        return _vouched(understanding, state, curriculum)
    meant = rank(Message(message.text, text, message.language))
    taught = meant.best.label.startswith("topic/") and meant.best.probability >= SURE
    better = not understanding.in_scope or meant.best.probability > best.probability
    if taught and meant.in_scope and better:
        return meant
    # The gate knows no conversation: a question without any name is doubtful alone, but not in the middle of one.
    sure = best.label.startswith("topic/") and best.probability >= SURE_ALONE
    return replace(understanding, in_scope=True) if sure else understanding


def _vouched(understanding: Understanding, state: State, curriculum: Curriculum) -> Understanding:
    """A question that the gate doubts, about what is spoken of or what lies next to it, is let in."""
    kind, _, topic = understanding.best.label.partition("/")
    if kind != "topic" or understanding.best.probability < SURE_ALONE:
        return understanding
    near = {one for at_hand in state.topics for one in (at_hand, *curriculum.topics[at_hand].follow_ups,
                                                         *curriculum.topics[at_hand].prerequisites)}  # fmt: skip
    return replace(understanding, in_scope=True) if topic in near else understanding


def elliptic(message: Message, curriculum: Curriculum) -> str | None:
    """The one topic that “and RNNs?” names, where the message is hardly more than that."""
    mentions = curriculum.lexicon.mentions(message.clean)
    if len(mentions) != 1 or not _ELLIPSIS[message.language].search(message.clean):
        return None
    rest = message.clean[: mentions[0].start] + " " + message.clean[mentions[0].end :]
    over = len(_TOKENS.findall(_ELLIPSIS[message.language].sub(" ", rest)))
    return mentions[0].concept.topic if over <= MOST_BESIDE else None


def same_section(message: Message, state: State) -> str:
    """The kind of text that “and RNNs?” wants: the one that was shown last of the topic before."""
    if state.sections and _ELLIPSIS[message.language].search(message.clean):
        return state.sections[-1]
    return state.depth or "Short"


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
