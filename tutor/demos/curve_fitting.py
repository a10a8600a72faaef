"""A network learns a curve from noisy samples: the picture shows samples, curve and network while it trains.

Full-batch training of a small network on x in [-2, 2] (or [0, 2] where the formula needs it). Targets are scaled to
mean 0 and spread 1, so a loss of 1 is as bad as always answering the mean. The learning rate falls to
nearly nothing. No validation set: the noiseless curve itself is the judge.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import cast

import numpy as np
import torch

from tutor.demos import functions, knobs
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.curve_picture import Backdrop, Legend, backdrop, draw
from tutor.demos.curve_settings import Settings
from tutor.demos.drawing import Floats
from tutor.demos.nets import Activation, Network, Shape, layer_sizes
from tutor.device import Device
from tutor.errors import DemoError
from tutor.types import LANGUAGES, Frame, Language, SettingValue

__all__ = ["Settings", "frames", "worked"]

NAME = "curve_fitting"
STEPS = 4000
SETTLE = 2000
GOOD_FIT = 0.2
"""`worked` at a fit error up to this: the network's root mean squared distance from the noiseless curve over the
whole interval, as a share of that curve's standard deviation. The best straight line
scores 0.5 on step(x), 0.6 on x^3 - x, about 1 on waves; where exactly a step lies between two samples nobody can
know, which alone may cost 0.15."""
GRID = 121
HISTORY = 100


@dataclass
class _Run:
    """One network on its way, from untrained to done. The learner's changes start a new one."""

    settings: Settings
    network: Network
    goal: Floats
    grid: Floats
    inputs: torch.Tensor
    mean: float
    spread: float
    backdrop: Backdrop
    step: int = 0
    rate_since: int = 0
    history: list[tuple[int, float]] = field(default_factory=list)
    trained: int = 0
    seconds: float = 0.0

    @property
    def steps_per_second(self) -> float:
        """Speed of training alone, without drawing; 0 before the first step."""
        return self.trained / self.seconds if self.seconds else 0.0

    def train(self, until: int, steps: int) -> tuple[int, float]:
        """Train up to step `until` of `steps`; returns how many steps that was and the seconds it took."""
        rate = self.rate(steps)
        began, taken = time.perf_counter(), until - self.step
        self.network.train(taken, rate)
        spent = time.perf_counter() - began
        self.step, self.trained, self.seconds = until, self.trained + taken, self.seconds + spent
        return taken, spent

    def rate(self, steps: int) -> float:
        """The learning rate now: half a cosine to nearly nothing, and beyond SETTLE steps falling with their square.

        A fast machine takes ten times the steps in the same seconds; at a full rate it would learn the noise too.
        """
        share = 0.505 + 0.495 * math.cos(math.pi * min(self.step / max(steps, 1), 1.0))
        settled = min(1.0, (SETTLE / (self.step - self.rate_since + 1)) ** 2)
        return self.settings.learning_rate * share * settled

    def look(self) -> tuple[dict[str, float], Floats]:
        """The numbers now (those that are finite) and the network's values over the grid."""
        loss = float(self.network.loss())
        values = self.network.predict(self.inputs)[:, 0].cpu().numpy().astype(float) * self.spread + self.mean
        with np.errstate(all="ignore"):
            fit_error = float(np.sqrt(np.mean((values - self.goal) ** 2))) / self.spread
        if math.isfinite(loss) and (not self.history or self.history[-1][0] < self.step):
            self.history.append((self.step, loss))
            if len(self.history) > HISTORY:
                self.history[1:-1] = self.history[2:-1:2]
        numbers = {"loss": loss, "fit_error": fit_error}
        return {name: value for name, value in numbers.items() if math.isfinite(value)}, values


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the network looks like the curve: see GOOD_FIT."""
    return numbers.get("fit_error", math.inf) <= GOOD_FIT


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """Train and draw until the planned steps are done, the run's time is over or the numbers have no end.

    While paused the same picture comes about five times a second, so that the run can be closed at any time.
    """
    began = time.perf_counter()
    legend = words.legend()
    run, paused, problem = _build(settings, device, seed, legend), False, None
    pace.begin(STEPS, partial(_measure, settings, device, seed, legend))
    while True:
        numbers, values = run.look()
        ends = run.step >= pace.steps or pace.over() or "loss" not in numbers
        pace.ready()
        yield _frame(run, pace, device, words, began, numbers, values, problem, paused, ends)
        changes = dict(controls.take())
        # A change that comes while the last picture is shown is too late: the page starts a run of its own.
        if ends:
            return
        paused = bool(changes.pop("pause", paused))
        restart = bool(changes.pop("restart", False))
        wanted, problem = _changed(run.settings, changes, problem)
        if restart or _needs_new_network(run.settings, wanted):
            run = _build(wanted, device, seed, legend)
            pace.begin(STEPS, partial(_measure, wanted, device, seed, legend))
            continue
        if wanted != run.settings:
            run.settings, run.rate_since = wanted, run.step
        if paused:
            pace.rest()
        else:
            pace.trained(*run.train(pace.next(run.step), pace.steps))


def _changed(
    settings: Settings, changes: Mapping[str, SettingValue], problem: DemoError | None
) -> tuple[Settings, DemoError | None]:
    """The settings with `changes` applied, each on its own; what cannot be applied is reported until the next one."""
    for key, value in changes.items():
        try:
            settings, problem = knobs.parse(Settings, {**asdict(settings), key: value}), None
        except DemoError as error:
            problem = error
    return settings, problem


def _needs_new_network(old: Settings, new: Settings) -> bool:
    return replace(old, learning_rate=new.learning_rate) != new


def _build(settings: Settings, device: Device, seed: int, legend: Legend) -> _Run:
    """Samples, curve and an untrained network: the same for the same settings and seed."""
    wanted = functions.parse(settings.function)
    low, high = wanted.interval
    random = np.random.default_rng(seed)
    grid = np.linspace(low, high, GRID)
    goal = wanted(grid)
    spread = float(goal.std()) or 1.0
    # One sample in each of equal strips: chance alone would leave gaps in which no network could know the curve.
    xs = low + (high - low) * (np.arange(settings.points) + random.random(settings.points)) / settings.points
    ys = wanted(xs) + settings.noise * spread * random.standard_normal(settings.points)
    mean, centre, reach = float(goal.mean()), (low + high) / 2, (high - low) / 2
    shape = Shape(layer_sizes(1, settings.width, settings.depth), cast("Activation", settings.activation))
    network = Network(
        shape,
        _column((xs - centre) / reach * _INPUT_REACH),
        _column((ys - mean) / spread),
        optimiser=settings.optimiser,
        seed=seed,
        device=device.torch_name,
    )
    inputs = _column((grid - centre) / reach * _INPUT_REACH).to(device.torch_name)
    return _Run(settings, network, goal, grid, inputs, mean, spread, backdrop(xs, ys, grid, goal, legend))


_INPUT_REACH = 2.0
"""Inputs run from minus this to this, which is spread 1.15: about what a network's first weights expect."""


