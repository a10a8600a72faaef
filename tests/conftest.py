"""What several tests share: the content, loaded once, and the shipped tutor, loaded once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.curriculum import Curriculum, load_curriculum
from tutor.settings import Settings
from tutor.tutor import Tutor, load_tutor

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The content folder."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def curriculum(data: Path) -> Curriculum:
    """The content that is shipped."""
    return load_curriculum(data)


@pytest.fixture(scope="session")
def tutor() -> Tutor:
    """The tutor with the model that is shipped."""
    return load_tutor(Settings())
