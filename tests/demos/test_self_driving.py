"""Cars on a track: what they see, how far they got, how the next generation comes about, and whole runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos import drawing, pads
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.self_driving import STEPS, Settings, frames, worked
from tutor.demos.self_driving_cars import BODY, REACH, Cars, breed, first_generation, parameters
from tutor.demos.self_driving_track import (
    CELL,
    COLUMNS,
    HALF_ROAD,
    MARGIN,
    ROWS,
    SHAPES,
    _distance,
    obstructed,
    track,
    walls,
)
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "self_driving.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


def cars(count: int, seed: int = 0, name: str = "winding", sensors: int = 7, top_speed: float = 3.0) -> Cars:
    genomes = first_generation(count, sensors, 8, np.random.default_rng(seed))
    return Cars(genomes, sensors, 8, top_speed, track(name))


def gate(name: str, share: float, wide: int) -> str:
    """A sketch with `wide` squares of wall around the centre line, `share` of a lap from the start."""
    x, y = track(name).centre[int(share * len(track(name).centre))]
    ink = np.zeros((ROWS, COLUMNS), dtype=int)
    row, column = int(y / 12), int(x / 14)
    ink[max(row - wide, 0) : row + wide + 1, max(column - wide, 0) : column + wide + 1] = 9
    return "".join(map(str, ink.ravel()))


@pytest.mark.parametrize("name", SHAPES)
def test_roads_are_closed_even_and_never_touch_themselves(name: str) -> None:
    road = track(name)
    gaps = np.hypot(*(np.roll(road.centre, -1, axis=0) - road.centre).T)
    assert gaps.sum() == pytest.approx(road.length, rel=0.01)
    assert gaps.max() < 1.05 * gaps.min()
    between = np.hypot(*(road.centre[:, None] - road.centre[None]).transpose(2, 0, 1))
    apart = np.abs(np.subtract.outer(np.arange(240), np.arange(240)))
    elsewhere = np.minimum(apart, 240 - apart) * road.length / 240 > 4 * HALF_ROAD
    assert between[elsewhere].min() > 2 * HALF_ROAD + 3


@pytest.mark.parametrize("name", SHAPES)
def test_sensors_see_what_the_exact_road_says(name: str) -> None:
    road, some, random = track(name), cars(30, name=name), np.random.default_rng(5)
    some.position = road.centre[random.integers(240, size=30)] + random.uniform(-8, 8, (30, 2))
    some.heading = random.uniform(-4, 4, 30)
    ends = np.concatenate([road.centre, road.centre[:1]])
    begin, way = ends[:-1], np.diff(ends, axis=0)

    def to_centre(place: Any) -> float:
        share = np.clip(((place - begin) * way).sum(1) / (way**2).sum(1), 0, 1)[:, None]
        return float(np.hypot(*(begin + share * way - place).T).min())

    seen = some.see(road.clear.ravel())
    errors = []
    for car in range(30):
        for sensor, angle in enumerate(some.heading[car] + some.fan):
            far = 0.0
            while far < REACH and to_centre(some.position[car] + far * np.array([np.cos(angle), np.sin(angle)])) < 17:
                far += 0.25
            errors.append(abs(seen[car, sensor] - far))
    # A ray that grazes a wall may miss it, on a raster of two units as in life.
    assert np.median(errors) < 1.0
    assert np.quantile(errors, 0.97) < 4.0


def test_thinking_is_an_ordinary_network() -> None:
    some, random = cars(5), np.random.default_rng(1)
    sight = random.uniform(0, REACH, (5, 7))
    steer, gas = some.think(sight)
    for car in range(5):
        inner, outer = torch.nn.Linear(7, 8), torch.nn.Linear(8, 2)
        with torch.no_grad():
            for layer, matrix in ((inner, some.hidden[car]), (outer, some.output[car])):
                layer.weight.copy_(torch.from_numpy(matrix[:, :-1]))
                layer.bias.copy_(torch.from_numpy(matrix[:, -1]))
            scaled = torch.from_numpy(2 * sight[car] / REACH - 1).float()
            wanted = torch.tanh(outer(torch.tanh(inner(scaled))))
        assert [steer[car], gas[car]] == pytest.approx(wanted.tolist(), abs=1e-5)
    assert parameters(7, 8) == sum(p.numel() for layer in (inner, outer) for p in layer.parameters())


@pytest.mark.parametrize(("order", "laps"), [(1, 1.0), (-1, -1.0)])
def test_a_lap_is_counted_along_the_centre_line(order: int, laps: float) -> None:
    road, some = track("winding"), cars(1, top_speed=0.0)
    for place in [*np.roll(road.centre[::order], order == -1, axis=0), road.centre[0]]:
        some.position[:] = place
        some.tick(road.clear)
    assert some.distance[0] == pytest.approx(laps, abs=0.01)
    assert some.farthest[0] == pytest.approx(max(laps, 0), abs=0.01)
    assert not some.crashed[0]


def test_who_touches_a_wall_stays_there() -> None:
    road, some = track("bean"), cars(12, name="bean")
    some.heading += np.pi / 2
    for _ in range(60):
        some.tick(road.clear)
    assert 4 <= some.crashed.sum() < 12
    there = some.position.copy()
    inside = road.clear.ravel()[some._cells(there)]
    assert np.all(inside[some.crashed] < BODY)
    assert np.all(inside[~some.crashed] >= BODY)
    before, out = some.farthest.copy(), some.crashed.copy()
    for _ in range(5):
        some.tick(road.clear)
    assert np.array_equal(some.position[out], there[out])
    assert np.array_equal(some.farthest[out], before[out])


def test_breeding_keeps_the_best_and_mixes_the_best_quarter() -> None:
    random = np.random.default_rng(0)
    genomes, fitness = random.standard_normal((40, 82)), random.random(40)
    children = breed(genomes, fitness, 0.0, np.random.default_rng(1))
    best = np.argsort(-fitness)[:10]
    assert np.array_equal(children[0], genomes[best[0]])
    assert all(np.isin(children[:, weight], genomes[best, weight]).all() for weight in range(82))
    assert len({tuple(child) for child in children}) > 30
    moved = breed(genomes, fitness, 0.5, np.random.default_rng(1)) - children
    assert np.all(moved[0] == 0)
    assert moved[1:].std() == pytest.approx(0.5, rel=0.05)


def test_distance_to_drawn_walls_is_that_of_a_plain_search() -> None:
    solid = np.random.default_rng(2).random((40, 50)) < 0.004
    found = _distance(solid)
    at = np.argwhere(solid)
    for row, column in np.random.default_rng(3).integers(0, 40, (60, 2)):
        far = np.hypot(at[:, 0] - row, at[:, 1] - column).min()
        if 0 < far <= 15:
            assert found[row, column] == pytest.approx((far - 0.5) * CELL)
    assert np.all(found[solid] < 0)


def test_drawn_squares_become_wall_but_not_at_the_start() -> None:
    road = track("round")
    ink = pads.read_sketch("9" * (ROWS * COLUMNS), ROWS, COLUMNS)
    clear, some = obstructed(road, ink), cars(1, name="round")
    assert clear.ravel()[some._cells(some.position)][0] > BODY
    away = road.centre[120] + MARGIN
    assert clear[int(away[1] / CELL), int(away[0] / CELL)] < 0
    assert walls(road, ink).mean() > 0.9
    assert obstructed(road, 0 * ink) is road.clear


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_full_lap_is_learned_not_given(words: Words, seed: int) -> None:
    found = run(words, seed=seed)
    assert found[-1].worked
    assert found[-1].step == STEPS
    assert max(f.numbers["laps"] for f in found if f.numbers["generation"] == 1) < 0.5
    assert found[-1].numbers["mean"] > 5 * next(f for f in found if f.numbers["generation"] == 2).numbers["mean"]
    laps = [f.numbers["laps"] for f in found]
    assert laps == sorted(laps)


@pytest.mark.parametrize("name", SHAPES)
def test_every_track_is_learned(words: Words, name: str) -> None:
    assert run(words, track=name, seed=2)[-1].worked


def test_a_slow_car_has_time_for_its_lap(words: Words) -> None:
    assert run(words, speed=0.5)[-1].worked


def test_the_same_seed_gives_the_same_run(words: Words) -> None:
    first, second = (run(words, steps=60) for _ in range(2))
    assert [f.numbers for f in first] == [f.numbers for f in second]
    assert [f.svg for f in first] == [f.svg for f in second]
    assert run(words, steps=60, seed=2)[-1].numbers != first[-1].numbers


def test_cars_find_a_way_past_an_obstacle(words: Words) -> None:
    free, narrowed = run(words), run(words, obstacle=gate("winding", 0.2, 0))
    assert narrowed[-1].worked
    assert narrowed[-1].numbers != free[-1].numbers


def test_nobody_gets_through_a_closed_road_and_it_says_so(words: Words) -> None:
    last = run(words, obstacle=gate("winding", 0.5, 2))[-1]
    assert last.worked is False
    assert 0.2 < last.numbers["laps"] < 0.5
    assert "No car has driven a full lap" in last.caption["en"]


def test_a_wall_drawn_while_they_drive_counts_at_once(words: Words) -> None:
    wall = {"obstacle": gate("winding", 0.5, 2)}
    found = run(words, Script(*[{}] * 50, wall))
    steps = [f.step for f in found]
    assert steps == sorted(set(steps))
    assert found[50].numbers["laps"] > 1
    assert found[51].numbers["laps"] < 0.5
    assert found[-1].worked is False
    assert f'fill="{drawing.MUTED}"/></svg>' in found[51].svg


def test_one_sensor_straight_ahead_is_too_little(words: Words) -> None:
    assert run(words, sensors=1)[-1].worked is False


def test_pictures_show_the_leader_by_shape_and_weights_by_line(words: Words) -> None:
    found = run(words)
    for frame in found:
        assert len(frame.svg.encode()) < 15_000
        assert frame.svg.count("<circle") == 2
    dashed = [f.svg.count('stroke-dasharray="4 3" stroke-width') for f in (found[0], found[-1])]
    assert dashed[1] > dashed[0] > 0
    assert any("time-lapse" in f.svg for f in found)
    assert "time-lapse" not in found[0].svg + found[-1].svg


def test_worked_is_a_whole_lap() -> None:
    assert worked({"laps": 1.0})
    assert not worked({"laps": 0.99})
    assert not worked({})
