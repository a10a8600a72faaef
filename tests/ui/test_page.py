"""The words of the page: every one is there in both languages, and none is anywhere else."""

from __future__ import annotations

import re

from tests.ui.stand_in import real_words
from tutor.ui import page

WORDS = real_words().words["page"]


def test_every_word_that_is_named_exists() -> None:
    script = "".join((page.STATIC / name).read_text(encoding="utf-8") for name in page.SCRIPTS)
    html = page.header() + page.welcome() + page.footer()
    named = set(re.findall(r'data-word(?:-label)?="(\w+)"', html)) | set(re.findall(r'word\("(\w+)"', script))
    assert len(named) > 20
    assert named <= set(WORDS)


def test_no_word_stands_in_the_html() -> None:
    html = page.header() + page.welcome() + page.footer()
    assert re.sub(r"<[^>]*>", "", html).strip() == ""


def test_words_cannot_end_the_script_they_stand_in() -> None:
    head = page.head({"x": {"en": "</script><script>alert(1)</script>", "zh": "x"}})
    assert "</script><script>alert" not in head
