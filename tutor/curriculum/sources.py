"""The works that answers rest on (data/sources.toml), and citations turned into sources a learner can follow."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.errors import ContentError
from tutor.types import Language, Source


@dataclass(frozen=True)
class Work:
    """A book, paper, article or documentation. Only the article names its sections, in both languages."""

    title: str
    url: str | None = None
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Citation:
    """A work and the place in it; `section` is a key of the work's sections where it has any, else free text."""

    work: Work
    section: str = ""

    def source(self, language: Language) -> Source:
        """The citation as shown to a learner in `language`."""
        names = self.work.sections.get(self.section)
        return Source(self.work.title, names[language] if names else self.section, self.work.url)


def read_toml(path: Path) -> dict[str, Any]:
    """The TOML file at `path`; ContentError with its line where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(path, 1, "file is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, 1, f"cannot be read as TOML: {error}") from error


def read_works(path: Path) -> dict[str, Work]:
    """Every work of sources.toml by its key."""
    works: dict[str, Work] = {}
    for key, entry in read_toml(path).items():
        if not isinstance(entry, dict) or not isinstance(entry.get("title"), str):
            raise ContentError(path, 1, f"[{key}] needs a title")
        works[key] = Work(entry["title"], entry.get("url"), entry.get("sections", {}))
    return works


def cite(entry: Any, works: Mapping[str, Work]) -> Citation:
    """A topic's `{ work = "dlbook", section = "6.2" }` or inline `{ title = …, url = … }` as a Citation.

    Raises ValueError saying what is wrong with it.
    """
    if not isinstance(entry, dict):
        raise ValueError('a source is written { work = "…", section = "…" }')
    section = entry.get("section", "")
    if "title" in entry:
        return Citation(Work(entry["title"], entry.get("url")), section)
    key = str(entry.get("work"))
    if key not in works:
        raise ValueError(f"there is no work “{key}” in sources.toml")
    if works[key].sections and section not in works[key].sections:
        raise ValueError(f"“{key}” has no section “{section}”; it has {', '.join(works[key].sections)}")
    return Citation(works[key], section)
