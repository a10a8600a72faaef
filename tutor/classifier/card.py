"""The model card: models/README.md, made from config.json alone, so that it can be checked against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tutor.classifier.store import read_config

TEMPLATE = """\
---
license: mit
language: [zh, en]
library_name: dl-tutor
pipeline_tag: text-classification
tags: [intent-classification, out-of-scope-detection, education]
---

# The tutor's intent classifier

Made by `tutor train`; don't edit. It reads one message in Chinese or English and says which of {labels} labels is
meant ({topics} topics, {acts} dialogue acts, {demos} demos) and whether the message is in scope at all.

- **Form**: a bag of hashed words, word pairs, letter groups and sentencepiece pieces ({features:,} rows of width
  {width}), one hidden layer of {hidden} units, a score for every label and one for "none of them";
  {parameters:,} parameters, stored as float16.
- **Trained on**: {written:,} hand-written messages and {generated:,} generated from the lexicon, in this repository's
  data/ (SHA-256 {digest}), from scratch, no pretrained weights, seed {seed}.
- **Calibrated on** data/heldout: temperature {temperature:.3f}; a message counts as in scope from {threshold_zh:.3f}
  (Chinese) and {threshold_en:.3f} (English).

## Figures on data/heldout

The gate's thresholds are chosen on these same questions, which flatters `wrongly declined` a little; nothing else
was fitted to them.

{table}

{measured}

## What it cannot do

It counts pieces of text; it does not reason. Word order beyond neighbouring words is lost, negation is invisible,
and a message in any other language is out of its reach. It must not be used to judge people.
"""

MEASURED = """\
## Beside others

Made by `tutor bench classifier --keep` on {machine}, one core. Real questions and public data sets are not part of
this repository and were never trained on by this model; for a public set the same recipe, ours or the peer's, is
trained on that set alone. Milliseconds are the median for one message, in turns; ours on our own questions are the
whole way from text to reply.

{table}

On questions that real learners asked:

{real}"""
UNMEASURED = """\
Figures beside other classifiers and on questions of real learners are not measured for this model yet; see
docs/evaluation.md."""
COLUMNS = (
    ("data", "data", ""),
    ("classifier", "name", ""),
    ("accuracy", "accuracy", ".3f"),
    ("AUROC", "auroc", ".3f"),
    ("MB", "megabytes", ".1f"),
    ("ms a message", "ms_per_message", ".2f"),
    ("messages a second in a batch", "messages_per_second", ",d"),
    ("cold start, s", "cold_start_seconds", ".1f"),
)

ROWS = (
    ("accuracy of the best guess", "in_scope", "accuracy"),
    ("answered right", "in_scope", "answered_right"),
    ("wrongly declined", "in_scope", "wrongly_declined"),
    ("asked back", "in_scope", "clarified"),
    ("foreign messages wrongly answered", "out_of_scope", "wrongly_answered"),
    ("AUROC of the in-scope score", "out_of_scope", "auroc"),
    ("expected calibration error", "calibration", "ece"),
)


def render_card(config: dict[str, Any]) -> str:
    """The card's text for a model's `config`."""
    labels, shape, calibration = config["labels"], config["shape"], config["calibration"]
    kinds = {kind: sum(label.startswith(kind + "/") for label in labels) for kind in ("topic", "act", "demo")}
    hidden, width, count = shape["hidden"], shape["width"], len(labels)
    parameters = shape["features"] * width + 2 * width + (width + 1) * hidden + (hidden + 1) * (count + 1)
    return TEMPLATE.format(
        labels=count,
        topics=kinds["topic"],
        acts=kinds["act"],
        demos=kinds["demo"],
        features=shape["features"],
        width=width,
        hidden=hidden,
        parameters=parameters,
        written=config["figures"]["training"]["written"],
        generated=config["figures"]["training"]["generated"],
        digest=config["digest"],
        seed=config["recipe"]["seed"],
        temperature=calibration["temperature"],
        threshold_zh=calibration["thresholds"]["zh"],
        threshold_en=calibration["thresholds"]["en"],
        table=held_out_table(config),
        measured=_measured(config["figures"].get("bench")),
    )


def held_out_table(config: dict[str, Any]) -> str:
    """The figures on data/heldout as a Markdown table, one column a language."""
    return _by_language(config["figures"]["held_out"])


def _measured(bench: dict[str, Any] | None) -> str:
    """What `tutor bench classifier --keep` left, as tables."""
    if bench is None:
        return UNMEASURED
    lines = ["| " + " | ".join(title for title, _, _ in COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    lines += ["| " + " | ".join(_cell(row[key], form) for _, key, form in COLUMNS) + " |" for row in bench["rows"]]
    real = _by_language(bench["real"]) if bench["real"] else "There were none at hand."
    return MEASURED.format(machine=bench["machine"], table="\n".join(lines), real=real)


def _cell(value: object, form: str) -> str:
    return "—" if value is None else format(value, form)


def _by_language(figures: dict[str, Any]) -> str:
    lines = ["| | Chinese | English |", "|---|---|---|"]
    counts = [f"{figures[language]['n']}" for language in ("zh", "en")]
    lines.append(f"| questions | {counts[0]} | {counts[1]} |")
    for name, group, key in ROWS:
        shown = [_cell(figures[language][group][key], ".3f") for language in ("zh", "en")]
        lines.append(f"| {name} | {shown[0]} | {shown[1]} |")
    return "\n".join(lines)


def write_card(folder: Path) -> None:
    """Write the folder's README.md from its config."""
    (folder / "README.md").write_text(render_card(read_config(folder)), encoding="utf-8")
