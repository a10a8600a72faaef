"""A network learns to tell two classes of points apart: the picture shows where it says what, while it trains.

Full-batch training with the logistic loss on points in the plane, the learner's own if there are any. The judge is
new points that were never trained on: fresh ones from the same curves, or places a finger's width from the
learner's own. No mini-batches, no more than two classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch

from tutor.demos import decision_boundary_picture, knobs, pads, stage, two_classes
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, column, layer_sizes
from tutor.demos.same_knobs import like
from tutor.demos.two_classes import Points
from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "decision_boundary"
STEPS = 4000
SETTLE = 2000
GOOD = 0.95
"""`worked` at this share of new points on their own side, the mean of both classes: 19 of 20. A straight line gets
about 0.87 on moons, 0.6 on spirals and 0.5 on circles."""
FRESH = 500
"""New points to judge by."""
FINGER = 0.04
"""How far (standard deviation, each coordinate) the new points lie from the learner's own: a finger's width."""
STARTER = (
    "0.18,0.8,0 0.3,0.68,0 0.7,0.32,0 0.82,0.2,0 0.18,0.2,1 0.3,0.32,1 0.7,0.68,1 0.82,0.8,1"  # no line parts these
)
"""Places to begin with where the learner wants places of their own and has set none yet."""
REACH = 2.0
"""Inputs are the plane's coordinates times this: about the spread that a network's first weights expect."""
HISTORY = 60


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    data: str = two_classes.data("moons", own=True)
    clicks: str = knobs.places({"en": ("your own points",), "zh": ("你自己的点",)}, classes=2, most=60, instead="data")
    width: int = like("width", 12, high=64)
    depth: int = like("depth", 2, high=4)
    activation: str = like("activation", "tanh")
    learning_rate: float = like("learning_rate", 0.01)
    noise: float = like("noise", 0.1)
    points: int = like("points", 200)
    networks: int = like("networks", 1)

    @property
    def own(self) -> bool:
        """Whether to learn the learner's own points: set ones are meant to be learned, whatever `data` says."""
        return self.data == "clicks" or bool(self.clicks)


