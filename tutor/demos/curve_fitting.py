"""A network learns a curve from noisy samples: the picture shows samples, curve and network while it trains.

Full-batch training of a small network on x in [-2, 2] (or [0, 2] where the formula needs it). Targets are scaled to
mean 0 and spread 1, so a loss of 1 is as bad as always answering the mean. The learning rate falls to
nearly nothing. No validation set: the noiseless curve itself is the judge.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.curve_picture import Backdrop, Legend, backdrop, draw
from tutor.demos.curve_samples import sampled
from tutor.demos.curve_settings import Settings
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, column, layer_sizes
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "curve_fitting"
STEPS = 4000
SETTLE = 2000
GOOD_FIT = 0.2
"""`worked` at a fit error up to this: the network's root mean squared distance from the noiseless curve over the
whole interval, as a share of that curve's standard deviation. The best straight line
scores 0.5 on step(x), 0.6 on x^3 - x, about 1 on waves; where exactly a step lies between two samples nobody can
know, which alone may cost 0.15."""
GRID = 145
BEYOND = 0.2
"""How far beyond the data the picture goes, as a share of half the interval: there nobody taught the network."""
HISTORY = 100


@dataclass
class _Act:
    """One network on its way from untrained to done."""

    settings: Settings
    network: Network
    goal: Floats
    grid: Floats
    inside: NDArray[np.bool_]
    inputs: torch.Tensor
    mean: float
    spread: float
    backdrop: Backdrop
    step: int = 0
    rate_since: int = 0
    history: list[tuple[int, float]] = field(default_factory=list)
    values: Floats = field(default_factory=lambda: np.zeros((1, GRID)))

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now."""
        self.network.train(steps, self.rate(share))
        self.step += steps

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their square.

        A fast machine takes ten times the steps in the same seconds; at a full rate it would learn the noise too.
        """
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        return self.settings.learning_rate * falling * settled

    def look(self) -> dict[str, float]:
        """The loss and how far the network is from the curve, of several networks the middle ones; their values over
        the grid are kept for the picture."""
        loss = float(self.network.loss().median())
        values = self.network.predict(self.inputs)[..., 0].cpu().numpy().astype(float) * self.spread + self.mean
        self.values = values.reshape(-1, values.shape[-1])
        if math.isfinite(loss) and (not self.history or self.history[-1][0] < self.step):
            self.history.append((self.step, loss))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        return {"loss": loss, "fit_error": self._fit_error()}

    def _fit_error(self) -> float:
        """Root mean squared distance from the goal where there is data, as a share of its spread."""
        with np.errstate(all="ignore"):
            squares = np.mean((self.values - self.goal)[:, self.inside] ** 2, axis=1)
            return float(np.median(np.sqrt(squares))) / self.spread

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Samples, curve, network, and the loss by step."""
        return draw(self.backdrop, self.grid, self.values, self.history, steps, title)

    def blanks(self) -> stage.Blanks:
        """The distance in per cent, and how many numbers are adjusted."""
        count, told = self.network.networks, self.backdrop.legend["many"]
        many: dict[Language, str] = {
            language: told[language].replace("{networks}", f"{count:,}") if count > 1 else "" for language in LANGUAGES
        }
        return {
            "fit_error": f"{100 * self._fit_error():.3g}%",
            "parameters": f"{self.network.shape.parameters:,}",
            "many": many,
        }

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings, self.rate_since = settings, self.step


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the network looks like the curve: see GOOD_FIT."""
    return numbers.get("fit_error", math.inf) <= GOOD_FIT


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Samples, curve and an untrained network: the same for the same settings and seed."""
    sample = sampled(settings, seed)
    xs, ys, mean, spread = sample.xs, sample.ys, sample.mean, sample.spread
    centre, reach = (sample.low + sample.high) / 2, (sample.high - sample.low) / 2
    grid = np.linspace(sample.low - BEYOND * reach, sample.high + BEYOND * reach, GRID)
    inside = (grid >= sample.low) & (grid <= sample.high)
    shape = Shape(layer_sizes(1, settings.width, settings.depth), cast("Activation", settings.activation))
    network = Network(
        shape,
        column((xs - centre) / reach * _INPUT_REACH),
        column((ys - mean) / spread),
        optimiser=settings.optimiser,
        seed=seed,
        device=device.torch_name,
        networks=settings.networks,
    )
    inputs = column((grid - centre) / reach * _INPUT_REACH).to(device.torch_name)
    goal = sample.goal(grid)
    behind = backdrop(xs, ys, grid, goal, (sample.low, sample.high), legend)
    return _Act(settings, network, goal, grid, inside, inputs, mean, spread, behind)


_INPUT_REACH = 2.0
"""Inputs run from minus this to this, which is spread 1.15: about what a network's first weights expect."""


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
