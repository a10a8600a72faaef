"""The map of what a learner knows, and a table of the same: every topic of the path, by how surely it is known.

Draws what it is given; estimates nothing. A press on a topic asks about it. Marks tell the states apart without colour:
a full, a half, a pricked and an empty dot, and a ring around what is due.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.teaching.path import next_steps
from tutor.types import Language

STATES = ("known", "shaky", "begun", "new")

Words = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Spot:
    """A topic on the map and the message that asks for it. `chance`: that it is known now; `state`: one of STATES."""

    title: str
    ask: str
    state: str
    chance: float
    due: bool
    next: bool


def spots(state: State, curriculum: Curriculum, language: Language) -> list[Spot]:
    """Every topic of the path in its order."""
    chances, learner, now = curriculum.teaching.chances, state.learner, state.now
    due = set(learner.due(now))
    following = {step.topic for step in next_steps(learner, curriculum, now, state.seen, most=1)}
    found = []
    for topic in curriculum.teaching.path:
        chance, standing = learner.chance(topic, chances, now), learner.standing(topic, chances, now)
        texts = curriculum.topics[topic]
        spot = Spot(texts.title[language], texts.ask[language], standing, chance, topic in due, topic in following)
        found.append(spot)
    return found


def progress_map(state: State, curriculum: Curriculum, language: Language) -> str:
    """The map as HTML: picture, table, and the buttons that save, load and delete what is known of the learner."""
    words = curriculum.words["progress"]
    found = spots(state, curriculum, language)
    article = len(curriculum.teaching.article)
    parts = ((words["article"][language], found[:article]), (words["primer"][language], found[article:]))
    drawings = "".join(_list(name, part, words, language) for name, part in parts)
    buttons = "".join(
        f'<button type="button" class="quiet" data-wish="{wish}">{escape(words[key][language])}</button>'
        for key, wish in (("save", "save"), ("load", "load"), ("delete", "forget"))
    )
    return (
        f'<div class="progress">{_legend(words, language)}{drawings}'
        f"<details><summary>{escape(words['table'][language])}</summary>{_table(found, words, language)}</details>"
        f'<div class="actions">{buttons}</div><p class="note">{escape(words["private"][language])}</p></div>'
    )


def _list(name: str, found: Sequence[Spot], words: Words, language: Language) -> str:
    """The topics of one part of the path, each to be pressed."""
    known = sum(spot.state == "known" for spot in found)
    count = words["count"][language].format(known=known, all=len(found))
    items = "".join(
        f'<li><button type="button" data-ask="{escape(spot.ask)}"{" class=next" if spot.next else ""}>'
        f"{_dot(spot.state, spot.due)}<span>{escape(spot.title)}</span> "
        f'<span class="state">{escape(_standing(spot, words, language))}</span></button></li>'
        for spot in found
    )
    return f"<h2>{escape(name)} <small>{escape(count)}</small></h2><ol>{items}</ol>"


def _dot(state: str, due: bool) -> str:
    """A dot, filled by what is known, ringed where a review is due."""
    inside = {
        "known": '<circle cx="12" cy="12" r="7" class="full"/>',
        "shaky": '<path d="M12 19a7 7 0 0 1 0-14z" class="full"/>',
        "begun": '<circle cx="12" cy="12" r="2.5" class="full"/>',
        "new": "",
    }[state]
    ring = '<circle cx="12" cy="12" r="10.5" class="ring"/>' if due else ""
    return (
        '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">'
        f'<circle cx="12" cy="12" r="7" class="dot"/>{inside}{ring}</svg>'
    )


def _legend(words: Words, language: Language) -> str:
    """What the marks mean, each drawn as on the map."""
    marks = [(_dot(state, False), state) for state in STATES] + [(_dot("known", True), "due")]
    return (
        '<p class="legend">'
        + "".join(f"<span>{dot} {escape(words[key][language])}</span>" for dot, key in marks)
        + "</p>"
    )


def _table(found: Sequence[Spot], words: Words, language: Language) -> str:
    head = "".join(f"<th>{escape(words[key][language])}</th>" for key in ("topic", "standing", "chance"))
    rows = "".join(
        f"<tr><td>{escape(spot.title)}</td><td>{escape(_standing(spot, words, language))}</td>"
        f"<td>{spot.chance:.0%}</td></tr>"
        for spot in found
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _standing(spot: Spot, words: Words, language: Language) -> str:
    parts = [words[spot.state][language]]
    parts += [words["due"][language]] if spot.due else []
    parts += [words["next"][language]] if spot.next else []
    return "、".join(parts) if language == "zh" else ", ".join(parts)
