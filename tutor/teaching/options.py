"""Which option of a choice a message names: by its letter, by its place, or in words of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from tutor.language.normalise import normalise
from tutor.teaching.stems import stem

LETTERS = "abcd"
LONGEST_PLACE = 24
ALIKE, NEXT = 0.75, 0.15
"""How alike the order of words must be, 0 to 1, and how much more than in the next option."""
LEAST, LEAD = 0.6, 1.5
"""Words name an option where they weigh at least LEAST and LEAD times as much as for any other; a word that only one
option has weighs 1."""

_PLACES = {
    **dict.fromkeys(("first", "1st", "一", "1", "one"), 0),
    **dict.fromkeys(("second", "2nd", "二", "2", "two"), 1),
    **dict.fromkeys(("third", "3rd", "三", "3", "three"), 2),
    **dict.fromkeys(("fourth", "4th", "四", "4", "four"), 3),
    **dict.fromkeys(("last", "最后"), -1),
}
_BEFORE = (
    r"(?:(?:i think|i guess|i would say|i'd say|maybe|probably|perhaps|must be|i choose|i pick|i'd pick|i'll go with|"
    r"i go with|i'd go with|my answer is|the answer is|answer is|answer|it is|it's|its|is it|has to be|"
    r"option|choose|guess|random|randomly|pick|letter|number|definitely|hm+|uh+|ok|so|well|then|"
    r"我觉得是|我觉得|我猜是|我猜|应该是|可能是|大概是|肯定是|我选|选择|选项|选|答案是|答案|是|那就|应该选|应该|"
    r"瞎猜|乱猜|随便|猜|一个|嗯|蒙)[\s:：,，.。]*)*"
)
_LETTER = re.compile(
    rf"{_BEFORE}[(（\[「“\"']?(?:(?P<a>a)(?=$|[^a-z0-9\s]|\s*[^\x00-\x7f]|\s+(?:because|since|as|i)\b|\s*$)"
    r"|(?P<other>[bcd])(?![a-z0-9]))"
)
_PLACE = re.compile(
    rf"{_BEFORE}(?:(?:the\s+)?(?P<en>first|1st|second|2nd|third|3rd|fourth|4th|last)(?:\s+(?:one|option|answer|choice))?"
    r"(?=$|[^a-z0-9\s]|\s+(?:because|since|as|i|then)\b)|第\s*(?P<zh>[一二三四1-4])\s*(?:个|项|条|种|选项|$)"
    r"|(?P<end>最后)(?:一个|一项|一条)"
    r"|(?P<digit>[1-4]|(?<=option )(?:one|two|three|four)|(?<=number )(?:one|two|three|four))"
    r"(?:\s*(?:选项|吧|呗|please|i think))?$)"
)
_SAID = re.compile(
    r"(?:so it's|so it is|\bso\b(?=\s*[a-d]$)|i choose|i pick|answer is|answer:?|选|答案是)\s*([a-d])(?![a-z0-9])"
)
_NOT = re.compile(r"(?:\bnot|不是)\s*(?:the\s+)?[^,，;；。]*?(?:[,，;；。]|$)|不是\s*[a-d](?![a-z])")
_DIGITS = dict(zip("zero one two three four five six seven eight nine ten".split(), map(str, range(11)), strict=True))
_NUMBERS = re.compile(rf"\b(?:{'|'.join(_DIGITS)})\b")
_TIMES = re.compile(r"(?<=\d)\s*(?:[x×*]|by|乘以?)\s*(?=\d)")
_WORDS = re.compile(r"[a-z0-9]+(?:[.'][a-z0-9]+)*|[㐀-鿿]")
_EMPTY = frozenset(
    "a an the is are it its of to in on and or that this so be i think guess would say because you they we not no "
    "can do does with for as at by from than then there what if all more".split()
)


def chosen(clean: str, texts: Sequence[str]) -> int | None:
    """The place of the option that `clean` (a normalised message) names; None where it names none or several."""
    options = [_plain(normalise(text)) for text in texts]
    bare = _plain(re.sub(r"[\s.。!！?？~]+$", "", clean))
    if bare in options:
        return options.index(bare)
    of_number = [n for n, option in enumerate(options) if bare.isdigit() and bare in re.findall(r"\d+", option)]
    if len(of_number) == 1:
        return of_number[0]
    kept = _NOT.sub(" ", bare).strip(" ,，") or bare
    for text in (kept, re.split(r"[,，;；]|[.。!！]\s", kept)[-1].strip()):
        place = _named(text, len(options))
        if place is not None:
            return place if place < len(options) and not _two_letters(kept) else None
    before = re.split(r"[,，;；]|\bbecause\b|\bsince\b|因为", kept)[0]
    found = _in_own_words(kept, options)
    return _in_own_words(before, options) if found is None else found


def place_named(clean: str, count: int) -> int | None:
    """The place, of `count`, that a message like “the second one” names and nothing else; letters name none."""
    found = _PLACE.match(re.sub(r"[\s.。!！?？~]+$", "", clean))
    if found is None or len(clean) > LONGEST_PLACE:
        return None
    number = _PLACES[found["en"] or found["zh"] or found["end"] or found["digit"]]
    place = number % count if number < 0 else number
    return place if place < count else None


def _named(text: str, count: int) -> int | None:
    """The place that `text` begins with, or names as its choice."""
    found = _LETTER.match(text)
    if found:
        return LETTERS.index(found["a"] or found["other"])
    said = _SAID.search(text)
    if said:
        return LETTERS.index(said[1])
    place = _PLACE.match(text)
    if place is None:
        return None
    number = _PLACES[place["en"] or place["zh"] or place["end"] or place["digit"]]
    return number % count if number < 0 else number


def _two_letters(text: str) -> bool:
    """“b or c”: no choice yet."""
    return bool(re.search(r"\b[a-d]\s*(?:or|和|或者?|还是|/)\s*[a-d]\b", text))


def _in_own_words(bare: str, options: Sequence[str]) -> int | None:
    """The one option whose own words stand in `bare`: what all options have in common tells nothing."""
    typed = _words(bare)
    of_options = [_words(option) for option in options]
    having = Counter(word for words in of_options for word in words)
    weights = [
        sum(_weight(word) * (1 / having[word] if having[word] < len(options) else 0.0) for word in typed & words)
        for words in of_options
    ]
    best, second = sorted(weights, reverse=True)[:2]
    if best >= LEAST and best >= LEAD * second:
        return weights.index(best)
    return _in_order(bare, options) if best >= LEAST else None


def _in_order(bare: str, options: Sequence[str]) -> int | None:
    """Where options hold the same words in another order (“loss, then step”), the one whose order is typed."""
    typed = _order(bare)
    alike = [SequenceMatcher(None, typed, _order(option), autojunk=False).ratio() for option in options]
    best, second = sorted(alike, reverse=True)[:2]
    return alike.index(best) if best >= ALIKE and best - second >= NEXT else None


def _order(text: str) -> list[str]:
    return [stem(token) for token in _WORDS.findall(text) if token not in _EMPTY]


def _weight(word: str) -> float:
    """A single Chinese character tells less than a pair or a word."""
    return 0.3 if len(word) == 1 and not word.isascii() else 1.0


def _plain(text: str) -> str:
    return _TIMES.sub("x", text.replace("’", "'"))


def _words(text: str) -> set[str]:
    """The words of `text` that tell something; of Chinese, characters and pairs of neighbours."""
    tokens = _WORDS.findall(_NUMBERS.sub(lambda found: _DIGITS[found[0]], text))
    pairs = {a + b for a, b in pairwise(tokens) if not a.isascii() and not b.isascii()}
    single = {token for token in tokens if not token.isascii() and token not in "的了是在和我吧就会它觉得个那这一不"}
    latin = {stem(token) for token in tokens if token.isascii() and token not in _EMPTY}
    return latin | pairs | single
