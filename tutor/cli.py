"""The command `tutor`: parse, call one function, print. What each command does stands in `tutor.commands`.

Exit codes: 0 done, 1 a floor not met, 2 bad usage or bad input; an error is one line on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from tutor import __version__
from tutor.errors import TutorError

COMMANDS = ("serve", "ask", "chat", "demo", "train", "evaluate", "bench", "check")


class _OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line that says what to do."""

    def error(self, message: str) -> NoReturn:
        raise TutorError(f"{message}; see `{self.prog} --help`")


def parser() -> argparse.ArgumentParser:
    """The whole command line. Builds it without loading torch or gradio."""
    whole = _OneLineParser(
        prog="tutor", description="A chat that teaches what deep learning is, in Chinese and English."
    )
    whole.add_argument("--version", action="version", version=f"tutor {__version__}")
    commands = whole.add_subparsers(metavar="COMMAND", required=True, parser_class=_OneLineParser)
    for name in COMMANDS:
        import_module(f"tutor.commands.{name}").add(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code."""
    parsed = parser().parse_args(arguments)
    code: int = parsed.run(parsed)
    return code


def main() -> None:
    """The entry point: like `run`, with errors on standard error."""
    try:
        code = run(sys.argv[1:])
    except TutorError as error:
        print(f"tutor: {error}", file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code)
