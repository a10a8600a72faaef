"""What stays in the learner's browser between visits, and what is taken back from there, which is never believed.

Knows no components and no storage: the page's script keeps what `kept` gives, conversation by conversation.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.dialogue.coaching import titles
from tutor.teaching import mastery
from tutor.types import LANGUAGES
from tutor.ui import messages, opinions
from tutor.ui.messages import Entry
from tutor.ui.talk import Talk, last_question, new_id

FORMAT = "dl-tutor progress 1"
KEPT_MESSAGES = 40
BUBBLE = {"run": str, "demo": str, "language": str, "title": dict, "numbers": list, "knobs": list, "settings": dict}
FRAME = {"svg": str, "caption": dict, "numbers": dict, "step": int, "steps": int}
LONGEST_TEXT, LARGEST_PICTURE, LONGEST_TITLE = 20_000, 64_000, 80

_ID = re.compile(r"[\w-]{6,40}")


def kept(talk: Talk) -> dict[str, Any]:
    """What to keep of a conversation: its memory, its last messages with demos at rest, and a title for a list.

    So that the page finds them among what it shows, it says how many messages came `earlier`, and how many rows each
    one takes.
    """
    history = [{**_at_rest(entry), "rows": messages.rows(entry)} for entry in talk.history[-KEPT_MESSAGES:]]
    first = next((entry["text"] for entry in talk.history if entry["role"] == "user"), "")
    earlier = len(talk.history) - len(history)
    return {**talk.memory(), "history": history, "earlier": earlier, "title": first[:LONGEST_TITLE]}


def resumed(plain: object, latest: object, curriculum: Curriculum, greets: bool = True) -> Talk:
    """The conversation that was kept, or a new one; `latest` is the state of the one that was last kept, from which
    comes what is known of the learner. It `greets` with a line that says where we were."""
    given: Mapping[str, Any] = plain if isinstance(plain, dict) else {}
    learnt = State.from_json(latest if isinstance(latest, dict) else given.get("state")).within(curriculum)
    state = State.from_json(given.get("state")).within(curriculum)
    state = replace(state, learner=learnt.learner, seen=learnt.seen)
    history = tuple(entry for entry in map(_entry, _list(given.get("history"))) if entry and "resumed" not in entry)
    name = given.get("id")
    talk = Talk(name if isinstance(name, str) and _ID.fullmatch(name) else new_id(), state, history)
    if isinstance(given.get("before"), dict) and last_question(history) is not None:
        talk = replace(talk, before=State.from_json(given["before"]).within(curriculum))
    if not history or not greets:
        return talk
    words = curriculum.words["progress"]
    where = titles(state.topics[-1:], curriculum, talk.language)
    line = words["resumed"][talk.language].format(title=where) if where else words["resumed_plain"][talk.language]
    return talk.saying(messages.said(line, talk.language, state.script) | {"resumed": True})


def afresh(talk: Talk) -> Talk:
    """An empty conversation with a learner who is known already."""
    return Talk(state=replace(_unknown(talk), learner=talk.state.learner, seen=talk.state.seen))


def forgotten(talk: Talk, curriculum: Curriculum) -> Talk:
    """A new conversation with somebody unknown, and one sentence: all is deleted."""
    return Talk(state=_unknown(talk)).said(curriculum.words["progress"]["deleted"][talk.language])


def _unknown(talk: Talk) -> State:
    """Nothing but how the learner is spoken to."""
    return State(language=talk.state.language, preference=talk.state.preference, script=talk.state.script)


def exported(talk: Talk) -> dict[str, Any]:
    """What is known of the learner, for a file of their own."""
    learner = mastery.to_json(talk.state.learner)
    return {"format": FORMAT, "saved": time.time(), "learner": learner, "seen": list(talk.state.seen)}


def imported(plain: object, talk: Talk, curriculum: Curriculum) -> Talk:
    """The conversation with what a file says of the learner, or with a sentence that it says nothing."""
    words = curriculum.words["progress"]
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        return talk.said(words["not_loaded"][talk.language])
    said = State.from_json({**talk.state.to_json(), "learner": plain.get("learner"), "seen": plain.get("seen")})
    state = said.within(curriculum)
    chances, now = curriculum.teaching.chances, time.time()
    known = sum(state.learner.knows(topic, chances, now) for topic in curriculum.teaching.path)
    return replace(talk, state=state).said(words["loaded"][talk.language].format(known=known))


def _at_rest(entry: Entry) -> Entry:
    """The entry without what only a running demo needs, and without the map, which is soon out of date."""
    rest = {key: value for key, value in entry.items() if key != "map"}
    return {**rest, "demo": {**rest["demo"], "live": False}} if "demo" in rest else rest


def _list(value: object) -> list[Any]:
    return value[-KEPT_MESSAGES:] if isinstance(value, list) else []


def _entry(value: Any) -> Entry | None:
    """A message as it was kept; None for what is none. Pictures and settings of demos are the page's own again only
    where they are whole."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return None
    text = value["text"][:LONGEST_TEXT]
    lang = value["lang"] if value.get("lang") in messages.LANGS else None
    if value.get("role") == "user":
        return {"role": "user", "text": text, "lang": lang or "en"}
    if value.get("role") != "assistant" or value.get("language") not in LANGUAGES:
        return None
    entry = messages.said(text, value["language"])
    entry["lang"] = lang or entry["lang"]
    entry["sources"] = [one for one in map(_source, _list(value.get("sources"))) if one]
    entry["suggestions"] = [one[:400] for one in _list(value.get("suggestions")) if isinstance(one, str)]
    if value.get("resumed") is True:
        entry["resumed"] = True
    if isinstance(value.get("label"), str):
        entry["label"] = value["label"][:LONGEST_TITLE]
    if (opinion := opinions.read(value.get("opinion"))) is not None:
        entry["opinion"] = opinion
    if _is_whole(value.get("demo")):
        entry["demo"] = {**value["demo"], "live": False}
    return entry


def _is_whole(demo: Any) -> bool:
    """Whether a demo's bubble has all that the page's script draws it from, and no picture that is too large."""
    if not _has(demo, BUBBLE):
        return False
    frame = demo.get("frame")
    return frame is None or (_has(frame, FRAME) and len(frame["svg"]) <= LARGEST_PICTURE)


def _has(plain: Any, parts: Mapping[str, type]) -> bool:
    return isinstance(plain, dict) and all(isinstance(plain.get(key), kind) for key, kind in parts.items())


def _source(value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("title", "section")):
        return None
    url = value.get("url")
    found = {"title": value["title"], "section": value["section"]}
    return found | {"url": url} if isinstance(url, str) else found
