"""Three balls roll down the same loss of two weights: SGD, momentum and Adam, from one start, at one learning rate.

The losses are real (see gradient_descent_surfaces), so a place in the picture is a pair of weights. A ball that is
far outside the picture stays there and is reported; the others go on. A fixed learning rate, no schedule.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch

from tutor.demos import pads, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.gradient_descent_picture import Backdrop, Trails, backdrop, draw
from tutor.demos.gradient_descent_settings import Settings
from tutor.demos.gradient_descent_surfaces import SURFACES, Land, Problem, sample, survey
from tutor.demos.optimisers import Adam, Momentum, Optimiser, Sgd
from tutor.device import Device, single_thread
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "gradient_descent"
STEPS = 240
BALLS = ("sgd", "momentum", "adam")
NEAR = 0.01
"""A ball is near the bottom of its hollow with at most this share of the height it began at left below it; `worked`
when all three are. In the valley that is within about a twentieth of the picture's width."""
FAR = 3.0
"""A ball this many half-windows from the picture's middle has left the picture for good."""
MOST_LOSS = 1e9


@dataclass
class _Act:
    """Three balls on their way down."""

    settings: Settings
    problem: Problem
    land: Land
    legend: stage.Legend
    backdrop: Backdrop
    weights: torch.Tensor
    gradient: torch.Tensor
    optimisers: list[Optimiser]
    random: torch.Generator
    left: list[int | None] = field(default_factory=lambda: [None] * len(BALLS))
    unseen: list[torch.Tensor] = field(default_factory=list)
    trail: Floats = field(default_factory=lambda: np.zeros((0, len(BALLS), 2)))
    losses: Floats = field(default_factory=lambda: np.zeros((0, len(BALLS))))

    def __post_init__(self) -> None:
        self.unseen.append(self.weights.clone())
        low, high = np.array(self.problem.surface.low), np.array(self.problem.surface.high)
        self.middle = torch.from_numpy((low + high) / 2).float().to(self.weights.device)
        self.half = torch.from_numpy((high - low) / 2).float().to(self.weights.device)

    def train(self, steps: int, share: float) -> None:  # noqa: ARG002
        """One step of every ball that is still in the picture, `steps` times."""
        with torch.inference_mode(), single_thread():
            for _ in range(steps):
                before = self.weights.clone()
                self.gradient.copy_(self.problem.gradient(self.weights, self._batch()))
                for ball, optimiser in enumerate(self.optimisers):
                    if self.left[ball] is None:
                        optimiser.step(self.settings.learning_rate)
                self.weights.copy_(torch.where(self.weights.isfinite(), self.weights, before))
                self.unseen.append(self.weights.clone())
                self._note_who_left()

    def _batch(self) -> torch.Tensor | None:
        """The points of this step; None for all of them."""
        points = self.settings.points
        if self.settings.batch >= points:
            return None
        return torch.randperm(points, generator=self.random)[: self.settings.batch].to(self.weights.device)

    def _note_who_left(self) -> None:
        reach = ((self.weights - self.middle) / self.half).abs().amax(1).tolist()
        for ball, far in enumerate(reach):
            if self.left[ball] is None and far > FAR:
                self.left[ball] = len(self.trail) + len(self.unseen) - 1

    def look(self) -> dict[str, float]:
        """Each ball's loss, and the share of its height that the worst of them still has to go; how many left."""
        if self.unseen:
            with torch.inference_mode(), single_thread():
                places = torch.stack(self.unseen)
                losses = self.problem.loss(places).cpu().numpy().astype(float)
            self.trail = np.concatenate([self.trail, places.cpu().numpy().astype(float)])
            self.losses = np.concatenate([self.losses, np.nan_to_num(losses, nan=MOST_LOSS).clip(0, MOST_LOSS)])
            self.unseen = []
        gone = [step is not None for step in self.left]
        to_go = math.inf if all(gone) else float(self._heights()[-1].max())
        numbers = {f"loss_{name}": float(loss) for name, loss in zip(BALLS, self.losses[-1], strict=True)}
        return {**numbers, "to_go": to_go, "gone": float(sum(gone))}

    def _heights(self) -> Floats:
        """Height above the bottom of each ball's own hollow, by step, as a share of the height at the start."""
        hollows = self.land.hollows
        size = np.array(self.problem.surface.high) - self.problem.surface.low
        bottoms = np.array([hollow.weights for hollow in hollows])
        own = np.abs((self.trail[:, :, None] - bottoms) / size).sum(-1).argmin(-1)
        floor = np.array([hollow.loss for hollow in hollows])[own]
        begun = max(float(self.losses[0, 0]) - hollows[0].loss, 1e-3 * self.land.top)
        heights: Floats = np.clip((self.losses - floor) / begun, 0, MOST_LOSS)
        return heights

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Contours, three trails, and the losses by step."""
        return draw(self.backdrop, Trails(self.trail, self.losses, self.left), steps, title)

    def blanks(self) -> stage.Blanks:
        """What became of each ball, who was first, and the surface and its hollows in words."""
        heights = self._heights()
        fates = {name: self._fate(ball, heights[:, ball]) for ball, name in enumerate(BALLS)}
        arrived = {name: _settled(heights[:, ball]) for ball, name in enumerate(BALLS) if self.left[ball] is None}
        least = min(arrived.values(), default=0)
        first = [name for name in BALLS if arrived.get(name) == least]
        named: dict[Language, str] = {
            language: (", " if language == "en" else "、").join(self.legend[name][language] for name in first)
            for language in LANGUAGES
        }
        return {
            "sgd": fates["sgd"],
            "momentum_ball": fates["momentum"],
            "adam": fates["adam"],
            "first": named,
            "surface": self.legend[self.settings.surface],
            "formula": self.problem.surface.formula,
            "lowest": _plain(self.land.hollows[0].loss),
            **{f"loss_{name}": _plain(loss) for name, loss in zip(BALLS, self.losses[-1].tolist(), strict=True)},
            "hollows": self.legend[self._hollows()],
            "batch": f"{min(self.settings.batch, self.settings.points)}",
        }

    def _fate(self, ball: int, heights: Floats) -> dict[Language, str]:
        """Left the picture, near the bottom since a step, or still on the way: in words."""
        step, settled = self.left[ball], _settled(heights)
        key = "gone" if step is not None else "near" if settled < len(heights) else "short"
        number, share = settled if step is None else step, f"{100 * heights[-1]:.3g}%"
        return {language: self.legend[key][language].format(step=number, share=share) for language in LANGUAGES}

    def _hollows(self) -> str:
        """The legend's key for which hollows the balls are in."""
        hollows = self.land.hollows
        if len(hollows) == 1:
            return "one_hollow"
        size = np.array(self.problem.surface.high) - self.problem.surface.low
        bottoms = np.array([hollow.weights for hollow in hollows])
        own = np.abs((self.trail[-1][:, None] - bottoms) / size).sum(-1).argmin(-1)
        return "all_deepest" if not own.any() else "none_deepest" if own.all() else "some_deepest"

    def adjust(self, settings: Settings) -> None:
        """Nothing is live: every change sets the balls back to their start, so that runs can be compared."""


