"""Lessons: read as they are written, refused where a quiz would break, their code run."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

from tutor.curriculum.check import count_words
from tutor.curriculum.check_lessons import check_lesson, check_sums, folder
from tutor.curriculum.document import read_document
from tutor.curriculum.lesson import Lessons, read_lesson
from tutor.errors import ContentError
from tutor.types import LANGUAGES

DATA = Path(__file__).parents[2] / "data"
CODE = re.compile(r"^```python\n(?P<code>.*?)^```(?:\n\n```text\n(?P<prints>.*?)^```)?", re.M | re.S)


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "lessons" / "overfitting.md", tmp_path))


def findings(path: Path) -> list[str]:
    document = read_document(path)
    return [str(finding) for finding in (*check_sums(document), *check_lesson(document, count_words))]


def test_reads_every_kind_of_exercise() -> None:
    lesson = Lessons(DATA / "lessons")["overfitting"]
    choice, number, words, _ = lesson.exercises
    assert [exercise.kind for exercise in lesson.exercises] == ["choice", "fill_in", "own_words", "choice"]
    assert choice.id == "overfitting-1"
    assert [mark.role for mark in choice.sides["zh"].marks] == ["wrong", "wrong", "right", "wrong"]
    assert choice.sides["zh"].having("right")[0].text == "过拟合"
    assert number.sides["en"].marks[0].text == "17 ± 0.01"
    assert "squared" in number.sides["en"].marks[0].reason
    assert len(words.sides["en"].having("point")) == 2
    assert all(len(side.hints) == 3 for exercise in lesson.exercises for side in exercise.sides.values())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("- [x] It is overfitting", "- [ ] It is overfitting", "exactly one"),
        ("1. Compare what the two sets are for: which of them has the network been shown?\n", "", "needs 3"),
        ("  Yes. It gets better on what it has seen and worse on what it hasn't: it is learning chance details by "
         "heart.\n", "", "needs a reason"),
        ("- ≠ 34 ± 0.01\n  34 是平方和，还要除以验证点的个数。", "这一行不对", "neither an option"),
        ("## Question 3", "## Riddle 3", "unknown section"),
        ("- + 背 |", "- ≠ 背 |", "same points"),
        ("checks = [", "cheques = [", "unknown field"),
        ("## Misconception 2", "## Question 9", "beliefs"),
    ],
)  # fmt: skip
def test_says_where_a_quiz_would_break(lesson: Path, old: str, new: str, reason: str) -> None:
    text = lesson.read_text("utf-8")
    assert old in text
    lesson.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ContentError, match=reason):
        read_lesson(read_document(lesson))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("(9 + 25) / 2 = 17", "(9 + 25) / 2 = 18", "it comes to 17"),
        ("0.8 / 5 = 0.16", "0.8 / 5 = 0.25", "is not so"),
        ("- = 17 ± 0.01\n  每个", "- = 18 ± 0.01\n  每个", "other numbers"),
        ("3. The name is", "3. Overfitting is", ""),
        ("1. Compare what", "1. It is overfitting. Compare what", "the answer itself"),
    ],
)
def test_the_lint_finds_what_spoils_a_lesson(lesson: Path, old: str, new: str, reason: str) -> None:
    assert findings(lesson) == []
    text = lesson.read_text("utf-8")
    assert old in text
    lesson.write_text(text.replace(old, new), "utf-8")
    found = findings(lesson)
    assert bool(found) == bool(reason)
    assert not reason or re.search(reason, found[0])


def blocks() -> list[tuple[str, str, str | None]]:
    found = []
    for path in (*folder(DATA), *sorted((DATA / "topics").glob("*.md"))):
        document = read_document(path)
        for section, passages in document.sections.items():
            for language in LANGUAGES:
                for block in CODE.finditer(passages[language].text):
                    found.append((f"{path.stem}, {section}, {language}", block["code"], block["prints"]))
    return found


@pytest.mark.parametrize(("where", "code", "prints"), blocks())
def test_code_shown_runs_and_prints_what_is_said(
    where: str, code: str, prints: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, where, "exec"), {"__name__": "lesson"})
    if prints is not None:
        assert printed.getvalue().strip() == prints.strip()
