"""What people type, with the label it should get: the training lines of data/ and labelled JSONL files.

Knows files and lines only; what may stand together is `check`'s business, what is learnt from it the classifier's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import ContentError
from tutor.types import LANGUAGES

LABEL_KINDS = ("topic", "act", "demo")


@dataclass(frozen=True)
class Question:
    """A text and its labels, best first; none: out of scope. `path` and `line` say where it stands."""

    text: str
    labels: tuple[str, ...]
    language: str | None
    path: Path
    line: int


def training_files(data: Path) -> list[Path]:
    """Every file of training lines in a fixed order: questions by label, then what is out of scope."""
    return sorted(data.glob("questions/*/*/*.txt")) + sorted(data.glob("out_of_scope/*/*.txt"))


def training_questions(data: Path) -> Iterator[Question]:
    """Every training line under `data`, the label read off the file's place."""
    for path in training_files(data):
        labels: tuple[str, ...] = ()
        if path.parts[-4:-3] == ("questions",):
            language, kind = path.parts[-3], path.parts[-2]
            labels = (f"{kind}/{path.stem}",)
        else:
            language, kind = path.parts[-2], None
        if language not in LANGUAGES or (kind is not None and kind not in LABEL_KINDS):
            raise ContentError(path, 1, "training lines lie in questions/<en|zh>/<topic|act|demo>/<id>.txt")
        for number, text in text_lines(path):
            yield Question(text, labels, language, path, number)


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a plain list with their numbers, without blank lines and # comments."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def read_labelled(path: Path) -> list[Question]:
    """The labelled questions of a JSONL file. Raises ContentError as `FILE:LINE: reason` at the first bad line."""
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError(path, 0, "there is no such file") from error
    except (UnicodeDecodeError, IsADirectoryError) as error:
        raise ContentError(path, 0, "is not a UTF-8 text file") from error
    questions = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            questions.append(_parse(line, path, number))
    if not questions:
        raise ContentError(path, 0, "holds no questions")
    return questions


def _parse(line: str, path: Path, number: int) -> Question:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ContentError(path, number, f"is not JSON ({error.msg})") from error
    if not isinstance(entry, dict):
        raise ContentError(path, number, 'must be an object like {"text": …, "labels": […]}')
    text, labels, language = entry.get("text"), entry.get("labels"), entry.get("lang")
    if not isinstance(text, str) or not text.strip():
        raise ContentError(path, number, "“text” must be a text that is not empty")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ContentError(path, number, "“labels” must be a list of texts; [] means out of scope")
    if language is not None and not isinstance(language, str):
        raise ContentError(path, number, "“lang” must be a text such as en or zh")
    return Question(text, tuple(labels), language, path, number)
