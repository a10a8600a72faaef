"""A tiny transformer learns to turn rows of letters round: the picture shows where each place looks while it trains.

Fresh random rows in every step, so nothing can be learned by heart. Rows are held out by a rule (HELD_OUT): no row
it is judged on ever comes up in training. The letters of the learner's own may have come up. The map is that of the
last layer; with several layers the letters may already have been moved below it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from tutor.demos import knobs, stage
from tutor.demos.attention_picture import History, View, draw
from tutor.demos.attention_settings import Settings
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.tiny_transformer import Transformer
from tutor.device import Device
from tutor.types import LANGUAGES, Frame

__all__ = ["Settings", "frames", "worked"]

NAME = "attention"
STEPS = 1500
LETTERS = 26
HELD_OUT = 7
"""A row is held out where its letters' numbers (A is 0) add up to a multiple of this."""
JUDGED = 100
GOOD_ROWS = 0.95
"""`worked` at this share of held-out rows right from the first letter to the last. Guessing gets 1 in 26 letters, and
of whole rows none."""
MOSTLY = 0.8
"""Only above this share of attention does the map show by itself how rows get reversed."""
HISTORY = 100
FIRST_WORD = "PLANET"


@dataclass
class _Act:
    """One network on its way from guessing to knowing. `rows`: the learner's, then those that it is judged on."""

    settings: Settings
    network: Transformer
    random: torch.Generator
    judged: Tensor
    legend: stage.Legend
    view: View | None = None
    numbers: dict[str, float] = field(default_factory=dict)
    step: int = 0
    history: History = field(default_factory=list)

    def __post_init__(self) -> None:
        own = torch.tensor([own_row(self.settings.letters, self.settings.length)], device=self.judged.device)
        self.rows = torch.cat([own, self.judged])
        rows, self.wanted = self.rows.cpu().numpy(), solve(self.settings.task, self.rows).cpu().numpy()
        self.targets = rows[1:, None, :] == self.wanted[1:, :, None]

    def train(self, steps: int, share: float) -> None:
        """Steps on fresh rows, at half a cosine of the learning rate."""
        rate = self.settings.learning_rate * (0.505 + 0.495 * math.cos(math.pi * share))
        device, shape = self.judged.device, (self.settings.batch, self.settings.length)
        for _ in range(steps):
            rows = training_rows(*shape, self.random).to(device)
            self.network.learn(rows, solve(self.settings.task, rows), rate)
        if device.type == "cuda":
            torch.cuda.synchronize()
        self.step += steps

    def look(self) -> dict[str, float]:
        """How well held-out rows go, and how much attention lies where the right letter stands."""
        logs, attention = (found.cpu().numpy() for found in self.network.read(self.rows))
        answers, wanted = logs.argmax(-1), self.wanted[1:]
        self.view = View(
            spell(self.rows[0]),
            spell(answers[0]),
            spell(self.wanted[0]),
            np.exp(logs[0].max(-1)).astype(float),
            attention[0].astype(float),
        )
        right = answers[1:] == wanted
        self.numbers = {
            "loss": -float(np.take_along_axis(logs[1:], wanted[..., None], -1).mean()),
            "rows_right": float(right.all(1).mean()),
            "letters_right": float(right.mean()),
            "on_target": float((attention[1:] * self.targets).sum() / wanted.size),
        }
        self._remember()
        return self.numbers

    def _remember(self) -> None:
        if not self.history or self.history[-1][0] < self.step:
            self.history.append((self.step, self.numbers["rows_right"], self.numbers["letters_right"]))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]

    def draw(self, step: int, steps: int, title: str) -> str:
        """Where each place looks, what it answers, and the shares of right rows and letters by step."""
        if self.view is None:
            self.look()
        assert self.view is not None
        return draw(self.view, self.history, step, steps, title, self.legend)

    def blanks(self) -> stage.Blanks:
        """Shares in per cent, the learner's row with its answer, and words for the task."""
        view, task = self.view, self.settings.task
        assert view is not None
        shares = {key: f"{100 * self.numbers[key]:.3g}%" for key in ("rows_right", "letters_right", "on_target")}
        named = next(o.names for o in knobs.knobs(Settings)["task"].options if o.value == task)
        elsewhere = task == "reverse" and self.settings.depth > 1 and self.numbers["on_target"] < MOSTLY
        where = self.legend["where_deep" if elsewhere else f"where_{task}"]
        verdict = self.legend["own_right" if view.answer == view.goal else "own_wrong"]
        return {
            **shares,
            "row": view.row,
            "answer": view.answer,
            "goal": view.goal,
            "verdict": {language: verdict[language].replace("GOAL", view.goal) for language in LANGUAGES},
            "task": {language: named[language][0] for language in LANGUAGES},
            "where": {language: where[language].replace("SHARE", shares["on_target"]) for language in LANGUAGES},
            "parameters": f"{self.network.parameters:,}",
        }

    def adjust(self, settings: Settings) -> None:
        """Go on with other letters of the learner's, or at another learning rate."""
        self.settings = settings
        self.__post_init__()


def solve(task: str, rows: Tensor) -> Tensor:
    """What should come out for `rows` (rows, length): reversed, sorted, or the same."""
    if task == "reverse":
        return rows.flip(1)
    return rows.sort(1).values if task == "sort" else rows


def training_rows(count: int, length: int, random: torch.Generator) -> Tensor:
    """Random rows, none of them held out: where the sum would be, the last letter moves on by one."""
    rows = torch.randint(LETTERS, (count, length), generator=random)
    rows[:, -1] = (rows[:, -1] + (rows.sum(1) % HELD_OUT == 0)) % LETTERS
    return rows


def held_out_rows(count: int, length: int, random: torch.Generator) -> Tensor:
    """Random rows that are held out: the last letter moves back to where the sum fits."""
    rows = torch.randint(LETTERS, (count, length), generator=random)
    last = rows[:, -1] - rows.sum(1) % HELD_OUT
    rows[:, -1] = torch.where(last < 0, last + HELD_OUT, last)
    return rows


def own_row(text: str, length: int) -> list[int]:
    """The learner's letters as numbers, A is 0; anything else is left out, what is too long is cut.

    A row that is too short goes on with the first letters of the alphabet that it lacks: few rows in training have a
    letter many times.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    kept = [ord(letter) - ord("A") for letter in plain if "A" <= letter <= "Z"]
    kept = kept or [ord(letter) - ord("A") for letter in FIRST_WORD]
    kept += [letter for letter in range(LETTERS) if letter not in kept]
    return kept[:length]


def spell(row: Tensor | Floats) -> str:
    """Numbers as letters."""
    return "".join(chr(ord("A") + number) for number in row.tolist())


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether it can do the task: see GOOD_ROWS."""
    return numbers.get("rows_right", 0.0) >= GOOD_ROWS


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:
    """Held-out rows and an untrained network: the same for the same settings and seed."""
    random = torch.Generator().manual_seed(seed)
    judged = held_out_rows(JUDGED, settings.length, random).to(device.torch_name)
    network = Transformer(LETTERS, settings.length, settings.width, settings.depth, seed=seed, device=device.torch_name)
    return _Act(settings, network, random, judged, legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"letters", "learning_rate"}))


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
