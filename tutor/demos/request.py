"""Reads a demo's settings from a learner's own words: "fit x^3 - x with three layers", "噪声大一点".

Works from the names that knobs carry, for any demo; knows no demo itself and asks nobody. What is not said stays
unset; what cannot be is reported, never silently changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from tutor.demos import notation
from tutor.demos.formulas import find_formula, pattern
from tutor.demos.knobs import Knob, defaults, knobs, parse_value, range_of
from tutor.errors import DemoError
from tutor.language.normalise import normalise
from tutor.language.numbers import find_numbers
from tutor.types import SettingValue


class Reading(NamedTuple):
    """Settings found in a message, by key, and what was asked for but cannot be, in both languages."""

    settings: dict[str, SettingValue]
    problems: tuple[DemoError, ...]


@dataclass(frozen=True)
class _Name:
    """A knob's name in the text; a `unit` is counted and so stands after its number ("three layers")."""

    key: str
    start: int
    end: int
    unit: bool


def read_settings(text: str, settings: type[Any], current: Mapping[str, SettingValue] | None = None) -> Reading:
    """The settings that `text` asks for. `current` is what relative wishes ("more noise") start from.

    Never raises; a value that cannot be comes back as a problem, a sentence with the range.
    """
    listed = knobs(settings)
    clean = normalise(notation.lower_powers(text))
    clean = re.sub(r"\bfrom\s+(\S+)\s+to\b|从\s*(\S{1,8}?)\s*(?:改成|改为|变成|换成|调到|到)", " to ", clean)
    found: dict[str, object] = {}
    problems: list[DemoError] = []
    for key, knob in listed.items():
        if knob.kind == "text" and (quoted := _QUOTED.search(clean)):
            found[key] = text_of(quoted)
            clean = clean[: quoted.start()] + " ; " + clean[quoted.end() :]
    for key, knob in listed.items():
        if knob.kind == "function":
            try:
                clean, formula = find_formula(clean, knob.options)
            except DemoError as error:
                problems.append(error)
                clean = re.sub(r"\S*[(^|/*]\S*", ";", clean)
                continue
            if formula is not None:
                found[key] = formula
    for key, knob in listed.items():
        if knob.kind == "choice":
            clean, value = _find_choice(clean, knob)
            if value is not None:
                found[key] = value
    for key, knob in listed.items():
        if knob.kind == "boolean" and (wish := _find_boolean(clean, knob)) is not None:
            found[key] = wish
    numbers = {key: knob for key, knob in listed.items() if knob.kind in ("number", "integer")}
    found |= _find_numbers(clean, numbers)
    now = {**defaults(settings), **(current or {})}
    for key, knob in numbers.items():
        direction = 0 if key in found else _direction(clean, knob)
        if direction:
            moved = _move(key, knob, float(now[key]), direction)
            problems += [moved] if isinstance(moved, DemoError) else []
            found |= {} if isinstance(moved, DemoError) else {key: moved}
    return _checked(found, listed, problems)


_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|《([^》]+)》")
"""Words of the learner's own stand in quotation marks of either language."""


def text_of(quoted: re.Match[str]) -> str:
    """What stands between the marks."""
    return next(group for group in quoted.groups() if group)


def _checked(found: Mapping[str, object], listed: Mapping[str, Knob], problems: list[DemoError]) -> Reading:
    settings: dict[str, SettingValue] = {}
    for key, knob in listed.items():
        if key in found:
            try:
                settings[key] = parse_value(key, knob, found[key])
            except DemoError as error:
                problems.append(error)
    return Reading(settings, tuple(problems))


def _all(names: Mapping[Any, tuple[str, ...]]) -> list[str]:
    return [name for each in names.values() for name in each]


_UNWANTED = r"(?:instead of|rather than|not|without|no|而不是|而非|不用|不要|别用|代替|取代)\s*(?:the\s+)?$"


def _find_choice(text: str, knob: Knob) -> tuple[str, str | None]:
    """The option that is named, if exactly one is; "relu vs tanh" asks for neither."""
    label = pattern(_all(knob.names))
    hits: list[tuple[int, int, str]] = []
    for option in knob.options:
        # "none" and 无 alone are no request: they need the knob's name beside them.
        loose = {"none", "无"} & {*_all(option.names)}
        names = [name for name in _all(option.names) if name not in loose]
        tied = rf"{label}\s*(?:=|:|is|to|为|是|设为|改成|改为|用)?\s*{pattern(loose)}"
        hits += [(*m.span(), option.value) for m in re.finditer(f"{pattern(names)}|{tied}", text)]
    hits = [h for h in hits if not any(o[0] <= h[0] and h[1] <= o[1] and o[:2] != h[:2] for o in hits)]
    wanted = {value for start, _, value in hits if not re.search(_UNWANTED, text[:start])}
    for start, end, _ in hits:
        text = text[:start] + " " * (end - start) + text[end:]
    return text, wanted.pop() if len(wanted) == 1 else None


def _find_boolean(text: str, knob: Knob) -> bool | None:
    found = re.search(pattern(_all(knob.names)), text)
    if not found:
        return None
    return not re.search(_UNWANTED, text[: found.start()])


