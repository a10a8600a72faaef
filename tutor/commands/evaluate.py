"""`tutor evaluate`: asks labelled questions of a model or a running app and prints the figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.lines import print_json
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.classifier import Classifier
    from tutor.classifier.metrics import Judgement
    from tutor.curriculum.questions import Question
    from tutor.settings import Settings

LOWER_IS_BETTER = {
    "wrongly_declined", "wrongly_answered", "clarified", "fpr95", "ece", "p50", "p95", "p99",
}  # fmt: skip

Answer = Callable[[str], dict[str, Any]]


def add(commands: Any) -> None:
    """Describe the command."""
    evaluate = commands.add_parser("evaluate", help="measure a model or a running app on labelled questions")
    evaluate.add_argument("files", nargs="*", type=Path, metavar="FILE.jsonl", help="default: data/heldout")
    evaluate.add_argument("--model", type=Path, metavar="DIR", help="the model to measure (default: models/)")
    evaluate.add_argument("--url", help="measure the app running there instead")
    evaluate.add_argument("--out", type=Path, metavar="DIR", help="write report.json and errors.jsonl there")
    evaluate.add_argument("--json", action="store_true", help="print the whole report as JSON")
    evaluate.add_argument(
        "--fail-under", nargs="+", action="extend", default=[], metavar="metric=value",
        help="exit 1 where a figure is worse, e.g. accuracy=0.9 zh.accuracy=0.9 wrongly_answered=0.1",
    )  # fmt: skip
    evaluate.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read all files first, then ask, then print; exit 1 under a floor."""
    from tutor.classifier.metrics import report
    from tutor.curriculum.questions import read_labelled
    from tutor.settings import Settings

    settings = Settings.from_environment()
    floors = [_floor(text) for text in args.fail_under]
    files = args.files or sorted((settings.data / "heldout").glob("*.jsonl"))
    questions = [question for file in files for question in read_labelled(file)]
    if not questions:
        raise TutorError("there are no questions to evaluate; name a FILE.jsonl")
    answer = _ask_app(args.url) if args.url else _ask_model(args.model or settings.models, settings)
    figures = report([judge(question, answer(question.text)) for question in questions])
    missed = [floor for floor in floors if not _met(figures, *floor)]
    if args.out:
        _write(figures, args.out)
    if args.json:
        print_json(figures)
    else:
        _print_summary(figures)
    for name, bound in missed:
        print(f"tutor: {name} misses {bound}", file=sys.stderr)
    return 1 if missed else 0


def judge(question: Question, reply: dict[str, Any]) -> Judgement:
    """The question beside the reply object that came back."""
    from tutor.classifier.examples import example
    from tutor.classifier.metrics import Judgement

    candidates: list[dict[str, Any]] = reply["candidates"] or [{"label": "", "probability": 0.0}]
    best = candidates[0]
    return Judgement(
        question.text,
        question.labels,
        example(question).language,
        reply["kind"],
        best["label"],
        best["probability"],
        reply["label"],
        tuple(reply["labels"]),
        reply["scope"],
        reply["milliseconds"],
    )


def _ask_model(folder: Path, settings: Settings) -> Answer:
    """Asks the tutor with the model in `folder`; a model with other labels is asked without dialogue."""
    from tutor.classifier import load_classifier

    return asker(load_classifier(folder), settings)


def asker(classifier: Classifier, settings: Settings) -> Answer:
    """A function from text to reply object for `classifier`."""
    from tutor.curriculum import load_curriculum
    from tutor.dialogue import State
    from tutor.tutor import Tutor, read_demo

    curriculum = load_curriculum(settings.data)
    if not set(classifier.trained.labels) <= set(curriculum.labels):
        return lambda text: _bare_reply(classifier, text)
    tutor = Tutor(curriculum, classifier, read_demo)
    return lambda text: tutor.reply(text, State())[0].to_json()


def _bare_reply(classifier: Classifier, text: str) -> dict[str, Any]:
    """What a classifier of foreign labels says, in the shape of a reply: answered where in scope, else declined."""
    import time
    from dataclasses import asdict

    from tutor.language import read

    start = time.perf_counter()
    understanding = classifier.rank(read(text, None, "en"))
    return {
        "kind": "answer" if understanding.in_scope else "decline",
        "label": understanding.best.label,
        "labels": [understanding.best.label] if understanding.in_scope else [],
        "candidates": [asdict(guess) for guess in understanding.candidates],
        "scope": understanding.scope,
        "milliseconds": 1000 * (time.perf_counter() - start),
    }


def _ask_app(url: str) -> Answer:
    """Asks the app running at `url` through its public API."""
    from gradio_client import Client

    try:
        client = Client(url, verbose=False)
    except Exception as error:
        raise TutorError(f"no tutor answers at {url} ({type(error).__name__}); start one with `tutor serve`") from error

    def answer(text: str) -> dict[str, Any]:
        reply: dict[str, Any] = client.predict(text, "auto", None, api_name="/ask")
        return reply

    return answer


def figures_of(classifier: Classifier, files: Sequence[Path], settings: Settings) -> dict[str, Any]:
    """What a model card tells of labelled `files`: the figures by language, without times."""
    from tutor.classifier.metrics import report
    from tutor.curriculum.questions import read_labelled

    questions = [question for file in files for question in read_labelled(file)]
    answer = asker(classifier, settings)
    figures = report([judge(question, answer(question.text)) for question in questions])["per_language"]
    kept = ("n", "in_scope", "out_of_scope", "calibration")
    return {language: {key: figures[language][key] for key in kept} for language in figures}


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise TutorError(f"“{text}” is no floor; write metric=value, for example accuracy=0.9") from error


def _met(figures: dict[str, Any], name: str, bound: float) -> bool:
    """Whether the figure called `name` (`accuracy`, `zh.accuracy`) keeps to `bound`."""
    language, dot, metric = name.rpartition(".")
    group = figures["per_language"].get(language) if dot else figures
    if group is None:
        raise TutorError(f"there are no questions of language “{language}” for --fail-under {name}")
    for part in ("in_scope", "out_of_scope", "calibration", "latency_ms"):
        if metric in group[part] and metric != "bins":
            value = group[part][metric]
            return value is not None and (value <= bound if metric in LOWER_IS_BETTER else value >= bound)
    raise TutorError(f"there is no figure “{metric}”; see in_scope, out_of_scope, calibration in `--json`")


def _write(figures: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    report = json.dumps(figures, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(report + "\n", encoding="utf-8")
    lines = [json.dumps(error, ensure_ascii=False) for error in figures["errors"]]
    (folder / "errors.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _print_summary(figures: dict[str, Any]) -> None:
    for name, group in (("all", figures), *figures["per_language"].items()):
        inside, outside = group["in_scope"], group["out_of_scope"]
        print(
            f"{name}: n={group['n']} accuracy={inside['accuracy']} answered_right={inside['answered_right']} "
            f"wrongly_declined={inside['wrongly_declined']} clarified={inside['clarified']} "
            f"wrongly_answered={outside['wrongly_answered']} auroc={outside['auroc']} "
            f"ece={group['calibration']['ece']}"
        )
