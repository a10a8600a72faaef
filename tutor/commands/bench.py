"""`tutor bench`: speed, measured here, each figure beside what it is compared with in the same run."""

from __future__ import annotations

import argparse
from typing import Any

from tutor.commands.lines import print_json
from tutor.errors import TutorError


def add(commands: Any) -> None:
    """Describe the command."""
    bench = commands.add_parser("bench", help="measure speed on this machine")
    bench.add_argument("what", choices=("classifier", "demos", "app"), nargs="?", default="demos")
    bench.add_argument("--json", action="store_true", help="print the table as JSON")
    bench.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print the rows."""
    if args.what != "demos":
        raise TutorError(f"`tutor bench {args.what}` is not measured yet; `tutor bench demos` is")
    from tutor.curriculum import load_curriculum
    from tutor.demos.base import Words
    from tutor.demos.bench import rows
    from tutor.device import machine
    from tutor.settings import Settings

    table = {"machine": machine()}
    curriculum = load_curriculum(Settings.from_environment().data)
    measured = rows(Words(curriculum.demos["curve_fitting"].sections))
    if args.json:
        print_json({**table, "rows": measured})
        return 0
    print(table["machine"])
    for row in measured:
        print("  ".join(f"{key}={value}" for key, value in row.items()))
    return 0
