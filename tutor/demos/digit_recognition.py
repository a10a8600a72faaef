"""A network learns to read handwritten digits, and reads what the learner draws while it learns.

A softmax network on 64 pixels, trained on random batches of scikit-learn's digits, each one moved a little every time
it is used, and tested on 500 others. The learning rate falls to nearly nothing; weights decay a little, which clears
those that no digit uses. A drawing is scaled as the data set's digits are, never trained on.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
import torch
from torch import Tensor

from tutor.demos import digit_data, pads, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.digit_data import TESTS, Split
from tutor.demos.digit_recognition_picture import NEURONS, TILES, Legend, Seen, draw
from tutor.demos.digit_recognition_settings import Settings
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, layer_sizes
from tutor.demos.small_pictures import judge, remember
from tutor.device import Device, single_thread
from tutor.types import Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "digit_recognition"
STEPS = 2000
SETTLE = 1500
NEEDED = 0.93
"""`worked` from this test accuracy on: one digit in fourteen wrong. Guessing scores 0.1, the nearest class mean
about 0.9, a support vector machine 0.98."""
BATCH = 128
AHEAD = 16
"""Batches drawn and moved at once, which costs hardly more than one."""
DECAY = 0.2
HOLD = 24
"""Pictures for which the same test digit stays in view: a second and a half on the page."""


@dataclass
class _Act:
    """One network on its way from untrained to done, and what it looks at."""

    settings: Settings
    network: Network
    data: Split
    random: torch.Generator
    legend: Legend
    batches: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    step: int = 0
    rate_since: int = 0
    pictures: int = 0
    shown: int = 0
    chances: Floats = field(default_factory=lambda: np.zeros(10))
    answers: Floats = field(default_factory=lambda: np.zeros(TESTS, dtype=int))
    history: list[tuple[int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tests, self.truth = self.data.test_pictures.numpy().astype(float), self.data.test_digits.numpy()
        self._take_drawing()

    def train(self, steps: int, share: float) -> None:
        """A step on each of the next batches."""
        rate = self.rate(share)
        with single_thread():
            for _ in range(steps):
                if not self.batches:
                    self.batches = self._draw_batches()
                self.network.teach(*self.batches.pop())
                self.network.train(1, rate)
        self.step += steps

    def rate(self, share: float) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their square.

        A fast machine takes ten times the steps in the same seconds; at a full rate it would fit the handwriting of 13
        people ever more closely, and read the learner's worse.
        """
        falling = 0.505 + 0.495 * math.cos(math.pi * share)
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        return self.settings.learning_rate * falling * settled

    def _draw_batches(self) -> list[tuple[Tensor, Tensor]]:
        """The next AHEAD batches: training digits at random, each moved a little."""
        picked = torch.randint(len(self.data.digits), (AHEAD * BATCH,), generator=self.random)
        moved = digit_data.jitter(self.data.pictures[picked], self.random).flatten(1)
        wanted = torch.eye(10)[self.data.digits[picked]]
        return list(zip(torch.split(moved, BATCH), torch.split(wanted, BATCH), strict=True))

    def look(self) -> dict[str, float]:
        """Loss and accuracy on the test digits; the answers are kept for the picture."""
        everything = self.network.predict(self.inputs).cpu().numpy()
        chances = everything[:TESTS]
        loss, accuracy = judge(chances, self.truth)
        self.answers = chances.argmax(1)
        if not self.history or self.history[-1][0] < self.step:
            self.pictures += 1
            if self.pictures % HOLD == 0:
                self._turn()
        if math.isfinite(loss):
            remember(self.history, self.step, accuracy)
        self.chances = everything[self.shown if self.own is None else TESTS].astype(float)
        return {"loss": loss, "accuracy": accuracy}

    def _turn(self) -> None:
        """Put the next test digit in view, every second time one that is read wrongly."""
        turn = self.pictures // HOLD
        wrong = self.wrong
        self.shown = wrong[turn // 2 % len(wrong)] if turn % 2 and wrong else turn // 2 % TILES

    @property
    def wrong(self) -> list[int]:
        """The first few test digits that are read wrongly."""
        found: list[int] = np.flatnonzero(self.answers != self.truth).tolist()
        return [index for index in found if index >= TILES][:TILES]

    @property
    def picture(self) -> Floats:
        """What the network looks at, (8, 8): the drawing, or a test digit where there is none."""
        kept: Floats = self.tests[self.shown] if self.own is None else self.own
        return kept

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """What the network sees, what its first neurons look for, its answer, test digits, accuracy by step."""
        tiles = [*range(TILES), *self.wrong]
        neurons = min(NEURONS, self.settings.width)
        picture = self.picture
        seen = Seen(
            picture=picture,
            truth=int(self.truth[self.shown]) if self.own is None else None,
            chances=np.nan_to_num(self.chances),
            weights=self.network.weights[0][:neurons, :-1].reshape(-1, 8, 8).cpu().numpy().astype(float),
            outputs=self.network.layers(_row(picture))[0][0, :neurons].cpu().numpy().astype(float),
            tiles=self.tests[tiles],
            truths=self.truth[tiles].tolist(),
            answers=self.answers[tiles].tolist(),
            marked=tiles.index(self.shown) if self.own is None and self.shown in tiles else None,
        )
        return draw(seen, self.history, steps, NEEDED, title, self.legend)

    def blanks(self) -> stage.Blanks:
        """How many are right, how large the network is, and what it says to the drawing."""
        right = int((self.answers == self.truth).sum())
        counts = {"right": str(right), "wrong": str(TESTS - right), "tests": str(TESTS)}
        size = f"{self.network.shape.parameters:,}"
        return {**counts, "accuracy": f"{100 * right / TESTS:.1f}%", "parameters": size, "verdict": self._verdict()}

    def _verdict(self) -> Mapping[Language, str]:
        if self.own is None:
            return {
                "en": "Draw a digit yourself, and it answers at once.",
                "zh": "你也写一个数字试试，它马上就答。",
            }
        answer, second = np.argsort(-self.chances)[:2].tolist()
        sure, less = float(np.nan_to_num(self.chances[answer])), float(np.nan_to_num(self.chances[second]))
        other = (
            {"en": f" ({second}: {less:.0%})", "zh": f"（{second}：{less:.0%}）"}
            if less >= 0.01
            else {"en": "", "zh": ""}
        )
        return {
            "en": f"It reads your drawing as {answer}, with probability {sure:.0%}{other['en']}.",
            "zh": f"你写的这个，它认作 {answer}，概率 {sure:.0%}{other['zh']}。",
        }

    def adjust(self, settings: Settings) -> None:
        """Go on with another drawing or learning rate."""
        if settings.learning_rate != self.settings.learning_rate:
            self.rate_since = self.step
        self.settings = settings
        self._take_drawing()

    def _take_drawing(self) -> None:
        """The learner's drawing as the network sees it, if there is one, and all that it looks at in a picture."""
        drawn = self.settings.drawing
        self.own = digit_data.from_sketch(pads.read_sketch(drawn, 16, 16)) if drawn else None
        more = [] if self.own is None else [_row(self.own)]
        self.inputs = torch.cat([self.data.test_pictures.flatten(1), *more])


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether it reads digits it has never seen: see NEEDED."""
    return numbers.get("accuracy", 0.0) >= NEEDED


def _row(picture: Floats) -> Tensor:
    """A picture (8, 8) as the network takes it, (1, 64)."""
    return torch.from_numpy(picture).float().reshape(1, 64)


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Digits and an untrained network: the same for the same settings and seed."""
    data = digit_data.split(seed, settings.points)
    network = Network(
        Shape(layer_sizes(64, settings.width, settings.depth, 10), cast("Activation", settings.activation)),
        data.pictures[:1].flatten(1),
        torch.eye(10)[data.digits[:1]],
        seed=seed,
        device=device.torch_name,
        loss="softmax",
        decay=DECAY,
    )
    random = torch.Generator().manual_seed(seed)
    return _Act(settings, network, data, random, legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"drawing", "learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
