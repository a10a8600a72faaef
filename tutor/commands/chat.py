"""`tutor chat`: one conversation in the terminal, every line the next turn."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.lines import check_folder, input_lines, print_json, print_reply
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.dialogue import State


def add(commands: Any) -> None:
    """Describe the command."""
    chat = commands.add_parser("chat", help="hold a conversation in the terminal")
    chat.add_argument("--json", action="store_true", help="one line of JSON a turn, with the state after it")
    chat.add_argument("--state", type=Path, metavar="FILE.json", help="start from this state, write it at the end")
    chat.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer line after line; the state goes from turn to turn and at the end into the file."""
    from tutor.settings import Settings
    from tutor.tutor import load_tutor

    if args.state is not None:
        check_folder(args.state)
    state = _read_state(args.state)
    tutor = load_tutor(Settings.from_environment())
    asks = sys.stdin.isatty() and not args.json
    try:
        for line in _prompted() if asks else input_lines():
            reply, state = tutor.reply(line, state)
            if args.json:
                print_json({**reply.to_json(), "state": state.to_json()})
            else:
                print_reply(reply)
    finally:
        if args.state is not None:
            args.state.write_text(json.dumps(state.to_json(), ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _prompted() -> Any:
    """Lines typed at a prompt, until end of input."""
    while True:
        try:
            yield input("> ")
        except EOFError:
            return


def _read_state(path: Path | None) -> State:
    from tutor.dialogue import State

    if path is None or not path.exists():
        return State()
    try:
        return State.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise TutorError(f"{path} holds no state that can be read; delete it or name another file") from error
