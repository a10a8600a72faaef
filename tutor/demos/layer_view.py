"""A layer's outputs laid out on paper, and how well one straight cut through them parts two classes.

Both by least squares. Across: the best straight reading of the class, with the cut in the middle. Upwards: the best
straight reading of some height, with what it shares with the first taken out. Unlike principal components, these
move smoothly while the layer learns and never swap or flip. Tensors are float64 on the CPU. Knows no network and
draws nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor

RIDGE = 1e-6
"""What is added to the squares, as a share of their mean: keeps outputs that always agree from being told apart."""


class Cut(NamedTuple):
    """A straight cut: outputs (n, neurons) lie at `outputs @ weights + offset`, above 0 on the side of class 1."""

    weights: Tensor
    offset: float

    def scores(self, outputs: Tensor) -> Tensor:
        """On which side of the cut each one lies, and how far: (n,)."""
        return outputs @ self.weights + self.offset


def best_cut(outputs: Tensor, classes: Tensor) -> Cut:
    """The least-squares cut between classes 0 and 1 (n,) of `outputs` (n, neurons)."""
    wanted, centre = 2 * classes - 1, outputs.mean(0)
    weights = _read(outputs - centre, wanted - wanted.mean())
    return Cut(weights, float(wanted.mean() - centre @ weights))


def share_right(scores: Tensor, classes: Tensor) -> float:
    """The share of points on their own side of a cut; not a number where the scores are none."""
    return float(((scores > 0) == (classes > 0.5)).double().mean()) if scores.isfinite().all() else math.nan


def lay_out(cut: Cut, outputs: Tensor, heights: Tensor, shown: Tensor) -> Tensor:
    """Places (m, 2) for the outputs `shown` (m, neurons), in spreads of `outputs` (n, neurons), where `cut` is from.

    The cut is the line where the first coordinate is 0. The second follows `heights` (n,), those of the inputs.
    """
    centre, score, across = outputs.mean(0), cut.scores(outputs), cut.scores(shown)
    middle, known = score.mean(), outputs - centre
    swing = score - middle
    along = swing @ known / (swing @ swing).clamp_min(1e-12)
    rest = known - torch.outer(swing, along)
    upwards = _read(rest, heights - heights.mean())
    level = (shown - centre - torch.outer(across - middle, along)) @ upwards
    return torch.stack([across / _spread(score), level / _spread(rest @ upwards)], dim=1)


def _spread(values: Tensor) -> float:
    """The standard deviation, or 1 where there is none."""
    return float(values.std(correction=0)) or 1.0


def _read(values: Tensor, wanted: Tensor) -> Tensor:
    """Weights with which the centred `values` (n, neurons) come closest to `wanted` (n,)."""
    squares = values.T @ values
    squares.diagonal().add_(RIDGE * float(squares.diagonal().mean()) + 1e-12)
    found: Tensor = torch.linalg.solve_ex(squares, values.T @ wanted)[0]
    return found
