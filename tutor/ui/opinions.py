"""What a learner thinks of a reply: liked or not, and why. Noted in the conversation, and passed on to a file where
whoever hosts the page has named one.

Draws no conclusion and changes no answer.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.ui.talk import Talk

LONGEST_REASON = 500

log = logging.getLogger(__name__)


def read(plain: object) -> dict[str, Any] | None:
    """The opinion in `plain`, `{"liked": bool, "reason": str}`; None where there is none."""
    if not isinstance(plain, dict) or not isinstance(plain.get("liked"), bool):
        return None
    reason = plain.get("reason")
    return {"liked": plain["liked"], "reason": reason[:LONGEST_REASON] if isinstance(reason, str) else ""}


def noted(talk: Talk, index: object, plain: object) -> Talk | None:
    """The conversation with an opinion on the reply at `index`, or without the one there was where `plain` holds
    none; None where there is no such reply."""
    if not isinstance(index, int) or index not in range(len(talk.history)):
        return None
    entry = talk.history[index]
    if entry["role"] != "assistant":
        return None
    return talk.changed(index, opinion=read(plain))


@dataclass(frozen=True)
class Opinions:
    """A file of opinions, one line of JSON each; without a path nothing leaves the conversation."""

    path: Path | None = None
    lock: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    def pass_on(self, talk: Talk, index: int) -> bool:
        """Write down what is thought of the reply at `index`, with the question and the label understood, and nothing
        of who asked. Whether that was done."""
        opinion = talk.history[index].get("opinion")
        if self.path is None or opinion is None:
            return False
        asked = next((one["text"] for one in reversed(talk.history[:index]) if one["role"] == "user"), "")
        reply = talk.history[index]
        line = {
            "time": round(time.time()),
            "text": asked,
            "lang": reply["language"],
            "label": reply.get("label"),
            "answer": reply["text"],
            **opinion,
        }
        try:
            with self.lock, self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError:
            log.exception("an opinion could not be written to %s", self.path)
            return False
        return True
