from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tutor.classifier.examples import digest, example, own_examples
from tutor.classifier.variants import nonsense, variants
from tutor.curriculum.lexicon import Concept, Lexicon
from tutor.curriculum.questions import Question

HERE = Path(__file__)


@pytest.mark.parametrize(
    ("labels", "in_scope"), [(("topic/a",), True), (("demo/a",), True), (("act/a",), False), ((), False)]
)
def test_what_the_gate_learns(labels: tuple[str, ...], in_scope: bool) -> None:
    assert example(Question("A?", labels, "en", HERE, 1)).in_scope is in_scope


def test_a_name_in_all_its_forms() -> None:
    found = set(variants(Lexicon((Concept("gradient_descent", {"en": ("gradient descent",), "zh": ("梯度下降",)}),))))
    assert ("what is gradient descent", "gradient_descent", "en") in found
    assert ("梯度下降是什么", "gradient_descent", "zh") in found
    assert ("gradient descent 是什么", "gradient_descent", "zh") in found
    assert ("ti du xia jiang", "gradient_descent", "zh") in found
    assert ("tidu xiajiang", "gradient_descent", "zh") in found


def test_nonsense_is_always_the_same() -> None:
    assert list(nonsense()) == list(nonsense())


def test_no_text_is_learnt_twice_or_both_learnt_and_held_out(data: Path) -> None:
    train, held_out = own_examples(data)
    texts = [one.text for one in train]
    assert len(set(texts)) == len(texts)
    assert set(texts) & {one.text for one in held_out if len(one.text) > 12} == set()


def test_the_digest_covers_what_training_reads_and_nothing_else(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "data"))
    before = digest(copy)
    answer = copy / "topics" / "layers.md"
    answer.write_text(answer.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert digest(copy) == before
    question = copy / "questions" / "en" / "topic" / "layers.txt"
    question.write_text(question.read_text(encoding="utf-8") + "one more\n", encoding="utf-8")
    assert digest(copy) != before
