"""Decides what to do about a message: answer, ask back, decline, show, or follow up. No prose, no torch.

Rules stand here in the order in which they are tried; each is a few lines, so that a golden conversation can
be traced by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.curriculum import Curriculum
from tutor.dialogue import coaching, memory, quizzing
from tutor.dialogue.decision import Decision
from tutor.dialogue.mentions import compared_topics, in_need, mentioned_topics
from tutor.dialogue.recall import recalled
from tutor.dialogue.showing import chosen, demo, just_ran, no_demo, shown_by, wants_demo
from tutor.dialogue.state import State
from tutor.types import Language, Message, Understanding

SECTION_OF_ACT = {"simpler": "Simpler", "example": "Example", "why": "Why"}
DEEPER = ("Full", "Deeper", "Worked", "Example", "Why")
"""What "tell me more" shows next, in this order, without what has been shown already."""

ACT_SURE = 0.4
"""Acts bypass the gate, so a guess at one must be at least this probable; below it the message is declined."""
FOREIGN = 0.5
"""From here on a message is taken for none of the labels: no act is read into it and no comparison."""
TOPIC_SURE = 0.8
"""Words that could change a demo shown earlier ("more noise") are a question only where they are this surely one."""
SURE = 0.5
"""A best guess at least this probable is not asked back about."""
OFFERED = 3
"""At most so many topics are offered."""
OFFERED_SURE = 0.8
"""Asking back must pay: the topics offered have to be this probable together."""
COACHES = {
    "quiz": quizzing.start,
    "review": coaching.review,
    "progress": coaching.progress,
    "next_topic": coaching.next_topic,
}
"""Who decides about acts that are about the learner's own way."""
NEXT_GUESS = 0.02
"""“No, not that” goes on to the next guess about the message before, if it was at least this probable."""
PART_SURE = 0.5
"""Each half of a double question must be understood at least this surely to be answered on its own."""


@dataclass(frozen=True)
class Part:
    """One half of a double question and what the classifier makes of it."""

    text: str
    understanding: Understanding


def decide(
    message: Message,
    understanding: Understanding,
    parts: Sequence[Part],
    state: State,
    curriculum: Curriculum,
    adjusts: bool = False,
    belief: tuple[str, int, bool] | None = None,
) -> Decision:
    """What to do about `message`, given what the classifier makes of it (and of its halves) and the conversation.

    `adjusts`: read as a wish about the last demo, the message changes one of its settings. `belief`: the mistaken
    belief that it states.
    """
    if in_need(message, curriculum):
        return Decision("decline", message.language, words="care")
    remembered = quizzing.in_quiz(message, understanding, state, curriculum) or recalled(message, state, curriculum)
    if remembered:
        return remembered
    best = understanding.best
    kind, _, identity = best.label.partition("/")
    named = curriculum.topic_named(message.clean) or _elliptic(kind, message, state, curriculum)
    shown = _shown(message, understanding, named, state, curriculum, adjusts)
    if shown:
        return shown
    foreign = understanding.foreign >= FOREIGN
    if kind == "act" and best.probability >= ACT_SURE and not foreign and not named:
        return _act(identity, message, state, curriculum)
    if named:
        section = memory.same_section(message, state)
        return Decision("answer", message.language, f"topic/{named}", (f"topic/{named}",), section, reason="name")
    if belief and kind != "demo":
        return _corrected(belief, message)
    both = () if foreign else compared_topics(message, best, curriculum)
    if kind == "act" or not (both or _in_scope(message, understanding, curriculum)):
        near = tuple(guess.label for guess in understanding.candidates if guess.label.startswith("topic/"))[:2]
        return Decision("decline", message.language, best.label, near=near, reason="foreign")
    if kind == "demo":
        return replace(demo(identity, best.label, message, curriculum), reason="demo")
    return _answered(message, understanding, both or _answerable(parts), state)


def _shown(
    message: Message,
    understanding: Understanding,
    named: str | None,
    state: State,
    curriculum: Curriculum,
    adjusts: bool,
) -> Decision | None:
    """A demo that the message changes, asks for with a bare “show me”, or would if there were one."""
    best = understanding.best
    question = best.label.startswith("topic/") and best.probability >= TOPIC_SURE and not just_ran(state, message)
    if adjusts and state.demo and not named and not question:
        return replace(demo(state.demo, f"demo/{state.demo}", message, curriculum), reason="adjusts")
    if not wants_demo(message, curriculum):
        return None
    shown = shown_by(state, curriculum)
    if shown:
        reason = "again" if shown == state.demo else "demo"
        return replace(demo(shown, f"demo/{shown}", message, curriculum), reason=reason)
    return no_demo(message, state, curriculum) if state.topics and state.sections else None


def _in_scope(message: Message, understanding: Understanding, curriculum: Curriculum) -> bool:
    """Whether the gate lets the message in, or it names the very topic that it is surely about: the gate may doubt a
    question in odd words."""
    kind, _, identity = understanding.best.label.partition("/")
    sure = kind == "topic" and understanding.best.probability >= TOPIC_SURE and understanding.foreign < FOREIGN
    return understanding.in_scope or (sure and identity in mentioned_topics(message, curriculum))


