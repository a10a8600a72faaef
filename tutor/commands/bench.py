"""`tutor bench`: speed, measured here, each figure beside what it is compared with in the same run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tutor.commands.lines import print_json
from tutor.settings import ROOT, Settings

SHARED = ROOT.parent / "shared"
"""Where public benchmarks and real questions lie on the machines we measure on; not part of this repository."""

Named = tuple[str, dict[str, Any]]
"""Figures and what they are: "row" of the table, or the name of what stands beside it."""


def add(commands: Any) -> None:
    """Describe the command."""
    bench = commands.add_parser("bench", help="measure speed on this machine")
    bench.add_argument("what", choices=("classifier", "demos", "app"), nargs="?", default="demos")
    bench.add_argument("--json", action="store_true", help="print the table as JSON")
    bench.add_argument(
        "--corpus", nargs="*", type=Path, metavar="DIR",
        help="classifier: also train and test on these folders of train.jsonl, val.jsonl and test.jsonl "
        "(default: every folder of ../shared/benchmarks)",
    )  # fmt: skip
    bench.add_argument(
        "--keep", action="store_true", help="classifier: also write the rows into the shipped model's card"
    )
    bench.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print the rows, each as soon as it is there."""
    from tutor.device import machine

    settings = Settings.from_environment()
    measured = {"classifier": _classifier, "demos": _demos, "app": _app}[args.what](settings, args)
    if not args.json:
        print(machine())
    rows: list[dict[str, Any]] = []
    beside: dict[str, dict[str, Any]] = {}
    for name, figures in measured:
        if name == "row":
            rows.append(figures)
        else:
            beside[name] = figures
        if not args.json:
            head = "" if name == "row" else f"{name}: "
            print(head + "  ".join(f"{key}={value}" for key, value in figures.items()), flush=True)
    if args.json:
        print_json({"machine": machine(), "rows": rows, **beside})
    if args.keep and args.what == "classifier":
        _keep(rows, machine(), settings)
    return 0


def _keep(rows: list[dict[str, Any]], machine: str, settings: Settings) -> None:
    """Put the rows, and the figures on real questions where they are at hand, into the shipped model's card."""
    from tutor.classifier import load_classifier
    from tutor.classifier.card import write_card
    from tutor.classifier.store import keep_figures
    from tutor.commands.evaluate import figures_of

    files = sorted((SHARED / "questions").glob("*.jsonl"))
    real = figures_of(load_classifier(settings.models), files, settings) if files else {}
    keep_figures(settings.models, "bench", {"machine": machine, "rows": rows, "real": real})
    write_card(settings.models)


def _demos(settings: Settings, _: argparse.Namespace) -> Iterator[Named]:
    from tutor import demos
    from tutor.curriculum import load_curriculum
    from tutor.demos.base import Words
    from tutor.demos.bench import demo_row, rows
    from tutor.device import choose_device

    told = load_curriculum(settings.data).demos
    yield from _named(rows(Words(told["curve_fitting"].sections)))
    for device in dict.fromkeys(["cpu", choose_device("auto").torch_name]):
        for name in demos.names():
            if name != "curve_fitting":
                yield "row", demo_row(name, Words(told[name].sections), device)


def _app(settings: Settings, _: argparse.Namespace) -> Iterator[Named]:
    from tutor.ui.bench import measured

    return measured(settings)


def _classifier(settings: Settings, args: argparse.Namespace) -> Iterator[Named]:
    from tutor.classifier.bench import folder_corpus, own_corpus, rows
    from tutor.classifier.peers import at_hand
    from tutor.dialogue import State
    from tutor.tutor import load_tutor

    peers, missing = at_hand()
    if missing:
        print(f"not measured, not installed: {', '.join(missing)}; pip install -e '.[peers]'", file=sys.stderr)
    folders: list[Path] | None = args.corpus
    if folders is None:
        folders = sorted(path.parent for path in SHARED.glob("benchmarks/*/train.jsonl"))
        if not folders:
            print("no public data sets in ../shared/benchmarks; name some with --corpus", file=sys.stderr)
    tutor = load_tutor(settings)
    own = own_corpus(settings.data, settings.models, SHARED / "questions")
    yield from _named(rows(own, peers, lambda text: tutor.reply(text, State())))
    for folder in folders:
        yield from _named(rows(folder_corpus(folder), peers))


def _named(rows: Iterable[dict[str, Any]]) -> Iterator[Named]:
    return (("row", row) for row in rows)