def _column(values: Floats) -> torch.Tensor:
    return torch.from_numpy(values).float()[:, None]


def _measure(settings: Settings, device: Device, seed: int, legend: Legend) -> float:
    """Steps a second of a copy of the run, in about 15 ms."""
    copy = _build(settings, device, seed, legend)
    copy.network.train(5, settings.learning_rate)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < 0.015:
        copy.network.train(10, settings.learning_rate)
        done += 10
    return done / (time.perf_counter() - began)


def _frame(
    run: _Run,
    pace: Pace,
    device: Device,
    words: Words,
    began: float,
    numbers: dict[str, float],
    values: Floats,
    problem: DemoError | None,
    paused: bool,
    ends: bool,
) -> Frame:
    caption = _caption(run, pace, device, words, numbers, paused, ends)
    if problem:
        caption = {"en": f"{caption['en']} {problem.en}", "zh": caption["zh"] + problem.zh}
    title = " · ".join(words.sections["Title"][language] for language in LANGUAGES)
    return Frame(
        demo=NAME,
        step=run.step,
        steps=pace.steps,
        seconds=time.perf_counter() - began,
        device=device.name,
        steps_per_second=run.steps_per_second,
        numbers=numbers,
        caption=caption,
        svg=draw(run.backdrop, run.grid, values, run.history, pace.steps, title),
        done=ends,
        worked=worked(numbers) if ends else None,
    )


def _caption(
    run: _Run, pace: Pace, device: Device, words: Words, numbers: Mapping[str, float], paused: bool, ends: bool
) -> dict[str, str]:
    """The section that fits the moment, filled in with this run's numbers."""
    if "loss" not in numbers:
        section = "Diverged"
    elif ends:
        section = "Worked" if worked(numbers) else "Failed"
    elif paused:
        section = "Paused"
    elif run.step == 0:
        section = "Before"
    else:
        section = "Slowed" if pace.slowed else "Running"
    same = {
        "function": run.settings.function,
        "step": f"{run.step:,}",
        "steps": f"{pace.steps:,}",
        "loss": f"{numbers.get('loss', math.nan):.3g}",
        "fit_error": f"{100 * numbers.get('fit_error', math.nan):.3g}%",
        "steps_per_second": f"{run.steps_per_second:,.0f}",
        "parameters": f"{run.network.shape.parameters:,}",
        "points": f"{run.settings.points:,}",
        "learning_rate": f"{run.settings.learning_rate:g}",
    }
    by_language: dict[Language, dict[str, str]] = {lang: {**same, "device": device.reason[lang]} for lang in LANGUAGES}
    return words.say(section, by_language)
