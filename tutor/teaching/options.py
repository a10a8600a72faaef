"""Which option of a choice a message names: by its letter, by its place, or in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tutor.language.normalise import normalise

LETTERS = "abcd"
OWN_WORDS = 0.5
"""At least this share of what is typed must stand in an option for it to be meant, and clearly more than in others."""
APART = 0.2

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2, "四": 3, "4": 3, "两": 1, "最后": -1, "last": -1,
}  # fmt: skip
_PLACE = r"first|1st|second|2nd|third|3rd|fourth|4th|last"
_BEFORE = (
    r"(?:(?:i think|i guess|i would say|i'd say|maybe|probably|perhaps|must be|i choose|i pick|i'll go with|i go with|"
    r"my answer is|the answer is|answer is|answer|it is|it's|its|is it|option|choose|pick|letter|number|"
    r"我觉得是|我觉得|我猜是|我猜|应该是|可能是|大概是|我选|选择|选项|选|答案是|答案|是|那就|应该选)[\s:：,，]*)*"
)
_LETTER = re.compile(rf"{_BEFORE}[(（\[]?(?P<letter>[a-d])(?:[)）\]]|\b)?[.。、,，:：]?(?P<rest>.*)")
_ORDINAL = re.compile(
    rf"{_BEFORE}(?:the\s+)?(?:(?P<en>{_PLACE})(?:\s+(?:one|option|answer|choice))?"
    rf"|第\s*(?P<zh>[一二三四1-4])\s*(?:个|项|条|种|选项)?|(?P<end>最后)(?:一个|一项|一条)?|(?P<digit>[1-4]))"
    r"(?:\s*(?:选项|吧|呗|please|i think))?[.。!！?？]*"
)
_AFTER_LETTER = re.compile(
    r"(?:\s*(?:选项|项|吧|呗|i think|i guess|please|obviously|right|对吧|应该是|没错))*[.。!！?？]*"
)
_WORDS = re.compile(r"[a-z0-9]+(?:[.'-][a-z0-9]+)*|[㐀-鿿]")
_EMPTY = frozenset(
    "a an the is are it its of to in on and or that this so be i think guess would say because "
    "的 了 是 在 和 我 吧 就 会 它 觉 得".split()
)


def chosen(clean: str, texts: Sequence[str]) -> int | None:
    """The place of the option that `clean` (a normalised message) names; None where it names none or several."""
    options = [normalise(text) for text in texts]
    bare = re.sub(r"[\s.。!！?？]+$", "", clean)
    if bare in options:
        return options.index(bare)
    found = _LETTER.fullmatch(bare)
    if found and _letter_is_meant(found, options):
        place = LETTERS.index(found["letter"])
        return place if place < len(options) else None
    ordinal = _ORDINAL.fullmatch(bare)
    if ordinal:
        key = ordinal["en"] or ordinal["zh"] or ordinal["end"] or ordinal["digit"]
        place = _ORDINALS[key] % len(options) if _ORDINALS[key] < 0 else _ORDINALS[key]
        return place if place < len(options) else None
    return _in_own_words(bare, options)


def _letter_is_meant(found: re.Match[str], options: Sequence[str]) -> bool:
    """Whether “b” stands alone, or before its own option's words."""
    rest = found["rest"].strip()
    if not rest or _AFTER_LETTER.fullmatch(found["rest"]):
        return True
    place = LETTERS.index(found["letter"])
    apart = not found["rest"][:1].isascii() or not found["rest"][:1].isalnum()
    return apart and place < len(options) and _in_own_words(rest, options) == place


def _in_own_words(bare: str, options: Sequence[str]) -> int | None:
    """The one option that has most of the typed words in it, clearly more than the next."""
    typed = _words(bare)
    if not typed:
        return None
    of_options = [_words(option) for option in options]
    common = set.intersection(*of_options) if of_options else set()
    telling = typed - common
    if not telling:
        return None
    shares = [
        (len(telling & words) / len(telling) + len(telling & words) / max(len(words - common), 1)) / 2
        for words in of_options
    ]
    best, second = sorted(shares, reverse=True)[:2]
    if (
        best < OWN_WORDS
        or best - second < 0.2
        or len(telling & of_options[shares.index(best)]) / len(telling) < OWN_WORDS
    ):
        return None
    return shares.index(best)


def _words(text: str) -> set[str]:
    """The words of `text` that tell something; of Chinese, pairs of neighbouring characters."""
    tokens = [token for token in _WORDS.findall(text) if token not in _EMPTY]
    pairs = {a + b for a, b in pairwise(tokens) if not a.isascii() and not b.isascii()}
    latin = {_stem(token) for token in tokens if token.isascii()}
    return latin | (pairs or {token for token in tokens if not token.isascii()})


def _stem(word: str) -> str:
    """An English word without the endings that change least of its meaning."""
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
