"""One conversation as the server remembers it between two events. It goes out as plain JSON and comes back so.

This is the server's own memory and is believed; what a browser kept is read by `keeping`, which believes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tutor.dialogue import State
from tutor.types import Language
from tutor.ui import messages
from tutor.ui.messages import Entry

LONGEST_HISTORY = 200


def new_id() -> str:
    """A name for a conversation that no other has."""
    return secrets.token_urlsafe(9)


@dataclass(frozen=True)
class Talk:
    """What was said, and what the tutor remembers of it.

    `before`: what it remembered before the learner's last message, which asking again goes back to; None where there
    is nothing to go back to.
    """

    id: str = field(default_factory=new_id)
    state: State = field(default_factory=State)
    history: tuple[Entry, ...] = ()
    before: State | None = None

    @classmethod
    def from_memory(cls, memory: Mapping[str, Any] | None) -> Talk:
        """The conversation in `memory`, a new one for None."""
        if not memory:
            return cls()
        before = memory.get("before")
        state = State.from_json(memory["state"])
        return cls(memory["id"], state, tuple(memory["history"]), None if before is None else State.from_json(before))

    def memory(self) -> dict[str, Any]:
        """The conversation as plain JSON."""
        before = None if self.before is None else self.before.to_json()
        return {"id": self.id, "state": self.state.to_json(), "history": list(self.history), "before": before}

    @property
    def language(self) -> Language:
        """The language that the page's own sentences are in."""
        return self.state.preference or self.state.language

    def said(self, text: str) -> Talk:
        """This conversation with one more sentence of the page's own, in its language and script."""
        return self.saying(messages.said(text, self.language, self.state.script))

    def saying(self, *entries: Entry) -> Talk:
        """This conversation with more said; of a very long one the beginning is left out."""
        return replace(self, history=(*self.history, *entries)[-LONGEST_HISTORY:])

    def changed(self, index: int, **parts: Any) -> Talk:
        """This conversation with `parts` of the message at `index` replaced."""
        changed = {**self.history[index], **parts}
        return replace(self, history=(*self.history[:index], changed, *self.history[index + 1 :]))

    def rewound(self) -> tuple[Talk, str] | None:
        """The conversation before the learner's last message, and that message; None where it cannot be."""
        last = last_question(self.history)
        if last is None or self.before is None:
            return None
        return replace(self, state=self.before, history=self.history[:last], before=None), self.history[last]["text"]


def last_question(history: Sequence[Entry]) -> int | None:
    """The place of the learner's last message."""
    return max((place for place, entry in enumerate(history) if entry["role"] == "user"), default=None)
