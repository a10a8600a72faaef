"""`tutor ask`: answers one message, or every line of standard input as a message of its own."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tutor.commands.lines import input_lines, print_json, print_reply

if TYPE_CHECKING:
    from tutor.tutor import Tutor


def add(commands: Any) -> None:
    """Describe the command."""
    ask = commands.add_parser("ask", help="answer one message, or every line of standard input")
    ask.add_argument("text", nargs="?", metavar="TEXT", help="the message; without it, standard input is read")
    ask.add_argument("--language", choices=("auto", "zh", "en"), default="auto", help="the language to answer in")
    ask.add_argument("--json", action="store_true", help="print the whole reply as one line of JSON")
    ask.add_argument("--explain", action="store_true", help="also print how the message was understood")
    ask.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer; without TEXT one line of JSON for each line of input."""
    from tutor.dialogue import State
    from tutor.settings import Settings
    from tutor.tutor import load_tutor

    tutor = load_tutor(Settings.from_environment())
    state = State(preference=None if args.language == "auto" else args.language)
    if args.text is None:
        for line in input_lines():
            print_json(tutor.reply(line, state)[0].to_json())
        return 0
    reply, _ = tutor.reply(args.text, state)
    if args.json:
        plain = reply.to_json()
        if args.explain:
            plain["explanation"] = explain(tutor, args.text, state.preference)
        print_json(plain)
        return 0
    print_reply(reply)
    if args.explain:
        _print_explanation(explain(tutor, args.text, state.preference), reply.to_json())
    return 0


def explain(tutor: Tutor, text: str, preference: Any) -> dict[str, Any]:
    """How the classifier came to its best label: each piece's weight, and the gate's score and threshold."""
    from tutor.classifier import Classifier
    from tutor.language import read

    assert isinstance(tutor.classifier, Classifier)
    message = read(text, preference, "en")
    return {
        "pieces": [{"piece": i.piece, "weight": round(i.weight, 4)} for i in tutor.classifier.influences(message)],
        "scope": tutor.classifier.rank(message).scope,
        "threshold": tutor.classifier.trained.calibration.thresholds[message.language],
    }


def _print_explanation(explanation: dict[str, Any], reply: dict[str, Any]) -> None:
    for candidate in reply["candidates"]:
        print(f"{100 * candidate['probability']:5.1f} %  {candidate['label']}")
    print(f"in scope: {explanation['scope']:.3f} (threshold {explanation['threshold']:.3f})")
    for piece in explanation["pieces"]:
        print(f"{piece['weight']:+7.2f}  {piece['piece']}")
