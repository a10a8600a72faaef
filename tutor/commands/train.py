"""`tutor train`: trains the tutor's own classifier, or the very same one on any labelled file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Describe the command."""
    train = commands.add_parser("train", help="train the classifier from data/, or on labelled files")
    train.add_argument("--train", nargs="+", type=Path, metavar="FILE.jsonl", help="labelled files instead of data/")
    train.add_argument("--validation", type=Path, metavar="FILE.jsonl", help="held-out questions for calibration")
    train.add_argument("--out", type=Path, metavar="DIR", help="where the model goes (default: models/)")
    train.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed gives the same weights")
    train.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train, save, and for the tutor's own model measure it on data/heldout and write its card."""
    from tutor.classifier.examples import digest, own_examples, read_examples
    from tutor.classifier.store import half_precision, save
    from tutor.classifier.train import Recipe, train
    from tutor.errors import TutorError
    from tutor.settings import Settings

    settings = Settings.from_environment()
    recipe = Recipe(seed=args.seed)
    if args.train:
        if args.out is None:
            raise TutorError("name a folder with --out for a model trained on other files; models/ is the tutor's own")
        validation = read_examples([args.validation]) if args.validation else []
        trained = train(read_examples(args.train), validation, recipe, _progress)
        half_precision(trained)
        save(trained, args.out, None)
        return 0
    if args.validation:
        raise TutorError("--validation goes with --train; the tutor's own model is calibrated on data/heldout")
    examples, held_out = own_examples(settings.data)
    trained = train(examples, held_out, recipe, _progress)
    half_precision(trained)
    out = args.out or settings.models
    from tutor.classifier.card import write_card
    from tutor.classifier.classifier import Classifier
    from tutor.commands.evaluate import figures_of

    held_out_files = sorted((settings.data / "heldout").glob("*.jsonl"))
    written = sum(one.written for one in examples)
    figures = {
        "training": {"written": written, "generated": len(examples) - written},
        "held_out": figures_of(Classifier(trained), held_out_files, settings),
    }
    save(trained, out, digest(settings.data), figures)
    write_card(out)
    print(f"saved in {out}", file=sys.stderr)
    return 0


def _progress(epoch: int, epochs: int, loss: float) -> None:
    print(f"epoch {epoch}/{epochs}, loss {loss:.4f}", file=sys.stderr)
