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
    """How the message was understood: the gate's score and threshold, and every piece with its weight and what
    would be left without it."""
    from tutor.language import read

    explanation = tutor.classifier.explain(read(text, preference, "en"))
    return {
        "scope": explanation.understanding.scope,
        "threshold": explanation.threshold,
        "pieces": [
            {
                "piece": one.piece,
                "weight": round(one.weight, 4),
                "probability_without": round(one.probability, 4),
                "scope_without": round(one.scope, 4),
            }
            for one in explanation.influences
        ],
    }


def _print_explanation(explanation: dict[str, Any], reply: dict[str, Any]) -> None:
    """A table for a terminal: the guesses, the gate, then the pieces in the order of the message."""
    print()
    for candidate in reply["candidates"]:
        print(f"{100 * candidate['probability']:5.1f} %  {candidate['label']}")
    verdict = "answered" if explanation["scope"] >= explanation["threshold"] else "under it"
    print(f"in scope: {explanation['scope']:.3f}, threshold {explanation['threshold']:.3f} ({verdict})")
    print("weight  without it  in scope without it  piece")
    for piece in explanation["pieces"]:
        sure, scope = 100 * piece["probability_without"], piece["scope_without"]
        print(f"{piece['weight']:+6.2f}  {sure:8.1f} %  {scope:19.3f}  {piece['piece']}")
