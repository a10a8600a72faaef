"""What stays in the learner's browser between visits, and what is taken back from there, which is never believed.

Knows no components; `app` connects it with the browser's storage.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.dialogue.coaching import titles
from tutor.teaching import mastery
from tutor.types import LANGUAGES, Language
from tutor.ui import messages
from tutor.ui.messages import Entry

FORMAT = "dl-tutor progress 1"
KEPT_MESSAGES = 40
BUBBLE = {"run": str, "demo": str, "language": str, "knobs": list, "settings": dict}
LONGEST_TEXT, LARGEST_PICTURE = 20_000, 64_000


def kept(memory: Mapping[str, Any] | None) -> dict[str, Any]:
    """What to keep of a conversation: its state, and its last messages with demos at rest."""
    if not memory:
        return {}
    history = [_at_rest(entry) for entry in memory.get("history", [])[-KEPT_MESSAGES:]]
    return {"state": memory.get("state"), "history": history}


def resumed(plain: object, curriculum: Curriculum) -> dict[str, Any] | None:
    """The conversation that was kept, with a line that says where we were; None where nothing was."""
    if not isinstance(plain, dict):
        return None
    state = State.from_json(plain.get("state")).within(curriculum)
    history = [entry for entry in map(_entry, _list(plain.get("history"))) if entry]
    if not history and state == State():
        return None
    language: Language = state.preference or state.language
    words = curriculum.words["progress"]
    where = titles(state.topics[-1:], curriculum, language)
    text = words["resumed"][language].format(title=where) if where else words["resumed_plain"][language]
    history = [one for one in history if not one.get("resumed")]
    return {"state": state.to_json(), "history": [*history, messages.said(text, language) | {"resumed": True}]}


def exported(memory: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is known of the learner, for a file of their own."""
    state = State.from_json((memory or {}).get("state"))
    return {"format": FORMAT, "saved": time.time(), "learner": mastery.to_json(state.learner), "seen": list(state.seen)}


def imported(plain: object, memory: Mapping[str, Any] | None, curriculum: Curriculum) -> dict[str, Any]:
    """The conversation with what a file says of the learner, or with a sentence that it says nothing."""
    state = State.from_json((memory or {}).get("state"))
    history = list((memory or {}).get("history", []))
    language: Language = state.preference or state.language
    words = curriculum.words["progress"]
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        return {"state": state.to_json(), "history": [*history, messages.said(words["not_loaded"][language], language)]}
    given = State.from_json({**state.to_json(), "learner": plain.get("learner"), "seen": plain.get("seen")})
    state = given.within(curriculum)
    chances, now = curriculum.teaching.chances, time.time()
    known = sum(state.learner.knows(topic, chances, now) for topic in curriculum.teaching.path)
    text = words["loaded"][language].format(known=known)
    return {"state": state.to_json(), "history": [*history, messages.said(text, language)]}


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
    if value.get("role") == "user":
        return {"role": "user", "text": text}
    if value.get("role") != "assistant" or value.get("language") not in LANGUAGES:
        return None
    entry: Entry = {"role": "assistant", "text": text, "language": value["language"]}
    entry["sources"] = [one for one in map(_source, _list(value.get("sources"))) if one]
    entry["suggestions"] = [one[:400] for one in _list(value.get("suggestions")) if isinstance(one, str)]
    if value.get("resumed") is True:
        entry["resumed"] = True
    if _is_whole(value.get("demo")):
        entry["demo"] = {**value["demo"], "live": False}
    return entry


def _is_whole(demo: object) -> bool:
    """Whether a demo's bubble has all that the page's script draws it from, and no picture that is too large."""
    if not isinstance(demo, dict) or not all(isinstance(demo.get(key), kind) for key, kind in BUBBLE.items()):
        return False
    frame = demo.get("frame")
    if frame is None:
        return True
    svg, caption = (frame.get("svg"), frame.get("caption")) if isinstance(frame, dict) else (None, None)
    return isinstance(svg, str) and len(svg) <= LARGEST_PICTURE and isinstance(caption, dict)


def _source(value: Any) -> dict[str, str] | None:
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("title", "section")):
        return None
    url = value.get("url")
    found = {"title": value["title"], "section": value["section"]}
    return found | {"url": url} if isinstance(url, str) else found
