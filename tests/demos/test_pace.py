"""Both paces with a clock of the test's own."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tutor.demos.pace import FixedPace, PagePace
from tutor.errors import DemoError


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def run_page(clock: Clock, promised: float, real: float, **options: float) -> tuple[list[float], list[int], PagePace]:
    """The times and steps of all pictures, on a machine that promises one speed and has another."""
    pace = PagePace(clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]
    pace.begin(4000, lambda: promised)
    times, steps, step = [], [], 0
    while True:
        pace.ready()
        times.append(clock.now - 100)
        steps.append(step)
        if step >= pace.steps:
            return times, steps, pace
        until = pace.next(step)
        clock.now += (until - step) / real
        pace.trained(until - step, (until - step) / real)
        step = until


@pytest.mark.parametrize(
    ("promised", "real"), [(20_000, 20_000), (20_000, 10_000), (20_000, 40_000), (300, 300), (4, 4)]
)
def test_a_page_run_lasts_between_five_and_twelve_seconds(promised: float, real: float) -> None:
    times, steps, _ = run_page(Clock(), promised, real)
    assert 5 <= times[-1] <= 12
    assert steps == sorted(set(steps))


def test_a_page_shows_early_steps_slowly_and_then_trains_at_full_speed() -> None:
    times, steps, _ = run_page(Clock(), 20_000, 20_000)
    assert times[0] == 0
    assert steps[:3] == [0, 1, 2]
    assert sum(t < 1.5 for t in times) >= 20
    full = [(s, t) for s, t in zip(steps, times, strict=True) if t > 2]
    assert (full[-1][0] - full[0][0]) / (full[-1][1] - full[0][1]) > 0.9 * 20_000
    assert (len(full) - 1) / (full[-1][1] - full[0][1]) == pytest.approx(18, rel=0.1)


def test_a_page_that_has_spare_time_spreads_its_steps() -> None:
    times, _, pace = run_page(Clock(), 1e9, 1e9, most_steps=5000)
    assert pace.steps == 5000
    assert 5 <= times[-1] <= 12


def test_rest_does_not_count_but_the_limit_does() -> None:
    clock = Clock()
    pace = PagePace(clock=clock, sleep=clock.sleep, limit=120)
    pace.begin(4000, lambda: 1000.0)
    assert pace.slowed
    for _ in range(50):
        pace.rest()
    assert pace.slowed
    assert not pace.over()
    clock.now += 111
    assert pace.over()
    pace.begin(4000, lambda: 1000.0)
    assert pace.over()


def test_fixed_pictures_lie_close_at_first_and_end_at_the_last_step() -> None:
    pace = FixedPace()
    pace.begin(4000, lambda: 0.0)
    steps = [0]
    while steps[-1] < pace.steps:
        steps.append(pace.next(steps[-1]))
    gaps = [b - a for a, b in pairwise(steps)]
    assert steps[-1] == 4000
    assert 50 <= len(steps) <= 62
    assert gaps[0] == 1
    assert gaps[-1] > 50
    assert not pace.slowed
    assert not pace.over()


def test_fixed_steps_can_be_given_and_the_guard_ends_with_an_error() -> None:
    clock = Clock()
    pace = FixedPace(steps=7, limit=10, clock=clock)
    pace.begin(4000, lambda: 0.0)
    assert pace.steps == 7
    pace.ready()
    clock.now += 11
    with pytest.raises(DemoError, match="10 seconds"):
        pace.ready()
