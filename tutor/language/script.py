"""Chinese has two scripts: tells which one somebody types, and writes in it what we say.

Traditional is Taiwan's, its words too (数据 becomes 資料). What both scripts write alike (是, 里, 后) tells neither.
Formulas, code and addresses stay as they are. Nothing is made simplified here: that is `normalise.simplify`'s.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal

from tutor.language.normalise import LONGEST, converter
from tutor.language.taiwan import SAID, TELLING, WRITTEN

Script = Literal["hans", "hant"]
SCRIPTS: tuple[Script, Script] = ("hans", "hant")

_ALIKE = frozenset(
    "丑于云仆伙余佣准凄凶划占厘台吁后咸夸尸岩岳干庄幺征挂斗昵晒朴杠杰栖棱檐污沄泄泞洒涂涌淀游炖熏肴腌苧范虱蝎"
    "跖踊辟郁采里雇霉痹着"
)
"""Simplified characters that traditional text has, too, with another meaning or as a variant."""

_HAN = re.compile(r"[㐀-鿿]")
_TELLING = re.compile(TELLING)
_KEPT = (
    r"```.*?(?:```|\Z)", r"`[^`\n]+`", r"\$\$.*?\$\$", r"\\\(.*?\\\)", r"\\\[.*?\\\]", r"\]\([^)\s]*\)",
    r"https?://[^\s，。；：、！？（）“”「」]+", r"\{[^{}\n]*\}", r"(?<=, )“[^”㐀-鿿]*”",
)  # fmt: skip
"""Code, formulas, addresses, blanks to be filled in, and English titles in a list of works."""
_QUOTATION = str.maketrans("“”", "「」")


def tell_script(text: str, otherwise: Script) -> Script:
    """The script that `text`, as typed, is written in; `otherwise` where it shows none, or both alike."""
    text = text[:LONGEST]
    shown = Counter(map(_only_in, _HAN.findall(text)))
    hans, hant = shown["hans"], shown["hant"] + len(_TELLING.findall(text))
    return otherwise if hans == hant else "hans" if hans > hant else "hant"


def in_script(text: str, script: Script) -> str:
    """Our own (simplified) `text` as it is written in `script`."""
    return _traditional(text) if script == "hant" and _HAN.search(text) else text


@lru_cache(maxsize=4096)
def _only_in(character: str) -> Script | None:
    """The one script in which the character is written."""
    if converter("t2s").convert(character) != character:
        return "hant"
    changes = character not in _ALIKE and converter("s2twp").convert(character) != character
    return "hans" if changes else None


@lru_cache(maxsize=1024)
def _traditional(text: str) -> str:
    """Taiwan's, by our own words first: what stands between them, and between what is kept, is OpenCC's."""
    between, named = _named().split(text), _words()
    return "".join(
        named.get(piece, piece) if place % 2 else converter("s2twp").convert(piece).translate(_QUOTATION)
        for place, piece in enumerate(between)
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return SAID | WRITTEN


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    """What OpenCC must not see: what is kept, and words of ours."""
    return re.compile(f"({'|'.join((*_KEPT, *sorted(_words(), key=len, reverse=True)))})", re.DOTALL)
