"""The demo's words as the curriculum reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum.document import read_document
from tutor.demos.base import Words

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def words() -> Words:
    document = read_document(DATA / "demos" / "curve_fitting.md")
    return Words({name: document.text(name) for name in document.sections})
