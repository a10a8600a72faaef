"""What to say of a learner's own way: what comes next and why, how far they are, what is due, where we stopped.

Fills the acts' texts with what is believed of the learner; decides nothing about topics and demos.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tutor.curriculum import Curriculum
from tutor.dialogue import quizzing
from tutor.dialogue.decision import Decision
from tutor.dialogue.state import State
from tutor.teaching.mastery import DAY
from tutor.teaching.path import Step, next_steps
from tutor.types import Language, Message

AWAY = 3 * 3600.0
"""Who comes back after so many seconds is told where we were."""
MOST_TITLES = 6

_WORDS = {"review": "Review", "begun": "Begun", "builds_on": "BuildsOn", "start": "Start", "next": "Next"}


def next_topic(message: Message, label: str, state: State, curriculum: Curriculum) -> Decision:
    """The best next step with its reason, and further ones as messages to send."""
    language = message.language
    steps = _steps(state, curriculum)
    if not steps:
        return Decision("act", language, label, act="next_topic", words="Reply")
    first = steps[0]
    values = {
        "title": curriculum.topics[first.topic].title[language],
        "ask": curriculum.topics[first.topic].ask[language],
        "because": titles(first.because, curriculum, language),
    }
    near = tuple(f"topic/{step.topic}" for step in steps)
    return Decision("act", language, label, act="next_topic", words=_WORDS[first.reason], near=near, values=values)


def _steps(state: State, curriculum: Curriculum) -> list[Step]:
    """What to do next; what was read is not suggested again where something else is ready, unless it is due."""
    steps = next_steps(state.learner, curriculum, state.now, state.seen, most=len(curriculum.topics))
    chances = curriculum.teaching.chances

    def unfinished(step: Step) -> bool:
        return step.reason == "begun" and state.learner.chance(step.topic, chances, state.now) < chances.shaky

    fresh = [step for step in steps if step.topic not in state.seen or step.reason == "review" or unfinished(step)]
    follow_ups = [one for topic in reversed(state.seen) for one in curriculum.topics[topic].follow_ups]
    order = {"review": 0, "begun": 1}
    fresh.sort(key=lambda step: order.get(step.reason, 2 if step.topic in follow_ups else 3))
    return [*fresh, *(step for step in steps if step not in fresh)][:3]


def progress(message: Message, label: str, state: State, curriculum: Curriculum) -> Decision:
    """How many topics are known, half known and due, and what comes next."""
    language, learner, teaching = message.language, state.learner, curriculum.teaching
    sections = curriculum.acts["progress"].sections
    read = [sections["Read"][language].format(count=len(state.seen))] if state.seen else []
    if not learner.concepts:
        values: Mapping[str, str] = {"rest": _joined(read, language)}
        return Decision("act", language, label, act="progress", words="Reply", values=values)
    standings = {topic: learner.standing(topic, teaching.chances, state.now) for topic in teaching.path}
    known = {topic for topic, standing in standings.items() if standing == "known"}
    lists = {
        "Shaky": [topic for topic, standing in standings.items() if standing == "shaky"],
        "Due": learner.due(state.now),
    }
    told = [
        sections[name][language].format(titles=titles(topics, curriculum, language))
        for name, topics in lists.items()
        if topics
    ]
    following = [
        sections["Next"][language].format(title=curriculum.topics[step.topic].title[language])
        for step in _steps(state, curriculum)[:1]
    ]
    values = {
        "known": f"{len(known)}",
        "all": f"{len(teaching.path)}",
        "article": f"{len(known & set(teaching.article))}",
        "article_all": f"{len(teaching.article)}",
        "primer": f"{len(known & set(teaching.primer))}",
        "primer_all": f"{len(teaching.primer)}",
        "rest": _joined([*told, *read, *following], language),
    }
    return Decision("act", language, label, act="progress", words="Report", values=values)


def _joined(sentences: Sequence[str], language: Language) -> str:
    """Sentences to follow others, each with the space that the language puts before it."""
    space = " " if language == "en" else ""
    return "".join(space + sentence for sentence in sentences)


def review(message: Message, label: str, state: State, curriculum: Curriculum) -> Decision:
    """A question about what is due; else when something will be, and what was covered so far."""
    language, learner = message.language, state.learner
    if learner.due(state.now):
        return quizzing.start(message, label, state, curriculum, review=True)
    covered = titles(dict.fromkeys([*learner.concepts, *reversed(state.seen)]), curriculum, language)
    coming = sorted((one.due, topic) for topic, one in learner.concepts.items() if one.due is not None)
    if not coming:
        values: Mapping[str, str] = {"titles": covered}
        return Decision("act", language, label, act="review", words="Covered" if covered else "Reply", values=values)
    due, topic = coming[0]
    days = round((due - state.now) / DAY)
    sections = curriculum.acts["review"].sections
    when = "Today" if days < 1 else "Tomorrow" if days == 1 else "InDays"
    values = {
        "title": curriculum.topics[topic].title[language],
        "when": sections[when][language].format(days=days),
        "titles": covered,
    }
    return Decision("act", language, label, act="review", words="NotDue", values=values)


def returned(message: Message, label: str, state: State, gap: float, curriculum: Curriculum) -> Decision | None:
    """A greeting after a while away: where we were and what is due. None for who wasn't away or did nothing yet."""
    if gap < AWAY or not (state.topics or state.seen or state.learner.concepts):
        return None
    language = message.language
    last = state.topics or state.seen[-1:] or tuple(state.learner.concepts)[-1:]
    steps = _steps(state, curriculum)
    due = state.learner.due(state.now)
    sections = curriculum.acts["greet"].sections
    told = [sections["Due"][language].format(titles=titles(due, curriculum, language))] if due else []
    values = {
        "title": titles(last, curriculum, language),
        "due": _joined(told, language),
    }
    near = tuple(dict.fromkeys((*(f"topic/{topic}" for topic in last), *(f"topic/{step.topic}" for step in steps))))
    return Decision("act", language, label, act="greet", words="Returned", near=near, values=values)


def titles(topics: Iterable[str], curriculum: Curriculum, language: Language) -> str:
    """Titles in quotation marks, joined as the language joins them; of many, the first few."""
    names = [curriculum.topics[topic].title[language] for topic in topics if topic in curriculum.topics]
    shown = [f"“{name}”" for name in names[:MOST_TITLES]]
    if language == "zh":
        return "".join(shown) + ("等" if len(names) > MOST_TITLES else "")
    more = [f"{len(names) - MOST_TITLES} more"] if len(names) > MOST_TITLES else []
    parts = [*shown, *more]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + (" and " + parts[-1] if parts else "")
