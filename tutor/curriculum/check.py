"""The lint for those who write: compares the two languages of a topic and holds data/WRITING.md's measurable rules.

What it finds does not stop a conversation; `load_curriculum` stops at what would. It judges form, never truth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from tutor.curriculum import check_lessons
from tutor.curriculum.curriculum import load_curriculum
from tutor.curriculum.document import Document, Passage, read_document
from tutor.curriculum.questions import Question, read_labelled, training_questions
from tutor.errors import ContentError
from tutor.language import normalise
from tutor.language.normalise import tidy
from tutor.types import Language

LENGTHS: dict[str, dict[Language, tuple[int, int]]] = {
    "Title": {"en": (1, 8), "zh": (2, 20)},
    "Short": {"en": (25, 80), "zh": (45, 160)},
    "Full": {"en": (120, 250), "zh": (200, 450)},
    "Simpler": {"en": (40, 110), "zh": (70, 220)},
    "Example": {"en": (40, 110), "zh": (60, 220)},
    "Why": {"en": (30, 100), "zh": (50, 200)},
}
"""Shortest and longest, in English words and in Chinese characters, code left out."""

QUESTIONS_WANTED = {"topic": 40, "act": 24, "demo": 24}

_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’.\-/][A-Za-z0-9]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
_MATHS = re.compile(r"\$\$.*?\$\$|\\\(.*?\\\)", re.S)
_ENGLISH_STOP = re.compile(r"[.!?](?=[\s”’)]|$)")
_TONE = re.compile(
    r"\b(?:obviously|needless to say|well done|great job|good job|awesome|amazing)\b"
    r"|显然|众所周知|毫无疑问|太棒了|真棒|好棒",
    re.IGNORECASE,
)
"""What talks down to a learner, or praises for nothing."""
_HALF_WIDTH = re.compile(r"(?<=[㐀-鿿])[,;:?!](?=\s|[㐀-鿿]|$)")


def check(data: Path) -> list[ContentError]:
    """Every finding in `data`, each with file and line. An empty list means that all is well."""
    try:
        load_curriculum(data)
    except ContentError as error:
        return [error]
    findings: list[ContentError] = []
    for path in sorted((data / "topics").glob("*.md")):
        document = read_document(path)
        findings += [*_check_topic(document), *check_lessons.check_sums(document)]
    for path in check_lessons.folder(data):
        document = read_document(path)
        findings += [*_check_both_languages(document), *check_lessons.check_sums(document)]
        findings += check_lessons.check_lesson(document, count_words)
    for folder in ("acts", "demos"):
        for path in sorted((data / folder).glob("*.md")):
            findings += _check_both_languages(read_document(path))
    findings += _check_questions(data)
    return findings


def count_words(text: str, language: Language) -> int:
    """English words or Chinese characters in `text`, without code and formulas."""
    prose = _MATHS.sub(" ", _CODE.sub(" ", text))
    return len((_WORD if language == "en" else _HAN).findall(prose))


def _check_topic(document: Document) -> Iterator[ContentError]:
    yield from _check_both_languages(document)
    for name, limits in LENGTHS.items():
        for language, (least, most) in limits.items():
            passage = document.sections[name][language]
            length = count_words(passage.text, language)
            if not least <= length <= most and not (name == "Title" and length == 0):
                unit = "words" if language == "en" else "Chinese characters"
                reason = f"{name} has {length} {unit}; it should have {least} to {most}"
                yield ContentError(document.path, passage.line, reason)
    for language, passage in document.sections["Short"].items():
        sentences = _sentences(passage.text, language)
        if sentences > 3:
            yield ContentError(document.path, passage.line, f"Short has {sentences} sentences; at most 3")


def _sentences(text: str, language: Language) -> int:
    prose = _CODE.sub("x", text)
    return len(_ENGLISH_STOP.findall(prose)) if language == "en" else len(re.findall(r"[。！？]", prose))


def _check_both_languages(document: Document) -> Iterator[ContentError]:
    """Same lists, same code, same numbers in both languages; each language by its own rules."""
    for name, passages in document.sections.items():
        english, chinese = passages["en"], passages["zh"]
        shapes = _shape(english.text), _shape(chinese.text)
        if shapes[0] != shapes[1]:
            reason = f"{name}: English has {shapes[0]}, Chinese has {shapes[1]}"
            yield ContentError(document.path, chinese.line, reason)
        numbers = _numbers(english.text), _numbers(chinese.text)
        if numbers[0] != numbers[1]:
            only = sorted((numbers[0] - numbers[1]) | (numbers[1] - numbers[0]))
            yield ContentError(document.path, chinese.line, f"{name}: numbers in one language only: {', '.join(only)}")
        yield from _check_passage(document, name, english, "en")
        yield from _check_passage(document, name, chinese, "zh")


def _shape(text: str) -> str:
    """The structure of a passage: how many list items and code blocks."""
    types = Counter(token.type for token in MarkdownIt("commonmark").parse(text))
    return f"{types['list_item_open']} list items and {types['fence']} code blocks"


def _numbers(text: str) -> set[str]:
    """The numbers in the prose. Code may print them differently, so it is left out."""
    return {number.replace(",", "") for number in _NUMBER.findall(_CODE.sub(" ", text))}


def _check_passage(document: Document, name: str, passage: Passage, language: Language) -> Iterator[ContentError]:
    prose = _CODE.sub(" ", passage.text)
    for token in MarkdownIt("commonmark").parse(passage.text):
        if token.type in ("html_block", "heading_open"):
            yield ContentError(document.path, passage.line, f"{name}: no HTML and no headings inside a section")
        for child in token.children or ():
            if child.type in ("link_open", "image", "html_inline"):
                reason = f"{name}: no links, pictures or HTML in the prose; sources go in the toml block"
                yield ContentError(document.path, passage.line, reason)
    if re.search(r"[!！]\s*[!！]", prose):
        yield ContentError(document.path, passage.line, f"{name}: one exclamation mark at most")
    if spoken := _TONE.search(prose):
        yield ContentError(document.path, passage.line, f"{name}: “{spoken[0]}” is not how we speak; see WRITING.md")
    if language == "zh" and (found := _HALF_WIDTH.search(prose)):
        near = prose[max(0, found.start() - 6) : found.end() + 4].replace("\n", " ")
        yield ContentError(document.path, passage.line, f"{name}: half-width punctuation in Chinese: “{near}”")


def _is_twice(question: Question, before: Question) -> bool:
    """Whether one of two questions that read alike is nothing new; another script or Taiwan's word is."""
    return before.path == question.path and tidy(before.text) == tidy(question.text)


