"""What a message means while a question is open: an answer, a wish about the quiz, or something else in between.

Decides; the moves of a round are `teaching.quiz`'s, their words `quiz_words`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tutor.curriculum import Curriculum
from tutor.dialogue.decision import Decision
from tutor.dialogue.mentions import mentioned_topics
from tutor.dialogue.state import State
from tutor.dialogue.wishes import Wish, asks_for_quiz, wish_of
from tutor.teaching import quiz
from tutor.teaching.judge import Verdict, judge
from tutor.teaching.mastery import Learner
from tutor.teaching.quiz import Move, Round
from tutor.types import Language, Message, Understanding

SURE = 0.5
"""An act is read into a message, and a question of the learner's own, at this probability."""
LEAVES = 0.8
"""At this probability a farewell ends the round, whatever its words might answer; another act or a question of the
learner's own interrupts it."""

_ASKS = re.compile(
    r"^(?:but |and |so |ok |wait )*"
    r"(?:what|what's|whats|why|how|who|when|where|which|does|do|can|could|explain|define|show)\b"
    r"|^(?:什么|为什么|为啥|怎么|如何|谁|解释|讲讲|讲一下|说说|演示)|是什么|什么是|是啥|啥是|什么意思|是干嘛|有什么用|怎么回事|怎么办"
)
_WHAT_MEANS = re.compile(r"\bwhat (?:does|do) .+ mean\b|是(?:什么|啥)意思|(?:什么|啥)意思$")
_MOVES: Mapping[Wish, Callable[[Round, Learner, Curriculum, float], Move]] = {
    "hint": quiz.hint,
    "give_up": quiz.give_up,
    "skip": quiz.skip,
    "repeat": quiz.repeat,
}
_LABELS: Mapping[Wish, str | None] = {"hint": "act/hint", "give_up": None, "skip": None, "repeat": "act/repeat"}
_WISHED: Mapping[str, Wish] = {
    "act/hint": "hint",
    "act/stop": "stop",
    "act/quiz": "skip",
    "act/repeat": "repeat",
    "act/goodbye": "stop",
}


def in_quiz(message: Message, understanding: Understanding, state: State, curriculum: Curriculum) -> Decision | None:
    """What to do about `message` while `state.round` is open; None where it has nothing to do with the quiz."""
    if state.round is None:
        return None
    exercise, best = quiz.exercise_of(state.round, curriculum), understanding.best
    verdict = judge(exercise, message.text, message.language)
    asks = bool(_ASKS.search(message.clean)) and understanding.in_scope and best.probability >= SURE
    answers = verdict.grade in ("right", "near") or (exercise.kind == "choice" and verdict.grade != "unclear")
    explained = exercise.kind == "own_words" and verdict.grade == "right"
    answers = answers and (explained or not (asks and best.label.startswith("topic/")))
    if _WHAT_MEANS.search(message.clean) and not explained:
        return None if asks else _fulfilled("repeat", message, state, curriculum)
    wish = wish_of(message, curriculum, state.round.hinted)
    if wish is not None and (wish[1] or verdict.grade != "right" or wish[0] == "stop"):
        bye = wish == ("stop", False) and best.label == "act/goodbye"
        decision = _fulfilled(wish[0], message, state, curriculum)
        return replace(decision, act="goodbye", label="act/goodbye") if bye else decision
    if asks_for_quiz(message, curriculum):
        return start(message, "act/quiz", state, curriculum)
    if best.label == "act/goodbye" and best.probability >= LEAVES and len(message.clean) > 2:
        return replace(_fulfilled("stop", message, state, curriculum), act="goodbye", label="act/goodbye")
    if not answers and (other := _act(understanding, message, state, curriculum)):
        return other
    if not answers and best.label in ("act/affirm", "act/deny"):
        return _fulfilled("repeat", message, state, curriculum)
    if not answers and best.label.startswith("act/") and best.probability >= LEAVES:
        return None
    return _answer(message, verdict, answers, understanding, state, curriculum)


def _answer(
    message: Message,
    verdict: Verdict,
    answers: bool,
    understanding: Understanding,
    state: State,
    curriculum: Curriculum,
) -> Decision | None:
    """The message as an answer; None where it asks about something else."""
    assert state.round is not None
    asks, best = bool(_ASKS.search(message.clean)), understanding.best
    if not answers and (asks or verdict.grade == "unclear"):
        question = understanding.in_scope and best.probability >= SURE
        if question or asks or (best.label.startswith("act/") and best.probability >= SURE):
            return None
    move = quiz.answer(state.round, message.text, message.language, state.learner, curriculum, state.now)
    return _decision(move, None, message, state)


def start(message: Message, label: str, state: State, curriculum: Curriculum, review: bool = False) -> Decision:
    """The first question: of the topic that the message names, else of the one at hand, else of what comes next;
    with `review`, of what is due."""
    wanted = asks_for_quiz(message, curriculum) or next(iter(mentioned_topics(message, curriculum)), "")
    chances = curriculum.teaching.chances
    at_hand = [topic for topic in state.topics[:1] if not state.learner.knows(topic, chances, state.now)]
    topic = wanted or ("" if review or not at_hand else at_hand[0])
    if topic not in curriculum.lessons:
        topic = ""
    move = quiz.begin(topic, state.learner, curriculum, state.now, state.seen, review)
    if move.round is None:
        return Decision("act", message.language, label, act="quiz", words="Reply")
    due = state.learner.due(state.now)
    opening = "opening_review" if move.following and move.following.topic in due else "opening"
    return _decision(move, label, message, state, opening)


def _fulfilled(wish: Wish, message: Message, state: State, curriculum: Curriculum) -> Decision:
    """The quiz as the learner wants it."""
    assert state.round is not None
    if wish == "stop":
        return _decision(quiz.stop(state.round, state.learner), "act/stop", message, state)
    move = _MOVES[wish](state.round, state.learner, curriculum, state.now)
    return _decision(move, _LABELS[wish], message, state)


def _act(understanding: Understanding, message: Message, state: State, curriculum: Curriculum) -> Decision | None:
    """The wish about the quiz that the classifier reads into the message, if it is sure of one."""
    label = understanding.best.label
    if understanding.best.probability < SURE:
        return None
    if label in ("act/switch_zh", "act/switch_en"):
        language: Language = "zh" if label == "act/switch_zh" else "en"
        return replace(_fulfilled("repeat", message, state, curriculum), language=language, label=label)
    if label == "act/quiz" and mentioned_topics(message, curriculum):
        return start(message, label, state, curriculum)
    if label not in _WISHED:
        return None
    return replace(_fulfilled(_WISHED[label], message, state, curriculum), label=label)


def _decision(move: Move, label: str | None, message: Message, state: State, opening: str = "") -> Decision:
    """The quiz's turn; its topic is that of the open question, at the end that of the last one."""
    spoken_of = move.following or move.exercise
    if spoken_of is None and state.round is not None:
        topics: tuple[str, ...] = (f"topic/{state.round.exercise.rpartition('-')[0]}",)
    else:
        topics = (f"topic/{spoken_of.topic}",) if spoken_of else ()
    return Decision("quiz", message.language, label, topics, move=move, opening=opening)
