"""The first station of the line: text becomes a message."""

from __future__ import annotations

from tutor.language.detect import tell_language
from tutor.language.normalise import normalise
from tutor.types import Language, Message


def read(text: str, preference: Language | None, otherwise: Language) -> Message:
    """The message in `text`.

    `preference` (a learner's choice of language) beats what the text shows; `otherwise` is the language of
    the conversation so far, for a text that shows none.
    """
    clean = normalise(text)
    return Message(text, clean, preference or tell_language(clean, otherwise))