def _plain(loss: float) -> str:
    """A loss as it may stand in a sentence."""
    return f"{loss:.3g}" if loss >= 1e-4 else "< 0.0001"


def _settled(heights: Floats) -> int:
    """The step from which on a ball has stayed near the bottom; the number of steps and one where it is not there."""
    away = np.flatnonzero(~(heights <= NEAR))
    return int(away[-1]) + 1 if len(away) else 0


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether all three balls are near the bottom: see NEAR."""
    return numbers.get("to_go", math.inf) <= NEAR


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:
    """Samples, surface and start: the same for the same settings and seed."""
    random = np.random.default_rng(seed)
    surface = SURFACES[settings.surface]
    problem = sample(surface, settings.points, settings.noise, random)
    with single_thread():
        land = survey(problem)
    drawn = random.random(2)
    placed, _ = pads.read_places(settings.start)
    low, high = np.array(surface.low), np.array(surface.high)
    start_low, start_high = np.array(surface.start_low), np.array(surface.start_high)
    start = low + (high - low) * placed[-1] if len(placed) else start_low + (start_high - start_low) * drawn
    weights = torch.from_numpy(start).float().repeat(len(BALLS), 1).to(device.torch_name)
    gradient = torch.zeros_like(weights)
    optimisers: list[Optimiser] = [
        Sgd(weights[0], gradient[0]),
        Momentum(weights[1], gradient[1], settings.momentum),
        Adam(weights[2], gradient[2]),
    ]
    return _Act(
        settings,
        problem.to(device.torch_name),
        land,
        legend,
        backdrop(surface, land, legend),
        weights,
        gradient,
        optimisers,
        torch.Generator().manual_seed(seed),
    )


PLAY = stage.Play(NAME, _begin, worked, STEPS, exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
