"""The picture of convolution: a picture with the kernel's window, the nine products, the feature map as it fills.

Below, the kernels a network is learning beside hand-made ones, and its accuracy by step. Trains nothing.
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
CELL = 9.0
LEFT = Box(10, 28, 16 * CELL, 16 * CELL)
RIGHT = Box(304, 28, 14 * CELL, 14 * CELL)
MIDDLE, CELL_WIDE, CELL_HIGH = Box(162, 28, 132, 111), 44.0, 37.0
SMALL = 12.0
"""A cell of a kernel in the row of learned ones."""
CHART = Box(48, 294, 382, 44)

Legend = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class Seen:
    """What is drawn, all of it finite. `behind` is the backdrop for `pixels` (16, 16); `kernel` (3, 3) and the `whole`
    map (14, 14), of which `slid` places are filled; `learned` (8, 3, 3), `made` hand-made kernels and for each the
    learned one most like it, with how much; `sliding` is the learned kernel in use, if one is."""

    behind: str
    pixels: Floats
    kernel: Floats
    whole: Floats
    slid: int
    learned: Floats
    made: Sequence[Floats]
    alike: Sequence[tuple[int, float]]
    sliding: int | None


def backdrop(pixels: Floats, own: bool, legend: Legend) -> str:
    """What stays until the picture changes: its pixels, with its name, and empty frames for products and map."""
    parts = [
        drawing.both(LEFT.x, 18, legend["own" if own else "picture"]),
        small_pictures.ink(pixels[None], [LEFT.x], [LEFT.y], CELL),
        small_pictures.frame(LEFT),
        drawing.both(MIDDLE.x, 18, legend["products"]),
        small_pictures.frame(MIDDLE, drawing.NET, 1.6),
    ]
    for k in (1, 2):
        x, y = MIDDLE.x + k * CELL_WIDE, MIDDLE.y + k * CELL_HIGH
        parts.append(drawing.segment(x, MIDDLE.y, x, MIDDLE.bottom) + drawing.segment(MIDDLE.x, y, MIDDLE.right, y))
    parts += [drawing.both(RIGHT.x, 18, legend["map"]), small_pictures.frame(RIGHT)]
    parts.append(drawing.both(RIGHT.x - 28, RIGHT.bottom + 17, legend["signs"], drawing.MUTED))
    return "".join(parts)


def draw(
    seen: Seen, history: Sequence[tuple[int, float]], steps: int, needed: float, title: str, legend: Legend
) -> str:
    """The picture now."""
    step, accuracy = history[-1] if history else (0, 0.0)
    likeness = ", ".join(f"{much:.2f}" for _, much in seen.alike)
    row, column = _place(seen)
    total = drawing.short(float(seen.whole[row, column]))
    desc = f"{step} / {steps}; {seen.slid} / {seen.whole.size}: {total}; accuracy {accuracy:.1%}; {likeness}"
    parts = [
        seen.behind,
        _window(seen),
        _products(seen),
        _map(seen),
        _kernels(seen, legend),
        small_pictures.accuracies(CHART, history, steps, needed, legend["accuracy"]),
    ]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def _place(seen: Seen) -> tuple[int, int]:
    """Row and column of the place filled last, or of the first one."""
    row, column = divmod(max(seen.slid - 1, 0), seen.whole.shape[1])
    return row, column


def _window(seen: Seen) -> str:
    """Where the kernel lies on the picture."""
    row, column = _place(seen)
    window = Box(LEFT.x + column * CELL, LEFT.y + row * CELL, 3 * CELL, 3 * CELL)
    return small_pictures.frame(window, drawing.PAPER, 4) + small_pictures.frame(window, drawing.NET, 2.2)


def _products(seen: Seen) -> str:
    """The kernel's nine numbers, below each the pixel it is multiplied with, and the sum of all products."""
    row, column = _place(seen)
    weights, pixels = seen.kernel.tolist(), seen.pixels[row : row + 3, column : column + 3].tolist()
    parts = []
    for i in range(3):
        for j in range(3):
            x, y = MIDDLE.x + (j + 0.5) * CELL_WIDE, MIDDLE.y + i * CELL_HIGH
            parts.append(drawing.text(x, y + 16, _number(weights[i][j]), drawing.INK, "middle"))
            parts.append(drawing.text(x, y + 31, f"×{pixels[i][j]:.1f}".removesuffix(".0"), anchor="middle"))
    total = _number(float(seen.whole[row, column]))
    parts.append(drawing.text(MIDDLE.x + MIDDLE.width / 2, MIDDLE.bottom + 22, f"Σ = {total} →", drawing.INK, "middle"))
    return "".join(parts)


def _number(value: float) -> str:
    """With two decimals at most, and no minus before a nought."""
    return drawing.short(round(value, 2) + 0.0)


def _map(seen: Seen) -> str:
    """The feature map as far as it is filled, the place of now framed."""
    row, column = _place(seen)
    values = seen.whole / max(float(np.abs(seen.whole).max()), 1e-9)
    values.ravel()[seen.slid :] = 0
    here = Box(RIGHT.x + column * CELL, RIGHT.y + row * CELL, CELL, CELL)
    squares = small_pictures.signed(values[None], [RIGHT.x], [RIGHT.y], CELL)
    return squares + small_pictures.frame(here, drawing.INK, 1.6)


def _kernels(seen: Seen, legend: Legend) -> str:
    """Hand-made kernels A and B with how much the most alike learned one is so, and the learned ones."""
    y, size = 206.0, 3 * SMALL
    made = [10 + 58.0 * n for n in range(len(seen.made))]
    learned = [124 + 39.0 * n for n in range(len(seen.learned))]
    values = np.concatenate([seen.made, seen.learned])
    reach = np.abs(values).max((1, 2), keepdims=True)
    # A kernel that has faded is drawn small, not blown up to look as strong as the others.
    reach[len(made) :] = np.maximum(reach[len(made) :], 0.25 * max(float(reach[len(made) :].max()), 1e-9))
    xs = made + learned
    parts = [drawing.both(10, 198, legend["made"]), drawing.both(124, 198, legend["learned"])]
    parts.append(small_pictures.signed(values / reach, xs, [y] * len(xs), SMALL))
    for n, x in enumerate(xs):
        parts.append(_frame(x, y, seen.sliding is not None and n == len(made) + seen.sliding))
    below = y + size + 16
    for letter, x, (_, much) in zip("AB", made, seen.alike, strict=True):
        parts.append(drawing.text(x + size / 2, below, f"{letter} {much:.2f}", drawing.INK, "middle"))
    for index in {index for index, _ in seen.alike}:
        letters = "".join(letter for letter, (best, _) in zip("AB", seen.alike, strict=True) if best == index)
        parts.append(drawing.text(learned[index] + size / 2, below, f"≈{letters}", drawing.INK, "middle"))
    return "".join(parts)


@lru_cache(maxsize=64)
def _frame(x: float, y: float, used: bool) -> str:
    """Around a small kernel, bold where it is the one that slides."""
    colour, width = (drawing.INK, 2.2) if used else (drawing.LINE, 1.0)
    return small_pictures.frame(Box(x - 1, y - 1, 3 * SMALL + 2, 3 * SMALL + 2), colour, width)
