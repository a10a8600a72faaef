"""What happens when a learner says something: the conversation grows by a reply, and by the demo that it starts.

Pure of components and of the page: each turn is a generator of conversations; closing it (Stop, a closed tab) ends
the training. How a demo is run is the business of `running`, how a conversation looks that of `messages`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tutor import demos
from tutor.demos.knobs import changed
from tutor.dialogue import State
from tutor.language import normalise, tell_language, tell_script
from tutor.types import LANGUAGES, DemoRequest, Reply, SettingValue
from tutor.ui import messages
from tutor.ui.progress_map import progress_map
from tutor.ui.running import Running, Steps
from tutor.ui.talk import Talk

if TYPE_CHECKING:
    from tutor.curriculum import Curriculum

CHUNK_SECONDS = 0.03

log = logging.getLogger(__name__)


class Answering(Protocol):
    """What the page asks of a tutor."""

    @property
    def curriculum(self) -> Curriculum:
        """Where the words are."""

    def reply(self, text: str, state: State) -> tuple[Reply, State]:
        """The answer to `text`, and the conversation after it."""


@dataclass(frozen=True)
class Chat:
    """The turns of a conversation. Holds none: it comes in and goes out."""

    tutor: Answering
    running: Running
    device: str = "auto"

    def turn(self, talk: Talk, text: str, preference: str) -> Steps:
        """Answer one message; `preference` is auto, zh or en."""
        talk = _preferring(self.running.settled(talk), preference)
        if text.strip():
            language = tell_language(normalise(text), talk.language)
            asked = messages.learner(text, language, tell_script(text, talk.state.script))
            talk = replace(talk.saying(asked), before=talk.state)
        # The message is shown with the first words of its answer: a step of its own would take longer than answering.
        try:
            reply, state = self.tutor.reply(text, talk.state)
            entry = messages.replied(reply, state.script)
            talk = replace(talk, state=state)
            if reply.label == "act/progress":
                drawn = progress_map(state, self.tutor.curriculum, reply.language)
                entry["map"] = messages.written(drawn, entry)
            if reply.demo is None:
                for part in messages.growing(entry):
                    yield talk.saying(part)
                    time.sleep(0 if part is entry else CHUNK_SECONDS)
                return
            request = reply.demo if reply.demo.device != "auto" else replace(reply.demo, device=self.device)
            talk = talk.saying(entry)
            yield from self.running.in_bubble(talk, len(talk.history) - 1, request, asks=True)
        except Exception:
            log.exception("a turn failed")
            yield self.troubled(talk)

    def once_more(self, talk: Talk, text: str | None, preference: str) -> Steps:
        """Answer the learner's last message again, or `text` in its place; what came of it before is forgotten."""
        before = talk.rewound()
        if before is None:
            yield talk
        else:
            talk, said = before
            yield from self.turn(talk, said if text is None else text, preference)

    def again(self, talk: Talk, run: str, changes: Mapping[str, SettingValue]) -> Steps:
        """Run the demo of the finished `run` once more in its own bubble, with `changes` to its settings."""
        talk = self.running.settled(talk)
        index = next((i for i, entry in enumerate(talk.history) if entry.get("demo", {}).get("run") == run), None)
        if index is None:
            yield None
            return
        before = talk.history[index]["demo"]
        try:
            settings = changed(demos.load(before["demo"]).Settings, before["settings"], changes)
            yield from self.running.in_bubble(talk, index, DemoRequest(before["demo"], settings, device=self.device))
        except Exception:
            log.exception("a demo could not be run again")
            yield self.troubled(talk)

    def troubled(self, talk: Talk) -> Talk:
        """The conversation with the sentence that something went wrong."""
        return talk.said(self.tutor.curriculum.words["page"]["trouble"][talk.language])


def _preferring(talk: Talk, preference: str) -> Talk:
    chosen = preference if preference in LANGUAGES else None
    return replace(talk, state=replace(talk.state, preference=chosen))
