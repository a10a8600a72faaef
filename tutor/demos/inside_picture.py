"""The picture of inside_tutor: pieces of the message, sum, hidden layer, the five best labels, the gate.

Draws what it is given, as far as the animation has come; computes nothing of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.demos import drawing
from tutor.demos.drawing import GOAL, INK, LINE, MUTED, NET, POINT, Floats
from tutor.demos.inside_reading import Reading
from tutor.demos.tutor_model import breadth, fitted, fitted_both, percent, titles
from tutor.types import LANGUAGES, Guess, Language

WIDTH, HEIGHT = 440, 376
LEFT, RIGHT = 12.0, 428.0
STAGES = ("pieces", "sum", "hidden", "labels", "gate", "without")
_ENDS = (0.2, 0.35, 0.5, 0.65, 0.75, 1.0)
STRONGEST = 64
"""Neurons of the hidden layer that are drawn, the most active ones."""

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class _Chip:
    """A piece's place: left edge, top, width."""

    x: float
    y: float
    width: float


def stage_at(share: float) -> str:
    """The station that is being shown when `share` of the animation lies behind."""
    return next(name for name, end in zip(STAGES, _ENDS, strict=True) if share < end or end == 1.0)


def progress(share: float, name: str) -> float:
    """How far station `name` is, 0 to 1."""
    at = STAGES.index(name)
    start = _ENDS[at - 1] if at else 0.0
    return min(max((share - start) / (_ENDS[at] - start), 0.0), 1.0)


def draw(reading: Reading, share: float, legend: Legend, title: str) -> str:
    """The picture when `share` of the animation lies behind."""
    parts = [
        _pieces(reading, share, legend),
        _strip(reading.summed, share, "sum", (110.0, 136.0), _counts(reading, legend["sum"]), POINT),
        _strip(_most_active(reading.hidden), share, "hidden", (164.0, 188.0), _counts(reading, legend["hidden"]), NET),
        _labels(reading.guesses, share, legend),
        _gate(reading, share, legend),
    ]
    best = f"{titles(reading.best.label)['en']} {percent(reading.best.probability)}"
    scope = f"{percent(reading.scope)} / {percent(reading.threshold)}"
    return drawing.picture(WIDTH, HEIGHT, title, f"{reading.text}: {best}; {scope}", parts)


def _heading(y: float, words: Mapping[Language, str], share: float, *names: str) -> str:
    """A station's heading, marked while the animation is there."""
    here = stage_at(share) in names and 0 < share < 1
    shown = {language: f"▸ {said}" for language, said in words.items()} if here else words
    return drawing.both(LEFT, y, shown, INK if here else MUTED)


def _counts(reading: Reading, words: Mapping[Language, str]) -> dict[Language, str]:
    return {
        language: said.format(features=reading.features, sums=len(reading.summed), units=len(reading.hidden))
        for language, said in words.items()
    }


def _placed(pieces: Sequence[str]) -> list[_Chip]:
    """Places of as many pieces as fit into two rows."""
    chips: list[_Chip] = []
    x, y = LEFT, 22.0
    for piece in pieces:
        width = max(breadth(piece) + 10, 22.0)
        if x + width > RIGHT and x > LEFT:
            x, y = LEFT, y + 37
        if y > 60:
            break
        chips.append(_Chip(x, y, min(width, RIGHT - x)))
        x += width + 4
    return chips


def _pieces(reading: Reading, share: float, legend: Legend) -> str:
    """The pieces one by one, and below each a bar: what the best label loses without it."""
    influences = reading.influences
    chips = _placed([one.piece for one in influences])
    shown = round(progress(share, "pieces") * len(chips))
    tried = int(progress(share, "without") * len(influences) + 1e-9)
    reach = 14.0 if chips[-1].y > 30 else 48.0
    falls = np.array([reading.best.probability - one.probability for one in influences])
    unit = reach / max(float(np.abs(falls).max()), 0.05)
    boxes, words, solid, hollow = "", [], "", ""
    for at, chip in enumerate(chips[:shown]):
        boxes += f"M{chip.x:.1f} {chip.y:.0f}h{chip.width:.1f}v19h-{chip.width:.1f}z"
        piece = fitted(influences[at].piece, chip.width - 6)
        words.append(drawing.text(chip.x + chip.width / 2, chip.y + 14, piece, INK, "middle"))
        long = abs(float(falls[at])) * unit
        if at < tried and long >= 0.5:
            bar = f"M{chip.x + 3:.1f} {chip.y + 20:.0f}h{chip.width - 6:.1f}v{long:.1f}h-{chip.width - 6:.1f}z"
            solid, hollow = (solid + bar, hollow) if falls[at] > 0 else (solid, hollow + bar)
    drawn = f'<path d="{boxes}" fill="none" stroke="{LINE}"/>' if boxes else ""
    drawn += f'<path d="{solid}" fill="{NET}"/>' if solid else ""
    drawn += f'<path d="{hollow}" fill="none" stroke="{GOAL}" stroke-dasharray="3 2"/>' if hollow else ""
    return _pieces_heading(reading, share, tried, legend) + drawn + "".join(words)


