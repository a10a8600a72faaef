"""Three real losses of exactly two weights, each a tiny model fitted to a few noisy points. Descends nothing.

A straight line gives a bowl; exponential growth a curved, narrow valley, since a larger first amount and a slower
growth nearly make up for one another; one bump laid over data with two bumps gives two hollows of unequal depth.
The loss is the mean squared error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from tutor.demos.contours import rings
from tutor.demos.drawing import Floats

ROWS, COLUMNS = 37, 61
LEVELS = 7
_BUMP = 1.0
"""The bumps' spread, in units of x."""


def _straight(a: Tensor, b: Tensor, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    value = a * x + b
    return value, x.expand_as(value), torch.ones_like(value)


def _growth(a: Tensor, b: Tensor, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    grown = torch.exp(a * x)
    return b * grown, b * x * grown, grown


def _bump(a: Tensor, b: Tensor, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    near = torch.exp(-(x - a).square() / (2 * _BUMP**2))
    return b * near, b * near * (x - a) / _BUMP**2, near


@dataclass(frozen=True)
class Surface:
    """A model of two weights, the data it is fitted to, and the part of the weights' plane that is shown.

    `model` gives values and their slopes by either weight; `truth` are noiseless targets; `low` and `high` are the
    window's corners (w1, w2), `start_low` and `start_high` those of the region in which a seed sets the balls.
    """

    formula: str
    model: Callable[[Tensor, Tensor, Tensor], tuple[Tensor, Tensor, Tensor]]
    inputs: tuple[float, float]
    truth: Callable[[Floats], Floats]
    low: tuple[float, float]
    high: tuple[float, float]
    start_low: tuple[float, float]
    start_high: tuple[float, float]


def _line(x: Floats) -> Floats:
    return 1.2 * x + 0.6


def _grown(x: Floats) -> Floats:
    grown: Floats = np.exp(0.6 * x)
    return grown


def _two_bumps(x: Floats) -> Floats:
    bumps: Floats = 4.0 * np.exp(-((x - 1.9) ** 2) / (2 * _BUMP**2)) + 3.0 * np.exp(-((x + 1.9) ** 2) / (2 * _BUMP**2))
    return bumps


SURFACES = {
    "bowl": Surface(
        "y = w₁·x + w₂",
        _straight,
        (-1.5, 1.5),
        _line,
        (-2.2, -2.6),
        (4.4, 3.6),
        (-1.6, -2.2),
        (-0.9, -1.4),
    ),
    "valley": Surface(
        "y = w₂·e^(w₁·x)",
        _growth,
        (0.0, 2.0),
        _grown,
        (-0.9, 0.0),
        (1.4, 3.4),
        (-0.06, 2.6),
        (0.12, 3.0),
    ),
    "two_minima": Surface(
        "y = w₂·e^(−(x − w₁)²/2)",
        _bump,
        (-4.0, 4.0),
        _two_bumps,
        (-3.6, -0.6),
        (3.6, 6.0),
        (-0.9, 0.3),
        (0.5, 1.2),
    ),
}


class Problem:
    """A surface with its samples: losses and gradients at any weights (..., 2)."""

    def __init__(self, surface: Surface, xs: Tensor, ys: Tensor) -> None:
        self.surface, self.xs, self.ys = surface, xs, ys

    def to(self, device: str) -> Problem:
        """The same in float32 on `device`."""
        return Problem(self.surface, self.xs.float().to(device), self.ys.float().to(device))

    def loss(self, weights: Tensor) -> Tensor:
        """The mean squared error over all points: (...)."""
        values, _, _ = self.surface.model(weights[..., :1], weights[..., 1:], self.xs)
        return (values - self.ys).square().mean(-1)

    def gradient(self, weights: Tensor, batch: Tensor | None = None) -> Tensor:
        """The loss's slope by either weight, (..., 2), over all points or those numbered in `batch`."""
        xs, ys = (self.xs, self.ys) if batch is None else (self.xs[batch], self.ys[batch])
        values, by_first, by_second = self.surface.model(weights[..., :1], weights[..., 1:], xs)
        error = 2 * (values - ys)
        return torch.stack([(error * by_first).mean(-1), (error * by_second).mean(-1)], -1)


class Hollow(NamedTuple):
    """The lowest place (w1, w2) of a hollow, and its loss."""

    weights: Floats
    loss: float


class Land(NamedTuple):
    """What a surface looks like: its hollows, the deepest first, and contour rings of (w1, w2) by level, the highest
    level first. `top` is the highest level's height above the lowest loss."""

    hollows: list[Hollow]
    contours: list[list[Floats]]
    top: float


def sample(surface: Surface, points: int, noise: float, random: np.random.Generator) -> Problem:
    """Noisy points of what the surface's model is to find, in float64 on the CPU."""
    low, high = surface.inputs
    # One sample in each of equal strips, so that few points cover the interval, too.
    xs = low + (high - low) * (np.arange(points) + random.random(points)) / points
    truth = surface.truth(xs)
    ys = truth + noise * truth.std() * random.standard_normal(points)
    return Problem(surface, torch.from_numpy(xs), torch.from_numpy(ys))


def survey(problem: Problem) -> Land:
    """Find hollows and contour lines on a grid that reaches one cell beyond the window."""
    low, high = np.array(problem.surface.low), np.array(problem.surface.high)
    cell = (high - low) / (np.array([COLUMNS, ROWS]) - 3)
    first, second = (low[i] - cell[i] + cell[i] * np.arange(n) for i, n in ((0, COLUMNS), (1, ROWS)))
    grid = np.stack(np.meshgrid(first, second), axis=-1)
    losses = problem.loss(torch.from_numpy(grid)).numpy()
    hollows = _hollows(problem, grid, losses)
    # Levels a factor apart in height; the root of the height is what runs nearly straight between grid points.
    height = np.sqrt(np.maximum(losses - hollows[0].loss, 0))
    top = float(np.quantile(height, 0.93))
    levels = [top * 3 ** (-n / 2) for n in range(LEVELS)]
    origin = low - cell
    contours = [[origin + ring * cell for ring in rings(height, level)] for level in levels]
    for hollow in hollows[1:]:
        floor = hollow.loss - hollows[0].loss
        for n in range(LEVELS):
            found = rings(height, float(np.sqrt(floor + (top**2 - floor) * 3.0**-n)))
            contours.append([ring for ring in (origin + r * cell for r in found) if _only_round(ring, hollow, hollows)])
    return Land(hollows, contours, top**2)


def _only_round(ring: Floats, hollow: Hollow, hollows: list[Hollow]) -> bool:
    """Whether the ring's box holds this hollow's lowest place and no other's."""
    low, high = ring.min(0), ring.max(0)
    held = [bool(((low < one.weights) & (one.weights < high)).all()) for one in hollows]
    return sum(held) == 1 and bool(((low < hollow.weights) & (hollow.weights < high)).all())


def _hollows(problem: Problem, grid: Floats, losses: Floats) -> list[Hollow]:
    """The grid's local lows, each followed down to its exact place; those that meet are one."""
    padded = np.pad(losses, 1, constant_values=np.inf)
    rows, columns = losses.shape
    around = [padded[r : r + rows, c : c + columns] for r in range(3) for c in range(3) if (r, c) != (1, 1)]
    is_low = losses <= np.min(around, axis=0)
    is_low[[0, -1]] = is_low[:, [0, -1]] = False
    seeds = grid[is_low] if is_low.any() else grid.reshape(-1, 2)[[losses.argmin()]]
    found: list[Hollow] = []
    size = np.array(problem.surface.high) - problem.surface.low
    for weights in _settle(problem, torch.from_numpy(seeds)).numpy():
        if all(np.abs((weights - other.weights) / size).max() > 0.01 for other in found):
            found.append(Hollow(weights, float(problem.loss(torch.from_numpy(weights)))))
    return sorted(found, key=lambda hollow: hollow.loss)


def _settle(problem: Problem, weights: Tensor, rounds: int = 80) -> Tensor:
    """Levenberg and Marquardt's method, from each of `weights` (n, 2): steps that never climb."""
    damping = torch.full(weights.shape[:1], 1e-2, dtype=weights.dtype)
    loss = problem.loss(weights)
    for _ in range(rounds):
        _, by_first, by_second = problem.surface.model(weights[:, :1], weights[:, 1:], problem.xs)
        slopes = torch.stack([by_first, by_second], 1)
        curvature = slopes @ slopes.mT / problem.xs.shape[0]
        curvature = curvature + damping[:, None, None] * torch.eye(2, dtype=weights.dtype)
        moved = weights - torch.linalg.solve(curvature, problem.gradient(weights) / 2)
        after = problem.loss(moved)
        better = after < loss
        weights, loss = torch.where(better[:, None], moved, weights), torch.where(better, after, loss)
        damping = torch.where(better, damping / 4, damping * 4).clamp(1e-9, 1e9)
    return weights
