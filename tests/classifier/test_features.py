from __future__ import annotations

import re

import numpy as np
import pytest

from tutor.classifier.features import Features, grams, tokens, train_tokenizer

TEXTS = ["what is relu", "什么是神经网络", "how does backprop work", "梯度下降是什么"] * 20


def test_tokens_keep_words_and_part_han() -> None:
    assert tokens("c++ 和 re-lu 的x^2?") == ["c++", "和", "re-lu", "的", "x", "^", "2", "?"]


def test_grams_of_a_short_text_by_hand() -> None:
    assert set(grams("ab 网")) == {"w:ab", "w:网", "b:^_ab", "b:ab_网", "b:网_$"}
    assert set(grams("gradeint")) & set(grams("gradient")) >= {"a:gadeinrt"}
    assert {"c:<re", "c:rel", "c:elu>", "c:<relu"} <= set(grams("relu"))


def test_ids_are_distinct_sorted_and_in_range() -> None:
    features = Features(train_tokenizer(TEXTS, 200, 0))
    ids = features.encode("what is 神经网络 relu relu")
    assert np.all(np.diff(ids) > 0)
    assert ids[0] >= 0
    assert ids[-1] < features.size
    assert len(features.encode("")) <= 1


def test_the_same_texts_give_the_same_tokenizer() -> None:
    assert train_tokenizer(TEXTS, 200, 0) == train_tokenizer(TEXTS, 200, 0)


@pytest.mark.parametrize("text", ["what is 神经网络 relu relu", "梯度下降是什么?", "c++ 和 re-lu 的x^2?", "zzz 龘"])
def test_units_joined_are_the_text_and_latin_words_stay_whole(text: str) -> None:
    units = Features(train_tokenizer(TEXTS, 200, 0)).units(text)
    assert "".join(units).strip() == text
    assert set(re.findall("[a-z]+", text)) >= {
        unit.strip() for unit in units if unit.strip().isascii() and unit.strip().isalpha()
    }
