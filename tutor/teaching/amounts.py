"""Whether what is typed is the number, with its unit, or the word that is wanted.

`17 ± 0.5 cm`, `8.3%`, `learning rate | step size`. Knows units only as far as to tell that another one was named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tutor.curriculum.arithmetic import evaluate
from tutor.language.courtesy import bare
from tutor.language.normalise import normalise
from tutor.language.numbers import Number, find_numbers
from tutor.teaching.phrases import says

Fit = Literal["yes", "unit", "no"]
LONGEST = 12
"""Words (or Chinese characters, twice as many): a longer message is no answer to be filled in."""
CLOSE = 1e-6

_SPEC = re.compile(
    r"(?P<value>[+\-]?[\d.,]+(?:e[+-]?\d+)?(?:\s*/\s*\d+)?(?:\s*%)?)(?:\s*±\s*(?P<within>[\d.]+)(?P<percent>\s*%)?)?\s*"
    r"(?P<unit>[^\d±|]*)"
)
_UNITS = (
    "mm millimetre millimeter 毫米", "cm centimetre centimeter 厘米 公分", "km kilometre kilometer 千米 公里",
    "m metre meter 米", "m² m2 square平方米 平方米 平米", "g gram 克", "kg kilogram 千克 公斤", "mg milligram 毫克",
    "ms millisecond 毫秒", "µs microsecond 微秒", "s sec second 秒 秒钟", "min minute 分钟 分",
    "h hr hour 小时 钟头", "day 天 日", "week 周 星期 礼拜", "month 个月 月", "year 年 岁", "byte 字节",
    "bit 比特 位", "kb kilobyte", "mb megabyte", "gb gigabyte", "tb terabyte", "% percent percentage 百分",
    "£ pound 英镑", "$ dollar 美元", "yuan 元 块",
)  # fmt: skip
_UNIT_OF = {name: number for number, names in enumerate(_UNITS) for name in names.split()}
_UNIT = re.compile(r"\s*((?:%|[a-zµ£$]+[²2]?|" + "|".join(
    sorted((name for name in _UNIT_OF if not name.isascii()), key=len, reverse=True)) + r"))"
)  # fmt: skip
_FILLER = re.compile(
    r"^(?:i think|i guess|i'd say|maybe|probably|it is|it's|its|that is|that's|is it|they are|the answer is|answer is|"
    r"answer|about|around|roughly|exactly|equals?|called|the|an|a|我觉得|我猜|应该|可能|大概|大约|约|答案|就是|叫做|叫|等于|得到|"
    r"得|是|为)[\s:：,，]*"
)
_NOT = re.compile(r"\b(?:not|isn't|never)\b|不是|不叫|并非")
_POINTS = re.compile(r"\s*(?:个?百分点|percentage points?|points?)(?![a-z])")
_COUNTED = re.compile(r"\s*(?:[个句张次条件名位只组头]|samples?|pictures?|people|times|pieces|examples?)")
_MINUS = re.compile(r"(?:\bminus|\bnegative|负)\s*$")
_EXPLAINS = re.compile(r"(?<!\d)[,，;；:：]|[,，;；:：](?!\d)|\b(?:because|since|as)\b|因为")
_TOKENS = re.compile(r"[a-z0-9]+|[㐀-鿿]")
_HAN = re.compile(r"[㐀-鿿]")
_ARITHMETIC = re.compile(r"[-+\d.,()*/×÷^ %]+")


@dataclass(frozen=True)
class Amount:
    """A number that is wanted, how far off one may be, and in which unit."""

    value: float
    within: float
    unit: str
    percent: bool


def fits(clean: str, wanted: str) -> Fit:
    """Whether `clean` (a normalised message) is what `wanted` describes; "unit" where only the unit is another."""
    found: Fit = "no"
    for alternative in wanted.split("|"):
        amount = _amount(normalise(alternative))
        fit = _fits_amount(clean, amount) if amount else _fits_word(clean, normalise(alternative))
        if fit == "yes":
            return "yes"
        found = fit if fit != "no" else found
    return found


def is_answer(clean: str, wanted: Sequence[str]) -> bool:
    """Whether `clean` is an attempt at all: a number where one is wanted, else a few words."""
    if any(_amount(normalise(part)) for text in wanted for part in text.split("|")):
        return bool(find_numbers(clean)) or _value(clean) is not None
    tokens = _TOKENS.findall(clean)
    longest = 2 * LONGEST if _HAN.search(clean) else LONGEST
    return 0 < len(tokens) <= longest


@lru_cache(maxsize=4096)
def _amount(wanted: str) -> Amount | None:
    """`17 ± 0.5 cm` taken apart; None for a word."""
    found = _SPEC.fullmatch(wanted.strip().replace("−", "-"))
    if found is None or not re.search(r"\d", found["value"]):
        return None
    percent = "%" in found["value"] or bool(found["percent"])
    share = 0.01 if percent else 1.0
    try:
        value = evaluate(found["value"].replace(",", "").replace("%", "")) * share
    except ValueError:
        return None
    within = float(found["within"] or 0) * share
    return Amount(value, max(within, CLOSE * max(abs(value), 1)), found["unit"].strip(), percent)


def _fits_amount(clean: str, amount: Amount) -> Fit:
    clean = _POINTS.sub("", clean)
    whole = _value(clean)
    numbers = [Number(whole, 0, len(clean), "%" in clean)] if whole is not None else find_numbers(clean)
    if not numbers:
        return "no"
    found = {_fits_number(clean, number, amount) for number in _meant(clean, numbers)}
    return "yes" if "yes" in found else "unit" if "unit" in found else "no"


def _fits_number(clean: str, number: Number, amount: Amount) -> Fit:
    value = -number.value if _MINUS.search(clean[: number.start]) else number.value
    if abs(value - amount.value) <= amount.within:
        return "unit" if not number.percent and _other_unit(clean, number.end, amount) else "yes"
    if amount.percent and not number.percent and abs(value / 100 - amount.value) <= amount.within:
        return "unit" if _COUNTED.match(clean, number.end) else "yes"
    if number.percent and not amount.percent and abs(100 * value - amount.value) <= amount.within:
        return "yes" if re.search(r"%|percent|百分", amount.unit) else "unit"
    return "no"


def _meant(clean: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers that may be the answer: the last one before an explanation begins, and the last of all."""
    explanation = _EXPLAINS.search(clean)
    first = [number for number in numbers if explanation is None or number.end <= explanation.start()]
    return [*first[-1:], numbers[-1]]


