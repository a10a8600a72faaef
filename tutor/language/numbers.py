"""Finds the numbers in a sentence: digits, English words, Chinese numerals, percentages. Not ordinals, not dates.

Expects text in normal form (see `normalise`): half-width, lower case, simplified Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "dozen": 12,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

_WORD = "|".join(sorted((*_UNITS, *_TENS, *_SCALES), key=len, reverse=True))
_ENGLISH = rf"(?:an?\s+(?=(?:hundred|thousand|dozen|million)\b))?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD}))*"
_SPOKEN_POINT = rf"\b(?:(?:zero|{_ENGLISH})\s+)?point(?:\s+(?:{'|'.join(_UNITS)}|oh))+\b"
_DIGITS = r"(?<![a-z0-9.])[+-]?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?(?:e[+-]?\d+)?|(?<![a-z0-9])[+-]?\.\d+"
_HAN = "[零〇一二两俩三四五六七八九十百千万]+(?:点[零〇一二三四五六七八九]+)?"
_POWER = r"(?<![\d.])10\s*\^\s*[({]?[+-]?\d+[)}]?"

_NUMBER = re.compile(
    rf"(?P<parts>百分之(?P<share>{_HAN}|\d+(?:\.\d+)?))"
    rf"|(?P<power>{_POWER})"
    rf"|(?P<digits>{_DIGITS})(?P<scale>\s*(?:百|千|万|k(?![a-z])))?"
    rf"|(?P<point>{_SPOKEN_POINT})|(?P<words>\b(?:{_ENGLISH})\b)|(?P<fraction>\b(?:a\s+)?(?:half|quarter)\b)"
    rf"|(?P<han>{_HAN})"
)
_PERCENT = re.compile(r"\s*(?:%|percent\b|per cent\b)")


@dataclass(frozen=True)
class Number:
    """A number in a text: its value (a percentage already divided by 100) and where it stands."""

    value: float
    start: int
    end: int
    percent: bool = False


def find_numbers(text: str) -> list[Number]:
    """Every number in `text`, from left to right. "a" alone is none; 一 in 一点 and 一下 is left to the caller."""
    numbers = []
    for found in _NUMBER.finditer(text):
        value, end = _value(found), found.end()
        percent = found["parts"] is not None
        sign = None if percent else _PERCENT.match(text, end)
        if sign:
            value, end, percent = value / 100, sign.end(), True
        numbers.append(Number(value, found.start(), end, percent))
    return numbers


def parse_number(text: str) -> float | None:
    """The number that `text` is as a whole, or None where it is anything else or too large to be one."""
    text = text.strip().lower()
    found = find_numbers(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    return found[0].value


def _value(found: re.Match[str]) -> float:
    if found["parts"]:
        share = found["share"]
        return (_han(share) if share[0] in _HAN_DIGITS or share[0] in _HAN_SCALES else float(share)) / 100
    if found["power"]:
        return float(f"1e{int(re.sub(r'[^-0-9]', '', found['power'].split('^')[1]))}")
    if found["digits"]:
        scale = (found["scale"] or "").strip()
        return float(found["digits"].replace(",", "")) * {"": 1, "k": 1000, **_HAN_SCALES}[scale]
    if found["point"]:
        return _spoken_point(found["point"])
    if found["words"]:
        return _english(re.split(r"[\s-]+", found["words"]))
    if found["fraction"]:
        return 0.5 if "half" in found["fraction"] else 0.25
    return _han(found["han"])


def _english(words: list[str]) -> float:
    """two hundred and fifty-six -> 256; a dozen -> 12."""
    total, group = 0, 0
    for word in words:
        if word in ("a", "an", "and"):
            continue
        if word in _SCALES:
            group = max(group, 1) * _SCALES[word]
            if _SCALES[word] > 100:
                total, group = total + group, 0
        elif word == "dozen":
            group = max(group, 1) * 12
        else:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return float(total + group)


def _spoken_point(text: str) -> float:
    """zero point zero one -> 0.01."""
    whole, _, decimals = text.partition("point")
    digits = "".join(str(_UNITS.get(word, 0)) for word in decimals.split())
    return float(f"{_english(whole.split()):.0f}.{digits}")


def _han(text: str) -> float:
    """二十四 -> 24, 两百 -> 200, 一百零五 -> 105, 两百五 -> 250, 零点零一 -> 0.01, 二〇 -> 20."""
    whole, _, decimals = text.partition("点")
    fraction = float("0." + "".join(str(_HAN_DIGITS[c]) for c in decimals)) if decimals else 0.0
    if all(c in _HAN_DIGITS for c in whole):
        return float("".join(str(_HAN_DIGITS[c]) for c in whole)) + fraction
    total, group, digit, last = 0, 0, 0, 1
    for at, c in enumerate(whole):
        if c == "万":
            total, group, digit = (group + digit or 1) * 10_000, 0, 0
        elif c in _HAN_SCALES:
            group += (digit or (1 if at == 0 or c == "十" else 0)) * _HAN_SCALES[c]
            digit = 0
        else:
            digit = _HAN_DIGITS[c]
            continue
        last = _HAN_SCALES[c]
    # A lone last digit after a scale of a hundred or more counts tenths of it: 两百五 is 250.
    colloquial = last >= 100 and digit and not whole.endswith(("零" + whole[-1], "〇" + whole[-1]))
    return float(total + group + (digit * last // 10 if colloquial else digit)) + fraction
