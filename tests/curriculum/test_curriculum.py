"""The content that is shipped: complete, and clean by its own lint."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from tutor.curriculum import Curriculum, load_curriculum
from tutor.curriculum.check import check, count_words
from tutor.errors import ContentError

ACTS = """greet goodbye thanks about_tutor help more_detail simpler example repeat why quiz hint next_topic progress
review source explain_yourself compare switch_zh switch_en affirm deny correction feedback stop small_talk""".split()
DEMOS = """curve_fitting decision_boundary gradient_descent house_price digit_recognition tumor_classification
recommendation simple_units activation_functions overfitting gpu_race layer_features self_driving convolution attention
vanishing_gradient inside_tutor train_tutor""".split()
HELDOUT = Path(__file__).parents[2] / "data" / "heldout" / "zh.jsonl"
SHARED_QUESTIONS = Path(__file__).parents[3] / "shared" / "questions"


def test_every_label_of_the_interface_is_there(curriculum: Curriculum) -> None:
    assert len(curriculum.topics) == 71
    assert set(curriculum.acts) == set(ACTS)
    assert set(curriculum.demos) == set(DEMOS)


def test_the_lint_finds_nothing(data: Path) -> None:
    assert [str(finding) for finding in check(data)] == []


def test_every_demo_that_runs_is_built_and_no_other(curriculum: Curriculum) -> None:
    from tutor import demos

    assert {name for name, demo in curriculum.demos.items() if demo.built} == set(demos.names())
    for demo in curriculum.demos.values():
        assert demo.built or (demo.stand_in and curriculum.demos[demo.stand_in].built)


def test_every_topic_has_a_name_in_the_lexicon(curriculum: Curriculum) -> None:
    assert {concept.topic for concept in curriculum.lexicon.concepts} == set(curriculum.topics)


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("prerequisites = [", 'prerequisites = ["nothing_such", ', "no other topic"),
        ("means =", "meanz =", "unknown field “meanz”"),
        ("## Simpler", "## Simple", "is missing|unknown section"),
        ('work = "', 'work = "x', "there is no work"),
    ],
)
def test_slips_of_a_teacher_are_named(copy: Path, old: str, new: str, reason: str) -> None:
    path = copy / "topics" / "layers.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=reason) as caught:
        load_curriculum(copy)
    assert str(path) in str(caught.value)


def test_prerequisites_in_a_circle_are_found(copy: Path) -> None:
    path = copy / "topics" / "artificial_intelligence.md"
    text = re.sub(r"prerequisites = \[.*?\]", 'prerequisites = ["ai_ethics"]', path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="circle"):
        load_curriculum(copy)


@pytest.mark.parametrize(
    ("section", "old", "new", "reason"),
    [
        ("Short", "### English\n", "### English\nIn 1234 it was so. ", "numbers in one language only: 1234"),
        ("Full", "### English\n", "### English\n- a point\n\n", "list items"),
        ("Full", "### English\n", "### English\n[here](http://x.y) ", "no links"),
        ("Simpler", "### 中文\n", "### 中文\n好,", "half-width"),
        ("Why", "### English\n", "### English\nGreat!! ", "exclamation"),
        ("Why", "### English\n", "### English\nObviously, ", "not how we speak"),
        ("Short", "### English\n", "### English\nOne. Two. Three. Four. ", "sentences"),
    ],
)
def test_the_lint_finds_drift_between_languages(copy: Path, section: str, old: str, new: str, reason: str) -> None:
    path = copy / "topics" / "layers.md"
    head, heading, tail = path.read_text(encoding="utf-8").partition(f"## {section}\n")
    path.write_text(head + heading + tail.replace(old, new, 1), encoding="utf-8")
    findings = [str(finding) for finding in check(copy)]
    assert any(re.search(reason, finding) and "layers.md" in finding for finding in findings), findings


@pytest.mark.parametrize(
    ("topic", "line", "reason"),
    [
        ("layers", "为什么叫隐藏层", "“为什么叫隐藏层” stands here twice"),
        ("learning_rate", "为什么叫隐藏层", "has another label at"),
        ("layers", json.loads(HELDOUT.read_text(encoding="utf-8").splitlines()[0])["text"], "is also trained on"),
    ],
)
def test_a_question_stands_in_one_place(copy: Path, topic: str, line: str, reason: str) -> None:
    with (copy / "questions" / "zh" / "topic" / f"{topic}.txt").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert any(reason in str(finding) for finding in check(copy))


def test_the_same_question_in_another_script_is_one_of_its_own(copy: Path) -> None:
    with (copy / "questions" / "zh" / "topic" / "layers.txt").open("a", encoding="utf-8") as file:
        file.write("為什麼叫隱藏層\n")
    assert check(copy) == []


def test_words_are_counted_by_hand() -> None:
    assert count_words("A short-lived `code x` one: 3.5 km.", "en") == 5
    assert count_words("用 PyTorch 训练 3 层网络。", "zh") == 6


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def test_nothing_that_measures_stands_in_the_content(data: Path) -> None:
    """No question of real learners, of 12 letters or 8 Chinese characters and more, may be learnt from."""
    if not SHARED_QUESTIONS.is_dir():
        pytest.skip("../shared/questions is not here")
    asked = set()
    for path in SHARED_QUESTIONS.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = plain(json.loads(line)["text"])
            if len(text) >= 12 or (len(text) >= 8 and not text.isascii()):
                asked.add(text)
    files = [path for path in data.rglob("*") if path.suffix in (".md", ".txt", ".toml")]
    lines = {plain(line): path.name for path in files for line in path.read_text(encoding="utf-8").splitlines()}
    for path in (data / "heldout").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            lines[plain(json.loads(line)["text"])] = path.name
    assert {text: lines[text] for text in asked & set(lines)} == {}
