"""The one loop of every demo: train, look, draw, hear what the learner changes, until the planned steps are done.

A demo brings its act, one run of its own kind on the way from untrained to done, and everything else stands here:
pauses, restarts, wrong changes, speed, captions, the frame. Knows no demo and draws nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Protocol

from tutor.demos import knobs
from tutor.demos.base import Controls, Pace, Words
from tutor.device import Device
from tutor.errors import DemoError
from tutor.types import LANGUAGES, Frame, Language, SettingValue

Legend = Mapping[str, Mapping[Language, str]]
"""A demo's short labels by key, from the section Legend of its words."""
Blanks = Mapping[str, str | Mapping[Language, str]]
"""What a caption's blanks are filled with, the same in both languages or one for each."""


class Act(Protocol):
    """One run on its way. Made from settings and a seed alone, so that the same ones give the same numbers."""

    def train(self, steps: int, share: float) -> None:
        """Take `steps` steps; `share`, 0 to 1, of the planned run lies behind."""

    def look(self) -> dict[str, float]:
        """The numbers now; one that is not finite ends the run as diverged."""

    def draw(self, step: int, steps: int, title: str) -> str:
        """The picture of what was last looked at, as SVG."""

    def blanks(self) -> Blanks:
        """What the captions' blanks are filled with, beyond settings, numbers, steps, speed and device."""

    def adjust(self, settings: Any) -> None:
        """Go on under `settings`, which differ in the play's `live` keys only."""


@dataclass(frozen=True)
class Play:
    """What the stage has to know of a demo: its name, how to begin an act, and how to judge one.

    `steps` are the demo's own wish; on a page a fast machine takes more, unless they are `exact`. A change of a
    `live` setting is heard by the act, one of any other begins a new act.
    """

    name: str
    begin: Callable[[Any, Device, int, Legend], Act]
    worked: Callable[[Mapping[str, float]], bool]
    steps: int
    live: frozenset[str] = frozenset()
    exact: bool = False


@dataclass
class _Run:
    """An act with its settings, how far it is and how fast."""

    play: Play
    settings: Any
    device: Device
    seed: int
    legend: Legend
    act: Act = field(init=False)
    step: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.act = self.play.begin(self.settings, self.device, self.seed, self.legend)

    @property
    def steps_per_second(self) -> float:
        """Speed of training alone, without drawing; 0 before the first step."""
        return self.step / self.seconds if self.seconds else 0.0

    def train(self, until: int, steps: int) -> tuple[int, float]:
        """Train up to step `until` of `steps`; returns how many steps that was and the seconds it took."""
        began, taken = time.perf_counter(), until - self.step
        self.act.train(taken, min(self.step / max(steps, 1), 1.0))
        spent = time.perf_counter() - began
        self.step, self.seconds = until, self.seconds + spent
        return taken, spent

    def measure(self) -> float:
        """Steps a second of a copy of the run, in about 15 ms."""
        copy = self.play.begin(self.settings, self.device, self.seed, self.legend)
        copy.train(1, 0.0)
        began, done, stretch = time.perf_counter(), 0, 1
        while (spent := time.perf_counter() - began) < 0.015:
            copy.train(stretch, 0.0)
            done, stretch = done + stretch, min(2 * stretch, 10)
        return done / spent


def perform(
    play: Play, settings: Any, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """Train and draw until the planned steps are done, the run's time is over or the numbers have no end.

    While paused the same picture comes about five times a second, so that the run can be closed at any time.
    """
    began = time.perf_counter()
    legend = words.legend()
    run, paused, problem = _Run(play, settings, device, seed, legend), False, None
    pace.begin(play.steps, run.measure, play.exact)
    while True:
        numbers = run.act.look()
        finite = {name: value for name, value in numbers.items() if math.isfinite(value)}
        diverged = len(finite) < len(numbers)
        ends = run.step >= pace.steps or pace.over() or diverged
        pace.ready()
        section = _section(run, pace, finite, paused, ends, diverged)
        caption = words.say(section, _values(run, pace, finite, run.act.blanks()))
        yield _frame(run, pace, words, began, finite, _with(problem, caption), ends)
        changes = dict(controls.take())
        # A change that comes while the last picture is shown is too late: the page starts a run of its own.
        if ends:
            return
        paused = bool(changes.pop("pause", paused))
        restart = bool(changes.pop("restart", False))
        wanted, problem = _changed(run.settings, changes, problem)
        if restart or _needs_new_act(run.settings, wanted, play.live):
            run = _Run(play, wanted, device, seed, legend)
            pace.begin(play.steps, run.measure, play.exact)
            continue
        if wanted != run.settings:
            run.settings = wanted
            run.act.adjust(wanted)
        if paused:
            pace.rest()
        else:
            pace.trained(*run.train(pace.next(run.step), pace.steps))


def _changed(
    settings: Any, changes: Mapping[str, SettingValue], problem: DemoError | None
) -> tuple[Any, DemoError | None]:
    """The settings with `changes` applied, each on its own; what cannot be applied is reported until the next one."""
    for key, value in changes.items():
        try:
            settings, problem = knobs.parse(type(settings), {**asdict(settings), key: value}), None
        except DemoError as error:
            problem = error
    return settings, problem


def _needs_new_act(old: Any, new: Any, live: frozenset[str]) -> bool:
    return bool(replace(old, **{key: getattr(new, key) for key in live}) != new)


def _section(run: _Run, pace: Pace, numbers: Mapping[str, float], paused: bool, ends: bool, diverged: bool) -> str:
    """The section of the demo's words that fits the moment."""
    if diverged:
        return "Diverged"
    if ends:
        return "Worked" if run.play.worked(numbers) else "Failed"
    if run.step == 0:
        return "Before"
    if paused:
        return "Paused"
    return "Slowed" if pace.slowed else "Running"


def _values(run: _Run, pace: Pace, numbers: Mapping[str, float], blanks: Blanks) -> dict[Language, dict[str, str]]:
    """The captions' blanks by language: settings, numbers, then the act's own, which may say any of them better."""
    same = {f.name: _plain(getattr(run.settings, f.name)) for f in fields(run.settings)}
    same |= {name: f"{value:.3g}" for name, value in numbers.items()}
    same |= {"step": f"{run.step:,}", "steps": f"{pace.steps:,}", "steps_per_second": f"{run.steps_per_second:,.0f}"}
    return {
        language: {
            **same,
            "device": run.device.reason[language],
            **{key: value if isinstance(value, str) else value[language] for key, value in blanks.items()},
        }
        for language in LANGUAGES
    }


def _plain(value: SettingValue) -> str:
    if isinstance(value, bool | str):
        return str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _with(problem: DemoError | None, caption: dict[str, str]) -> dict[str, str]:
    return {"en": f"{caption['en']} {problem.en}", "zh": caption["zh"] + problem.zh} if problem else caption


def _frame(
    run: _Run,
    pace: Pace,
    words: Words,
    began: float,
    numbers: dict[str, float],
    caption: dict[str, str],
    ends: bool,
) -> Frame:
    title = " · ".join(words.sections["Title"][language] for language in LANGUAGES)
    return Frame(
        demo=run.play.name,
        step=run.step,
        steps=pace.steps,
        seconds=time.perf_counter() - began,
        device=run.device.name,
        steps_per_second=run.steps_per_second,
        numbers=numbers,
        caption=caption,
        svg=run.act.draw(run.step, pace.steps, title),
        done=ends,
        worked=run.play.worked(numbers) if ends else None,
    )
