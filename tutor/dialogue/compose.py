"""Turns a decision into the reply a learner reads. Every word comes from data/; nothing is decided here."""

from __future__ import annotations

from dataclasses import replace

from tutor.curriculum import Curriculum, Topic
from tutor.dialogue import quiz_words
from tutor.dialogue.blanks import Filled
from tutor.dialogue.decision import Decision
from tutor.dialogue.explain import explained
from tutor.dialogue.state import State
from tutor.language import Script, in_script
from tutor.teaching.quiz import exercise_of
from tutor.types import Explanation, Language, Message, Reply, Source, Understanding

SUGGESTIONS = 3


def compose(
    decision: Decision,
    message: Message,
    understanding: Understanding,
    state: State,
    curriculum: Curriculum,
    explanation: Explanation | None = None,
) -> Reply:
    """The reply that carries out `decision`; its `milliseconds` are the caller's to fill in.

    `explanation`: of the last question, where the decision is to explain it.
    """
    answer, sources, suggestions = _compose(decision, state, curriculum)
    interrupted = state.round is not None and decision.move is None and decision.kind != "demo"
    if state.round is not None and interrupted and decision.words != "care":
        exercise = exercise_of(state.round, curriculum)
        answer += "\n\n---\n\n" + quiz_words.resumed(state.round, exercise, curriculum, decision.language)
        suggestions = quiz_words.choices(exercise, curriculum, decision.language)
    if explanation is not None:
        answer = explained(answer, explanation, state, curriculum, decision.language)
    label = decision.label
    known = {guess.label: guess.probability for guess in understanding.candidates}
    return Reply(
        text=message.text,
        language=decision.language,
        kind=decision.kind,
        label=label,
        probability=known.get(label or "", 0.0),
        candidates=understanding.candidates,
        scope=understanding.scope,
        labels=decision.labels,
        answer=answer,
        sources=sources,
        suggestions=suggestions,
        demo=decision.demo,
    )


def written(reply: Reply, script: Script) -> Reply:
    """The reply with all that a learner reads in it written in `script`; an English one as it is."""
    if reply.language != "zh" or script == "hans":
        return reply
    return replace(
        reply,
        answer=in_script(reply.answer, script),
        sources=tuple(
            replace(source, title=in_script(source.title, script), section=in_script(source.section, script))
            for source in reply.sources
        ),
        suggestions=tuple(in_script(suggestion, script) for suggestion in reply.suggestions),
    )


Composed = tuple[str, tuple[Source, ...], tuple[str, ...]]
"""What a learner reads: the answer, its sources, and what to send next."""


def _compose(decision: Decision, state: State, curriculum: Curriculum) -> Composed:
    if decision.kind == "answer":
        return _answer(decision, state, curriculum)
    if decision.kind == "demo":
        return _demo(decision, curriculum)
    if decision.move is not None:
        text = quiz_words.told(decision.move, decision.opening, curriculum, decision.language, state.now)
        if decision.act:
            text += "\n\n" + curriculum.acts[decision.act].sections["Reply"][decision.language]
        return text, (), quiz_words.next_messages(decision.move, curriculum, decision.language)
    if decision.kind == "clarify":
        return _clarify(decision, curriculum)
    if decision.kind == "decline":
        return _decline(decision, curriculum)
    return _act(decision, curriculum)


def _answer(decision: Decision, state: State, curriculum: Curriculum) -> Composed:
    """The topic's section; for two topics both, each under its title."""
    language, topics = decision.language, [curriculum.topics[topic] for topic in decision.topics]
    sources = _sources(topics, language)
    if decision.section == "Source":
        return (
            _cited(topics, sources, curriculum, language),
            sources,
            _next_messages(topics, state, curriculum, language),
        )
    if decision.belief is not None:
        text = _correction(decision, topics[0], curriculum)
    elif len(topics) == 1:
        text = curriculum.text(topics[0].id, decision.section, language)
    else:
        words = curriculum.words["dialogue"]["part"][language]
        parts = [
            words.format(title=topic.title[language], text=curriculum.text(topic.id, decision.section, language))
            for topic in topics
        ]
        text = "\n\n".join(parts)
    if decision.words:
        text = curriculum.words["dialogue"][decision.words][language] + "\n\n" + text
    missed = tuple(curriculum.topics[label.removeprefix("topic/")].ask[language] for label in decision.near)
    following = _next_messages(topics, state, curriculum, language, decision.section)
    return text, sources, (*missed, *following)[:SUGGESTIONS]


def _correction(decision: Decision, topic: Topic, curriculum: Curriculum) -> str:
    """What is so instead of the mistaken belief, and where that may not have been meant, the plain answer too."""
    assert decision.belief is not None
    place, number = decision.belief
    correction = curriculum.lessons[place].misconceptions[number].correction[decision.language]
    plain = [curriculum.text(topic.id, decision.section, decision.language)] if decision.section else []
    return "\n\n".join([correction, *plain])


