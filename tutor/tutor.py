"""The straight line from text to reply. Holds no conversation: state comes in and goes out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from tutor import demos
from tutor.curriculum import Curriculum, load_curriculum
from tutor.demos.knobs import changed, defaults, knobs, parse
from tutor.demos.request import read_settings
from tutor.dialogue import Decision, State, compose, decide
from tutor.dialogue.compose import written
from tutor.dialogue.decide import Part
from tutor.dialogue.memory import in_context, picked, without_interjection
from tutor.dialogue.mentions import split_question
from tutor.dialogue.state import LONGEST_TRAIL
from tutor.errors import DemoError
from tutor.language import read
from tutor.language.detect import is_other_script
from tutor.language.normalise import LONGEST, normalise
from tutor.teaching.beliefs import Beliefs
from tutor.types import DemoRequest, Explanation, Language, Message, Reply, SettingValue, Understanding

if TYPE_CHECKING:
    from tutor.settings import Settings

_SHORT_LATIN = re.compile(r"[a-z0-9 .,%+*/()-]{1,14}")
BELIEVED_OF = 2
"""A belief is looked for among those about the topics guessed first; elsewhere it must be certain."""
Settled = dict[str, SettingValue]
"""A demo's settings by key."""


class Ranker(Protocol):
    """What the tutor asks of a classifier."""

    def rank(self, message: Message) -> Understanding:
        """The best guesses at what `message` asks, and how surely it is in scope."""

    def explain(self, message: Message) -> Explanation:
        """How `message` was understood, piece by piece."""


@dataclass(frozen=True)
class DemoReading:
    """A demo's settings as a message asks for them: those that are not the default, all of them, whether the
    message changed any, and what of it cannot be."""

    settings: Settled
    all_settings: Settled
    adjusts: bool
    problems: tuple[DemoError, ...] = ()


@dataclass(frozen=True)
class Tutor:
    """Content, classifier and the reading of demo settings, put in line. Safe to share between threads.

    `read_demo(demo, text, settings so far)` reads a demo's settings from the learner's own words.
    """

    curriculum: Curriculum
    classifier: Ranker
    read_demo: Callable[[str, str, Settled], DemoReading]

    def reply(self, text: str, state: State, now: float | None = None) -> tuple[Reply, State]:
        """Answer one message. Returns the reply and the conversation after it; `state` is not changed.

        `now`: the time in seconds since 1970, by default the clock's.
        """
        start = time.perf_counter()
        state = state.within(self.curriculum).at(time.time() if now is None else now).typed(text)
        message = self._picked(_heard(read(text, state.preference, state.language), state), state)
        understanding = self.classifier.rank(message)
        understanding = in_context(message, understanding, self.classifier.rank, state, self.curriculum)
        unreadable = _unreadable(message)
        if unreadable:
            decision = _refusal(unreadable, message.language)
        else:
            adjusts = self._adjusts(message, state)
            belief = self._belief(message, understanding)
            decision = decide(message, understanding, self._parts(message), state, self.curriculum, adjusts, belief)
            decision = self._with_settings(decision, message, state)
        explanation = self._explanation(state) if decision.words == "Explained" else None
        reply = compose(decision, message, understanding, state, self.curriculum, explanation)
        # The state keeps what was said as data/ has it, so that it is read back without a loss.
        after = _after(state, decision, reply, self.curriculum)
        reply = written(reply, after.script)
        return replace(reply, milliseconds=round(1000 * (time.perf_counter() - start), 3)), after

    def _explanation(self, state: State) -> Explanation:
        """How the last message that was a question was understood."""
        return self.classifier.explain(read(state.text, state.preference, state.language))

    def _picked(self, message: Message, state: State) -> Message:
        """The message that was suggested, where the learner names its place (“the second one”)."""
        place = picked(message, state) if state.round is None and not state.offered else None
        return message if place is None else replace(message, clean=normalise(state.suggested[place]))

    def _belief(self, message: Message, understanding: Understanding) -> tuple[str, int, bool] | None:
        """The mistaken belief that the message states."""
        labels = (guess.label for guess in understanding.candidates[:BELIEVED_OF])
        topics = [label.removeprefix("topic/") for label in labels if label.startswith("topic/")]
        return self._beliefs.find(message.clean, topics)

    @cached_property
    def _beliefs(self) -> Beliefs:
        return Beliefs(self.curriculum.lessons.beliefs)

    def _parts(self, message: Message) -> list[Part]:
        """The halves of a double question, each understood on its own."""
        halves = split_question(message.clean)
        return [Part(half, self.classifier.rank(Message(half, half, message.language))) for half in halves]

    def _adjusts(self, message: Message, state: State) -> bool:
        """Whether the message, read as a wish about the last demo, changes one of its settings."""
        demo = self.curriculum.demos.get(state.demo or "")
        if demo is None or not demo.built:
            return False
        before = dict(state.settings)
        return self.read_demo(demo.id, message.text[:LONGEST], before).adjusts

    def _with_settings(self, decision: Decision, message: Message, state: State) -> Decision:
        """A demo's settings as the message asks for them, on top of those of the same demo before."""
        if decision.demo is None:
            return decision
        name = decision.demo.name
        before = dict(state.settings) if state.demo == name else {}
        again = decision.reason == "again"
        reading = same_again(name, before) if again else self.read_demo(name, message.text[:LONGEST], before)
        settings = {**_said(name, state.text), **reading.settings}
        request = DemoRequest(name, settings, decision.demo.seed, decision.demo.device)
        values = {key: str(value) for key, value in reading.all_settings.items()}
        problems: tuple[dict[Language, str], ...] = tuple({"en": p.en, "zh": p.zh} for p in reading.problems)
        return replace(decision, demo=request, problems=problems, values=values)


