"""Three deep networks learn the same two half-moons; the picture shows how large the gradient is in each layer.

Sigmoid, ReLU, and ReLU with residual connections, of one shape and trained together (vanishing_gradient_networks).
The half-moons are training data only: the demo is about whether a network learns at all, not how well it
generalises. No normalisation layers and no gradient clipping.
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
from tutor.demos.vanishing_gradient_networks import NETWORKS, Trio
from tutor.demos.vanishing_gradient_picture import Picture
from tutor.demos.vanishing_gradient_settings import Settings
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "vanishing_gradient"
STEPS = 1000
SETTLE = 1000
VANISHED = 1000.0
KEPT = 30.0
"""`worked` when at the start sigmoid's last layer has at least VANISHED times the gradient of its first, the residual
network's first and last layers are within a factor of KEPT, and at the end its loss is at most half of sigmoid's."""
LEARNT = 0.5
LEAST, MOST = 1e-38, 1e30
"""The smallest gradient that single precision holds in full, and the largest ratio that is told apart."""
HISTORY = 120


@dataclass
class _Act:
    """Three networks on their way from untrained to done."""

    settings: Settings
    networks: Trio
    legend: stage.Legend
    picture: Picture
    step: int = 0
    rate_since: int = 0
    history: list[tuple[int, Floats]] = field(default_factory=list)
    losses: Floats = field(default_factory=lambda: np.zeros(len(NETWORKS)))
    right: Floats = field(default_factory=lambda: np.zeros(len(NETWORKS)))
    sizes: Floats = field(init=False)
    fades: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = np.nan_to_num(self.networks.sizes(), nan=MOST, posinf=MOST)
        self.fades = _fades(self.sizes)

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now."""
        self.networks.train(steps, self.rate(share))
        self.step += steps

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their number,
        so that a run of many more steps ends as quietly."""
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        return self.settings.learning_rate * falling * min(1.0, SETTLE / (self.step - self.rate_since + 1))

    def look(self) -> dict[str, float]:
        """By network: the loss, the share of points on the right side, and how many times the first layer's gradient
        the last layer's was at the start."""
        self.losses, self.right = self.networks.losses(), self.networks.right()
        sizes = self.networks.sizes()
        # Where the numbers have run away, the last sizes that were numbers stay in the picture.
        kept = np.isfinite(sizes).all(1, keepdims=True)
        self.sizes = np.where(kept, sizes, self.sizes)
        if np.isfinite(self.losses).all() and (not self.history or self.history[-1][0] < self.step):
            self.history.append((self.step, self.losses))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        rows = (("loss", self.losses), ("right", self.right), ("fade", self.fades))
        return {
            f"{what}_{name}": float(value)
            for what, values in rows
            for name, value in zip(NETWORKS, values, strict=True)
        }

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """The gradient's size by layer, and the losses by step."""
        at = [step for step, _ in self.history] or [0]
        losses = np.array([losses for _, losses in self.history]).reshape(-1, len(NETWORKS))
        return self.picture.draw(self.sizes, at, losses if len(losses) else np.ones((1, len(NETWORKS))), steps, title)

    def blanks(self) -> stage.Blanks:
        """Ratios and shares as a sentence shows them, and which networks the numbers ran away from."""
        ratios = {f"fade_{name}": _times(value) for name, value in zip(NETWORKS, self.fades, strict=True)}
        now = {f"now_{name}": _times(value) for name, value in zip(NETWORKS, _fades(self.sizes), strict=True)}
        right = {f"right_{name}": f"{100 * value:.0f}%" for name, value in zip(NETWORKS, self.right, strict=True)}
        losses = {
            f"loss_{name}": f"{loss:.3g}" if not loss < 0.001 else "< 0.001"
            for name, loss in zip(NETWORKS, self.losses.tolist(), strict=True)
        }
        lost = [name for name, loss in zip(NETWORKS, self.losses, strict=True) if not math.isfinite(loss)]
        between: dict[Language, str] = {"en": ", ", "zh": "、"}
        blown = {language: between[language].join(self.legend[n][language] for n in lost) for language in LANGUAGES}
        return {**losses, **ratios, **now, **right, "blown": blown}

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate."""
        self.settings, self.rate_since = settings, self.step


def _fades(sizes: Floats) -> Floats:
    """How many times the first layer's gradient the last layer's is: (3,) of (3, depth)."""
    ratios: Floats = np.minimum(sizes[:, -1] / np.maximum(sizes[:, 0], LEAST), MOST)
    return ratios


def _times(value: float) -> str:
    """A ratio as it may stand in a sentence: 0.43, 7.8, 6,100, 4 × 10¹¹, > 10³⁰."""
    if value >= MOST:
        return "> 10³⁰"
    if value < 1e6:
        return f"{value:,.0f}" if value >= 1000 else f"{value:.2g}" if value < 10 else f"{value:.0f}"
    exponent = math.floor(math.log10(value))
    return f"{value / 10.0**exponent:.0f} × 10" + str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the gradient vanished with sigmoid only, and the residual network learnt: see VANISHED and KEPT."""
    kept = numbers.get("fade_residual", math.inf)
    learnt = numbers.get("loss_residual", math.inf) <= LEARNT * numbers.get("loss_sigmoid", 0.0)
    return numbers.get("fade_sigmoid", 0.0) >= VANISHED and 1 / KEPT <= kept <= KEPT and learnt


def two_moons(points: int, noise: float, seed: int) -> tuple[Floats, Floats]:
    """Two interlocking half-circles, (points, 2) with mean 0 and spread 1, and their classes 0 and 1 in turn."""
    random = np.random.default_rng(seed)
    classes = np.arange(points) % 2
    angles = math.pi * random.random(points)
    across = np.where(classes == 0, np.cos(angles), 1 - np.cos(angles))
    upwards = np.where(classes == 0, np.sin(angles), 0.5 - np.sin(angles))
    places = np.stack([across, upwards], axis=1) + noise * random.standard_normal((points, 2))
    return (places - places.mean(0)) / places.std(0), classes.astype(float)


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:
    """Points and three untrained networks: the same for the same settings and seed."""
    places, classes = two_moons(settings.points, settings.noise, seed)
    networks = Trio(
        settings.depth,
        settings.width,
        torch.from_numpy(places).float(),
        torch.from_numpy(classes).float(),
        optimiser=settings.optimiser,
        scale=settings.scale,
        seed=seed,
        device=device.torch_name,
    )
    return _Act(settings, networks, legend, Picture(legend))


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
