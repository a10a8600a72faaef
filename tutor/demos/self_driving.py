"""Small cars learn to drive round a track by evolution: the best quarter of a generation breeds the next.

Each car is steered by a tiny network of its own; nobody tells it what is right, only how far it got counts. A step
is a few ticks of driving: at first at driving speed, then many at once, so that generations pass, and at the
end at driving speed again. No gradient is computed and no GPU used: forty networks of eight neurons are too little
work for one. Cars don't meet each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from tutor.demos import pads, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.self_driving_cars import TOP_SPEED, Cars, breed, first_generation, parameters
from tutor.demos.self_driving_picture import Legend, Scene, backdrop, draw
from tutor.demos.self_driving_settings import Settings
from tutor.demos.self_driving_track import COLUMNS, ROWS, Track, obstructed, track, walls
from tutor.device import Device
from tutor.types import Frame, Language

__all__ = ["Settings", "frames", "worked"]

NAME = "self_driving"
OPENING, LAPSE, FINALE = 40, 140, 100
"""Steps at driving speed, in time-lapse, and at driving speed again."""
STEPS = OPENING + LAPSE + FINALE
TICKS, FASTER = 4, 12
"""Ticks a step at driving speed, more where cars are set to be slow; and how many times that in time-lapse."""
FIRST_SPREAD = 0.25
"""Of the first generation's weights: small, so that its cars hardly heed what they see."""
FALL, SMALLEST = 0.93, 0.1
"""Mutations shrink by this factor with each generation, down to this share of their first size."""
FULL_LAP = 1.0


@dataclass
class _Act:
    """Generations of cars on one track."""

    settings: Settings
    device: Device
    road: Track
    random: np.random.Generator
    legend: Legend
    genomes: Floats = field(init=False)
    cars: Cars = field(init=False)
    clear: Floats = field(init=False)
    behind: str = field(init=False)
    blocked: bool = field(init=False)
    step: int = 0
    ticks: int = 0
    generation: int = 1
    mutated_since: int = 1
    record: float = 0.0
    first_lap: int = 0
    history: list[tuple[float, float]] = field(default_factory=list)
    trail: list[Floats] = field(default_factory=list)

    def __post_init__(self) -> None:
        sizes = self.settings.sensors, self.settings.width
        self.genomes = FIRST_SPREAD * first_generation(self.settings.cars, *sizes, self.random)
        self._build()
        self._release()

    def train(self, steps: int, share: float) -> None:  # noqa: ARG002
        """Drive on, and breed whenever a generation is over."""
        for _ in range(steps):
            if self.step == STEPS - FINALE:
                self._release()
            for _ in range(self.pace * (FASTER if self.lapse else 1)):
                self._tick()
            self.step += 1

    @property
    def pace(self) -> int:
        """Ticks a step at driving speed: so many that in the finale even a slow car can complete its lap."""
        return math.ceil(TICKS / min(self.settings.speed, 1.0))

    @property
    def lapse(self) -> bool:
        """Whether the next step is one in time-lapse."""
        return OPENING <= self.step < STEPS - FINALE

    def look(self) -> dict[str, float]:
        """Generation, laps of the best car of any generation on this road, and the present one's mean."""
        return {
            "generation": float(self.generation),
            "laps": self.record,
            "mean": float(self.cars.farthest.mean()),
            "out": float(np.sum(~self.cars.moving)),
        }

    def draw(self, step: int, steps: int, title: str) -> str:
        """The road with all cars, the best one's network, and distance by generation."""
        leader = self.leader
        scene = Scene(
            self.cars,
            leader,
            np.array([places[leader] for places in self.trail]),
            self.cars.see(self.clear.ravel(), slice(leader, leader + 1))[0],
            [*self.history, (float(self.cars.farthest.max()), float(self.cars.farthest.mean()))],
            self.lapse and 0 < step < steps,
            self.blocked,
        )
        return draw(self.behind, scene, title, self.legend)

    @property
    def leader(self) -> int:
        """The car that got farthest, of those still driving if any is."""
        moving = self.cars.moving
        return int(np.argmax(np.where(moving, self.cars.distance, -9.0) if moving.any() else self.cars.farthest))

    def blanks(self) -> stage.Blanks:
        """Distances with two decimals, when the first lap was driven, and where this is computed."""
        found: dict[str, str | Mapping[Language, str]] = {
            "laps": f"{self.record:.2f}",
            "mean": f"{self.cars.farthest.mean():.2f}",
            "out": f"{np.sum(~self.cars.moving)}",
            "first_lap": f"{self.first_lap}" if self.first_lap else "–",
            "first_mean": f"{self.history[0][1]:.2f}" if self.history else f"{self.cars.farthest.mean():.2f}",
            "parameters": f"{parameters(self.settings.sensors, self.settings.width)}",
        }
        if self.device.torch_name != "cpu":
            found["device"] = {"en": "CPU, so small a job needs no GPU", "zh": "CPU，这么小的活儿用不上 GPU"}
        return found

    def adjust(self, settings: Settings) -> None:
        """Go on with mutations of another size; where the road has changed, this generation sets out anew on it."""
        road_changed = settings.obstacle != self.settings.obstacle
        self.settings, self.mutated_since = settings, self.generation
        if road_changed:
            self.record, self.first_lap = 0.0, 0
            self._build()
            self._release()

    def _build(self) -> None:
        """The walls, with those the learner drew."""
        ink = pads.read_sketch(self.settings.obstacle, ROWS, COLUMNS)
        self.clear, wall = obstructed(self.road, ink), walls(self.road, ink)
        self.behind, self.blocked = backdrop(self.road, wall, self.legend), bool(wall.any())

    def _release(self) -> None:
        """All cars of this generation at the start."""
        top_speed = TOP_SPEED * self.settings.speed
        self.cars = Cars(self.genomes, self.settings.sensors, self.settings.width, top_speed, self.road)
        self.ticks, self.trail = 0, [self.cars.position.copy()]

    def _tick(self) -> None:
        # Over even where cars still drive after the ticks of a finale, so that the last generation just fits into it.
        if self.ticks >= self.pace * FINALE or not self.cars.moving.any():
            self._breed()
        self.cars.tick(self.clear)
        self.ticks += 1
        if self.ticks % self.pace == 0:
            self.trail.append(self.cars.position.copy())
        self.record = max(self.record, float(self.cars.farthest.max()))
        if self.record >= FULL_LAP and not self.first_lap:
            self.first_lap = self.generation

    def _breed(self) -> None:
        """The next generation, at the start."""
        fitness = self.cars.farthest
        self.history.append((float(fitness.max()), float(fitness.mean())))
        shrunk = max(FALL ** (self.generation - self.mutated_since), SMALLEST)
        self.genomes = breed(self.genomes, fitness, self.settings.mutation * shrunk, self.random)
        self.generation += 1
        self._release()


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether a car drove a full lap without touching a wall, on the road as it was at the end."""
    return numbers.get("laps", 0.0) >= FULL_LAP


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """The first generation at the start: the same for the same settings and seed."""
    return _Act(settings, device, track(settings.track), np.random.default_rng(seed), legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"obstacle", "mutation"}), exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
