"""A 3 by 3 kernel slides over a picture and fills a feature map, while a small network learns kernels of its own.

A step is one place of the slide and a few training steps. The picture is one of ours or the learner's drawing and is
never trained on; the network learns from 8 by 8 pictures which way a stroke runs, or which digit was written. One
channel, no padding, no stride: what is shown is the sum of nine products, as the slid map's every number is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from torch import Tensor

from tutor.demos import pads, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.convolution_data import KERNELS, Lessons, lessons, likeness, picture, slide
from tutor.demos.convolution_net import KernelNet, patches
from tutor.demos.convolution_picture import Legend, Seen, backdrop, draw
from tutor.demos.convolution_settings import Settings
from tutor.demos.drawing import Floats
from tutor.demos.knobs import knobs
from tutor.demos.small_pictures import judge, remember
from tutor.device import Device
from tutor.types import Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "convolution"
PLACES = 14 * 14
STEPS = PLACES
TRAINING = 5
"""Training steps at each place of the slide."""
NEEDED = 0.9
"""`worked` from this test accuracy on, with the map filled. Guessing scores 0.25 on strokes, 0.1 on digits."""
EDGES = ("vertical", "horizontal")


@dataclass
class _Act:
    """The slide and the network on their way."""

    settings: Settings
    network: KernelNet
    data: Lessons
    tests: Tensor
    legend: Legend
    step: int = 0
    learned: Floats = field(default_factory=lambda: np.zeros((8, 3, 3)))
    numbers: dict[str, float] = field(default_factory=dict)
    before: dict[str, float] = field(default_factory=dict)
    alike: dict[str, int] = field(default_factory=dict)
    history: list[tuple[int, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._take_picture()

    @property
    def slid(self) -> int:
        """How many places of the map are filled."""
        return min(self.step, PLACES)

    def train(self, steps: int, share: float) -> None:
        """Slide on by `steps` places, with a few training steps at each; their rate falls to nearly nothing."""
        rate = self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * share))
        self.network.train(steps * TRAINING, rate)
        self.step += steps

    def look(self) -> dict[str, float]:
        """Loss and accuracy on the test pictures, how like hand-made edge kernels the learned ones are, places done."""
        chances = self.network.chances(self.tests).cpu().numpy()
        truth = self.data.test_labels.numpy()
        loss, accuracy = judge(chances, truth)
        self.learned = self.network.kernels.cpu().numpy().astype(float)
        self.numbers = {"loss": loss, "accuracy": accuracy, "slid": float(self.slid)}
        for edge in EDGES:
            self.alike[edge], self.numbers[edge] = likeness(self.learned, KERNELS[edge])
        self.whole = np.nan_to_num(slide(self.pixels, self.kernel))
        if self.step == 0:
            self.before = {edge: self.numbers[edge] for edge in EDGES}
        if math.isfinite(loss):
            remember(self.history, self.step, accuracy)
        return dict(self.numbers)

    @property
    def kernel(self) -> Floats:
        """The kernel that slides, (3, 3)."""
        wanted = self.settings.kernel
        return self.learned[self.network.strongest] if wanted == "learned" else KERNELS[wanted]

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """Picture, kernel and map; learned and hand-made kernels; accuracy by step."""
        seen = Seen(
            behind=self.behind,
            pixels=self.pixels,
            kernel=np.nan_to_num(self.kernel),
            whole=self.whole,
            slid=self.slid,
            learned=np.nan_to_num(self.learned),
            made=[KERNELS[edge] for edge in EDGES],
            alike=[(self.alike[edge], self.numbers[edge]) for edge in EDGES],
            sliding=self.network.strongest if self.settings.kernel == "learned" else None,
        )
        return draw(seen, self.history, steps, NEEDED, title, self.legend)

    def blanks(self) -> stage.Blanks:
        """Places, what the kernel is called and finds, how the learned kernels have changed."""
        row, column = np.unravel_index(int(np.argmax(np.abs(self.whole))), self.whole.shape)
        return {
            "slid": str(self.slid),
            "places": str(PLACES),
            "accuracy": f"{self.numbers['accuracy']:.1%}",
            "kernel_name": _names("kernel", self.settings.kernel),
            "picture_name": self._picture_name(),
            "task_name": _TASKS[self.settings.task],
            "greatest": f"{self.whole[row, column]:.3g}".replace("-", "−"),
            "row": str(int(row) + 1),
            "column": str(int(column) + 1),
            **{edge: f"{self.numbers[edge]:.2f}" for edge in EDGES},
            **{f"{edge}_before": f"{self.before[edge]:.2f}" for edge in EDGES},
        }

    def _picture_name(self) -> dict[Language, str]:
        if self.settings.drawing:
            return _names("drawing", "")
        found = _names("picture", self.settings.picture)
        return {"en": f"the {found['en']}", "zh": found["zh"]}

    def adjust(self, settings: Settings) -> None:
        """Go on with another picture, drawing, kernel or learning rate; the map so far is filled anew."""
        self.settings = settings
        self._take_picture()

    def _take_picture(self) -> None:
        """What the kernel slides over, (16, 16), the learner's own if there is one."""
        drawn = self.settings.drawing
        self.pixels = pads.read_sketch(drawn, 16, 16) if drawn else picture(self.settings.picture)
        self.behind = backdrop(self.pixels, bool(drawn), self.legend)


_TASKS: dict[str, dict[Language, str]] = {
    "strokes": {"en": "which of four ways a stroke runs", "zh": "一条短线朝哪个方向（共 4 种）"},
    "digits": {"en": "which digit was written", "zh": "写的是哪个数字"},
}


def _names(key: str, value: str) -> dict[Language, str]:
    """What a choice is called in both languages, or a knob where it has none."""
    knob = knobs(Settings)[key]
    found = next((option.names for option in knob.options if option.value == value), knob.names)
    return {"en": found["en"][0], "zh": found["zh"][0]}


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the map is filled and the network tells its pictures apart: see NEEDED."""
    return numbers.get("slid", 0.0) >= PLACES and numbers.get("accuracy", 0.0) >= NEEDED


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """Training pictures and an untrained network: the same for the same settings and seed."""
    data = lessons(settings.task, seed, settings.points, settings.noise)
    network = KernelNet(data.pictures, data.labels, data.classes, seed, device.torch_name)
    tests = patches(data.test_pictures).to(device.torch_name)
    return _Act(settings, network, data, tests, legend)


PLAY = stage.Play(
    NAME,
    _begin,
    worked,
    STEPS,
    live=frozenset({"kernel", "picture", "drawing", "learning_rate"}),
    exact=True,
)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
