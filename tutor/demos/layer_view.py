"""A layer's outputs laid out on paper, and how well one straight cut through them parts two classes.

Both by least squares. Across: the best straight reading of the class, with the cut in the middle. Upwards: the best
straight reading of some height, with what it shares with the first taken out. Unlike principal components, these
move smoothly while the layer learns and never swap or flip. Layers of the same width may be stacked, which costs
hardly more than one: every shape given here may have a leading dimension. Knows no network and draws nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from tutor.demos.drawing import Floats

RIDGE = 1e-6
"""What is added to the squares, as a share of their mean: keeps outputs that always agree from being told apart."""


class Readings(NamedTuple):
    """What is to be read from outputs of points: `wanted` (n, 2), of each point its class as -1 or 1 and its height,
    both less their mean; `middle` is the classes'."""

    wanted: Tensor
    middle: float


class Layer(NamedTuple):
    """All there is to know of outputs (n, neurons) for reading from them: their `mean` (1, neurons), and the mean
    products of what they are off it, with itself (neurons, neurons), with classes and with heights (neurons, 1)."""

    mean: Floats
    squares: Floats
    classes: Floats
    heights: Floats
    middle: float


class Cut(NamedTuple):
    """A straight cut: outputs (n, neurons) lie at `outputs @ weights + offset`, above 0 on the side of class 1."""

    weights: Floats
    offset: Floats

    def scores(self, outputs: Floats) -> Floats:
        """On which side of the cut each one lies, and how far: (n,)."""
        found: Floats = (outputs @ self.weights + self.offset)[..., 0]
        return found


def readings(classes: Tensor, heights: Tensor) -> Readings:
    """What to read of points of `classes` 0 and 1 (n,) at `heights` (n,)."""
    signs = 2 * classes - 1
    wanted = torch.stack([signs - signs.mean(), heights - heights.mean()], dim=1)
    return Readings(wanted, float(signs.mean()))


def study(outputs: Tensor, wanted: Readings) -> Layer:
    """What is to know of `outputs` (n, neurons) for these readings."""
    mean, count = outputs.mean(-2, keepdim=True), outputs.shape[-2]
    known = outputs - mean
    squares, products = ((known.mT @ other).numpy() / count for other in (known, wanted.wanted))
    return Layer(mean.numpy(), squares, products[..., :1], products[..., 1:], wanted.middle)


def best_cut(layer: Layer) -> Cut:
    """The least-squares cut between classes 0 and 1."""
    weights = _read(layer.squares, layer.classes)
    return Cut(weights, layer.middle - layer.mean @ weights)


def share_right(scores: Floats, classes: Floats) -> Floats:
    """The share of points on their own side of a cut; not a number where the scores are none."""
    right = ((scores > 0) == (classes > 0.5)).mean(-1)
    return np.where(np.isfinite(scores).all(-1), right, np.nan)


def lay_out(layer: Layer, cut: Cut, shown: Floats) -> Floats:
    """Places (m, 2) for the outputs `shown` (m, neurons), in spreads of the outputs that `layer` and `cut` are from.

    The cut is the line where the first coordinate is 0. The second follows the heights.
    """
    shared = layer.squares @ cut.weights
    spread = _turned(cut.weights) @ shared
    share = shared / np.maximum(spread, 1e-12)
    squares = layer.squares - share @ _turned(shared)
    upwards = _read(squares, layer.heights - share * (_turned(cut.weights) @ layer.heights))
    across, swing = shown @ cut.weights + cut.offset, (shown - layer.mean) @ cut.weights
    level = (shown - layer.mean) @ upwards - swing * (_turned(share) @ upwards)
    found: Floats = np.concatenate([across / _root(spread), level / _root(_turned(upwards) @ squares @ upwards)], -1)
    return found


def _turned(column: Floats) -> Floats:
    return column.swapaxes(-1, -2)


def _root(squares: Floats) -> Floats:
    """A standard deviation by its square, or 1 where there is none."""
    return np.sqrt(np.where(squares > 0, squares, 1.0))


def _read(squares: Floats, wanted: Floats) -> Floats:
    """Weights (neurons, 1) with which outputs come closest to what is wanted; both as products with the outputs."""
    neurons = squares.shape[-1]
    mean = np.trace(squares, axis1=-2, axis2=-1)[..., None, None] / neurons
    found: Floats = np.linalg.solve(squares + (RIDGE * mean + 1e-12) * np.eye(neurons), wanted)
    return found
