"""A wide network learns a few noisy points by heart: its loss on them falls, its loss on new points rises again.

The rule is one gentle wave, the validation points are many and as noisy as the training points. With a remedy (more
data, a smaller network, dropout, weight decay, early stopping) the same network without it runs alongside, so that
what the remedy brought is measured and not merely claimed. Losses are mean squared errors, the rule's variance being 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from tutor.demos import stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.nets import Network, Shape, column, layer_sizes
from tutor.demos.overfitting_learner import Learner
from tutor.demos.overfitting_picture import Backdrop, Legend, Losses, backdrop, draw
from tutor.demos.overfitting_settings import Settings
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "overfitting"
STEPS = 3500
"""Exactly so many on the page, too: how long one trains is what overfitting is about."""
PARTED, FAR = 1.5, 4.0
"""`worked` without a remedy: the validation loss ends at least PARTED times its lowest, FAR times the training loss."""
HELPED = 0.5
"""`worked` with one: it ends below PARTED times its lowest, and what is left of the rise that was seen without the
remedy is at most this share."""
VALIDATION = 400
STRIPS = 5
GRID = 121
LOW, HIGH = -2.0, 2.0
REACH = 2.5
"""The network's inputs run from minus this to this."""


def rule(x: Floats) -> Floats:
    """The rule behind the points: one gentle wave, of variance 1 over LOW..HIGH."""
    wave: Floats = np.sin(1.5 * x) / _SPREAD
    return wave


_SPREAD = float(np.sin(1.5 * np.linspace(LOW, HIGH, 1001)).std())


@dataclass
class _Act:
    """A network on its way to knowing its points by heart; beside it the same without remedies, if there are any."""

    settings: Settings
    learner: Learner
    plain: Learner | None
    legend: Legend
    grid: Floats
    backdrop: Backdrop
    values: Floats = field(default_factory=lambda: np.zeros(GRID))
    numbers: dict[str, float] = field(default_factory=dict)

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now."""
        for learner in (self.learner, self.plain):
            if learner is not None:
                learner.train(steps, self.rate(share))

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine down to nearly nothing."""
        return self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * share))

    def look(self) -> dict[str, float]:
        """Both losses, where the validation loss was lowest, and what it is without remedies."""
        training, validation, self.values = self.learner.look()
        self.numbers = {
            "training_loss": training,
            "validation_loss": validation,
            "lowest": min(self.learner.lowest, validation),
            "lowest_step": float(self.learner.lowest_step),
            "remedies": float(self.plain is not None),
        }
        if self.plain is not None:
            training, without = self.plain.losses()
            self.numbers |= {"without": without, "without_lowest": min(self.plain.lowest, without)}
            self.numbers["without_training"] = training
        return self.numbers

    def draw(self, step: int, steps: int, title: str) -> str:
        """Points, rule and network; below, both losses by step."""
        now = (step, self.numbers["training_loss"], self.numbers["validation_loss"])
        without = [] if self.plain is None else [(at, loss) for at, _, loss in self.plain.history]
        if self.plain is not None:
            without.append((step, self.numbers["without"]))
        mark = (self.learner.lowest_step, self.learner.lowest, self.learner.stopped)
        losses = Losses([*self.learner.history, now], without, mark, steps)
        return draw(self.backdrop, self.grid, self.values, losses, title)

    def blanks(self) -> stage.Blanks:
        """How far the losses parted, the remedies by name, and what to say of a run that shows it or does not."""
        numbers, lowest = self.numbers, self.numbers["lowest"]
        filled: dict[str, str | Mapping[Language, str]] = {
            "training_loss": _small(numbers["training_loss"]),
            "lowest_step": f"{self.learner.lowest_step:,}",
            "ratio": f"{numbers['validation_loss'] / max(lowest, 1e-12):.3g}",
            "without_training": _small(numbers.get("without_training", math.nan)),
            "spared": f"{100 * min(spared(numbers), 1.0):.0f}%" if self.plain else "",
            "floor": f"{self.settings.noise**2:.2g}",
            "validation_points": f"{VALIDATION}",
            "points": f"{self.settings.points:,}",
            "remedies": self._remedies(),
        }
        filled |= {key: f"{numbers.get(key, math.nan):.3g}" for key in ("validation_loss", "lowest", "without")}
        keys = ("seen", "unseen") if self.plain is None else ("helped", "unhelped")
        told = {blank: self._tell(key, filled) for blank, key in zip(("outcome", "shortfall"), keys, strict=True)}
        return {**filled, **told}

    def _tell(self, key: str, blanks: stage.Blanks) -> Mapping[Language, str]:
        """The sentences of the legend called `key`, with their blanks filled in."""
        said: dict[Language, str] = {}
        for language in LANGUAGES:
            values = {blank: value if isinstance(value, str) else value[language] for blank, value in blanks.items()}
            said[language] = self.legend[key][language].format_map(values)
        return said

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings = settings

    def _remedies(self) -> dict[Language, str]:
        """What is on against overfitting, in words."""
        mine, plain = self.settings, self.settings.without_remedies()
        keys = [key for key in ("points", "width", "dropout", "decay", "early_stopping")
                if getattr(mine, key) != getattr(plain, key)]  # fmt: skip
        said: dict[Language, str] = {}
        for language in LANGUAGES:
            comma = ", " if language == "en" else "、"
            named = [self.legend[f"with_{key}"][language].format(f"{getattr(mine, key):g}") for key in keys]
            said[language] = comma.join(named) or self.legend["with_nothing"][language]
        return said