_AFTER_NAME = re.compile(
    r"\s*(?P<tie>=|:|is|to|at|of|as|设为|设成|设到|设置为|改成|改为|改到|换成|调到|调成|调为|变成|为|是|取|用|到|成)?"
    r"\s*(?:about|around|only|大约|大概|约|只有|有)?\s*(?:=\s*)?"
)
_BEFORE_NAME = re.compile(r"\s*-?\s*(?:个|层|条|of\s+)?\s*(?:the\s+|noisy\s+|training\s+|full\s+)?")
_NO = re.compile(r"(?:\bno|\bwithout(?:\s+any)?|\bzero|没有|没|不要|不加|去掉|无)\s*$")


def _find_numbers(text: str, listed: Mapping[str, Knob]) -> dict[str, object]:
    """Numbers beside a knob's name, read from left to right, each used once: "3 layers of 32 neurons"."""
    names, numbers = _names(text, listed), find_numbers(text)
    found: dict[str, object] = {}
    used: set[int] = set()
    for name in names:
        before = [n for n in numbers if n.end <= name.start and n.start not in used]
        after = [n for n in numbers if n.start >= name.end and n.start not in used]
        counted = before and _BEFORE_NAME.fullmatch(text[before[-1].end : name.start])
        tie = after and _AFTER_NAME.fullmatch(text[name.end : after[0].start])
        if tie and not counted and tie["tie"] not in ("=", ":") and _counts_next(text, after[0].end, names, name):
            tie = None
        chosen = before[-1] if counted else after[0] if tie else None
        if chosen is not None:
            used.add(chosen.start)
            found[name.key] = chosen.value
        elif listed[name.key].low <= 0 and _NO.search(text[: name.start]):
            found.setdefault(name.key, 0)
    return found


def _counts_next(text: str, end: int, names: list[_Name], name: _Name) -> bool:
    """Whether the number ending at `end` counts what follows it: in "layers of 32 neurons" it is 32 neurons."""
    return name.unit and any(
        other.unit and other.start >= end and _BEFORE_NAME.fullmatch(text[end : other.start]) for other in names
    )


def _names(text: str, listed: Mapping[str, Knob]) -> list[_Name]:
    """Every knob's name in the text, the longest where several begin at the same place, none inside another."""
    found = []
    for key, knob in listed.items():
        for called, unit in ((knob.names, False), (knob.units, True)):
            found += [_Name(key, *m.span(), unit) for m in re.finditer(pattern(_all(called)), text)]
    found.sort(key=lambda name: (name.start, -name.end, not name.unit))
    kept: list[_Name] = []
    for name in found:
        learning = re.match(r"\s*(?:学习|learning)", text[name.end :])  # 深度学习, deep learning: no wish
        if not learning and (not kept or name.start >= kept[-1].end):
            kept.append(name)
    return kept


_MORE = r"(?:more|greater|higher|larger|bigger|stronger|increase|increasing|raise|turn up|double|twice|extra)"
_LESS = r"(?:less|fewer|lower|smaller|weaker|reduce|reducing|decrease|turn down|halve|half)"
_EN_BETWEEN = r"\s+(?:(?:the|a|bit|of|much|amount|number|little|some|hidden|as)\s+){0,4}"
_ZH_SOME = r"(?:一点儿?|点儿?|一些|些|几个?|一倍)?"
_ZH_MORE, _ZH_LESS = "[大多高强深宽]", "[小少低弱浅窄]"
_ZH_RAISE = "(?:增加|提高|加大|增大|调大|调高|加强|加|多加|多来)"
_ZH_LOWER = "(?:减少|降低|减小|调小|调低|减弱|减)"


def _direction(text: str, knob: Knob) -> int:
    """+1 where the text asks for more of this knob, -1 for less, 0 for neither or both."""
    name = pattern([*_all(knob.names), *_all(knob.units)])

    def asked(more: str, zh: str, zh_verb: str, own: list[str], up: str) -> bool:
        return bool(
            re.search(rf"\b{more}{_EN_BETWEEN}{name}", text)
            or re.search(rf"\b{more}\s+{name}|{name}\s+(?:{up}|{more})\b", text)
            or re.search(rf"{name}\s*(?:要|再|更|调|变|加|弄|稍微|稍|给我){{0,3}}{zh}(?:一点|点|一些|些|一倍)", text)
            or re.search(rf"{name}\s*(?:再|更|调){{1,2}}{zh}", text)
            or re.search(rf"[更再]?{zh}(?:一点儿?|一些|点|些|几个|的){_ZH_SOME}的?\s*{name}|更{zh}的?\s*{name}", text)
            or re.search(rf"{zh_verb}{_ZH_SOME}\s*的?\s*{name}", text)
            or re.search(pattern(own), text)
        )

    up = asked(_MORE, _ZH_MORE, _ZH_RAISE, _all(knob.more), "up")
    down = asked(_LESS, _ZH_LESS, _ZH_LOWER, _all(knob.less), "down")
    return int(up) - int(down)


def _move(key: str, knob: Knob, now: float, direction: int) -> float | DemoError:
    """The value one notch up or down; at the end of the range a problem."""
    end = knob.high if direction > 0 else knob.low
    if now == end:
        allowed = range_of(key, knob)
        return DemoError(f"It is at the end of its range already: {allowed['en']}.", f"已经到头了：{allowed['zh']}。")
    how, amount = knob.change
    if how == "plus":
        moved = now + direction * amount
    else:
        moved = now * amount if direction > 0 else now / amount
        moved = moved or knob.step or knob.low + (knob.high - knob.low) / 20
    if knob.kind == "integer":
        moved = round(moved)
    return min(max(moved, knob.low), knob.high)
