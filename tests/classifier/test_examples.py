from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tutor.classifier.examples import Example, digest, example, own_examples, with_slips
from tutor.classifier.variants import CODE_TOPIC, Variant, named, nonsense, slip
from tutor.curriculum import Curriculum
from tutor.curriculum.lexicon import Concept, Lexicon
from tutor.curriculum.questions import Question

HERE = Path(__file__)


@pytest.mark.parametrize(
    ("labels", "in_scope"), [(("topic/a",), True), (("demo/a",), True), (("act/a",), False), ((), False)]
)
def test_what_the_gate_learns(labels: tuple[str, ...], in_scope: bool) -> None:
    assert example(Question("A?", labels, "en", HERE, 1)).in_scope is in_scope


def test_a_name_in_all_its_forms() -> None:
    concept = Concept("gradient_descent", {"en": ("gradient descent",), "zh": ("梯度下降",)})
    found = set(named(Lexicon((concept,))))
    assert Variant("gradient descent", "gradient_descent", "en", alone=True) in found
    assert Variant("what is gradient descent", "gradient_descent", "en") in found
    assert Variant("what is gradient descent in python code", "training_loop", "en") in found
    assert Variant("梯度下降是什么", "gradient_descent", "zh") in found
    assert Variant("gradient descent 是什么", "gradient_descent", "zh") in found
    assert Variant("ti du xia jiang", "gradient_descent", "zh") in found
    assert Variant("tidu xiajiang", "gradient_descent", "zh") in found


def test_where_code_is_taught_exists(curriculum: Curriculum) -> None:
    assert {*CODE_TOPIC, *CODE_TOPIC.values()} <= set(curriculum.topics)


def test_nonsense_is_always_the_same() -> None:
    assert list(nonsense(["一二三"])) == list(nonsense(["一二三"]))
    assert any(set(one.text) <= set("一二三") for one in nonsense(["一二三"]))


@pytest.mark.parametrize("text", ["what is a gradient", "什么是神经网络的梯度", "ab", "梯度"])
def test_a_slip_is_one_character_away(text: str) -> None:
    for seed in range(20):
        slipped = slip(text, random.Random(seed))
        assert abs(len(slipped) - len(text)) <= 1
        assert sum((Counter(text) - Counter(slipped)).values()) <= 1


def test_slips_are_learnt_only_now_and_then() -> None:
    examples = [Example("what is a gradient", "topic/a", "en", True)]
    first, second = with_slips(examples, 0)
    assert first == examples[0]
    assert (second.label, second.written, second.always) == ("topic/a", False, False)


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
