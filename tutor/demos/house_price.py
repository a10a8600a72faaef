"""A small network against the best straight line: both learn prices of simulated houses, then meet unseen ones.

Both learn from the same simulated sales; the line is solved at once by least squares, the network trains full-batch
while the learner watches. Their judge are houses held out from both. The rule behind the prices is known, so its
own error on these noisy sales shows what nobody can beat. Uses no real sales and says nothing about any market.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch

from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.house_price_picture import Backdrop, Curves, Legend, backdrop, draw
from tutor.demos.house_price_rule import FARTHEST, RULE, Line, fit_line, rule_price, simulate
from tutor.demos.house_price_settings import Settings
from tutor.demos.nets import Activation, Network, Shape, layer_sizes
from tutor.device import Device
from tutor.types import Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "house_price"
STEPS = 3000
SETTLE = 500
DECAY = 0.3
"""Weight decay: keeps the network from bending to the noise of single sales."""
HELD_OUT = 150
BETTER = 0.75
"""`worked` where the network's mean error is at most this share of the line's: a quarter less can be seen in the
picture. A network without activation functions is itself a straight line and stays near 1."""
DISTANCES = np.linspace(0, FARTHEST, 31)
HISTORY = 100
FEATURES = ("area", "rooms", "age", "distance")


@dataclass
class _Act:
    """One network on its way, beside a line and a rule that stand from the start. Prices are in thousands."""

    settings: Settings
    network: Network
    houses: Floats
    prices: Floats
    centre: Floats
    reach: Floats
    mean: float
    spread: float
    line: Line
    errors: tuple[float, float]
    backdrop: Backdrop
    step: int = 0
    rate_since: int = 0
    history: list[tuple[int, float]] = field(default_factory=list)
    asked: Floats = field(default_factory=lambda: np.zeros((0, 4)))
    inputs: torch.Tensor = field(default_factory=lambda: torch.zeros(0, 4))
    answers: Floats = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self._ask()

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now: half a cosine to nearly nothing, and beyond SETTLE steps falling with
        their square, so that many steps more on a fast machine do not learn the noise too."""
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        self.network.train(steps, self.settings.learning_rate * falling * settled)
        self.step += steps

    def look(self) -> dict[str, float]:
        """Mean errors on the held-out houses, and three prices for the learner's house."""
        self.answers = self.network.predict(self.inputs)[:, 0].cpu().numpy().astype(float) * self.spread + self.mean
        with np.errstate(all="ignore"):
            error = float(np.abs(self.answers[:HELD_OUT] - self.prices).mean())
        if math.isfinite(error) and (not self.history or self.history[-1][0] < self.step):
            self.history.append((self.step, error))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        house = self.asked[HELD_OUT : HELD_OUT + 1]
        return {
            "network_error": error,
            "line_error": self.errors[0],
            "rule_error": self.errors[1],
            "network_price": float(self.answers[HELD_OUT]),
            "line_price": float(self.line.price(house)[0]),
            "rule_price": float(rule_price(house)[0]),
        }

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Guesses against prices paid, the learner's house by distance, the error by step."""
        near_and_far = self.asked[-len(DISTANCES) :]
        curves = Curves(
            DISTANCES,
            rule_price(near_and_far),
            self.line.price(near_and_far),
            self.answers[-len(DISTANCES) :],
            self.settings.distance,
            float(self.line.price(self.asked[HELD_OUT : HELD_OUT + 1])[0]),
            float(self.answers[HELD_OUT]),
        )
        return draw(self.backdrop, self.answers[:HELD_OUT], curves, self.errors, self.history, steps, title)

    def blanks(self) -> stage.Blanks:
        """Prices as money, and what one more of each feature changes in the network's price of the house."""
        house, network = self.asked[HELD_OUT : HELD_OUT + 1], self.answers[HELD_OUT : HELD_OUT + 5]
        filled: dict[str, str | Mapping[Language, str]] = {
            "network_error": money(float(np.abs(self.answers[:HELD_OUT] - self.prices).mean()), 1),
            "line_error": money(self.errors[0], 1),
            "rule_error": money(self.errors[1], 1),
            "network_price": money(float(network[0])),
            "line_price": money(float(self.line.price(house)[0])),
            "rule_price": money(float(rule_price(house)[0])),
        }
        for feature, price in zip(FEATURES, network[1:].tolist(), strict=True):
            filled[f"more_{feature}"] = money(price - float(network[0]), 1, sign=True)
        filled |= {"rule": RULE, "held_out": str(HELD_OUT), "parameters": f"{self.network.shape.parameters:,}"}
        return {**filled, "noise": f"{100 * self.settings.noise:.3g}%"}

    def adjust(self, settings: Settings) -> None:
        """Ask about another house, or go on at another learning rate."""
        if settings.learning_rate != self.settings.learning_rate:
            self.rate_since = self.step
        self.settings = settings
        self._ask()

    def _ask(self) -> None:
        """What the network is asked at each look: the held-out houses, the learner's, the same with one more of each
        feature in turn, and the same nearer and farther."""
        house = np.array([[float(getattr(self.settings, feature)) for feature in FEATURES]])
        moved = np.repeat(house, len(DISTANCES), axis=0)
        moved[:, FEATURES.index("distance")] = DISTANCES
        self.asked = np.concatenate([self.houses, house, house + np.eye(len(FEATURES)), moved])
        self.inputs = _tensor((self.asked - self.centre) / self.reach).to(self.network.device)


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the network clearly beats the line on houses neither has seen: see BETTER."""
    return numbers.get("network_error", math.inf) <= BETTER * numbers.get("line_error", 0.0)


def money(thousands: float, digits: int = 0, sign: bool = False) -> dict[Language, str]:
    """A price as each language writes it: £268k, 268 万元; with `sign`, a plus before what is no minus."""
    figure = f"{abs(thousands):,.{digits}f}"
    minus = "−" if thousands < 0 and figure.strip("0.") else "+" if sign else ""
    return {"en": f"{minus}£{figure}k", "zh": f"{minus}{figure} 万元"}


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Simulated sales to learn from and to be judged by, a line and an untrained network."""
    random = np.random.default_rng(seed)
    # The judges come first: more or fewer houses to learn from leave them as they are.
    held_out, prices = simulate(random, HELD_OUT, settings.noise)
    houses, paid = simulate(random, settings.points, settings.noise)
    centre, reach = houses.mean(axis=0), np.maximum(houses.std(axis=0), 1e-6)
    mean, spread = float(paid.mean()), float(paid.std()) or 1.0
    shape = Shape(layer_sizes(len(FEATURES), settings.width, settings.depth), cast("Activation", settings.activation))
    network = Network(
        shape,
        _tensor((houses - centre) / reach),
        _tensor((paid - mean) / spread)[:, None],
        seed=seed,
        device=device.torch_name,
        decay=DECAY,
    )
    line = fit_line(houses, paid)
    by_line = line.price(held_out)
    errors = (float(np.abs(by_line - prices).mean()), float(np.abs(rule_price(held_out) - prices).mean()))
    behind = backdrop(prices, by_line, FARTHEST, errors, legend)
    return _Act(settings, network, held_out, prices, centre, reach, mean, spread, line, errors, behind)


def _tensor(values: Floats) -> torch.Tensor:
    return torch.from_numpy(values).float()


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate", *FEATURES}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