def _check_questions(data: Path) -> Iterator[ContentError]:
    """Enough lines for every label, no text twice, nothing both trained on and held out."""
    counts: Counter[tuple[str, str]] = Counter()
    places: dict[str, Question] = {}
    for question in training_questions(data):
        label = question.labels[0] if question.labels else "out_of_scope"
        counts[label, question.language or ""] += 1
        key = normalise(question.text)
        if key in places and places[key].labels != question.labels:
            there = f"{places[key].path.name}:{places[key].line}"
            yield ContentError(question.path, question.line, f"“{question.text}” has another label at {there}")
        elif key in places and _is_twice(question, places[key]):
            yield ContentError(question.path, question.line, f"“{question.text}” stands here twice")
        places.setdefault(key, question)
    for label in load_curriculum(data).labels:
        wanted = QUESTIONS_WANTED[label.partition("/")[0]]
        for language in ("en", "zh"):
            if counts[label, language] < wanted:
                path = data / "questions" / language / f"{label}.txt"
                yield ContentError(path, 1, f"has {counts[label, language]} questions; at least {wanted}")
    for path in sorted((data / "heldout").glob("*.jsonl")):
        for question in read_labelled(path):
            if normalise(question.text) in places:
                twin = places[normalise(question.text)]
                reason = f"“{question.text}” is also trained on ({twin.path.name}:{twin.line})"
                yield ContentError(path, question.line, reason)
