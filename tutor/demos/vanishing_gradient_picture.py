"""The picture of vanishing_gradient: the gradient's size by layer for three networks, and below it their losses.

Draws what it is given; trains nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tutor.demos import drawing, marked_lines
from tutor.demos.drawing import Box, Floats, Scale
from tutor.demos.marked_lines import MARKS
from tutor.demos.stage import Legend

WIDTH, HEIGHT = 440, 376
PLOT = Box(50, 48, 382, 186)
LOSS = Box(50, 302, 382, 50)
LEAST = -30
"""Gradients below ten to this power are drawn on the plot's floor."""


class Picture:
    """Draws one run; its upward axis reaches whatever was ever drawn, so that it never jumps back."""

    def __init__(self, legend: Legend) -> None:
        self.legend, self._around = legend, _legend(legend)
        self._low, self._high = 0, 0

    def draw(self, sizes: Floats, at: Sequence[int], losses: Floats, steps: int, title: str) -> str:
        """`sizes` of the gradient, (3, depth), and the losses (times, 3) at the steps `at`, out of planned `steps`."""
        depth = sizes.shape[1]
        exponents = np.log10(np.clip(sizes, 10.0**LEAST, 1e30))
        self._low = min(self._low, math.floor(exponents.min()))
        self._high = max(self._high, math.ceil(exponents.max()))
        upwards = Scale(self._low, self._high, PLOT.bottom, PLOT.y)
        across = Scale(1, depth, PLOT.x + 8, PLOT.right - 8)
        apart = math.ceil((self._high - self._low) / 5)
        powers = list(range(self._high, self._low - 1, -apart))
        parts = [drawing.axis_left(PLOT, upwards, powers, [drawing.power(n) for n in powers])]
        shown = sorted({1, *range(5, depth - 2, 5 if depth <= 25 else 10), depth})
        parts.append(drawing.axis_below(PLOT, across, shown))
        places = across(np.arange(1, depth + 1))
        for mark, row in zip(MARKS, exponents, strict=True):
            heights = upwards(row)
            parts.append(marked_lines.line(mark, places, heights, 1.8))
            parts.append(marked_lines.markers(mark, places, heights, 6.5 if depth <= 25 else 5))
        parts.append(marked_lines.losses(LOSS, at, losses, steps))
        parts.append(drawing.both(LOSS.x, LOSS.y - 9, self.legend["loss"]))
        desc = f"{at[-1]} / {steps}; gradient, layer 1 / layer {depth}: " + "; ".join(
            f"{name} {row[0]:.2g} / {row[-1]:.2g}"
            for name, row in zip(("sigmoid", "ReLU", "residual"), sizes, strict=True)
        )
        return drawing.picture(WIDTH, HEIGHT, title, desc, [self._around, *parts])


def _legend(legend: Legend) -> str:
    """The three networks above the plot, and what its axes are."""
    parts = []
    for mark, key, x in zip(MARKS, ("sigmoid", "relu", "residual"), (8, 130, 234), strict=True):
        parts.append(marked_lines.sample(mark, x, 17))
        words = legend[key]
        # Sigmoid and ReLU are called so in both languages, which need saying once.
        same = len(set(words.values())) == 1
        parts.append(drawing.text(x + 33, 17, words["en"], drawing.INK) if same else drawing.both(x + 33, 17, words))
    parts.append(drawing.both(8, PLOT.y - 9, legend["size"]))
    parts.append(drawing.both(PLOT.x, PLOT.bottom + 34, legend["layer"], drawing.MUTED))
    return "".join(parts)
