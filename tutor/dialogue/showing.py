"""Which demo a message wants, and what to do where there is none. Runs nothing."""

from __future__ import annotations

import re

from tutor.curriculum import Curriculum
from tutor.dialogue.decision import Decision
from tutor.dialogue.state import State
from tutor.language.courtesy import bare
from tutor.types import DemoRequest, Message

_QUESTION = re.compile(r"[?？]|^(?:what|why|how|who|when|which|is|are|does|do|can)\b|什么|为什么|怎么|如何|吗|呢|几")


def chosen(label: str, act: str, message: Message, curriculum: Curriculum) -> Decision:
    """What was offered and has been accepted: a topic to answer or a demo to run."""
    if label.startswith("demo/"):
        return demo(label.removeprefix("demo/"), act, message, curriculum)
    return Decision("answer", message.language, act, (label,))


def demo(identity: str, label: str, message: Message, curriculum: Curriculum) -> Decision:
    """The demo asked for, or the one that stands in for a demo that does not run yet."""
    wanted = curriculum.demos[identity]
    runs = identity if wanted.built else wanted.stand_in
    if runs is None:
        return Decision("decline", message.language, label, near=tuple(f"topic/{t}" for t in wanted.topics[:2]))
    return Decision(
        "demo",
        message.language,
        label,
        (f"demo/{runs}",),
        demo=DemoRequest(runs),
        stand_in_for=None if runs == identity else identity,
    )


def shown_by(state: State, curriculum: Curriculum) -> str | None:
    """The demo that a bare "show me" or "run it again" wants: of the topic at hand, else the last one."""
    of_topics = [curriculum.topics[topic].demo for topic in state.topics if state.sections]
    return next((demo for demo in of_topics if demo), None) or state.demo


def wants_demo(message: Message, curriculum: Curriculum) -> bool:
    """Whether the message is a bare “show me”."""
    return bare(message.clean) in curriculum.phrases("dialogue", "show_phrases")


def no_demo(message: Message, state: State, curriculum: Curriculum) -> Decision:
    """That the topic at hand has no demo, and demos of what it builds on or leads to."""
    topic = curriculum.topics[state.topics[0]]
    around = (curriculum.topics[one].demo for one in (*topic.follow_ups, *topic.prerequisites))
    near = tuple(dict.fromkeys(f"demo/{demo}" for demo in around if demo))[:2]
    values = {"title": topic.title[message.language]}
    return Decision("decline", message.language, None, words="no_demo", near=near, values=values)


def just_ran(state: State, message: Message) -> bool:
    """Whether a demo was the last thing shown and the message is no question: then it speaks of that demo."""
    return not state.sections and not _QUESTION.search(message.clean)
