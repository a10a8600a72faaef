"""`tutor check`: the content lint, for teachers and for `make check`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Describe the command."""
    check = commands.add_parser("check", help="check the content in data/ and say where to mend it")
    check.add_argument("data", nargs="?", type=Path, metavar="DIR", help="the content folder (default: data/)")
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every finding as FILE:LINE: reason; exit 1 where there is one."""
    from tutor.curriculum.check import check
    from tutor.settings import Settings

    findings = check(args.data or Settings.from_environment().data)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings" if findings else "content: all well", file=sys.stderr)
    return 1 if findings else 0