def _pieces_heading(reading: Reading, share: float, tried: int, legend: Legend) -> str:
    """What is left without the piece tried at the moment, in the end without the strongest; and what bars mean."""
    if not tried:
        return _heading(15, legend["pieces"], share, "pieces", "without")
    one = reading.strongest if share >= 1 else reading.influences[tried - 1]
    change = f"{percent(reading.best.probability)} → {percent(one.probability)}"
    words: dict[Language, str] = {
        language: legend["without"][language].format(piece=fitted(one.piece, 80), change=change)
        for language in LANGUAGES
    }
    key = f'<path d="M276 6h10v9h-10z" fill="{NET}"/>' + drawing.both(291, 15, legend["falls"], MUTED)
    key += f'<path d="M352 6h10v9h-10z" fill="none" stroke="{GOAL}" stroke-dasharray="3 2"/>'
    return _heading(15, words, share, "without") + key + drawing.both(367, 15, legend["rises"], MUTED)


def _most_active(hidden: Floats) -> Floats:
    """The most active neurons in the order in which they stand."""
    chosen = np.sort(np.argsort(-hidden, kind="stable")[:STRONGEST])
    return hidden[chosen]


def _strip(
    values: Floats, share: float, name: str, between: tuple[float, float], words: Mapping[Language, str], colour: str
) -> str:
    """Numbers as upright strokes: upwards where positive, downwards where negative."""
    top, bottom = between
    done = progress(share, name)
    high, low = max(float(values.max()), 0.0), min(float(values.min()), 0.0)
    unit = (bottom - top) / ((high - low) or 1.0)
    zero = top + high * unit
    room = (RIGHT - LEFT) / len(values)
    shown = round(done * len(values))
    strokes = "".join(
        f"M{LEFT + room * (at + 0.5):.1f} {zero:.1f}v{-value * unit:.1f}" for at, value in enumerate(values[:shown])
    )
    path = f'<path d="{strokes}" stroke="{colour}" stroke-width="{0.7 * room:.1f}"/>' if strokes else ""
    return _heading(top - 8, words, share, name) + drawing.segment(LEFT, zero, RIGHT, zero) + path


def _labels(guesses: Sequence[Guess], share: float, legend: Legend) -> str:
    """The five best labels, each with a bar from nought to one."""
    done = progress(share, "labels")
    parts = [_heading(212, legend["labels"], share, "labels")]
    start, end = 272.0, RIGHT - 48
    for at, guess in enumerate(guesses):
        y = 230 + 18 * at
        parts.append(drawing.segment(start, y - 4.5, end, y - 4.5, LINE, 1))
        if not done:
            continue
        reach = start + (end - start) * guess.probability * done
        ink = INK if at == 0 else MUTED
        parts.append(drawing.both(LEFT, y, fitted_both(titles(guess.label), start - LEFT - 10), ink))
        parts.append(drawing.segment(start, y - 4.5, max(reach, start + 1), y - 4.5, NET, 10 if at == 0 else 6))
        if done >= 1:
            parts.append(drawing.text(RIGHT, y, percent(guess.probability), ink, "end"))
    return "".join(parts)


def _gate(reading: Reading, share: float, legend: Legend) -> str:
    """How surely the message is in scope, against the threshold."""
    done = progress(share, "gate")
    y, across = 348.0, RIGHT - LEFT
    words: Mapping[Language, str] = legend["gate"]
    if done >= 1:
        act = reading.best.label.startswith("act/")
        verdict = "act" if act else "in" if reading.scope >= reading.threshold else "out"
        words = {
            language: said.format(scope=percent(reading.scope), threshold=percent(reading.threshold))
            for language, said in legend[f"gate_{verdict}"].items()
        }
    at = LEFT + across * reading.threshold
    parts = [_heading(332, words, share, "gate"), drawing.segment(LEFT, y, RIGHT, y, LINE, 2)]
    if done:
        parts.append(drawing.segment(LEFT, y, LEFT + max(across * reading.scope * done, 1), y, NET, 8))
        parts.append(drawing.segment(at, y - 9, at, y + 10, GOAL, 2, "4 2"))
        words = {language: f"{said} {percent(reading.threshold)}" for language, said in legend["threshold"].items()}
        parts.append(drawing.both(min(at + 5, RIGHT - 104), y + 21, words, MUTED))
    return "".join(parts)
