"""When a picture is due. On the command line at fixed steps, so that a seed gives the same frames everywhere;
on the page by the clock, so that a learner sees about 18 pictures a second for about eight seconds.

Trains and draws nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from tutor.errors import DemoError

PICTURES = 60
GUARD_SECONDS = 300.0


class FixedPace:
    """The command line's pace: about `pictures` pictures at fixed steps, close together at first.

    `steps` overrides the demo's own number of steps. `limit` (seconds) is only a guard: beyond it the run ends
    with DemoError, since its numbers would depend on the machine's speed.
    """

    slowed: bool = False
    steps: int

    def __init__(
        self,
        steps: int | None = None,
        pictures: int = PICTURES,
        limit: float = GUARD_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.steps = steps or 0
        self._given, self._pictures, self._limit, self._clock = steps, pictures, limit, clock
        self._started: float | None = None

    def begin(self, steps: int, measure: Callable[[], float], exact: bool = False) -> None:  # noqa: ARG002
        """Take the demo's number of steps, unless another was given."""
        self.steps = self._given or steps
        self._started = self._clock() if self._started is None else self._started

    def next(self, step: int) -> int:
        """The first picture's step after `step`: powers of the picture's number, so that early ones lie close."""
        for picture in range(1, self._pictures + 1):
            due = max(picture, round(self.steps * math.pow(picture / self._pictures, 2.5)))
            if due > step:
                return min(due, self.steps)
        return self.steps

    def trained(self, steps: int, seconds: float) -> None:
        """Speed changes nothing here."""

    def ready(self) -> None:
        """Never waits. Raises DemoError after `limit` seconds."""
        if self._started is not None and self._clock() - self._started > self._limit:
            raise DemoError(
                f"The demo did not end within {self._limit:g} seconds; choose a smaller network or fewer points.",
                f"演示没能在 {self._limit:g} 秒内结束，请选小一些的网络或少一些的数据点。",
            )

    def rest(self) -> None:
        """Nobody pauses a command line for long; the guard ends it."""
        self.ready()

    def over(self) -> bool:
        """Ends by steps alone."""
        return False


class PagePace:
    """The page's pace. An untouched run lasts about `seconds`: the steps are planned from the measured speed.

    Over the first `slow` seconds the stretches between pictures grow from one step to full speed, and `slowed`
    is true. Whatever the learner does, `limit` seconds after the first begin the run is over.
    """

    def __init__(
        self,
        seconds: float = 8.0,
        slow: float = 1.5,
        pictures_per_second: float = 18.0,
        most_steps: int = 1_000_000,
        limit: float = 120.0,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.steps: int = 0
        self._seconds, self._slow, self._interval = seconds, slow, 1 / pictures_per_second
        self._most_steps, self._limit = most_steps, limit
        self._clock, self._sleep = clock, sleep
        self._first: float | None = None
        self._start = self._due = 0.0
        self._speed = 1.0

    def begin(self, steps: int, measure: Callable[[], float], exact: bool = False) -> None:
        """Plan so many steps as fill the time: at most `most_steps` (with `exact`, `steps`), and fewer than `steps`
        only on a slow machine."""
        self._speed = max(measure(), 1.0)
        fast = self._seconds - self._slow
        wanted = max(self._speed * fast, min(steps, self._speed * (fast + 2)))
        self.steps = max(min(steps, 20), min(int(wanted), steps if exact else self._most_steps))
        self._start = self._due = self._clock()
        self._first = self._start if self._first is None else self._first

    @property
    def slowed(self) -> bool:
        """Whether the first second's slow motion is on."""
        return self._clock() - self._start < self._slow

    def next(self, step: int) -> int:
        """As many steps as fit between two pictures, fewer in slow motion and where there is time to spare."""
        now = self._clock() - self._start
        left = self._seconds + 2.5 - now
        if self.steps - step > self._speed * max(left, self._interval):
            # Slower than planned: fewer steps, so that the run still ends in good time.
            self.steps = step + max(1, round(self._speed * max(left, self._interval)))
        fits = self._speed * self._interval * 0.97
        even = (self.steps - step) * self._interval / max(self._seconds - now, self._interval)
        share = max(1.0, min(fits, even))
        if now < self._slow:
            # From one step a picture to all that fit, each time by the same factor.
            share = math.pow(share, now / self._slow)
        return min(step + round(share), self.steps)

    def trained(self, steps: int, seconds: float) -> None:
        """Follow the machine's speed, which changes when others use it too."""
        if seconds > 0 and steps * 4 > self._speed * self._interval:
            self._speed += 0.3 * (steps / seconds - self._speed)

    def ready(self) -> None:
        """Wait until the picture is due; a late one is due at once, and the next a full interval later."""
        early = self._due - self._clock()
        if early > 0:
            self._sleep(early)
        self._due = max(self._due, self._clock()) + self._interval

    def rest(self) -> None:
        """A fifth of a second that does not count."""
        before = self._clock()
        self._sleep(0.2)
        self._start += self._clock() - before

    def over(self) -> bool:
        """Whether the time that any run may take is spent."""
        return self._first is not None and self._clock() - self._first > self._limit