def _answered(message: Message, understanding: Understanding, both: tuple[str, ...], state: State) -> Decision:
    """An answer about one topic or about `both`, or the question which one was meant."""
    best = understanding.best
    if both:
        return Decision("answer", message.language, best.label, both, state.depth or "Short", reason="double")
    offered = _too_near(understanding)
    if offered:
        return Decision("clarify", message.language, best.label, offered, reason="near")
    others = tuple(guess.label for guess in understanding.candidates[1:2] if guess.label.startswith("topic/"))
    near = others if best.probability < SURE else ()
    section = memory.same_section(message, state)
    return Decision("answer", message.language, best.label, (best.label,), section, near=near, reason="clear")


def _corrected(belief: tuple[str, int, bool], message: Message) -> Decision:
    """The correction of a mistaken belief; the plain answer follows where the belief is not certain."""
    topic, number, certain = belief
    label = f"topic/{topic}"
    section = "" if certain else "Short"
    return Decision("answer", message.language, label, (label,), section, reason="belief", belief=(topic, number))


def _elliptic(kind: str, message: Message, state: State, curriculum: Curriculum) -> str | None:
    """The topic of “and RNNs?”, which is said of the topic at hand."""
    return memory.elliptic(message, curriculum) if state.topics and kind != "act" else None


def _too_near(understanding: Understanding) -> tuple[str, ...]:
    """The two or three topics to ask back about, where the best is unsure and the right one surely among them."""
    topics = [guess for guess in understanding.candidates if guess.label.startswith("topic/")]
    if understanding.best.probability >= SURE:
        return ()
    for count in range(2, OFFERED + 1):
        if len(topics) >= count and sum(guess.probability for guess in topics[:count]) >= OFFERED_SURE:
            return tuple(guess.label for guess in topics[:count])
    return ()


def _answerable(parts: Sequence[Part]) -> tuple[str, ...]:
    """The topics of a double question whose halves are both understood and differ; else nothing."""
    if len(parts) != 2:
        return ()
    bests = [part.understanding.best for part in parts]
    sure = all(
        part.understanding.in_scope and best.label.startswith("topic/") and best.probability >= PART_SURE
        for part, best in zip(parts, bests, strict=True)
    )
    return tuple(best.label for best in bests) if sure and bests[0].label != bests[1].label else ()


def _act(act: str, message: Message, state: State, curriculum: Curriculum) -> Decision:
    """A message about the conversation rather than about a topic."""
    language, label = message.language, f"act/{act}"
    if act in ("switch_zh", "switch_en"):
        language = "zh" if act == "switch_zh" else "en"
        return _again(language, label, act, state)
    if act == "repeat" and state.demo and not state.sections:
        return replace(demo(state.demo, label, message, curriculum), reason="again")
    if act == "repeat":
        return _again(language, label, act, state)
    if act == "compare":
        return _compare(message, label, state, curriculum)
    if act == "correction":
        return _correct(message, label, state, curriculum)
    if act == "affirm" and state.offered:
        return chosen(state.offered[0], label, message, curriculum)
    if act in COACHES:
        return COACHES[act](message, label, state, curriculum)
    if act == "greet" and (back := coaching.returned(message, label, state, state.away, curriculum)):
        return back
    if act == "explain_yourself" and state.candidates:
        return Decision("act", language, label, act=act, words="Explained")
    if state.topics and act in ("more_detail", "simpler", "example", "why", "source"):
        labels = state.labels
        if act == "source":
            return Decision("answer", language, label, labels, section="Source")
        section = SECTION_OF_ACT.get(act) or _deeper(state)
        if act == "example" and "Example" in state.sections and "Worked" not in state.sections:
            section = "Worked"
        return Decision("answer", language, label, labels, section=section)
    return Decision("act", language, label, act=act, words="Reply")


def _again(language: Language, label: str, act: str, state: State) -> Decision:
    """The last answer once more, in `language`."""
    if not state.topics:
        return Decision("act", language, label, act=act, words="Reply")
    labels = state.labels
    return Decision("answer", language, label, labels, section=state.sections[-1] if state.sections else "Short")


def _deeper(state: State) -> str:
    """The next text that has not been shown yet; once all have been, the full one again."""
    return next((section for section in DEEPER if section not in state.sections), "Full")


def _compare(message: Message, label: str, state: State, curriculum: Curriculum) -> Decision:
    """ "How does it differ from X": the topic at hand beside X; two names in the text need no topic at hand."""
    named = [topic for topic in mentioned_topics(message, curriculum) if topic not in state.topics[:1]]
    topics = (*state.topics[:1], *named)[:2] if state.topics else tuple(named[:2])
    if len(topics) < 2:
        return Decision("act", message.language, label, act="compare", words="Reply")
    return Decision("answer", message.language, label, tuple(f"topic/{topic}" for topic in topics))


def _correct(message: Message, label: str, state: State, curriculum: Curriculum) -> Decision:
    """ "No, I meant X": the topic named now, else the next best guess about the last message."""
    named = mentioned_topics(message, curriculum)
    named.sort(key=lambda topic: topic in state.topics)
    likely = [guess for guess in state.candidates if guess.probability >= NEXT_GUESS]
    others = [guess.label for guess in likely if guess.label.removeprefix("topic/") not in state.topics]
    choice = [f"topic/{named[0]}"] if named else [other for other in others if other.startswith("topic/")]
    if not choice:
        return Decision("act", message.language, label, act="correction", words="Reply")
    return Decision("answer", message.language, label, (choice[0],))