def _unit(name: str) -> int | None:
    """Which unit a word is; None for a word that is none."""
    return _UNIT_OF.get(name, _UNIT_OF.get(name.removesuffix("s")))


def _other_unit(clean: str, end: int, amount: Amount) -> bool:
    """Whether another unit than the wanted one follows at `end`."""
    named = _UNIT.match(clean, end)
    found = None if named is None else _unit(named[1])
    wanted = _UNIT.match(amount.unit)
    if found is None or wanted is None or _unit(wanted[1]) is None:
        return False
    return found != _unit(wanted[1])


def _value(clean: str) -> float | None:
    """What a message that is nothing but arithmetic comes to."""
    parts = [part.strip() for part in re.split(r"=|≈|等于", clean)]
    text = parts[-1] or parts[0]
    if not re.search(r"\d", text) or not all(_ARITHMETIC.fullmatch(part) for part in parts if part):
        return None
    try:
        return evaluate(text)
    except ValueError:
        return None


def _fits_word(clean: str, wanted: str) -> Fit:
    """The word itself, or a short answer that holds it; “not …” holds nothing."""
    text = bare(clean)
    while (shorter := _FILLER.sub("", text)) != text and shorter:
        text = shorter
    wanted = _FILLER.sub("", wanted.strip())
    if text == wanted:
        return "yes"
    longest = 2 * LONGEST if _HAN.search(text) else LONGEST
    short = len(_TOKENS.findall(text)) <= longest
    whole = bool(re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?:s|es)?(?![a-z0-9])", text)) or (
        bool(_HAN.search(wanted)) and wanted.replace(" ", "") in text.replace(" ", "")
    )
    if not whole and len(wanted) >= 6 and wanted.replace(" ", "").isascii():
        whole = all(says(text, word) for word in wanted.split())
    return "yes" if short and whole and not _NOT.search(text) else "no"
