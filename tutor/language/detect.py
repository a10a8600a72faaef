"""Tells whether a message is Chinese or English, also where it mixes the two, or written in other letters."""

from __future__ import annotations

import re
import unicodedata

from tutor.language.pinyin import is_pinyin
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
    if is_pinyin(words, _ENGLISH_GRAMMAR):
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
