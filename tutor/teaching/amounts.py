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
_UNIT = re.compile(
    r"\s*(mm|cm|km|m|g|kg|mg|ms|s|h|hours?|minutes?|seconds?|days?|months?|years?|bytes?|[kmgt]i?b|bits?|%|"
    r"percent|毫米|厘米|千米|公里|米|克|千克|公斤|毫秒|秒|分钟|小时|天|个月|年|字节|比特|百分之)(?![a-z])"
)
_FILLER = re.compile(
    r"^(?:i think|i guess|i'd say|maybe|probably|it is|it's|its|that is|that's|is it|they are|the answer is|answer is|"
    r"answer|about|around|roughly|exactly|equals?|called|the|an|a|我觉得|我猜|应该|可能|大概|大约|约|答案|就是|叫做|叫|等于|得到|"
    r"得|是|为)[\s:：,，]*"
)
_NOT = re.compile(r"\b(?:not|isn't|never)\b|不是|不叫|并非")
_MINUS = re.compile(r"(?:\bminus|\bnegative|负)\s*$")
_EXPLAINS = re.compile(r"[,，;；:：](?!\d)|\b(?:because|since|as)\b|因为")
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
    clean = clean.replace("个百分点", "%")
    whole = _value(clean)
    numbers = [Number(whole, 0, len(clean), "%" in clean)] if whole is not None else find_numbers(clean)
    if not numbers:
        return "no"
    found = {_fits_number(clean, number, amount) for number in _meant(clean, numbers)}
    return "yes" if "yes" in found else "unit" if "unit" in found else "no"


def _fits_number(clean: str, number: Number, amount: Amount) -> Fit:
    value = -number.value if _MINUS.search(clean[: number.start]) else number.value
    if abs(value - amount.value) <= amount.within:
        named = _UNIT.match(clean, number.end)
        other = named is not None and amount.unit and not _same_unit(named[1], amount.unit)
        return "unit" if other and not number.percent else "yes"
    if amount.percent and not number.percent and abs(value / 100 - amount.value) <= amount.within:
        return "yes"
    if number.percent and not amount.percent and abs(100 * value - amount.value) <= amount.within:
        return "yes" if re.search(r"%|percent|百分", amount.unit) else "unit"
    return "no"


def _meant(clean: str, numbers: Sequence[Number]) -> list[Number]:
    """The numbers that may be the answer: the last one before an explanation begins, and the last of all."""
    explanation = _EXPLAINS.search(clean)
    first = [number for number in numbers if explanation is None or number.end <= explanation.start()]
    return [*first[-1:], numbers[-1]]


def _same_unit(named: str, wanted: str) -> bool:
    """`cm` is `cm`, `months` is `month`, and a unit that begins as the wanted one is taken for it."""
    return named.rstrip("s") == wanted.rstrip("s") or wanted.startswith(named) or named in wanted


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
