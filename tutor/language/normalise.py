"""One normal form for every way of typing the same thing. Keeps words and their order; drops what cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

LONGEST = 2000
"""Characters of a message that are read; what stands beyond them is not looked at."""

_SPACES = re.compile(r"\s+")
_HAN = re.compile(r"[㐀-鿿]")


@lru_cache(maxsize=2)
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def simplify(text: str) -> str:
    """Traditional Chinese as simplified, Taiwan's words too (類神經網路 → 类神经网络); simplified text unchanged.

    Taiwan's word tables would spoil simplified text (程序 → 进程), so they are used only where a
    traditional character stands.
    """
    return text if _converter("t2s").convert(text) == text else str(_converter("tw2sp").convert(text))


def normalise(text: str) -> str:
    """`text` in the form the classifier reads: NFKC, lower case, simplified Chinese, single spaces.

    Control, format (zero-width, direction) and unpaired surrogate characters vanish; white space of any
    kind becomes one blank. Only the first LONGEST characters count.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST].encode("utf-8", "ignore").decode("utf-8"))
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    text = _SPACES.sub(" ", text).strip().lower()
    if _HAN.search(text):
        text = simplify(text)
    return text
