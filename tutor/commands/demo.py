"""`tutor demo`: runs a demo without a browser, or lists the demos and their settings."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tutor.commands.lines import check_folder, print_json
from tutor.errors import TutorError


def add(commands: Any) -> None:
    """Describe the command."""
    demo = commands.add_parser("demo", help="run a demo, or list the demos and their settings")
    demo.add_argument("name", nargs="?", metavar="NAME", help="the demo; without it, all are listed")
    demo.add_argument("--set", action="append", default=[], metavar="key=value", help="a setting; may be repeated")
    demo.add_argument("--device", default="auto", help="auto, cpu or cuda (default: auto)")
    demo.add_argument("--seed", type=seed, default=0, metavar="N", help="the same seed gives the same numbers")
    demo.add_argument("--json", action="store_true", help="print one frame a line")
    demo.add_argument("--svg", action="store_true", help="with --json: also the picture in each frame")
    demo.add_argument("--image", type=Path, metavar="FILE.svg", help="write the last picture to this file")
    demo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the demo to its end; exit 0 whether or not it worked out, which its last frame says."""
    from tutor import demos
    from tutor.curriculum import load_curriculum
    from tutor.demos.base import Words
    from tutor.demos.mailbox import NoControls
    from tutor.demos.pace import FixedPace
    from tutor.settings import Settings
    from tutor.types import DemoRequest

    if args.name is None:
        return _list(args.json)
    if args.image is not None:
        check_folder(args.image)
    request = DemoRequest(args.name, _settings(args.set), args.seed, args.device)
    demos.load(args.name)
    words = Words(load_curriculum(Settings.from_environment().data).demos[args.name].sections)
    last = None
    for frame in demos.run(request, NoControls(), FixedPace(), words):
        last = frame
        if args.json:
            plain = frame.to_json()
            if not args.svg:
                del plain["svg"]
            print_json(plain)
        elif sys.stderr.isatty() or frame.done:
            print(frame.caption["en"], file=sys.stderr)
    if args.image is not None and last is not None:
        args.image.write_text(last.svg, encoding="utf-8")
    return 0


def seed(text: str) -> int:
    """A seed from the command line: a whole number from 0."""
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError("must be a whole number from 0 to 999999999")
    return int(text)


def _settings(pairs: list[str]) -> dict[str, str]:
    settings = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise TutorError(f"“{pair}” is no setting; write --set key=value")
        settings[key.strip()] = value.strip()
    return settings


def _list(as_json: bool) -> int:
    from tutor import demos
    from tutor.demos.knobs import describe

    for name in demos.names():
        knobs = describe(demos.load(name).Settings)
        if as_json:
            print_json({"demo": name, "settings": knobs})
            continue
        print(name)
        for knob in knobs:
            print("  " + ", ".join(f"{key}={value}" for key, value in knob.items() if not isinstance(value, dict)))
    return 0
