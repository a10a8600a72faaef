from __future__ import annotations

import unicodedata

import pytest
from pypinyin import pinyin_dict

from tutor.language.pinyin import SYLLABLES, is_pinyin, syllables


def test_the_syllables_are_those_of_a_dictionary_of_all_characters() -> None:
    spoken: set[str] = set()
    for readings in pinyin_dict.pinyin_dict.values():
        for reading in readings.split(","):
            plain = unicodedata.normalize("NFD", reading).replace("ü", "v")
            spoken.add("".join(c for c in plain if c.isascii() and c.isalpha()))
    interjections = {"ng", "hm", "hng"}
    assert {syllable for syllable in spoken if len(syllable) > 1} - interjections == SYLLABLES


@pytest.mark.parametrize(
    ("word", "count"), [("shenme", 2), ("xian", 1), ("wangluo", 2), ("gradient", 0), ("", 0), ("machine", 3)]
)
def test_words_split_into_as_few_syllables_as_they_can(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("shenme shi shenjing wangluo", True),
        ("juanji", False),
        ("shenduxuexi", True),
        ("machine", False),
        ("women you meiyou gpu", False),
        ("women meiyou can", True),
        ("the machine", False),
    ],
)
def test_english_is_no_pinyin(text: str, pinyin: bool) -> None:
    assert is_pinyin(text.split(), {"the", "you", "can"}) is pinyin
