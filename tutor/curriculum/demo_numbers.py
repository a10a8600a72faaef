"""What a demo's numbers are called and how they are written: the section “## Numbers” of data/demos/<name>.md.

Each line there is `- key: Name`, or `- key (%): Name` and `- key (whole): Name` for a share and for a count. The key
`step` stands for how far the run is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tutor.curriculum.document import Document, Passage
from tutor.curriculum.topic import Text
from tutor.errors import ContentError
from tutor.types import LANGUAGES

Kind = Literal["plain", "percent", "whole", "steps"]

MARKS: Mapping[str | None, Kind] = {None: "plain", "%": "percent", "whole": "whole"}
_LINE = re.compile(r"- (?P<key>\w+)(?: \((?P<mark>[^()]*)\))?[:：] *(?P<name>\S.*)")


@dataclass(frozen=True)
class NumberText:
    """A number's name in both languages, and how it is written."""

    label: Text
    kind: Kind


def read_numbers(document: Document) -> dict[str, NumberText]:
    """The section's numbers by key, in its order; none without the section. Raises ContentError with file and line."""
    if "Numbers" not in document.sections:
        return {}
    passages = document.sections["Numbers"]
    found = {language: _listed(document, passages[language]) for language in LANGUAGES}
    english, chinese = ({key: kind for key, (kind, _) in found[language].items()} for language in ("en", "zh"))
    if english != chinese:
        odd = ", ".join(sorted({key for key, _ in english.items() ^ chinese.items()}))
        raise ContentError(document.path, passages["zh"].line, f"Numbers: the two languages differ in {odd}")
    return {
        key: NumberText({language: found[language][key][1] for language in LANGUAGES}, kind)
        for key, kind in english.items()
    }


def describe_numbers(numbers: Mapping[str, NumberText]) -> list[dict[str, Any]]:
    """The numbers as plain data for a page, in their order."""
    return [{"key": key, "kind": text.kind, "label": dict(text.label)} for key, text in numbers.items()]


def _listed(document: Document, passage: Passage) -> dict[str, tuple[Kind, str]]:
    """The lines of a passage as kind and name by key."""
    found: dict[str, tuple[Kind, str]] = {}
    for line in filter(None, map(str.strip, passage.text.splitlines())):
        read = _LINE.fullmatch(line)
        if read is None or read["mark"] not in MARKS:
            reason = f"Numbers: “{line}” is not “- key: Name”, with (%) or (whole) after the key where it is one"
            raise ContentError(document.path, passage.line, reason)
        if read["key"] in found:
            raise ContentError(document.path, passage.line, f"Numbers: “{read['key']}” stands there twice")
        found[read["key"]] = ("steps" if read["key"] == "step" else MARKS[read["mark"]], read["name"])
    return found
