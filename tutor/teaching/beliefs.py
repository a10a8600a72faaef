"""Recognises a mistaken belief in a message: one that learners state in ways that lessons list.

Compares words, not meanings: how much of what is said also stands in one of those ways, the rarer words counting more.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tutor.language.courtesy import bare
from tutor.teaching.stems import stem
from tutor.types import LANGUAGES, Language

SURE = 0.6
"""From this similarity on (0 to 1) a message is taken for the belief."""
CERTAIN = 0.8
"""The same where the message was understood as something else, or asks a question that may be a rhetorical one."""

FEWEST, NUDGE = 3, 0.05
"""Fewer pieces state nothing; of beliefs that fit alike, one of the topic at hand is meant."""

_PLAINLY_ASKS = re.compile(r"^(?:what|how|who|which|explain|define|difference)\b|什么是|是啥|如何|区别|介绍|讲讲")
_ASKS = re.compile(r"^(?:why|can i|do i|should i|is there|are there)\b|什么|怎么|为什么|哪|多少|几|谁|啥|要不要")
_WORDS = re.compile(r"[a-z0-9]+|[㐀-鿿]")
_FRAME = re.compile(
    r"^(?:i think|i thought|i believe|i heard|i've heard|people say|so|but|and|ok|well|basically|is it true that|"
    r"isn't it true that|surely|my friend says|我觉得|我以为|我认为|听说|大家都说|有人说|"
    r"据说|是不是|难道|所以|其实|那么|那|既然)"
    r"[\s,，]*(?:that )?"
    r"|(?:,? ?(?:right|isn'?t it|doesn'?t it|don'?t they|aren'?t they|no)"
    r"|对吧|对不对|是吗|是吧|对吗|吗|吧|嘛|呢|啊|呀|啦|喽)$"
)


@dataclass(frozen=True)
class Way:
    """One way of saying a belief: whose it is, the belief's number there, and what it consists of."""

    topic: str
    number: int
    pieces: frozenset[str]


@dataclass(frozen=True)
class Beliefs:
    """All mistaken beliefs that lessons correct."""

    said: Mapping[str, tuple[Mapping[Language, tuple[str, ...]], ...]]

    def find(self, clean: str, topics: Collection[str]) -> tuple[str, int, bool] | None:
        """The belief that `clean` (a normalised message) states: its topic, its number there, and whether that is
        certain. `topics`: what the message was understood to be about; beliefs of other topics must fit better."""
        said = pieces(clean)
        if len(said) < FEWEST or _PLAINLY_ASKS.search(clean):
            return None
        likeness = self._likeness(said)
        if not likeness:
            return None
        similarity, place = max((like + (self._ways[n].topic in topics) * NUDGE, n) for n, like in likeness.items())
        best = self._ways[place]
        similarity -= NUDGE if best.topic in topics else 0.0
        wanted = SURE if best.topic in topics and not _ASKS.search(clean) else CERTAIN
        return (best.topic, best.number, similarity >= CERTAIN) if similarity >= wanted else None

    @cached_property
    def _ways(self) -> list[Way]:
        return [
            Way(topic, number, pieces(unicodedata.normalize("NFKC", text).lower()))
            for topic, beliefs in self.said.items()
            for number, said in enumerate(beliefs)
            for language in LANGUAGES
            for text in said[language]
        ]

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much a piece tells: the rarer among the ways, the more."""
        counts = Counter(piece for way in self._ways for piece in way.pieces)
        return {piece: math.log(len(self._ways) / count) ** 2 for piece, count in counts.items()}

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """The places of the ways that a piece stands in."""
        found: dict[str, list[int]] = {}
        for number, way in enumerate(self._ways):
            for piece in way.pieces:
                found.setdefault(piece, []).append(number)
        return found

    def _likeness(self, said: frozenset[str]) -> dict[int, float]:
        """The cosine, as weighted sets, of what was said and each way that shares a piece with it, by its place."""
        shared: dict[int, float] = {}
        for piece in said:
            for place in self._having.get(piece, ()):
                shared[place] = shared.get(place, 0.0) + self._weights[piece]
        length = self._length(said)
        return {place: weight / math.sqrt(length * self._lengths[place]) for place, weight in shared.items()}

    @cached_property
    def _lengths(self) -> list[float]:
        return [self._length(way.pieces) for way in self._ways]

    def _length(self, found: frozenset[str]) -> float:
        return sum(self._weights.get(piece, self._rare) for piece in found)

    @cached_property
    def _rare(self) -> float:
        return math.log(max(len(self._ways), 2)) ** 2


def pieces(clean: str) -> frozenset[str]:
    """What a statement consists of, without what frames it: stems of words, Chinese characters and pairs of them."""
    text = bare(clean)
    while (shorter := _FRAME.sub("", text).strip()) not in ("", text):
        text = shorter
    tokens = _WORDS.findall(text)
    pairs = {a + b for a, b in pairwise(tokens) if not (a.isascii() or b.isascii())}
    return frozenset({stem(token) for token in tokens} | pairs)
