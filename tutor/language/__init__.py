"""From what somebody typed to what the classifier reads: normal form, language, numbers; and the script that a reply
is written in. Pure text, no torch."""

from tutor.language.detect import tell_language
from tutor.language.normalise import normalise
from tutor.language.read import read
from tutor.language.script import Script, in_script, tell_script

__all__ = ["Script", "in_script", "normalise", "read", "tell_language", "tell_script"]