@dataclass
class _Act:
    """One network on its way from untrained to done."""

    settings: Settings
    device: Device
    seed: int
    legend: decision_boundary_picture.Legend
    step: int = 0
    share: float = 0.0
    steps_before: int = 0
    share_before: float = 0.0
    numbers: dict[str, float] = field(default_factory=dict)
    each: Floats = field(default_factory=lambda: np.zeros(1))
    history: list[tuple[int, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._take_points()
        self._new_network()

    def train(self, steps: int, share: float) -> None:
        """Full-batch steps at the rate of now."""
        self.share = share
        self.network.train(steps, self.rate(share))
        self.step += steps

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their square.

        After new points it begins anew, so that what is left of the run suffices to learn them.
        """
        part = (share - self.share_before) / max(1 - self.share_before, 1e-6)
        settled = min(1.0, (SETTLE / (self.step - self.steps_before + 1)) ** 2)
        return self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * part)) * settled

    def look(self) -> dict[str, float]:
        """The loss, and the shares of points that are on their own side of the border: of several networks those of
        the middle one."""
        side = decision_boundary_picture.side(self.settings.networks)
        _, answers, losses = two_classes.see(self.network, self.places, self.known)
        known, new, grid = np.split(answers.reshape(-1, len(self.places)), self.parts, axis=1)
        self.values, loss = grid.reshape(-1, side, side), float(losses.median())
        accuracy = _middle(balanced_accuracy(known, self.points.classes))
        self.each = balanced_accuracy(new, self.fresh.classes)
        held_out = _middle(self.each)
        self.numbers = {"loss": loss, "accuracy": accuracy, "held_out": held_out, "straight": self.straight}
        if not self.history or self.history[-1][0] < self.step:
            self.history.append((self.step, accuracy, held_out))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        return self.numbers

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Regions, border and points, and beside them how many are right."""
        return decision_boundary_picture.draw(self.backdrop, self.values, self.numbers, self.history, steps, title)

    def blanks(self) -> stage.Blanks:
        """Shares in per cent, what the points are, and whether a straight line would have done."""
        starting = self.settings.own and not self.settings.clicks
        shown = {key: f"{100 * self.numbers[key]:.3g}%" for key in ("accuracy", "held_out", "straight")}
        return shown | {
            "parameters": f"{self.network.shape.parameters:,}",
            "points": f"{len(self.points.classes)}",
            "data": self.legend["starter" if starting else "clicks" if self.settings.own else self.settings.data],
            "fresh": self.legend["fresh_clicks" if self.settings.own else "fresh_drawn"],
            "answer": self.legend["line_enough" if self.straight >= GOOD else "line_not_enough"],
            "many": self._many(),
        }

    def _many(self) -> Mapping[Language, str]:
        """What to say of several networks: how far they differ."""
        if self.network.networks == 1:
            return dict.fromkeys(LANGUAGES, "")
        values = {
            "networks": f"{self.network.networks:,}",
            "shown": f"{min(self.network.networks, decision_boundary_picture.SHOWN)}",
            "good": f"{int((self.each >= GOOD).sum()):,}",
            "worst": f"{100 * float(self.each.min()):.3g}%",
            "best": f"{100 * float(self.each.max()):.3g}%",
        }
        return {language: self.legend["many"][language].format_map(values) for language in LANGUAGES}

    def adjust(self, settings: Settings) -> None:
        """Go on at another rate or with other places; a change between shape and own places begins a new network."""
        before, self.settings = self.settings, settings
        self.steps_before = self.step
        if settings.clicks == before.clicks:
            return
        self.share_before = self.share
        self._take_points()
        if before.own and settings.own:
            self.network.teach(_inputs(self.points.places), column(self.points.classes))
        else:
            self._new_network()

    def _take_points(self) -> None:
        """The points to learn, those to judge by, and what a straight line makes of them."""
        random = np.random.default_rng(self.seed)
        if self.settings.own:
            places, classes = pads.read_places(self.settings.clicks or STARTER)
            self.points = Points(2 * places - 1, classes.astype(float))
            copies = max(1, FRESH // len(classes))
            spread = FINGER * random.standard_normal((copies * len(classes), 2))
            self.fresh = Points(np.tile(self.points.places, (copies, 1)) + spread, np.tile(self.points.classes, copies))
        else:
            data, noise = self.settings.data, self.settings.noise
            self.points = two_classes.draw_points(data, self.settings.points, noise, random)
            self.fresh = two_classes.draw_points(data, FRESH, noise, random)
        self.straight = straight_line(self.points, self.fresh)
        self.backdrop = decision_boundary_picture.backdrop(*self.points, self.legend)
        grid = decision_boundary_picture.grid(self.settings.networks)
        # All places that are looked at, in one piece: one pass is hardly dearer than each of three.
        self.places = _inputs(np.concatenate([self.points.places, self.fresh.places, grid]))
        self.known, counts = torch.from_numpy(self.points.classes), [len(self.points.classes), len(self.fresh.classes)]
        self.parts = np.cumsum(counts)

    def _new_network(self) -> None:
        shape = Shape(
            layer_sizes(2, self.settings.width, self.settings.depth), cast("Activation", self.settings.activation)
        )
        self.network = Network(
            shape,
            _inputs(self.points.places),
            column(self.points.classes),
            seed=self.seed,
            device=self.device.torch_name,
            loss="logistic",
            networks=self.settings.networks,
        )


def _middle(shares: Floats) -> float:
    return float(np.median(shares) if len(shares) > 1 else shares[0])


def balanced_accuracy(answers: Floats, classes: Floats) -> Floats:
    """The shares of answers (networks, points), 0 to 1, on the right side of a half, the mean of both classes: the
    rarer counts as much.

    A class without points counts as missed: who never saw one can't be said to know it.
    """
    right = (answers > 0.5) == (classes > 0.5)
    parts = [right[:, classes == kind] for kind in (0, 1)]
    shares = sum(part.sum(axis=1) / max(part.shape[1], 1) for part in parts) / 2
    found: Floats = np.where(np.isfinite(answers).all(axis=1), shares, math.nan)
    return found


def straight_line(points: Points, fresh: Points) -> float:
    """What share of `fresh` the best straight line (least squares) for `points` gets right."""
    design = np.column_stack([points.places, np.ones(len(points.classes))])
    line = np.linalg.lstsq(design, points.classes, rcond=None)[0]
    answers = np.column_stack([fresh.places, np.ones(len(fresh.classes))]) @ line
    return float(balanced_accuracy(answers[None], fresh.classes)[0])


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the border is right for new points, too: see GOOD."""
    return numbers.get("held_out", 0.0) >= GOOD


def _inputs(places: Floats) -> torch.Tensor:
    return torch.from_numpy(REACH * places).float()


PLAY = stage.Play(NAME, _Act, worked, STEPS, live=frozenset({"learning_rate", "clicks"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
