"""The section “## Numbers” of a demo's words: names, marks, and what a slip in it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum import Curriculum
from tutor.curriculum.demo_numbers import describe_numbers, read_numbers
from tutor.curriculum.document import Document, read_document
from tutor.errors import ContentError

HEAD = "# A demo / 演示\n\n```toml\n```\n\n## Title\n\n### English\n\nA\n\n### 中文\n\n甲\n"


def written(folder: Path, english: str, chinese: str) -> Document:
    path = folder / "demo.md"
    path.write_text(f"{HEAD}\n## Numbers\n\n### English\n\n{english}\n\n### 中文\n\n{chinese}\n", encoding="utf-8")
    return read_document(path)


def test_names_and_marks_are_read_in_their_order(tmp_path: Path) -> None:
    english = "- step: Step\n- loss: Loss: the mean\n- right (%): Accuracy\n- cars (whole): Cars (out)"
    chinese = "- step: 步数\n- loss：损失：均值\n- cars (whole): 小车（出局）\n- right (%): 准确率"
    numbers = read_numbers(written(tmp_path, english, chinese))
    assert [(key, text.kind) for key, text in numbers.items()] == [
        ("step", "steps"),
        ("loss", "plain"),
        ("right", "percent"),
        ("cars", "whole"),
    ]
    assert numbers["loss"].label == {"en": "Loss: the mean", "zh": "损失：均值"}
    assert numbers["cars"].label == {"en": "Cars (out)", "zh": "小车（出局）"}


@pytest.mark.parametrize(
    ("english", "chinese", "reason"),
    [
        ("- loss: Loss", "- loss: 损失\n- right: 准确率", "the two languages differ in right"),
        ("- loss: Loss", "- loss (%): 损失", "the two languages differ in loss"),
        ("- loss: Loss\n- loss: Loss", "- loss: 损失", "“loss” stands there twice"),
        ("- loss (£): Loss", "- loss (£): 损失", "is not “- key: Name”"),
        ("- loss:", "- loss: 损失", "is not “- key: Name”"),
        ("The loss.", "损失。", "is not “- key: Name”"),
    ],
)
def test_slips_are_named(tmp_path: Path, english: str, chinese: str, reason: str) -> None:
    with pytest.raises(ContentError, match=reason):
        read_numbers(written(tmp_path, english, chinese))


def test_a_demo_may_name_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "demo.md"
    path.write_text(HEAD, encoding="utf-8")
    assert read_numbers(read_document(path)) == {}


def test_a_page_gets_them_as_plain_data(curriculum: Curriculum) -> None:
    found = describe_numbers(curriculum.demos["digit_recognition"].numbers)
    assert found[:2] == [
        {"key": "step", "kind": "steps", "label": {"zh": "步数", "en": "Step"}},
        {
            "key": "accuracy",
            "kind": "percent",
            "label": {"zh": "没见过的数字上的准确率", "en": "Accuracy on unseen digits"},
        },
    ]
