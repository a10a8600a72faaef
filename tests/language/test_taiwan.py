from __future__ import annotations

import pytest

from tutor.language.normalise import simplify
from tutor.language.script import in_script
from tutor.language.taiwan import READ, SAID, WRITTEN


def test_no_word_stands_twice() -> None:
    assert not SAID.keys() & WRITTEN.keys()
    assert len(set(SAID.values())) == len(SAID)


@pytest.mark.parametrize("word", [*SAID, *WRITTEN])
def test_every_word_is_written_as_it_stands_here(word: str) -> None:
    sentence = in_script(f"说{word}吧", "hant")
    assert sentence == f"說{ {**SAID, **WRITTEN}[word] }吧"


@pytest.mark.parametrize("word", SAID)
def test_what_is_said_is_understood(word: str) -> None:
    assert simplify(f"說說{SAID[word]}吧") == f"说说{word}吧"


@pytest.mark.parametrize("word", READ)
def test_what_is_only_read_is_read(word: str) -> None:
    assert simplify(f"說說{word}吧") == f"说说{READ[word]}吧"
