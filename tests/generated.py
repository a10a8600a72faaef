"""What is made by the program and kept in documents: help texts, the model card, README tables and replies.

`python -m tests.generated` rewrites them, with `--check` it only says which are out of date.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tutor.types import Language

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(<!-- made by the program: (\S+) -->\n).*?(<!-- end -->)", re.S)


@cache
def parser() -> argparse.ArgumentParser:
    """The command line, its help 100 columns wide whatever the terminal."""
    os.environ["COLUMNS"] = "100"
    from tutor import cli

    return cli.parser()


def help_texts() -> str:
    """The help of `tutor` and of each of its commands."""
    actions = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    parsers = [parser(), *actions[0].choices.values()]
    return "\n".join(f"```\n{one.format_help().strip()}\n```\n" for one in parsers)


def figures() -> str:
    """The shipped model's figures on data/heldout, both languages."""
    from tutor.classifier.card import held_out_table
    from tutor.classifier.store import read_config

    return held_out_table(read_config(ROOT / "models")) + "\n"


def demos(language: Language) -> str:
    """The live demos: what to say, and what one then sees."""
    from tutor.curriculum import load_curriculum

    shown = [demo for demo in load_curriculum(ROOT / "data").demos.values() if demo.built]
    return "".join(f"- **{demo.ask[language]}**: {demo.sections['Invitation'][language]}\n" for demo in shown)


def reply_to(question: str) -> str:
    """What `tutor ask` prints to `question`."""
    import contextlib
    import io

    from tutor.cli import run

    class Bytes(io.StringIO):
        buffer = io.BytesIO()

    out = Bytes()
    out.buffer = io.BytesIO()
    with contextlib.redirect_stdout(out):
        run(["ask", question])
    printed = out.buffer.getvalue().decode("utf-8").rstrip()
    return f'```console\n$ .venv/bin/tutor ask "{question}"\n{printed}\n```\n'


MAKERS: dict[str, Callable[[], str]] = {
    "help": help_texts,
    "figures": figures,
    "demos-en": lambda: demos("en"),
    "demos-zh": lambda: demos("zh"),
    "reply-en": lambda: reply_to("what is deep learning"),
    "reply-zh": lambda: reply_to("激活函数是干嘛的"),
}


def renewed(text: str) -> str:
    """`text` with every made block made again."""
    return BLOCK.sub(lambda block: block[1] + MAKERS[block[2]]() + block[3], text)


def documents() -> dict[Path, str]:
    """Every document with made parts, as it should be."""
    from tutor.classifier.card import render_card
    from tutor.classifier.store import read_config

    paths = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    wanted = {path: renewed(path.read_text(encoding="utf-8")) for path in paths}
    wanted[ROOT / "models" / "README.md"] = render_card(read_config(ROOT / "models"))
    return wanted


def main() -> int:
    """Rewrite or check; exit 1 where something is out of date."""
    stale = [
        path for path, text in documents().items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run `make format`")
        return 1 if stale else 0
    for path, text in documents().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
