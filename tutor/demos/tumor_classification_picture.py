"""The picture of tumor_classification: test cases by probability with the threshold, what it costs, the ROC curve.

Draws what it is given; trains nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats, Scale
from tutor.types import Language

WIDTH, HEIGHT = 440, 380
CASES = Box(16, 52, 408, 168)
GAP = 18.0
ROC = Box(312, 284, 112, 74)
BARS = Box(140, 284, 88, 74)
BAR = 12.0

Flags = NDArray[np.bool_]
Legend = Mapping[str, Mapping[Language, str]]
PROBABILITY = Scale(0, 1, CASES.x, CASES.right)


@dataclass(frozen=True)
class Verdict:
    """What a threshold makes of the test cases: three shares, 0 to 1."""

    sensitivity: float
    specificity: float
    accuracy: float


@dataclass(frozen=True)
class Backdrop:
    """What does not change during a run: every case's height in its lane, axes and words."""

    malignant: Flags
    heights: Floats
    behind: str


def backdrop(malignant: Flags, random: np.random.Generator, legend: Legend) -> Backdrop:
    """The backdrop for test cases that are `malignant` (n,) or not; within its lane a case's height means nothing."""
    lane = (CASES.height - GAP) / 2
    heights = CASES.y + 5 + random.random(len(malignant)) * (lane - 10)
    heights = np.where(malignant, heights, heights + lane + GAP)
    behind = _marks(legend)
    for y in (CASES.y, CASES.y + lane, CASES.y + lane + GAP):
        behind += drawing.segment(CASES.x, y, CASES.right, y, width=0.6)
    behind += drawing.axis_below(CASES, PROBABILITY, [0, 0.25, 0.5, 0.75, 1])
    behind += drawing.both(CASES.x + 96, CASES.bottom + 35, legend["probability"])
    behind += drawing.both(CASES.x, CASES.y - 8, legend["called_benign"])
    behind += drawing.both(CASES.x + 228, CASES.y - 8, legend["called_malignant"])
    for row, key in enumerate(("sensitivity", "specificity", "accuracy")):
        behind += drawing.both(CASES.x, _row(row) + 4.5, legend[key])
    behind += drawing.segment(ROC.x, ROC.y, ROC.x, ROC.bottom) + drawing.segment(
        ROC.x, ROC.bottom, ROC.right, ROC.bottom
    )
    behind += drawing.segment(ROC.x, ROC.bottom, ROC.right, ROC.y, drawing.MUTED, 0.8, "2 4")
    behind += drawing.both(ROC.x - 4, ROC.y - 8, legend["found"])
    behind += drawing.both(ROC.x - 4, ROC.bottom + 17, legend["alarms"])
    return Backdrop(malignant, heights, behind)


def draw(
    behind: Backdrop,
    probabilities: Floats,
    threshold: float,
    verdict: Verdict,
    roc: tuple[Floats, Floats],
    desc: str,
    title: str,
) -> str:
    """The picture now, with `roc` as shares of false alarms and of malignant cases found, both (m,)."""
    xs, ys, malignant = PROBABILITY(probabilities), behind.heights, behind.malignant
    wrong = (probabilities >= threshold) != malignant
    cases = drawing.dots(xs[wrong], ys[wrong], drawing.INK, 13) + drawing.dots(xs[wrong], ys[wrong], drawing.PAPER, 10)
    cases += drawing.dots(xs[~malignant], ys[~malignant], drawing.POINT, 5.5, 0.9)
    cases += triangles(xs[malignant], ys[malignant])
    parts = [behind.behind, cases, _threshold(threshold), _bars(verdict), _roc(roc, verdict)]
    return drawing.picture(WIDTH, HEIGHT, title, desc, parts)


def triangles(xs: Floats, ys: Floats) -> str:
    """A small upright triangle at each place."""
    places = "".join(f"M{x:.1f} {y - 3.5:.1f}l3.5 6h-7z" for x, y in zip(xs.tolist(), ys.tolist(), strict=True))
    return f'<path d="{places}" fill="{drawing.NET}" opacity="0.85"/>'


def _marks(legend: Legend) -> str:
    """Three marks with their names, above the cases."""
    y, at = 17.0, np.array([CASES.x + 7])
    drawn = triangles(at, np.array([y - 4.5])) + drawing.both(CASES.x + 18, y, legend["malignant"])
    drawn += drawing.dots(at + 146, np.array([y - 4.5]), drawing.POINT, 6)
    drawn += drawing.both(CASES.x + 164, y, legend["benign"])
    for colour, size in ((drawing.INK, 13), (drawing.PAPER, 10), (drawing.POINT, 5.5)):
        drawn += drawing.dots(at + 272, np.array([y - 4.5]), colour, size)
    return drawn + drawing.both(CASES.x + 292, y, legend["wrong"])


def _threshold(threshold: float) -> str:
    """The line that parts the calls, with its value between the lanes."""
    x = float(PROBABILITY(threshold))
    middle = CASES.y + CASES.height / 2
    line = drawing.segment(x, CASES.y - 4, x, middle - GAP / 2, drawing.INK, 1.6, "5 3")
    line += drawing.segment(x, middle + GAP / 2, x, CASES.bottom, drawing.INK, 1.6, "5 3")
    return line + drawing.text(x, middle + 4.5, f"{threshold:.2f}", drawing.INK, "middle")


def _row(row: int) -> float:
    """The middle of a bar, from above."""
    return BARS.y + BAR / 2 + row * (BARS.height - BAR) / 2


def _bars(verdict: Verdict) -> str:
    """Three bars as long as their shares, with the per cent beside them."""
    drawn = ""
    shares = (verdict.sensitivity, verdict.specificity, verdict.accuracy)
    for row, (share, colour) in enumerate(zip(shares, (drawing.NET, drawing.POINT, drawing.GOAL), strict=True)):
        y = _row(row)
        drawn += drawing.segment(BARS.x, y, BARS.right, y, width=BAR)
        drawn += drawing.segment(BARS.x, y, BARS.x + BARS.width * share, y, colour, BAR)
        drawn += drawing.text(BARS.right + 54, y + 4.5, f"{100 * share:.1f}%", drawing.INK, "end")
    return drawn


def _roc(roc: tuple[Floats, Floats], verdict: Verdict) -> str:
    """All thresholds as a curve, and the one in use as a dot on it."""
    across, upwards = Scale(0, 1, ROC.x, ROC.right), Scale(0, 1, ROC.bottom, ROC.y)
    here = across([1 - verdict.specificity]), upwards([verdict.sensitivity])
    return drawing.curve(across(roc[0]), upwards(roc[1]), drawing.NET, 2.0) + drawing.dots(*here, drawing.INK, 8)
