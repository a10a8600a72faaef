"""The picture of digit_recognition: the 8 by 8 pixels that the network sees, what its neurons look for, its answer.

Below stand test digits, those read wrongly apart, and the accuracy by step. Draws what it is given; trains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tutor.demos import drawing, small_pictures
from tutor.demos.drawing import Box, Floats
from tutor.types import Language

WIDTH, HEIGHT = 440, 366
SEEN = Box(10, 28, 144, 144)
NEURONS = 9
TILES = 5
"""Test digits in view, and as many of those read wrongly."""
FAINT = 0.5
"""Weights below this share of a neuron's greatest are left out."""
CHART = Box(48, 290, 382, 48)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Seen:
    """What is drawn. `picture` (8, 8), `truth` its digit where known, `chances` (10,), finite; `weights`
    (neurons, 8, 8) and `outputs` (neurons,) of the first layer; `tiles` (n, 8, 8), with true digits and answers;
    `marked` is in view."""

    picture: Floats
    truth: int | None
    chances: Floats
    weights: Floats
    outputs: Floats
    tiles: Floats
    truths: Sequence[int]
    answers: Sequence[int]
    marked: int | None


def draw(
    seen: Seen, history: Sequence[tuple[int, float]], steps: int, needed: float, title: str, legend: Legend
) -> str:
    """The picture now."""
    step, accuracy = history[-1] if history else (0, 0.0)
    answer = int(np.argmax(seen.chances))
    desc = f"{step} / {steps}; accuracy {accuracy:.1%}; {_name(seen)} → {answer} ({_chance(seen.chances[answer])})"
    parts = [
        _seen(seen, legend),
        _neurons(seen, legend),
        _bars(seen.chances, legend),
        _tiles(seen, legend),
        small_pictures.accuracies(CHART, history, steps, needed, legend["accuracy"]),
    ]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def _name(seen: Seen) -> str:
    return "drawing" if seen.truth is None else f"test digit {seen.truth}"


def _chance(share: float) -> str:
    return f"{share:.0%}"


def _seen(seen: Seen, legend: Legend) -> str:
    """The pixels that the network sees, with a frame around them."""
    label = legend["own"] if seen.truth is None else {k: f"{v} {seen.truth}" for k, v in legend["test"].items()}
    pixels = small_pictures.ink(seen.picture[None], [SEEN.x], [SEEN.y], SEEN.width / 8)
    return drawing.both(SEEN.x, 18, label) + pixels + small_pictures.frame(SEEN)


def _neurons(seen: Seen, legend: Legend) -> str:
    """The weights of a few first neurons as small pictures, and beside each a bar: how strongly it answers now."""
    places = _places(len(seen.weights))
    greatest = np.maximum(np.abs(np.nan_to_num(seen.weights)).max((1, 2), keepdims=True), 1e-6)
    weights = np.where(np.abs(seen.weights) < FAINT * greatest, 0, seen.weights / greatest)
    parts = [drawing.both(172, 18, legend["neurons"]), _frames(len(places))]
    xs, ys = zip(*places, strict=True)
    parts.append(small_pictures.signed(weights, xs, ys, 5))
    outputs = np.nan_to_num(seen.outputs)
    shares = outputs / max(float(np.abs(outputs).max()), 1e-6)
    for (x, y), share in zip(places, shares.tolist(), strict=True):
        # Negative outputs, which only some activations have, are thin.
        colour, thick = (drawing.NET, 4.0) if share >= 0 else (drawing.GOAL, 1.5)
        if abs(share) > 0.02:
            parts.append(drawing.segment(x + 43.5, y + 41, x + 43.5, y + 41 - 42 * abs(share), colour, thick))
    return "".join(parts)


def _places(neurons: int) -> list[tuple[float, float]]:
    """The upper left corner of each neuron's picture, three in a row."""
    return [(172 + 50.0 * (n % 3), 28 + 50.5 * (n // 3)) for n in range(neurons)]


@lru_cache(maxsize=NEURONS)
def _frames(neurons: int) -> str:
    return "".join(small_pictures.frame(Box(x - 1, y - 1, 42, 42)) for x, y in _places(neurons))


def _bars(chances: Floats, legend: Legend) -> str:
    """The ten probabilities, the greatest one written out."""
    parts = [drawing.both(330, 18, legend["chances"])]
    answer = int(np.argmax(chances))
    for digit, chance in enumerate(chances.tolist()):
        y = 35.5 + 14.4 * digit
        first = digit == answer
        parts.append(drawing.text(330, y + 4.5, str(digit), drawing.INK if first else drawing.MUTED))
        parts.append(small_pictures.bar(343, y, 50 * chance, 9, drawing.NET if first else drawing.POINT))
        if first:
            parts.append(drawing.text(347 + 50 * chance, y + 4.5, _chance(chance), drawing.INK))
    return "".join(parts)


def _tiles(seen: Seen, legend: Legend) -> str:
    """Test digits with the answers below, then some that are read wrongly."""
    xs = [10 + 42.0 * n + (8 if n >= TILES else 0) for n in range(len(seen.tiles))]
    y = 204.0
    parts = [drawing.both(10, 196, legend["tests"]), drawing.both(228, 196, legend["wrong"])]
    parts.append(small_pictures.ink(seen.tiles, xs, [y] * len(xs), 3.5))
    for n, (x, truth, answer) in enumerate(zip(xs, seen.truths, seen.answers, strict=True)):
        if n == seen.marked:
            parts.append(small_pictures.frame(Box(x - 2, y - 2, 32, 32), drawing.GOAL, 1.6))
        words, colour = (str(answer), drawing.MUTED) if answer == truth else (f"{answer}≠{truth}", drawing.NET)
        parts.append(drawing.text(x + 14, y + 43, words, colour, "middle"))
    return "".join(parts)
