"""Plays the golden conversations of this folder with the shipped tutor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.dialogue import State
from tutor.tutor import Tutor
from tutor.types import Reply

FILES = sorted(Path(__file__).parent.glob("*.txt"))

Turn = tuple[str, list[tuple[int, str, str]]]


def turns(path: Path) -> list[Turn]:
    """The learner's messages, each with its expectations: line number, key and value."""
    found: list[Turn] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith(">"):
            found.append((line.removeprefix(">").strip(), []))
        elif line.strip() and not line.startswith("#"):
            key, colon, value = line.partition(":")
            assert colon, f"{path.name}:{number}: write “key: value”"
            assert found, f"{path.name}:{number}: begins before the first “>” line"
            found[-1][1].append((number, key.strip(), value.strip()))
    return found


def holds(reply: Reply, key: str, value: str) -> bool:
    """Whether the expectation `key: value` is true of `reply`."""
    if key == "says":
        return value.lower() in reply.answer.lower()
    if key == "labels":
        return reply.labels == tuple(value.split())
    if key == "set":
        name, _, wanted = (part.strip() for part in value.partition("="))
        return reply.demo is not None and str(reply.demo.settings.get(name)) == wanted
    if key in ("kind", "label", "language"):
        return str(getattr(reply, key)) == value
    raise AssertionError(f"“{key}” is nothing that can be expected; see README.md")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(tutor: Tutor, path: Path) -> None:
    state = State()
    for text, expectations in turns(path):
        reply, state = tutor.reply(text, state)
        for number, key, value in expectations:
            got = f"{reply.kind} {reply.label} {reply.labels} {reply.language} {reply.demo}"
            assert holds(reply, key, value), f"{path.name}:{number}: {key}: {value}, but “{text}” got {got}"


def test_there_are_conversations_in_both_languages() -> None:
    names = [path.stem for path in FILES]
    assert any(name.startswith("en_") for name in names)
    assert any(name.startswith("zh_") for name in names)
