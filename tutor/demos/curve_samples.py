"""What curve_fitting learns from: noisy samples of a formula, or points that the learner set. Trains nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tutor.demos import functions
from tutor.demos.curve_settings import Settings
from tutor.demos.drawing import Floats
from tutor.demos.pads import read_places

FEWEST = 3
"""Fewer points of the learner's own are not worth a network; the formula stays."""


@dataclass(frozen=True)
class Sample:
    """Samples (`xs`, `ys`) on the interval `low`..`high`, and the curve they come from, with its mean and spread.

    `goal` takes any grid; where nobody knows the curve, as with the learner's own points, it joins those points.
    """

    xs: Floats
    ys: Floats
    low: float
    high: float
    goal: Callable[[Floats], Floats]
    mean: float
    spread: float


def sampled(settings: Settings, seed: int) -> Sample:
    """The sample that `settings` ask for: the same for the same seed."""
    positions, _ = read_places(settings.clicks)
    if len(positions) >= FEWEST and np.ptp(positions[:, 0]) > 0:
        return _own(positions)
    wanted = functions.parse(settings.function)
    low, high = wanted.interval
    random = np.random.default_rng(seed)
    curve = wanted(np.linspace(low, high, 121))
    spread = float(curve.std()) or 1.0
    # One sample in each of equal strips: chance alone would leave gaps in which no network could know the curve.
    xs = low + (high - low) * (np.arange(settings.points) + random.random(settings.points)) / settings.points
    ys = wanted(xs) + settings.noise * spread * random.standard_normal(settings.points)
    return Sample(xs, ys, low, high, lambda grid: wanted(np.clip(grid, low, high)), float(curve.mean()), spread)


def _own(positions: Floats) -> Sample:
    """The learner's points on -2..2 both ways, each x once."""
    order = np.argsort(positions[:, 0], kind="stable")
    xs, ys = (positions[order] * 4 - 2).T
    _, first = np.unique(xs, return_index=True)
    means = np.array([ys[xs == x].mean() for x in xs[first]])
    known = xs[first]
    return Sample(
        xs, ys, -2.0, 2.0, lambda grid: np.interp(grid, known, means), float(ys.mean()), float(ys.std()) or 1.0
    )
