"""One normal form for every way of typing the same thing. Keeps words and their order; drops what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from tutor.language.taiwan import READ, SAID, TELLING

LONGEST = 2000
"""Characters of a message that are read; what stands beyond them is not looked at."""

_SPACES = re.compile(r"\s+")
_HAN = re.compile(r"[㐀-鿿]")
_TELLING = re.compile(TELLING)


@lru_cache(maxsize=8)
def converter(name: str) -> OpenCC:
    """OpenCC's converter of that name, such as t2s, loaded once."""
    return OpenCC(name)


def simplify(text: str) -> str:
    """Traditional Chinese as simplified, Taiwan's words too (類神經網路 → 类神经网络); simplified text unchanged.

    Taiwan's word tables would spoil simplified text (程序 → 进程), so they are used only where a
    traditional character stands, or a word that only Taiwan says.
    """
    if converter("t2s").convert(text) == text and not _TELLING.search(text):
        return text
    between, words = _taiwan().split(text), _meant()
    return "".join(
        words[piece] if place % 2 else str(converter("tw2sp").convert(piece)) for place, piece in enumerate(between)
    )


@lru_cache(maxsize=1)
def _meant() -> dict[str, str]:
    """Taiwan's words that we read by our own table, simplified."""
    return READ | {taiwan: simplified for simplified, taiwan in SAID.items()}


@lru_cache(maxsize=1)
def _taiwan() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(sorted(_meant(), key=len, reverse=True))})")


def normalise(text: str) -> str:
    """`text` in the form the classifier reads: as `tidy` makes it, and in simplified Chinese."""
    text = tidy(text)
    return simplify(text) if _HAN.search(text) else text


def tidy(text: str) -> str:
    """`text` in NFKC, lower case and single spaces, in the script that it is in.

    Control, format (zero-width, direction) and unpaired surrogate characters vanish; white space of any
    kind becomes one blank. Only the first LONGEST characters count.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST].encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return _SPACES.sub(" ", text).strip().lower()
