"""Points of two classes as each hidden layer of a network sees them, while it learns to tell them apart.

Full-batch training with the logistic loss. What is shown and counted are new points that were never trained on; the
straight cut through each layer's outputs is fitted to the training points. No pictures of single neurons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch

from tutor.demos import layer_features_picture, layer_view, stage, two_classes
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.nets import Activation, Network, Shape, layer_sizes
from tutor.demos.same_knobs import like
from tutor.device import Device, single_thread
from tutor.types import Frame

__all__ = ["Settings", "frames", "worked"]

NAME = "layer_features"
STEPS = 4000
SETTLE = 2000
NEARLY = 0.97
"""`worked` where a straight cut through the last hidden layer gets this share of new points right: all but 1 in 33."""
MIXED = 0.92
"""… and a straight cut through the input at most this: about 0.6 on spirals, 0.5 on circles, 0.88 on moons."""
SHOWN = 110
"""New points that are shown, and counted."""
REACH = 2.0
"""Inputs are the plane's coordinates times this: about the spread that a network's first weights expect."""


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    data: str = two_classes.data("spiral")
    depth: int = like("depth", 3, low=2, high=4)
    width: int = like("width", 8, low=2, high=32)
    activation: str = like("activation", "tanh")
    learning_rate: float = like("learning_rate", 0.01)
    noise: float = like("noise", 0.05)
    points: int = like("points", 300)


@dataclass
class _Act:
    """One network on its way from untrained to done."""

    settings: Settings
    device: Device
    seed: int
    legend: layer_features_picture.Legend
    step: int = 0
    rate_since: int = 0
    numbers: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings, random = self.settings, np.random.default_rng(self.seed)
        self.points = two_classes.draw_points(settings.data, settings.points, settings.noise, random)
        self.fresh = two_classes.draw_points(settings.data, SHOWN, settings.noise, random)
        places, self.known = (torch.from_numpy(part) for part in self.points)
        self.readings = layer_view.readings(self.known, places[:, 1])
        self.inputs = REACH * torch.cat([places, torch.from_numpy(self.fresh.places)]).float()
        cut = layer_view.best_cut(layer_view.study(places, self.readings))
        self.straight = float(layer_view.share_right(cut.scores(self.fresh.places), self.fresh.classes))
        self.behind = layer_features_picture.backdrop(self.fresh, cut, self.legend)
        shape = Shape(layer_sizes(2, settings.width, settings.depth), cast("Activation", settings.activation))
        self.network = Network(
            shape,
            self.inputs[: len(places)],
            self.known.float()[:, None],
            seed=self.seed,
            device=self.device.torch_name,
            loss="logistic",
        )

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps; the rate falls by half a cosine, and beyond SETTLE steps with their square."""
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        self.network.train(steps, self.settings.learning_rate * falling * settled)
        self.step += steps

    def look(self) -> dict[str, float]:
        """The loss, and what share of new points a straight cut gets right in the input and in each hidden layer."""
        count = len(self.known)
        layers, answers, loss = two_classes.see(self.network, self.inputs, self.known)
        with torch.inference_mode(), single_thread():
            outputs = torch.stack(layers).cpu().double()
            layer = layer_view.study(outputs[:, :count], self.readings)
        self.output = answers[count:]
        shown, classes = outputs[:, count:].numpy(), self.fresh.classes
        with np.errstate(all="ignore"):
            cut = layer_view.best_cut(layer)
            self.views = layer_view.lay_out(layer, cut, shown)
            shares = layer_view.share_right(cut.scores(shown), classes).tolist()
        self.numbers = {
            "loss": float(loss),
            "input": self.straight,
            **{f"layer{place}": share for place, share in enumerate(shares, 1)},
            "last": shares[-1],
            "output": float(layer_view.share_right(self.output - 0.5, classes)),
        }
        return self.numbers

    def draw(self, step: int, steps: int, title: str) -> str:
        """The input, each hidden layer and the output, with the cut through each."""
        moment = layer_features_picture.Moment(self.behind, self.fresh.classes, self.views, self.output, self.numbers)
        return layer_features_picture.draw(moment, self.legend, f"{step} / {steps}", title)

    def blanks(self) -> stage.Blanks:
        """Shares in per cent, layer by layer, and what the points are."""
        layers = [_percent(self.numbers[f"layer{place}"]) for place in range(1, len(self.views) + 1)]
        return {
            **{key: _percent(self.numbers[key]) for key in ("input", "last", "output")},
            "each": {"en": ", ".join(layers), "zh": "、".join(layers)},
            "shown": f"{SHOWN}",
            "parameters": f"{self.network.shape.parameters:,}",
            "data": self.legend[self.settings.data],
        }

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings, self.rate_since = settings, self.step


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the last hidden layer can be cut straight and the input cannot: see NEARLY and MIXED."""
    return numbers.get("last", 0.0) >= NEARLY and numbers.get("input", 1.0) <= MIXED


PLAY = stage.Play(NAME, _Act, worked, STEPS, live=frozenset({"learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
