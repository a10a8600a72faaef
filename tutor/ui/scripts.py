"""What a demo says and draws, in the script that the learner types. Simplified text is left alone.

Pictures are full of numbers and short of words, so only what stands between tags is looked at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from tutor.language import Script, in_script
from tutor.types import Frame

_WORDS = re.compile(r">[^<]*[㐀-鿿][^<]*<")


def frame(drawn: Frame, script: Script) -> Frame:
    """The frame with its caption and picture in `script`."""
    if script == "hans":
        return drawn
    caption = {**drawn.caption, "zh": in_script(drawn.caption["zh"], script)}
    return replace(drawn, caption=caption, svg=_WORDS.sub(lambda found: in_script(found[0], script), drawn.svg))


def words(plain: Any, script: Script) -> Any:
    """Plain JSON with every Chinese text under a key "zh" in `script`."""
    if script == "hans":
        return plain
    if isinstance(plain, dict):
        return {key: _chinese(value, script) if key == "zh" else words(value, script) for key, value in plain.items()}
    return [words(item, script) for item in plain] if isinstance(plain, list) else plain


def _chinese(value: Any, script: Script) -> Any:
    if isinstance(value, list):
        return [_chinese(item, script) for item in value]
    return in_script(value, script) if isinstance(value, str) else value
