"""English words without the endings that change least of their meaning. No linguistics, and no Chinese."""

from __future__ import annotations

ENDINGS = ("ing", "ies", "ied", "es", "ed", "s", "y", "e")
SHORTEST = 3


def stem(word: str) -> str:
    """`word` (lower case) without its ending, if enough of it is left; anything else as it is."""
    for ending in ENDINGS:
        if word.isascii() and word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word
