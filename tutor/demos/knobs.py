"""The knobs of a demo: settings that say what they may be and what people call them.

A demo's `Settings` is a frozen dataclass whose fields are made by `number`, `integer`, `choice`, `function` and
`boolean`. From it come the checks (`parse`), the controls of the page (`describe`) and, in `request`, the
reading of a learner's words. Knows no demo and draws nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from tutor.demos import functions, notation, pads
from tutor.errors import DemoError
from tutor.language.numbers import parse_number
from tutor.types import Language, SettingValue

Names = Mapping[Language, tuple[str, ...]]
S = TypeVar("S")

KnobKind = Literal["number", "integer", "choice", "function", "boolean", "places", "sketch", "text"]


@dataclass(frozen=True)
class Option:
    """One value of a choice (or a well-known function), and what it is called; the first name is its label."""

    value: str
    names: Names


@dataclass(frozen=True)
class Knob:
    """One setting. `names`: what it is called, the first is its label. `units`: what stands after its number.

    `low`, `high`, `step` belong to numbers; `log` asks for a slider in powers. `more` and `less` are words that
    ask for a change without naming the knob ("deeper"); `change` says what such a word does: multiply by or add.
    `rows` and `columns` are a sketch's; `classes` the kinds of places there are; `most` the places or characters;
    `said`: where nothing else is asked for, the text is what the learner said last. `instead`: the setting in whose
    place the points stand, so that who asks for that one puts them away.
    """

    kind: KnobKind
    names: Names
    units: Names = field(default_factory=dict)
    low: float = 0.0
    high: float = 1.0
    step: float = 0.0
    log: bool = False
    options: tuple[Option, ...] = ()
    more: Names = field(default_factory=dict)
    less: Names = field(default_factory=dict)
    change: tuple[Literal["times", "plus"], float] = ("times", 2.0)
    rows: int = 0
    columns: int = 0
    classes: int = 1
    most: int = 0
    said: bool = False
    instead: str = ""

    def label(self, language: Language) -> str:
        """What to call the knob."""
        return self.names[language][0]


def number(default: float, low: float, high: float, names: Names, **more: Any) -> Any:
    """A field that holds a number from `low` to `high`."""
    return field(default=default, metadata={"knob": Knob("number", names, low=low, high=high, **more)})


def integer(default: int, low: int, high: int, names: Names, **more: Any) -> Any:
    """A field that holds a whole number from `low` to `high`."""
    return field(default=default, metadata={"knob": Knob("integer", names, low=low, high=high, step=1, **more)})


def choice(default: str, names: Names, options: Mapping[str, Names]) -> Any:
    """A field that holds one of the `options`."""
    listed = tuple(Option(value, called) for value, called in options.items())
    return field(default=default, metadata={"knob": Knob("choice", names, options=listed)})


def function(default: str, names: Names, known: Mapping[str, Names]) -> Any:
    """A field that holds a formula of x; `known` are formulas that have a name of their own ("sine")."""
    listed = tuple(Option(formula, called) for formula, called in known.items())
    return field(default=default, metadata={"knob": Knob("function", names, options=listed)})


def boolean(default: bool, names: Names) -> Any:
    """A field that is true or false."""
    return field(default=default, metadata={"knob": Knob("boolean", names)})


def text(default: str, names: Names, most: int, said: bool = False) -> Any:
    """A field that holds words of the learner's own, at most `most` characters."""
    return field(default=default, metadata={"knob": Knob("text", names, most=most, said=said)})


def sketch(names: Names, rows: int, columns: int) -> Any:
    """A field for what is drawn with the finger, nothing at first; `pads.read_sketch` makes numbers of it."""
    return field(default="", metadata={"knob": Knob("sketch", names, rows=rows, columns=columns)})


def places(names: Names, classes: int = 1, most: int = 60, instead: str = "") -> Any:
    """A field for points set with the finger, none at first; `pads.read_places` makes numbers of it."""
    return field(default="", metadata={"knob": Knob("places", names, classes=classes, most=most, instead=instead)})


def knobs(settings: type[Any]) -> dict[str, Knob]:
    """The knobs of a settings class by key, in the order they are written."""
    return {f.name: f.metadata["knob"] for f in dataclasses.fields(settings)}


def defaults(settings: type[Any]) -> dict[str, SettingValue]:
    """The default of every key."""
    return dataclasses.asdict(settings())


def changed(
    settings: type[Any], before: Mapping[str, SettingValue], changes: Mapping[str, SettingValue]
) -> dict[str, SettingValue]:
    """The settings `before` with `changes`, and without points in whose place something else is asked for now."""
    away = {key: "" for key, knob in knobs(settings).items() if knob.instead in changes and before.get(key)}
    return {**before, **away, **changes}


