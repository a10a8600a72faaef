"""The Latin words that the classifier learnt from, and the mending of a slip in any other.

A word nobody taught is replaced by a known one that is a single slip of the finger away: two letters swapped, one
doubled, lost or added, one key beside the right one. Knows no grammar and no Chinese.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

SEEN = 2
"""A word counts as known from so many messages on: a single one may be a slip itself."""
SHORTEST = 4
"""Shorter words are a slip away from too many others."""
LONG = 6
"""Random letters of this length are hardly ever a slip away from a word."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[a-z]+")
_HAN = re.compile(r"[㐀-鿿]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Words:
    """Known words, the commonest first."""

    def __init__(self, ordered: Iterable[str]) -> None:
        self.ordered = tuple(ordered)
        self._mend = lru_cache(maxsize=4096)(self._mended)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The words of normalised `texts` that stand in SEEN of them or more."""
        counts = Counter(word for text in texts for word in set(_WORD.findall(text)))
        return cls(sorted((word for word, n in counts.items() if n >= SEEN), key=lambda word: (-counts[word], word)))

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self.ordered)}

    def mend(self, text: str) -> str:
        """`text` with slips mended in words that are not known."""
        return _WORD.sub(lambda found: self._mend(found.group()), text) if self.ordered else text

    def strange(self, text: str) -> bool:
        """Whether `text` has Latin words, but none that is known or long and easily mended, and nothing Chinese."""
        words = _WORD.findall(text)
        if not self.ordered or not words or _HAN.search(text):
            return False
        return not any(word in self._rank or (len(word) >= LONG and self._mend(word) in self._rank) for word in words)

    def _mended(self, word: str) -> str:
        if word in self._rank or len(word) < SHORTEST:
            return word
        for slips in (_swapped(word), _lost_or_doubled(word), _beside(word)):
            known = [slip for slip in slips if slip in self._rank]
            if known:
                return min(known, key=self._rank.__getitem__)
        return word


def _swapped(word: str) -> Iterator[str]:
    """Two neighbouring letters changed about."""
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))


def _lost_or_doubled(word: str) -> Iterator[str]:
    """A letter left out of `word`, or one of the alphabet put in anywhere behind the first."""
    yield from (word[:i] + word[i + 1 :] for i in range(1, len(word)))
    yield from (word[:i] + letter + word[i:] for i in range(1, len(word) + 1) for letter in _LETTERS)


def _beside(word: str) -> Iterator[str]:
    """A letter behind the first changed for one whose key is next to it."""
    return (word[:i] + key + word[i + 1 :] for i in range(1, len(word)) for key in _NEIGHBOURS[word[i]])


def _neighbours() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _ROWS:
        for at, key in enumerate(row):
            found[key] = row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
    return found


_NEIGHBOURS = _neighbours()