def load_tutor(settings: Settings) -> Tutor:
    """The tutor with the content and the model that `settings` name. Raises ContentError or ModelError."""
    from tutor.classifier import load_classifier

    return Tutor(load_curriculum(settings.data), load_classifier(settings.models), read_demo)


def read_demo(name: str, text: str, before: Settled) -> DemoReading:
    """What `text` asks of demo `name`, on top of the settings `before`."""
    offered = demos.load(name).Settings
    kept = same_again(name, before).settings
    reading = read_settings(text, offered, kept)
    formulas = {key for key, knob in knobs(offered).items() if knob.kind == "function"}
    if not reading.settings or formulas & set(reading.settings):
        # A whole new wish starts from the defaults; only a change goes on from what was there.
        kept, reading = {}, read_settings(text, offered)
    settings = changed(offered, kept, reading.settings)
    return DemoReading(settings, {**defaults(offered), **settings}, settings != kept, reading.problems)


def same_again(name: str, before: Settled) -> DemoReading:
    """Demo `name` with the settings `before`, as far as it has them."""
    offered = demos.load(name).Settings
    kept = {key: value for key, value in before.items() if _is_setting(offered, key, value)}
    return DemoReading(kept, {**defaults(offered), **kept}, False)


def _said(name: str, text: str) -> dict[str, SettingValue]:
    """The settings of demo `name` that hold what the learner said last."""
    offered = demos.load(name).Settings
    return {key: text[: knob.most] for key, knob in knobs(offered).items() if knob.said and text}


def _is_setting(offered: type, key: str, value: SettingValue) -> bool:
    """Whether the demo has this setting and takes this value; what a learner's state holds may be anything."""
    try:
        parse(offered, {key: value})
    except DemoError:
        return False
    return True


def _heard(message: Message, state: State) -> Message:
    """The message as a part of the conversation: without “ah ok,” before it; and a short answer to an open question,
    such as “a” or “softmax”, says nothing of the language."""
    if state.round is not None and state.preference is None and _SHORT_LATIN.fullmatch(message.clean):
        return replace(message, language=state.language)
    return without_interjection(message) if state.topics else message


def _unreadable(message: Message) -> str:
    """The name of the sentence that says why `message` cannot be read; empty where it can."""
    if not any(character.isalnum() for character in message.clean):
        return "" if message.clean in ("?", "??", "???") else "blank"
    if is_other_script(message.clean):
        return "other_language"
    return "too_long" if len(message.text) > LONGEST else ""


def _offered(decision: Decision, reply: Reply) -> tuple[str, ...]:
    """What a “yes” or “the second one” would choose from."""
    if reply.kind == "clarify":
        return reply.labels
    return decision.near if decision.kind == "act" and decision.act in ("greet", "next_topic") else ()


def _refusal(words: str, language: Language) -> Decision:
    return Decision("decline", language, words=words, values={"most": str(LONGEST)})


def _after(state: State, decision: Decision, reply: Reply, curriculum: Curriculum) -> State:
    """The conversation after `reply`: a new state, with what a follow-up will need."""
    if decision.words in ("blank", "too_long", "other_language", "care"):
        return state
    state = replace(
        state,
        language=reply.language,
        offered=_offered(decision, reply),
        suggested=reply.suggestions,
    )
    if decision.depth is not None:
        state = replace(state, depth=decision.depth)
    if decision.move is not None:
        state = replace(state, learner=decision.move.learner, round=decision.move.round)
        if decision.topics and decision.topics != state.topics:
            state = replace(state, topics=decision.topics, sections=("Short",))
        return state
    if reply.label and not reply.label.startswith("act/"):
        state = replace(state, text=reply.text[:400], candidates=reply.candidates, reason=decision.reason)
    if reply.demo is not None:
        shown = curriculum.demos[reply.demo.name].topics[:1]
        state = replace(state, demo=reply.demo.name, settings=reply.demo.settings, topics=shown, sections=())
    if reply.kind != "answer":
        return state
    same = decision.topics == state.topics
    sections = state.sections if same else ()
    if decision.section != "Source":
        section = decision.section or "Short"
        sections = (*(one for one in sections if one != section), section)
    if decision.back:
        state = replace(state, trail=state.trail[:-1])
    elif state.topics and not same:
        state = replace(state, trail=(*state.trail, state.topics)[-LONGEST_TRAIL:])
    return replace(state, topics=decision.topics, sections=sections).saw(decision.topics)
