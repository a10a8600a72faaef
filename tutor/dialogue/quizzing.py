"""What a message means while a question is open: an answer, a wish about the quiz, or something else in between.

Decides; the moves of a round are `teaching.quiz`'s, their words `quiz_words`'.
"""

from __future__ import annotations

import re

from tutor.curriculum import Curriculum
from tutor.dialogue.decision import Decision
from tutor.dialogue.mentions import mentioned_topics
from tutor.dialogue.state import State
from tutor.language.courtesy import bare
from tutor.teaching import quiz
from tutor.teaching.judge import judge
from tutor.teaching.quiz import Move, Round
from tutor.types import LANGUAGES, Message, Understanding

SURE = 0.5
"""An act is read into a message at this probability, unless the message is the right answer."""
ASKS_SURE = 0.5
"""What cannot be judged is a question of the learner's own where it is this surely one."""

_ASKS = re.compile(
    r"^(?:but |and |so |ok |wait )*"
    r"(?:what|what's|whats|why|how|who|when|where|which|does|do|can|could|explain|define|show)\b"
    r"|^(?:什么|为什么|为啥|怎么|如何|谁|解释|讲讲|讲一下|说说|演示)|是什么|什么是|是啥|啥是|什么意思|是干嘛|有什么用|怎么回事|怎么办"
)
_WISHES = {
    "hint_phrases": quiz.hint,
    "give_up_phrases": quiz.give_up,
    "skip_phrases": quiz.skip,
}


def in_quiz(message: Message, understanding: Understanding, state: State, curriculum: Curriculum) -> Decision | None:
    """What to do about `message` while `state.round` is open; None where it has nothing to do with the quiz."""
    open_round = state.round
    if open_round is None:
        return None
    wish = _wish(message, curriculum)
    if wish == "stop_phrases":
        return _decision(quiz.stop(open_round, state.learner), "act/stop", message, state)
    if wish:
        move = _WISHES[wish](open_round, state.learner, curriculum, state.now)
        return _decision(move, "act/hint" if wish == "hint_phrases" else None, message, state)
    verdict = judge(quiz.exercise_of(open_round, curriculum), message.text, message.language)
    if verdict.grade != "right" and (other := _act(understanding, open_round, message, state, curriculum)):
        return other
    exact = verdict.grade == "right" or not _ASKS.search(message.clean)
    if verdict.grade == "unclear" or not exact:
        asks = understanding.in_scope and understanding.best.probability >= ASKS_SURE
        if asks or (understanding.best.label.startswith("act/") and understanding.best.probability >= SURE):
            return None
        if not exact and not understanding.in_scope:
            return None
    move = quiz.answer(open_round, message.text, message.language, state.learner, curriculum, state.now)
    return _decision(move, None, message, state)


def start(message: Message, label: str, state: State, curriculum: Curriculum, review: bool = False) -> Decision:
    """The first question: of the topic that the message names, else of the one just answered, else of what comes
    next; with `review`, of what is due."""
    named = [topic for topic in mentioned_topics(message, curriculum) if curriculum.lessons.get(topic)]
    at_hand = [topic for topic in state.topics[:1] if state.sections and not _known(topic, state, curriculum)]
    chosen = named or ([] if review else at_hand)
    topic = chosen[0] if chosen else ""
    move = quiz.begin(topic, state.learner, curriculum, state.now, state.seen)
    if move.round is None:
        return Decision("act", message.language, label, act="quiz", words="NothingLeft")
    due = state.learner.due(state.now)
    opening = "opening_review" if move.following and move.following.topic in due else "opening"
    return _decision(move, label, message, state, opening)


def _known(topic: str, state: State, curriculum: Curriculum) -> bool:
    chances = curriculum.teaching.chances
    return state.learner.chance(topic, chances, state.now) >= chances.known


def _wish(message: Message, curriculum: Curriculum) -> str:
    """The name of the list of phrases of which the whole message is one; empty where it is none."""
    said = bare(message.clean).replace("’", "'")
    for name in (*_WISHES, "stop_phrases"):
        phrases = curriculum.words["quiz"][name]
        if said in {phrase for language in LANGUAGES for phrase in phrases[language].split("|")}:
            return name
    return ""


def _act(
    understanding: Understanding, open_round: Round, message: Message, state: State, curriculum: Curriculum
) -> Decision | None:
    """The wish about the quiz that the classifier reads into the message, if it is sure of one."""
    if understanding.best.probability < SURE:
        return None
    label = understanding.best.label
    if label == "act/hint":
        return _decision(quiz.hint(open_round, state.learner, curriculum, state.now), label, message, state)
    if label == "act/stop":
        return _decision(quiz.stop(open_round, state.learner), label, message, state)
    if label == "act/quiz" and not mentioned_topics(message, curriculum):
        return _decision(quiz.skip(open_round, state.learner, curriculum, state.now), label, message, state)
    return start(message, label, state, curriculum) if label == "act/quiz" else None


def _decision(move: Move, label: str | None, message: Message, state: State, opening: str = "") -> Decision:
    """The quiz's turn; its topic is that of the open question, at the end that of the last one."""
    spoken_of = move.following or move.exercise
    if spoken_of is None and state.round is not None:
        topics: tuple[str, ...] = (f"topic/{state.round.exercise.rpartition('-')[0]}",)
    else:
        topics = (f"topic/{spoken_of.topic}",) if spoken_of else ()
    return Decision("quiz", message.language, label, topics, move=move, opening=opening)