def _small(loss: float) -> str | Mapping[Language, str]:
    """A training loss, which may go down to nothing at all."""
    return {"en": "under 0.0001", "zh": "0.0001 以下"} if loss < 1e-4 else f"{loss:.2g}"


def spared(numbers: Mapping[str, float]) -> float:
    """What share of the rise seen without the remedy did not come about with it; below 0 where it made things worse.
    1 where nothing rose without it and the loss ends no higher."""
    lowest = numbers["without_lowest"]
    rise, left = numbers["without"] - lowest, numbers["validation_loss"] - lowest
    return 1 - left / rise if rise > 1e-9 else float(left <= 0)


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether overfitting was seen or, with a remedy, whether it helped: see PARTED and HELPED."""
    validation, lowest = numbers.get("validation_loss", math.inf), numbers.get("lowest", math.inf)
    if not (math.isfinite(validation) and math.isfinite(lowest)):
        return False
    if numbers.get("remedies"):
        return validation < PARTED * lowest and 1 - spared(numbers) <= HELPED
    return validation >= PARTED * lowest and validation >= FAR * numbers.get("training_loss", math.inf)


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Points and untrained networks: the same for the same settings and seed, however many points follow."""
    places, noises, others = (np.random.default_rng([seed, part]) for part in range(3))
    xs = _spread_out(places, settings.points)
    ys = rule(xs) + settings.noise * _of_even_strength(noises, settings.points)
    new_xs = others.uniform(LOW, HIGH, VALIDATION)
    new_ys = rule(new_xs) + settings.noise * others.standard_normal(VALIDATION)

    grid = np.linspace(LOW, HIGH, GRID)

    def learner(wanted: Settings) -> Learner:
        own_xs, own_ys = xs[: wanted.points], ys[: wanted.points]
        network = Network(
            Shape(layer_sizes(1, wanted.width, wanted.depth), "gelu"),
            _inputs(own_xs),
            column(own_ys),
            seed=seed,
            device=device.torch_name,
            dropout=wanted.dropout,
            decay=wanted.decay,
        )
        places, targets = _inputs(np.concatenate([own_xs, new_xs, grid])), column(np.concatenate([own_ys, new_ys]))
        return Learner(network, places.to(network.device), targets.to(network.device), wanted.early_stopping)

    without = settings.without_remedies()
    plain = learner(without) if without != settings else None
    behind = backdrop(xs, ys, grid, rule(grid), plain is not None, legend)
    return _Act(settings, learner(settings), plain, legend, grid, behind)


def _spread_out(random: np.random.Generator, points: int) -> Floats:
    """Places from LOW to HIGH that come STRIPS at a time, one anywhere in each of as many equal strips: without large
    gaps, in which a network could know nothing, and with close neighbours, which noise drives apart."""
    places: Floats = LOW + (HIGH - LOW) * (np.arange(points) % STRIPS + random.random(points)) / STRIPS
    return places


def _of_even_strength(random: np.random.Generator, points: int) -> Floats:
    """Normal noise; that of the first points, which are few, is shifted and scaled so that its mean is 0 and its mean
    square 1 exactly: no run is spared by chance."""
    noise: Floats = random.standard_normal(points)
    first = noise[: 2 * STRIPS]
    first -= first.mean()
    first /= np.sqrt(np.mean(first**2))
    return noise


def _inputs(xs: Floats) -> torch.Tensor:
    """Places as the network takes them in, (points, 1)."""
    return column(xs / HIGH * REACH)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}), exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
