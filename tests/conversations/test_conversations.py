"""Plays the golden conversations of this folder with the shipped tutor."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tutor.dialogue import State
from tutor.tutor import Tutor
from tutor.types import Reply

NOW = 1_700_000_000.0
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


def holds(reply: Reply, state: State, key: str, value: str) -> bool:
    """Whether the expectation `key: value` is true of `reply` and the `state` after it."""
    if key == "state":
        path, sign, wanted = re.split(r"\s*([=<>])\s*", value, maxsplit=1)
        return compared(at(state.to_json(), path.strip()), sign, wanted)
    if key == "offers":
        return any(value.lower() in suggestion.lower() for suggestion in reply.suggestions)
    if key == "silent":
        return value.lower() not in reply.answer.lower()
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


def at(plain: Any, path: str) -> Any:
    """The value at `learner.concepts.overfitting.chance` in plain data; None where the way ends."""
    for key in path.split("."):
        if isinstance(plain, list) and key.isdigit():
            plain = plain[int(key)] if int(key) < len(plain) else None
        else:
            plain = plain.get(key) if isinstance(plain, dict) else None
    return plain


def compared(found: Any, sign: str, wanted: str) -> bool:
    """Whether `found` is, is less than or is more than what is `wanted`; lists are written with blanks."""
    if sign == "=":
        shown = " ".join(map(str, found)) if isinstance(found, list) else "nothing" if found is None else str(found)
        return shown == wanted
    return found is not None and (found < float(wanted) if sign == "<" else found > float(wanted))


def seconds(waited: str) -> float:
    """`3 days` in seconds."""
    count, unit = waited.split()
    return float(count) * {"minute": 60, "hour": 3600, "day": 86400}[unit.removesuffix("s")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(tutor: Tutor, path: Path) -> None:
    state, now = State(), NOW
    for text, expectations in turns(path):
        now += 30 + sum(seconds(value) for _, key, value in expectations if key == "after")
        state = State.from_json(json.loads(json.dumps(state.to_json())))
        reply, state = tutor.reply(text, state, now)
        for number, key, value in expectations:
            got = f"{reply.kind} {reply.label} {reply.labels} {reply.language} {reply.demo}"
            reason = f"{path.name}:{number}: {key}: {value}, but “{text}” got {got} “{reply.answer}” {state.to_json()}"
            assert key == "after" or holds(reply, state, key, value), reason


def test_there_are_conversations_in_both_languages() -> None:
    names = [path.stem for path in FILES]
    assert any(name.startswith("en_") for name in names)
    assert any(name.startswith("zh_") for name in names)