def _sources(topics: list[Topic], language: Language) -> tuple[Source, ...]:
    cited = (citation.source(language) for topic in topics for citation in topic.citations)
    return tuple(dict.fromkeys(cited))


def _cited(topics: list[Topic], sources: tuple[Source, ...], curriculum: Curriculum, language: Language) -> str:
    """The sources as a list, for "where is that from"."""
    heading = curriculum.words["dialogue"]["source_heading"][language]
    title = " / ".join(topic.title[language] for topic in topics)
    lines = [heading.format(title=title), ""]
    for source in sources:
        name = f"[{source.title}]({source.url})" if source.url else source.title
        lines.append(f"- {name}" + (f", {source.section}" if source.section else ""))
    return "\n".join(lines)


def _next_messages(
    topics: list[Topic], state: State, curriculum: Curriculum, language: Language, section: str = "Short"
) -> tuple[str, ...]:
    """What to send next: the demo that shows it, more about it, then its follow-up topics, unseen ones first."""
    words = curriculum.words["dialogue"]
    messages: list[str] = []
    for topic in topics:
        demo = curriculum.demos.get(topic.demo or "")
        if demo is not None and demo.built:
            messages.append(demo.ask[language])
    if section == "Short":
        messages.append(words["more_ask"][language])
    ids = [follow_up for topic in topics for follow_up in topic.follow_ups]
    ids.sort(key=lambda topic: topic in state.seen)
    messages += [curriculum.topics[topic].ask[language] for topic in ids]
    return tuple(dict.fromkeys(messages))[:SUGGESTIONS]


def _demo(decision: Decision, curriculum: Curriculum) -> Composed:
    """What is about to be seen and what the learner expects of it, and where a stand-in runs, that it is one."""
    language, words = decision.language, curriculum.words["dialogue"]
    assert decision.demo is not None
    demo = curriculum.demos[decision.demo.name]
    text = f"{demo.sections['Invitation'][language]}\n\n{demo.sections['Question'][language]}"
    text = text.format_map(Filled(decision.values))
    if decision.stand_in_for:
        wanted = curriculum.demos[decision.stand_in_for].sections["Title"][language]
        title = demo.sections["Title"][language]
        text = words["demo_stand_in"][language].format(wanted=wanted, title=title) + "\n\n" + text
    if decision.problems:
        text = "\n\n".join([*(problem[language] for problem in decision.problems), text])
    topics = [curriculum.topics[topic] for topic in demo.topics]
    return text, _sources(topics[:1], language), tuple(topic.ask[language] for topic in topics)[:SUGGESTIONS]


def _clarify(decision: Decision, curriculum: Curriculum) -> Composed:
    """Which of the near ones was meant; each can be sent as a message."""
    language, words = decision.language, curriculum.words["dialogue"]
    options = [words["option"][language].format(title=curriculum.title(label, language)) for label in decision.labels]
    text = words["clarify"][language].format(options=words["option_or"][language].join(options))
    return text, (), _asks(decision.labels, curriculum, language)


def _decline(decision: Decision, curriculum: Curriculum) -> Composed:
    """That this is outside, and what is near; or what is wrong with the message (`words` names the sentence)."""
    language, words = decision.language, curriculum.words["dialogue"]
    if decision.words:
        text = words[decision.words][language].format_map(Filled(decision.values))
        asks = () if decision.words == "care" else curriculum.acts["help"].suggestions[language]
        asks = _asks(decision.near, curriculum, language) or asks
        return text, (), asks[:SUGGESTIONS]
    text = words["decline"][language]
    titles = [curriculum.title(label, language) for label in decision.near]
    if len(titles) == 2:
        text += "\n\n" + words["near"][language].format(a=titles[0], b=titles[1])
    return text, (), _asks(decision.near, curriculum, language)


def _act(decision: Decision, curriculum: Curriculum) -> Composed:
    """The act's own text, its blanks filled in from the conversation."""
    language = decision.language
    if decision.depth is not None:
        return curriculum.words["dialogue"][decision.words][language], (), ()
    act = curriculum.acts[decision.act or "help"]
    suggestions = (*_asks(decision.near, curriculum, language), *act.suggestions[language])
    text = act.sections[decision.words][language].format_map(Filled(decision.values))
    return text.strip(), (), tuple(dict.fromkeys(suggestions))[:SUGGESTIONS]


def _asks(labels: tuple[str, ...], curriculum: Curriculum, language: Language) -> tuple[str, ...]:
    """For each topic or demo the message that asks for it."""
    return tuple(curriculum.ask(label, language) for label in labels)
