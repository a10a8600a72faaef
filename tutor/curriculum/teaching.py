"""The numbers and the order that teaching goes by (data/teaching.toml). Estimates nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tutor.curriculum.sources import read_toml
from tutor.errors import ContentError


@dataclass(frozen=True)
class Chances:
    """What Bayesian knowledge tracing assumes, each a probability; `known` and `shaky` are where a concept counts as
    such."""

    start: float
    learns: float
    slips: float
    guess_fill_in: float
    guess_own_words: float
    guess_demo: float
    hint: float
    second_try: float
    known: float
    shaky: float


@dataclass(frozen=True)
class Teaching:
    """Chances, the estimates below which all hints or two are there, and the path: article first, then primer."""

    chances: Chances
    all_hints: float
    two_hints: float
    article: tuple[str, ...]
    primer: tuple[str, ...]
    aside: tuple[str, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """Every topic to be mastered, in order."""
        return self.article + self.primer


def read_teaching(path: Path) -> Teaching:
    """Read teaching.toml. Raises ContentError where a number is missing or no probability."""
    plain = read_toml(path)
    chances, hints, steps = plain.get("mastery", {}), plain.get("hints", {}), plain.get("path", {})
    values = {field.name: _chance(path, chances, field.name) for field in fields(Chances)}
    lists = {name: _ids(path, steps, name) for name in ("article", "primer", "aside")}
    return Teaching(Chances(**values), _chance(path, hints, "all"), _chance(path, hints, "two"), **lists)


def _chance(path: Path, table: Mapping[str, Any], name: str) -> float:
    value = table.get(name)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ContentError(path, 1, f"“{name}” must be a number from 0 to 1, not {value!r}")
    return float(value)


def _ids(path: Path, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = table.get(name)
    if not isinstance(value, list) or len(set(map(str, value))) < len(value):
        raise ContentError(path, 1, f"[path] “{name}” must list each topic once")
    return tuple(map(str, value))
