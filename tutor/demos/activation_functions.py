"""The same small network five times on the same points, each with another activation function, or with none.

Full-batch training of all five at one learning rate, which falls to nearly nothing. Targets are scaled to mean 0 and
spread 1. What follows the output is always nothing; softmax, which works on several outputs, has no place here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from tutor.demos import functions, stage
from tutor.demos.activation_functions_picture import Backdrop, Legend, backdrop, draw
from tutor.demos.activation_functions_settings import Settings
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, column, layer_sizes
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "activation_functions"
STEPS = 3000
SETTLE = 2000
NAMES: dict[Activation, str] = {"none": "none", "sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "gelu": "GELU"}
FACTOR = 3.0
STRAIGHT = 1e-3
GOOD_FIT = 0.2
"""`worked` where the network without activation is at least FACTOR times as far from the curve as the best one and
off a straight line by at most STRAIGHT, and at least three others are within GOOD_FIT of the curve; each a root mean
squared distance as a share of the curve's standard deviation."""
GRID = 61
REACH = 2.0
"""The networks' inputs run from minus this to this."""


@dataclass
class _Act:
    """Five networks on their way from untrained to done. `inputs`: the points', then those of GRID places on the curve;
    `targets`: the points', `goal`: the curve's; these and `values` are scaled to mean 0 and spread 1."""

    settings: Settings
    networks: Mapping[Activation, Network]
    inputs: torch.Tensor
    targets: Floats
    goal: Floats
    backdrop: Backdrop
    step: int = 0
    rate_since: int = 0
    values: dict[Activation, Floats] = field(default_factory=dict)
    errors: dict[Activation, float] = field(default_factory=dict)
    bend: float = 0.0

    def train(self, steps: int, share: float) -> None:
        """The same steps for all, at the rate of now."""
        rate = self.rate(share)
        for network in self.networks.values():
            network.train(steps, rate)
        self.step += steps

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their square."""
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        return self.settings.learning_rate * falling * min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)

    def look(self) -> dict[str, float]:
        """Each one's loss and distance from the curve, and how far the first is from a straight line."""
        # Points and curve in one pass: the same loss as the network's own, in half the time.
        outputs = np.stack([network.predict(self.inputs)[:, 0].cpu().numpy() for network in self.networks.values()])
        at_points, values = np.split(outputs.astype(float), [len(self.targets)], axis=1)
        with np.errstate(all="ignore"):
            losses = ((at_points - self.targets) ** 2).mean(axis=1).tolist()
            errors = np.sqrt(((values - self.goal) ** 2).mean(axis=1)).tolist()
        self.values = dict(zip(self.networks, values, strict=True))
        self.errors = dict(zip(self.networks, errors, strict=True))
        self.bend = distance_from_a_line(self.values["none"])
        numbers = {f"loss_{name}": loss for name, loss in zip(self.networks, losses, strict=True)}
        return numbers | {f"error_{name}": error for name, error in self.errors.items()} | {"bend": self.bend}

    def draw(self, step: int, steps: int, title: str) -> str:
        """A panel for each network, and all distances side by side."""
        said = ", ".join(f"{NAMES[name]} {100 * error:.3g}%" for name, error in self.errors.items())
        return draw(self.backdrop, self.values, self.errors, self.bend, (title, f"{step} / {steps}; {said}"))

    def blanks(self) -> stage.Blanks:
        """Distances in per cent, which one is best and how many fit."""
        others = {name: error for name, error in self.errors.items() if name != "none"}
        best = min(others, key=lambda name: (math.isnan(others[name]), others[name]))
        percent = {f"error_{name}": f"{100 * error:.3g}%" for name, error in self.errors.items()}
        bend: dict[Language, str] = {"en": "less than 0.001%", "zh": "0.001% 以下"}
        if not self.bend < 1e-5:
            bend = dict.fromkeys(LANGUAGES, f"{100 * self.bend:.2g}%")
        fitting = f"{sum(error <= GOOD_FIT for error in others.values())}"
        return {
            **percent,
            "best": NAMES[best],
            "best_error": percent[f"error_{best}"],
            "fitting": fitting,
            "bend": bend,
        }

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings, self.rate_since = settings, self.step


def distance_from_a_line(values: Floats) -> float:
    """Root mean squared distance of evenly spaced `values`, (places,), from the straight line nearest to them."""
    places = np.linspace(-1, 1, len(values))
    with np.errstate(all="ignore"):
        left = values - values.mean()
        left = left - places * (places @ left) / (places @ places)
        return float(np.sqrt(np.mean(left**2)))


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether a straight line was all that came without activation, and curves came with it: see FACTOR."""
    others = [numbers.get(f"error_{name}", math.inf) for name in NAMES if name != "none"]
    far = numbers.get("error_none", 0.0) >= FACTOR * min(others)
    straight = numbers.get("bend", math.inf) <= STRAIGHT
    return far and straight and sum(error <= GOOD_FIT for error in others) >= 3


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Points, curve and five untrained networks: the same for the same settings and seed."""
    wanted = functions.parse(settings.function)
    low, high = wanted.interval
    random = np.random.default_rng(seed)
    grid = np.linspace(low, high, GRID)
    curve = wanted(grid)
    mean, spread = float(curve.mean()), float(curve.std()) or 1.0
    # One sample in each of equal strips: chance alone would leave gaps in which no network could know the curve.
    shares = (np.arange(settings.points) + random.random(settings.points)) / settings.points
    xs = low + (high - low) * shares
    ys = (wanted(xs) - mean) / spread + settings.noise * random.standard_normal(settings.points)
    sizes = layer_sizes(1, settings.width, settings.depth)
    networks = {
        name: Network(
            Shape(sizes, name), column((2 * shares - 1) * REACH), column(ys), seed=seed, device=device.torch_name
        )
        for name in NAMES
    }
    goal = (curve - mean) / spread
    inputs = column(np.concatenate([(2 * shares - 1) * REACH, np.linspace(-REACH, REACH, GRID)]))
    return _Act(
        settings, networks, inputs.to(device.torch_name), ys, goal, backdrop(2 * shares - 1, ys, goal, NAMES, legend)
    )


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
