"""From what somebody typed to what the classifier reads: normal form, language, numbers. Pure text, no torch."""

from tutor.language.detect import tell_language
from tutor.language.normalise import normalise
from tutor.language.read import read

__all__ = ["normalise", "read", "tell_language"]