def parse(settings: type[S], given: Mapping[str, SettingValue]) -> S:
    """Settings with `given` applied; values may be text, as a command line has them.

    Raises DemoError, one sentence, for an unknown key, a wrong type or a value out of its range.
    """
    known = knobs(settings)
    values = {}
    for key, value in given.items():
        if key not in known:
            keys = list(known)
            raise DemoError(
                f"There is no setting “{_short(key)}”; there are {', '.join(keys)}.",
                f"没有“{_short(key)}”这个设置，可用的有：{'、'.join(keys)}。",
            )
        values[key] = parse_value(key, known[key], value)
    return settings(**values)


def parse_value(key: str, knob: Knob, value: object) -> SettingValue:
    """`value` as `knob` wants it. Raises DemoError with the range in it."""
    if knob.kind == "choice":
        return _parse_choice(key, knob, value)
    if knob.kind == "function":
        return functions.parse(value if isinstance(value, str) else f"{value}").text
    if knob.kind == "boolean":
        return _parse_boolean(key, knob, value)
    if knob.kind == "sketch":
        return pads.check_sketch(key, str(value), knob.rows, knob.columns)
    if knob.kind == "places":
        return pads.check_places(key, str(value), knob.classes, knob.most)
    if knob.kind == "text":
        return str(value).strip()[: knob.most]
    return _parse_number(key, knob, value)


def range_of(key: str, knob: Knob) -> dict[Language, str]:
    """The range as a clause: `width goes from 1 to 128`."""
    whole = {"en": "", "zh": ""} if knob.kind == "number" else {"en": ", whole numbers only", "zh": "，只取整数"}
    low, high = f"{knob.low:g}", f"{knob.high:g}"
    return {
        "en": f"{key} goes from {low} to {high}{whole['en']}",
        "zh": f"{knob.label('zh')}（{key}）要在 {low} 到 {high} 之间{whole['zh']}",
    }


def describe(settings: type[Any]) -> list[dict[str, Any]]:
    """Every knob as plain JSON data: key, kind, default, label in both languages, range or options."""
    rows = []
    for key, knob in knobs(settings).items():
        row: dict[str, Any] = {
            "key": key,
            "kind": knob.kind,
            "default": defaults(settings)[key],
            "label": {"en": knob.label("en"), "zh": knob.label("zh")},
        }
        if knob.kind in ("number", "integer"):
            row |= {"low": knob.low, "high": knob.high, "step": knob.step, "log": knob.log}
        if knob.kind in ("sketch", "places", "text"):
            row |= {"rows": knob.rows, "columns": knob.columns, "classes": knob.classes, "most": knob.most}
        if knob.options:
            row["options"] = [
                {"value": o.value, "label": {"en": o.names["en"][0], "zh": o.names["zh"][0]}} for o in knob.options
            ]
        rows.append(row)
    return rows


def _parse_number(key: str, knob: Knob, value: object) -> SettingValue:
    read = parse_number(notation.plain(value)) if isinstance(value, str) else value
    allowed = range_of(key, knob)
    shown = _short(value)
    if read is None or isinstance(read, bool) or not isinstance(read, int | float):
        raise DemoError(f"“{shown}” is not a number: {allowed['en']}.", f"“{shown}”不是一个数：{allowed['zh']}。")
    if not knob.low <= read <= knob.high:
        raise DemoError(f"{shown} is out of range: {allowed['en']}.", f"{shown} 超出了范围：{allowed['zh']}。")
    if knob.kind == "number":
        return float(read)
    if read != int(read):
        raise DemoError(f"{shown} is no whole number: {allowed['en']}.", f"{shown} 不是整数：{allowed['zh']}。")
    return int(read)


def _parse_choice(key: str, knob: Knob, value: object) -> SettingValue:
    wanted = str(value).strip().lower()
    for option in knob.options:
        if wanted == option.value or any(wanted in names for names in option.names.values()):
            return option.value
    values = [option.value for option in knob.options]
    shown = _short(value)
    raise DemoError(
        f"“{shown}” is none of the choices: {key} is one of {', '.join(values)}.",
        f"“{shown}”不在可选之列：{knob.label('zh')}（{key}）可选 {'、'.join(values)}。",
    )


def _parse_boolean(key: str, knob: Knob, value: object) -> SettingValue:
    wanted = str(value).strip().lower()
    if wanted in ("true", "1", "1.0", "yes", "on", "是", "开"):
        return True
    if wanted in ("false", "0", "0.0", "no", "off", "否", "关"):
        return False
    shown = _short(value)
    raise DemoError(
        f"“{shown}” is neither true nor false: {key} takes true or false.",
        f"“{shown}”不是 true 或 false：{knob.label('zh')}（{key}）只能取这两个值。",
    )


def _short(value: object) -> str:
    """A value as it may stand in a sentence."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
