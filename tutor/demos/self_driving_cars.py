"""The cars of self_driving: how they see, think and move, all at once, and how the next generation is bred.

A car is a point with a heading and a speed. It sees the distance to the walls along a fan of rays; a tiny network
of its own turns these into steering and gas. Cars pass through each other; whoever touches a wall stays there.
"""

from __future__ import annotations

import numpy as np

from tutor.demos.drawing import Floats
from tutor.demos.self_driving_track import CELL, MARGIN, Flags, Track

REACH = 90.0
"""How far a sensor sees."""
TOP_SPEED = 3.6
"""Units a tick at the setting speed = 1; a lap is 900 to 1200 units."""
BODY = 3.0
MOST_TURN = 0.1
GRIP = 0.25
"""Radians a tick at most, and less for a fast car: its turn times its speed stays below the grip of its tyres."""
PATIENCE = 130
"""Ticks after which a car that gets no farther is taken off the road."""
_RAYS = 20


def parameters(sensors: int, width: int) -> int:
    """Weights and biases of one car's network."""
    return width * (sensors + 1) + 2 * (width + 1)


class Cars:
    """One generation on the road: `genomes` (cars, parameters), hidden layer first, a bias after each row's weights.

    `position` (cars, 2), `heading` in radians, `speed` in units a tick; `distance` in laps from the start, `farthest`
    the most of it so far; `crashed` have touched a wall, `gave_up` got no farther; `moving` are all others.
    """

    def __init__(self, genomes: Floats, sensors: int, width: int, top_speed: float, road: Track) -> None:
        count, split = len(genomes), width * (sensors + 1)
        self.hidden = genomes[:, :split].reshape(count, width, sensors + 1)
        self.output = genomes[:, split:].reshape(count, 2, width + 1)
        self.top_speed, self._along = top_speed, road.along.ravel()
        self._columns = road.clear.shape[1]
        x, y, heading = road.start
        self.position = np.tile(np.array([x, y]), (count, 1))
        self.heading, self.speed = np.full(count, heading), np.zeros(count)
        self.distance, self.farthest = np.zeros(count), np.zeros(count)
        self.crashed, self.gave_up = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
        self._place, self._since = self._along[self._cells(self.position)], np.zeros(count)
        spread = np.pi / 2 if sensors > 1 else 0.0
        self.fan = np.linspace(-spread, spread, sensors)
        # Samples lie closer near the car, where a wall matters most.
        self._reaches = REACH * (np.arange(_RAYS + 1) / _RAYS) ** 1.3
        self._seen, self._activity = np.ones((count, sensors + 1, 1)), np.ones((count, width + 1, 1))

    @property
    def moving(self) -> Flags:
        """Which cars are still on their way."""
        still: Flags = ~(self.crashed | self.gave_up)
        return still

    def tick(self, clear: Floats) -> None:
        """See, think, move: one tick of all cars between walls `clear` (a raster like the track's)."""
        flat = clear.ravel()
        steer, gas = self.think(self.see(flat))
        moving = self.moving
        self.speed += 0.08 * (self.top_speed * (0.5 + 0.5 * gas) - self.speed)
        self.speed *= moving
        self.heading += moving * steer * np.minimum(MOST_TURN, GRIP / np.maximum(self.speed, 1e-6))
        self.position[:, 0] += self.speed * np.cos(self.heading)
        self.position[:, 1] += self.speed * np.sin(self.heading)
        cells = self._cells(self.position)
        moved = self._along[cells] - self._place
        self._place += moved
        self.distance += moved - np.rint(moved)
        self._since += 1
        self._since[self.distance > self.farthest + 0.002] = 0
        self.farthest = np.maximum(self.farthest, self.distance)
        self.crashed |= moving & (flat[cells] < BODY)
        self.gave_up |= ~self.crashed & (self._since > PATIENCE)

    def see(self, clear: Floats, which: slice = slice(None)) -> Floats:
        """Distance to the nearest wall along each ray, up to REACH: (cars, sensors). `clear` is flat."""
        angles, position = self.heading[which, None] + self.fan, self.position[which, :, None, None]
        across = position[:, 0] + np.cos(angles)[..., None] * self._reaches
        down = position[:, 1] + np.sin(angles)[..., None] * self._reaches
        found = clear[self._index(across, down)]
        found[..., -1] = np.minimum(found[..., -1], 0)
        # Where a sample lies behind the wall, the wall is between it and the one before.
        first = np.maximum((found <= 0).argmax(-1), 1)
        before, behind = (np.take_along_axis(found, n[..., None], -1)[..., 0] for n in (first - 1, first))
        near, far = self._reaches[first - 1], self._reaches[first]
        share = np.where(before > 0, before / np.maximum(before - behind, 1e-9), 0.0)
        sight: Floats = near + (far - near) * share
        return sight

    def think(self, sight: Floats) -> tuple[Floats, Floats]:
        """Steering and gas, each -1 to 1, (cars,): every car's own network in one batched product a layer."""
        self._seen[:, :-1, 0] = 2 * sight / REACH - 1
        np.tanh(self.hidden @ self._seen, out=self._activity[:, :-1])
        outputs = np.tanh(self.output @ self._activity)
        return outputs[:, 0, 0], outputs[:, 1, 0]

    def _cells(self, places: Floats) -> Floats:
        return self._index(places[..., 0], places[..., 1])

    def _index(self, across: Floats, down: Floats) -> Floats:
        """Places in the flat raster."""
        rows = ((down + MARGIN) * (1 / CELL)).astype(np.int32)
        columns = ((across + MARGIN) * (1 / CELL)).astype(np.int32)
        found: Floats = rows * self._columns + columns
        return found


def first_generation(cars: int, sensors: int, width: int, random: np.random.Generator) -> Floats:
    """Genomes drawn by chance, (cars, parameters)."""
    return random.standard_normal((cars, parameters(sensors, width)))


def breed(genomes: Floats, fitness: Floats, mutation: float, random: np.random.Generator) -> Floats:
    """The next generation, as many as before: the best goes on unchanged, all others are children.

    Parents are the best quarter. A child takes each weight from one of two parents by the toss of a coin, and every
    weight is moved by a normal draw of spread `mutation`.
    """
    order = np.argsort(-fitness, kind="stable")
    parents = genomes[order[: max(2, len(genomes) // 4)]]
    children = len(genomes) - 1
    mothers, fathers = random.integers(len(parents), size=(2, children))
    coin = random.random((children, genomes.shape[1])) < 0.5
    mixed = np.where(coin, parents[mothers], parents[fathers])
    return np.concatenate([parents[:1], mixed + mutation * random.standard_normal(mixed.shape)])
