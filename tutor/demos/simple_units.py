"""A curve put together from single ReLU units: one at first, then one more at a time, all trained together.

One hidden layer; the units that are still to come have weights of nought and so neither count nor learn. There is
no noise: the network is shown the curve itself, so that what is missing is missing for want of units.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from tutor.demos import functions, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.nets import Network, Shape, column
from tutor.demos.simple_units_picture import Backdrop, Legend, Units, backdrop, draw
from tutor.demos.simple_units_settings import Settings
from tutor.device import Device
from tutor.types import Frame

__all__ = ["Settings", "frames", "worked"]

NAME = "simple_units"
STEPS = 16000
GROWING = 0.8
"""The share of the run over which units are added; the rest is left to the last one."""
GOOD_FIT = 0.1
"""`worked` at a fit error up to this, where one unit alone was further off and at least FACTOR times as far: the
sum's root mean squared distance from the curve as a share of the curve's standard deviation."""
FACTOR = 3.0
GRID = 121
REACH = 2.0
"""The unit's inputs run from minus this to this."""
TRIED = 20
STRETCH = 20


@dataclass
class _Act:
    """A sum of units that grows. `inputs` and `goal`: the curve at GRID places, as the network sees it, scaled to
    mean 0 and spread 1."""

    settings: Settings
    network: Network
    inputs: Floats
    goal: Floats
    mean: float
    spread: float
    grid: Floats
    random: np.random.Generator
    backdrop: Backdrop
    units: int = 0
    step: int = 0
    planned: int = STEPS
    errors: list[float] = field(default_factory=list)
    values: Floats = field(default_factory=lambda: np.zeros(GRID))

    def train(self, steps: int, share: float) -> None:
        """Take `steps` steps, adding units on the way as they are due."""
        if share > 0:
            self.planned = max(round(self.step / share), 1)
        end = self.step + steps
        while self.step < end:
            while self.units < self.settings.width and self.step >= self._due(self.units + 1):
                self.look()
                self.add()
            until = self._due(self.units + 1) if self.units < self.settings.width else self.planned
            stretch = max(1, min(STRETCH, end - self.step, until - self.step))
            self.network.train(stretch, self._rate(until))
            self.step += stretch

    def add(self) -> None:
        """One more unit. Of TRIED places and directions drawn by chance it gets the one that helps most against what
        is missing; its weight in the sum is nought at first, so the sum does not jump."""
        bends = self.random.uniform(-REACH, REACH, TRIED)
        slopes = self.random.choice([-1.0, 1.0], TRIED)
        shapes = np.maximum(slopes * (self.inputs[:, None] - bends), 0.0)
        shapes -= shapes.mean(0)
        with np.errstate(all="ignore"):
            helps = (shapes.T @ (self.goal - self.values)) ** 2 / ((shapes**2).sum(0) + 1e-9)
        best = int(np.argmax(np.nan_to_num(helps)))
        with torch.inference_mode():
            self.network.weights[0][self.units, 0] = slopes[best]
            self.network.weights[0][self.units, 1] = -slopes[best] * bends[best]
        self.units += 1
        self.errors.append(math.nan)

    def look(self) -> dict[str, float]:
        """How far the sum is from the curve, how far one unit alone got, and how many units there are."""
        self.values = self.network.predict(column(self.inputs))[:, 0].cpu().numpy().astype(float)
        with np.errstate(all="ignore"):
            self.errors[-1] = float(np.sqrt(np.mean((self.values - self.goal) ** 2)))
        return {"fit_error": self.errors[-1], "one_unit_error": self.errors[0], "units": float(self.units)}

    def draw(self, step: int, steps: int, title: str) -> str:
        """The curve, each unit's own line, their sum, and the fit error by number of units."""
        below, above = (weight.cpu().numpy().astype(float) for weight in self.network.weights)
        units = Units(below[: self.units, 0], below[: self.units, 1], above[0, : self.units], REACH)
        total = self.values * self.spread + self.mean
        desc = f"{step} / {steps}; {self.units} / {self.settings.width}; {100 * self.errors[-1]:.3g}%"
        return draw(self.backdrop, self.grid, total, units, self.spread, self.errors, (title, desc))

    def blanks(self) -> stage.Blanks:
        """Distances in per cent."""
        return {"fit_error": f"{100 * self.errors[-1]:.3g}%", "one_unit_error": f"{100 * self.errors[0]:.3g}%"}

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings = settings

    def _due(self, unit: int) -> int:
        """The step at which the unit of this number joins, counted from 1: evenly over GROWING of the run."""
        return math.ceil(GROWING * self.planned * (unit - 1) / max(self.settings.width - 1, 1))

    def _rate(self, until: int) -> float:
        """The learning rate now: with each new unit full again, then half a cosine down until the next one joins."""
        began = self._due(self.units)
        share = min((self.step - began) / max(until - began, 1), 1.0)
        return self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * share))


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether many units drew the curve and one could not: see GOOD_FIT."""
    fit, one = numbers.get("fit_error", math.inf), numbers.get("one_unit_error", 0.0)
    return fit <= GOOD_FIT < one and one >= FACTOR * fit


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """The curve and one unit that counts for nothing yet: the same for the same settings and seed."""
    wanted = functions.parse(settings.function)
    low, high = wanted.interval
    grid = np.linspace(low, high, GRID)
    curve = wanted(grid)
    mean, spread = float(curve.mean()), float(curve.std()) or 1.0
    goal, inputs = (curve - mean) / spread, np.linspace(-REACH, REACH, GRID)
    shape = Shape((1, settings.width, 1), "relu")
    network = Network(shape, column(inputs), column(goal), seed=seed, device=device.torch_name)
    with torch.inference_mode():
        network.flat.zero_()
    random, behind = np.random.default_rng(seed), backdrop(grid, curve, settings.width, legend)
    act = _Act(settings, network, inputs, goal, mean, spread, grid, random, behind)
    act.add()
    return act


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}), exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
