"""What a learner changes while a demo runs: messages read between two pictures.

A mailbox is a file to which each change is appended as one line of JSON, so that it survives a fork, pickling
and a process of its own; nothing is locked and nothing is lost when both ends work at once. Does not check what
the changes mean: the demo does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from tutor.types import SettingValue

LARGEST_POST = 4096
LARGEST_FILE = 1 << 20
"""Bytes. What goes beyond is dropped: no slider moves that often in the two minutes a demo may last."""


class NoControls:
    """The controls of a run that nobody touches, as on the command line."""

    def take(self) -> dict[str, SettingValue]:
        """Nothing, ever."""
        return {}


class Mailbox:
    """The controls of one run. `post` at the page's end, `take` at the demo's; both know only the path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0

    def post(self, changes: Mapping[str, SettingValue]) -> bool:
        """Hand `changes` to the run: settings by key, `pause` (bool), `restart` (true). False where dropped."""
        line = json.dumps(dict(changes)).encode() + b"\n"
        if len(line) > LARGEST_POST or self._size() + len(line) > LARGEST_FILE:
            return False
        # One write of one line to the end of the file: two writers cannot mix their lines.
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
        return True

    def take(self) -> dict[str, SettingValue]:
        """All changes since the last call, the newest of each key; empty where there are none."""
        if self._size() <= self._read:
            return {}
        with self.path.open("rb") as file:
            file.seek(self._read)
            whole, newline, _ = file.read(LARGEST_FILE).rpartition(b"\n")
        self._read += len(whole) + len(newline)
        changes: dict[str, SettingValue] = {}
        for line in whole.splitlines():
            changes.update(_read_line(line))
        return changes

    def close(self) -> None:
        """Remove the file; a later `take` finds nothing, and a late `post` starts a file that nobody reads."""
        self.path.unlink(missing_ok=True)

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0


def _read_line(line: bytes) -> dict[str, SettingValue]:
    """The changes in one line; nothing where it is not an object of plain values."""
    try:
        changes = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(changes, dict):
        return {}
    return {key: value for key, value in changes.items() if isinstance(value, bool | int | float | str)}
