from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum.questions import read_labelled, training_questions
from tutor.errors import ContentError


def test_the_label_is_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "questions/zh/topic").mkdir(parents=True)
    (tmp_path / "questions/zh/topic/relu.txt").write_text("# note\nrelu 是什么\n\n激活函数\n", encoding="utf-8")
    (tmp_path / "out_of_scope/en").mkdir(parents=True)
    (tmp_path / "out_of_scope/en/food.txt").write_text("pizza near me\n", encoding="utf-8")
    found = [(q.text, q.labels, q.language, q.line) for q in training_questions(tmp_path)]
    assert found == [
        ("relu 是什么", ("topic/relu",), "zh", 2),
        ("激活函数", ("topic/relu",), "zh", 4),
        ("pizza near me", (), "en", 1),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ('{"labels": []}', "“text” must be"),
        ('{"text": " ", "labels": []}', "“text” must be"),
        ('{"text": "a", "labels": "b"}', "“labels” must be"),
        ('{"text": "a", "labels": [1]}', "“labels” must be"),
        ('{"text": "a", "labels": [], "lang": 1}', "“lang” must be"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"text": "ok", "labels": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ContentError, match=reason) as caught:
        read_labelled(path)
    assert str(caught.value).startswith(f"{path}:2: ")


def test_a_line_ends_at_newline_alone(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"text": "a\u2028b", "labels": []}\n', encoding="utf-8")
    assert [q.text for q in read_labelled(path)] == ["a\u2028b"]


def test_a_missing_or_empty_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no such file"):
        read_labelled(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(ContentError, match="holds no questions"):
        read_labelled(tmp_path / "empty.jsonl")
