"""From normalised text to the numbers the network reads: hashed n-grams and sentencepiece pieces. No torch.

Words, pairs of neighbours and letter groups inside Latin words catch what is typed, Han characters and their
pairs what Chinese does not separate by blanks, pieces what both languages share. Order beyond pairs is lost.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import sentencepiece

from tutor.classifier.words import Words
from tutor.language.courtesy import core

BUCKETS = 2**15
"""Rows of the embedding table that hashed features share; collisions are left to training."""
LETTER_GROUPS = (3, 4, 5)

_TOKEN = re.compile(r"[a-z0-9]+(?:['.+#-][a-z0-9]+)*[+#]*|[㐀-鿿]|[^\sa-z0-9㐀-鿿]")

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class Features:
    """Turns a text into feature ids. `tokenizer` is a serialised sentencepiece model; `words` mend slips, none while
    training, which has slips to learn from."""

    tokenizer: bytes = field(repr=False)
    buckets: int = BUCKETS
    words: Words = field(default=Words(()), repr=False)

    @cached_property
    def processor(self) -> sentencepiece.SentencePieceProcessor:
        """The sentencepiece model, loaded at first use."""
        return sentencepiece.SentencePieceProcessor(model_proto=self.tokenizer)

    @property
    def size(self) -> int:
        """How many ids there are: the buckets, then one for each piece."""
        return self.buckets + int(self.processor.get_piece_size())

    def encode(self, clean: str) -> Ids:
        """The ids of what stands in `clean`, courtesy aside, each once, ascending; shape (n,)."""
        clean = self.words.mend(core(clean))
        found = {self.buckets + piece for piece in self.processor.encode(clean)}
        words = tokens(clean)
        for word in words:
            found.update(_hashed_word(word, self.buckets))
        found.update(_hashed(pair, self.buckets) for pair in _pairs(words))
        return np.array(sorted(found), dtype=np.int64)

    def units(self, clean: str) -> list[str]:
        """`clean` cut into pieces that mean something to a reader, blanks before them included: Latin words
        whole, Chinese as the tokenizer cuts it. Joined they are `clean` again, but for a blank in front."""
        found: list[str] = []
        for piece in self.processor.encode(clean, out_type=str):
            surface = piece.replace("▁", " ")
            if found and _goes_on(found[-1], surface):
                found[-1] += surface
            else:
                found.append(surface)
        return found


def _goes_on(before: str, after: str) -> bool:
    """Whether two neighbouring pieces are parts of one Latin word, or the first is only the blank before it."""
    if before.isspace():
        return True
    return (before[-1] + after[0]).isascii() and before[-1].isalnum() and after[0].isalnum()


def tokens(clean: str) -> list[str]:
    """Latin words, single Han characters and single symbols, in order."""
    return _TOKEN.findall(clean)


def grams(clean: str) -> Iterator[str]:
    """Every hashed feature of `clean` as a readable text."""
    words = tokens(clean)
    for word in words:
        yield from _of_word(word)
    yield from _pairs(words)


def _of_word(token: str) -> Iterator[str]:
    """`w:` the token, `c:` groups of a Latin word's letters, `a:` its letters in alphabetical order behind the
    first, which swapped letters leave as they are."""
    yield "w:" + token
    if token[0].isascii() and len(token) > 2:
        yield "a:" + token[0] + "".join(sorted(token[1:]))
        word = f"<{token}>"
        for size in LETTER_GROUPS:
            for start in range(len(word) - size + 1):
                yield "c:" + word[start : start + size]


def _pairs(words: list[str]) -> Iterator[str]:
    """`b:` neighbours, and what stands first and last."""
    for left, right in pairwise(["^", *words, "$"]):
        yield f"b:{left}_{right}"


def _hashed(gram: str, buckets: int) -> int:
    return zlib.crc32(gram.encode()) % buckets


@lru_cache(maxsize=2**15)
def _hashed_word(word: str, buckets: int) -> tuple[int, ...]:
    """The ids of a word's features; most words come again and again."""
    return tuple(_hashed(gram, buckets) for gram in _of_word(word))


def train_tokenizer(texts: list[str], pieces: int, seed: int) -> bytes:
    """A sentencepiece unigram model learnt from normalised `texts`, serialised; at most `pieces` pieces."""
    from io import BytesIO

    sentencepiece.set_random_generator_seed(seed)
    model = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        vocab_size=pieces,
        model_type="unigram",
        character_coverage=0.9995,
        hard_vocab_limit=False,
        normalization_rule_name="identity",
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()
