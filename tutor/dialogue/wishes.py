"""What a learner wants of a quiz, in their own words: to have one, to leave it, to be told, to hear it again.

Reads words only; what follows from a wish is `quizzing`'s.
"""

from __future__ import annotations

import re
from typing import Literal

from tutor.curriculum import Curriculum
from tutor.dialogue.mentions import mentioned_topics
from tutor.language.courtesy import bare
from tutor.language.normalise import normalise
from tutor.types import LANGUAGES, Message

Wish = Literal["hint", "give_up", "skip", "stop", "repeat"]
SHORT = 9
"""Words (of Chinese, twice as many characters): a wish is no longer; whoever says more explains something."""

_QUIZ = re.compile(
    r"\b(?:quiz|test|examine|grill) (?:me|us)\b|^(?:a |another |one more )?quiz\b|\bquiz (?:on|about)\b"
    r"|\b(?:give|ask|set) me (?:a |an |some |another |\d+ )?(?:quiz |hard |easy )?(?:questions?|exercises?|quiz)\b"
    r"|考考我|考我|测测我|测验|测试我|(?:出|做|来)(?:几|一|两|点|些|道).{0,20}题|刷题|做题|出题|问我.{0,3}问题"
)
_ABOUT = re.compile(
    r"\b(?:quiz|test me|test us|examine me|grill me|questions?|exercises?)(?: me| us)?(?: please)?"
    r"(?: on| about| in| with)\b\s*"
    r"(?P<en>.+)|(?:考考我|考我|测测我|测试我)(?:一下)?(?:关于)?(?P<zh>.+)"
    r"|(?:关于|有关)(?P<of>.+?)的?(?:测验|题|问题|练习)|(?P<own>.+?)的(?:测验|题|练习)"
)
_WISHES: dict[Wish, re.Pattern[str]] = {
    "stop": re.compile(
        r"\b(?:gotta go|got to go|have to go|bye|see you|good ?night|done for (?:now|today)|that'?s (?:it|all)|"
        r"enough for (?:now|today)|stop the quiz|no more questions)\b|^later$"
        r"|再见|拜拜|下次再|不做了|不答了|不考了|今天就到这"
    ),
    "give_up": re.compile(
        r"\b(?:give up|no clue|no idea|dunno|idk|do ?n[o']?t (?:really )?know|tell me(?: the answer)?|beats me|"
        r"what(?:'s| is|s) the (?:right |correct )?answer|show (?:me )?the answer|i do ?n[o']?t get it)\b"
        r"|放弃|认输|投降|不会|不知道|不懂|没头绪|想不出|答不上|猜不[到出]|答案是(?:什么|啥)|告诉我(?:答案)?|看答案|公布答案|直接说"
    ),
    "repeat": re.compile(
        r"\b(?:repeat (?:that|it|the question)|(?:what was|what's|whats) the question|the question again|"
        r"say (?:it|that|the question) again|once more please|explain the question)\b"
        r"|再说一遍|重复一下|题目是(?:什么|啥)|再念一遍|再看一遍题|什么题"
    ),
    "hint": re.compile(r"\b(?:hints?|clue)\b|\bi'?m stuck\b|提示|卡住了"),
    "skip": re.compile(r"\b(?:skip|next question|another question|different question)\b|跳过|换一?[题道个]|下一[题道]"),
}
_LISTS: dict[str, Wish] = {
    "hint_phrases": "hint",
    "give_up_phrases": "give_up",
    "skip_phrases": "skip",
    "stop_phrases": "stop",
}
_ANOTHER = re.compile(r"^(?:another(?: one)?|one more|more|again|再来一个|还要|再给一个|再来)$")
_TOKENS = re.compile(r"[a-z0-9']+|[㐀-鿿]")
_HAN = re.compile(r"[㐀-鿿]")


def wish_of(message: Message, curriculum: Curriculum, hinted: bool) -> tuple[Wish, bool] | None:
    """The wish in `message`, and whether the message is nothing else; None where there is none. `hinted`: the tutor
    has just given a hint, so that “another one” asks for the next."""
    said = bare(message.clean).replace("’", "'")
    if hinted and _ANOTHER.match(said):
        return "hint", True
    for name, wish in _LISTS.items():
        if said in curriculum.phrases("quiz", name):
            return wish, True
    tokens = _TOKENS.findall(said)
    if len(tokens) > SHORT * (2 if _HAN.search(said) else 1):
        return None
    return next(((wish, False) for wish, pattern in _WISHES.items() if pattern.search(said)), None)


def asks_for_quiz(message: Message, curriculum: Curriculum) -> str | None:
    """The topic that “quiz me on backprop” names; empty for a quiz without one, None for what is no such wish."""
    if not _QUIZ.search(message.clean):
        return None
    found = _ABOUT.search(message.clean)
    about = next((part for part in found.groups() if part), "").strip(" .。!！?？吧呗") if found else ""
    if not about:
        return "" if _is_short(message) else None
    named = topic_of(about, message, curriculum)
    return named or ("" if about in ("that", "this", "it", "这个", "它", "刚才的") else None)


def topic_of(about: str, message: Message, curriculum: Curriculum) -> str | None:
    """The topic whose title, or a name in it, `about` is."""
    for topic in curriculum.topics.values():
        if any(normalise(topic.title[language]) == about for language in LANGUAGES):
            return topic.id
    named = curriculum.topic_named(about)
    return named or next(iter(mentioned_topics(Message(about, about, message.language), curriculum)), None)


def _is_short(message: Message) -> bool:
    tokens = _TOKENS.findall(message.clean)
    return len(tokens) <= SHORT * (2 if _HAN.search(message.clean) else 1)
