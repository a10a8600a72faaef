"""Tells whether a message is Chinese or English, also where it mixes the two, or written in other letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import pinyin_dict

from tutor.types import Language

_HAN = re.compile(r"[㐀-鿿]")
_LATIN_WORD = re.compile(r"[a-z']+")

_ENGLISH_GRAMMAR = frozenset(
    """
    a an the is are was were be do does did can could should would will what whats what's which who why how when
    where i i'm me my you your it it's its this that these those of in on for to from with without and or but not
    no yes if than then about between mean means meaning explain tell show give please learn need use used using
    work works difference have has there so any some more much many
    """.split()
)
"""Words that carry an English sentence. Names such as "ReLU" or "GPU" are typed in both languages alike."""


def tell_language(clean: str, otherwise: Language) -> Language:
    """The language of a normalised text; `otherwise` where it shows none (names, numbers, symbols, emoji).

    In mixed text the sentence decides, not the terms in it: "what does 过拟合 mean" is English,
    "relu 是什么" Chinese.
    """
    han = len(_HAN.findall(clean))
    words = _LATIN_WORD.findall(clean)
    grammar = sum(word in _ENGLISH_GRAMMAR for word in words)
    if han:
        return "en" if grammar >= 2 and 2 * grammar >= han - grammar else "zh"
    if not words:
        return otherwise
    if is_pinyin(words):
        return "zh"
    return "en" if grammar or len(words) > 2 else otherwise


def is_other_script(clean: str) -> bool:
    """Whether a text is written in letters that neither language uses (かな, 한글, кириллица …).

    A Greek letter or two of a formula do not make it so.
    """
    letters = [character for character in clean if character.isalpha()]
    others = [one for one in letters if not unicodedata.name(one, "").startswith(("LATIN", "CJK", "MODIFIER"))]
    kana = [one for one in others if "ぁ" <= one <= "ヿ"]
    return len(kana) > 1 or (len(others) > 1 and 3 * len(others) >= len(letters))


def is_pinyin(words: list[str]) -> bool:
    """Whether all words read as pinyin without tones ("shenme shi shenjing wangluo"), and are no English.

    A single word must be long to count: "machine" reads as three syllables, too.
    """
    syllables = [_pinyin_syllables(word) for word in words]
    return (
        all(syllables)
        and max(syllables) >= 2
        and sum(syllables) >= (3 if len(words) > 1 else 4)
        and not any(word in _ENGLISH_GRAMMAR and word not in _PINYIN_TOO for word in words)
    )


_PINYIN_TOO = frozenset({"me", "you", "can", "to", "so", "no", "in"})
"""English grammar words that are also pinyin syllables (or nearly): no proof against pinyin."""


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Every pinyin syllable without its tone, from pypinyin's own table."""

    spoken: set[str] = set()
    for readings in pinyin_dict.pinyin_dict.values():
        for reading in readings.split(","):
            plain = unicodedata.normalize("NFD", reading).replace("ü", "v")
            spoken.add("".join(c for c in plain if c.isascii() and c.isalpha()))
    # Single vowels are left out: with them too many English words would split ("me-a-ning").
    return frozenset(syllable for syllable in spoken if len(syllable) > 1) - {"ng", "hm", "hng"}


@lru_cache(maxsize=4096)
def _pinyin_syllables(word: str) -> int:
    """How many syllables `word` splits into, 0 where it does not; the fewest where it does in several ways."""
    fewest = [0] + [0] * len(word)
    reachable = {0}
    for end in range(1, len(word) + 1):
        starts = [s for s in range(max(0, end - 6), end) if s in reachable and word[s:end] in _syllables()]
        if starts:
            reachable.add(end)
            fewest[end] = 1 + min(fewest[s] for s in starts)
    return fewest[-1] if len(word) in reachable else 0
