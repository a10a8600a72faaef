"""Lines in and lines out: UTF-8, one JSON object a line, a line ending at \\n and nowhere else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tutor.errors import TutorError
from tutor.types import Reply


def input_lines() -> Iterator[str]:
    """The lines of standard input. Bytes that are not UTF-8 become �, so that every line gets its reply."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def print_json(plain: Any) -> None:
    """One line of JSON in UTF-8, whatever the terminal's encoding. Lone surrogates become question marks."""
    line = json.dumps(plain, ensure_ascii=False, allow_nan=False) + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(line.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def print_reply(reply: Reply) -> None:
    """The reply as a person reads it in a terminal."""
    lines = [reply.answer, ""]
    lines += [f"  [{s.title}{', ' + s.section if s.section else ''}]" for s in reply.sources]
    lines += [f"  > {suggestion}" for suggestion in reply.suggestions]
    text = "\n".join(lines).rstrip() + "\n\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def check_folder(path: Path) -> None:
    """Raise TutorError where no file can be written to `path`, before any work is done for it."""
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise TutorError(f"{path} cannot be written; name a file in a folder that exists")
