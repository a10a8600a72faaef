"""The demo's words as the curriculum reads them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from tutor.curriculum.document import read_document
from tutor.demos.base import Words

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def words_of() -> Callable[[str], Words]:
    def read(name: str) -> Words:
        document = read_document(DATA / "demos" / f"{name}.md")
        return Words({section: document.text(section) for section in document.sections})

    return lru_cache(maxsize=32)(read)


@pytest.fixture(scope="session")
def words(words_of: Callable[[str], Words]) -> Words:
    return words_of("curve_fitting")
