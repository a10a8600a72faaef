"""The words of the page: every one is there in both languages, and none is anywhere else. And what its head tells."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.ui.stand_in import real_words
from tutor.ui import page
from tutor.ui.routes import PICTURES

WORDS = real_words().words["page"]
HTML = page.header() + page.welcome() + page.notices() + page.footer()
COMMENT = re.compile(r"^\s*//.*$|\s//\s.*$", re.MULTILINE)
LITERAL = re.compile(r'"([^"\n]*)"|`([^`]*)`')
GRADIOS = re.compile(r"const GRADIO = \{.*?\};", re.DOTALL)


def script(name: str) -> str:
    return COMMENT.sub("", (page.STATIC / name).read_text(encoding="utf-8"))


def test_every_word_that_is_named_exists_and_no_other() -> None:
    scripts = "".join(map(script, page.SCRIPTS))
    named = set(re.findall(r'data-(?:word|word-label|word-hint)="(\w+)"', HTML))
    assert len(named) > 20
    assert named <= set(WORDS)
    assert set(re.findall(r'word\("(\w+)"', scripts)) <= set(WORDS)
    told = scripts + "".join(path.read_text(encoding="utf-8") for path in page.STATIC.parent.glob("*.py"))
    assert [key for key in WORDS if key not in named and f'"{key}"' not in told] == []


def test_no_word_stands_in_the_html() -> None:
    assert re.sub(r"<[^>]*>", "", HTML).strip() == ""
    assert re.findall(r'(?:title|aria-label|placeholder|alt)="[^"]+"', HTML) == []


@pytest.mark.parametrize("name", page.SCRIPTS)
def test_no_word_stands_in_a_script(name: str) -> None:
    texts = [one or other for one, other in LITERAL.findall(GRADIOS.sub("", script(name)))]
    sentences = [
        text for text in texts if re.search(r"[㐀-鿿]|\b[A-Z][a-z]+ [a-z]+|[a-z]{2,}, [a-z]{2,}|\w[.!?]$", text)
    ]
    assert [text for text in sentences if not re.search(r"[#.\[:][\w-]+[\])]?", text)] == []


def test_words_cannot_end_the_script_they_stand_in() -> None:
    evil = {"en": "</script><script>alert(1)</script>", "zh": "</style>"}
    head = page.head({**WORDS, "x": evil, "sentence": evil})
    assert "<script>alert" not in head
    assert head.count("</style>") == 1


def test_the_colours_behind_everything_are_those_of_the_stylesheet() -> None:
    look = (page.STATIC / "tutor.css").read_text(encoding="utf-8")
    assert re.findall(r"--paper: (#\w+)", look) == [page.GROUND, page.DARK_GROUND]


def test_a_shared_address_shows_a_picture_where_the_address_is_known() -> None:
    assert "og:image" not in page.head(WORDS)
    assert 'content="https://a.example/tutor/social.png"' in page.head(WORDS, "https://a.example/")


SIZES = {"icon-192.png": (192, 192), "icon-512.png": (512, 512), "social.png": (1200, 630)}


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_the_pages_pictures_have_the_size_that_others_expect(name: str, size: tuple[int, int]) -> None:
    assert name in PICTURES
    with Image.open(page.STATIC / name) as picture:
        assert picture.size == size
