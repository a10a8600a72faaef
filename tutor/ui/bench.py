"""How long a learner waits for the page, here and now, beside what Gradio's stock chat takes in the same run.

A wait ends with the first words of the answer, because our page then writes the rest sentence by sentence, on
purpose, and one can read. Rows go through the event that the page itself calls: it is what a learner meets, with its
conversation, its pieces and its remembered state, where `/ask` would be one plain call. The floor is the leanest call
that the stock chat knows, saying the message back. Learners never pause to read: each asks the next question as soon
as the last answer is complete, so 100 of them are the load of many more. Ours and stock take turns, so that other
work on the machine slows both, and the one who asks runs on the same cores as the servers.

Says nothing of demos, whose speed `tutor bench demos` measures, nor of networks between learner and server.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutor.curriculum import load_curriculum
from tutor.curriculum.questions import training_questions
from tutor.settings import Settings
from tutor.ui.bench_learner import Door, Failed, Learner, Load, ask_door, crowd, page_door, stock_door
from tutor.ui.bench_page import page_figures
from tutor.ui.bench_servers import OURS, STOCK, Server, serving

Row = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """How much is measured. `crowds` are (learners, questions of each learner in a round); `calls` are the handler's,
    `loads` the page's; `warming` questions go before all."""

    crowds: tuple[tuple[int, int], ...] = ((1, 12), (20, 4), (100, 2))
    rounds: int = 2
    calls: int = 40
    loads: int = 7
    warming: int = 12


def measured(settings: Settings, plan: Plan | None = None) -> Iterator[tuple[str, Row]]:
    """The figures as soon as they are there: ("row", …) for each number of learners, ("handler", …), ("page", …).

    Takes about three minutes on two cores that other work uses as well.
    """
    plan = plan or Plan()
    with serving(OURS) as ours, serving(STOCK) as stock:
        bench = opened(ours, stock, settings)
        bench.warm(plan.warming)
        for learners, each in plan.crowds:
            yield "row", bench.row(learners, each, plan.rounds)
        yield "handler", bench.handler(plan.calls)
        yield "page", page_figures(ours.url, stock.url, plan.loads)


def opened(ours: Server, stock: Server, settings: Settings) -> Bench:
    """The bench for two servers that are up. Its questions are what learners ask about the topics, in both languages,
    in an order that is mixed and always the same."""
    texts = [one.text for one in training_questions(settings.data) if one.labels and one.labels[0].startswith("topic/")]
    random.Random(0).shuffle(texts)
    troubles = load_curriculum(settings.data).words["page"]["trouble"].values()
    return Bench(page_door(ours, troubles), ask_door(ours), stock_door(stock), texts)


@dataclass(frozen=True)
class Bench:
    """The ways to ask both servers, and what is asked."""

    page: Door
    ask: Door
    stock: Door
    texts: Sequence[str]

    def warm(self, count: int) -> None:
        """Ask each way `count` questions that are not timed: what is loaded with the first use is loaded then."""
        for door in (self.page, self.ask, self.stock):
            crowd(door, [self._some(0, count)])

    def row(self, learners: int, each: int, rounds: int) -> Row:
        """The row for that many `learners` at once, `each` with so many questions a round.

        `requests_per_second` counts questions answered completely, the pauses between sentences included; `errors`
        counts those not answered; `rss_mb` is what our server's process holds afterwards.
        """
        ours, stock = [], []
        for turn in range(rounds):
            starts = range(turn * learners * each, (turn + 1) * learners * each, each)
            asked = [self._some(start, each) for start in starts]
            ours.append(crowd(self.page, asked))
            stock.append(crowd(self.stock, asked))
        all_ours, floor = _together(ours), _together(stock)
        return {
            "learners": learners,
            "requests_per_second": round(len(all_ours.waits) / all_ours.seconds, 1),
            "p50_ms": percentile(all_ours.waits, 50),
            "p95_ms": percentile(all_ours.waits, 95),
            "floor_p95_ms": percentile(floor.waits, 95),
            "errors": all_ours.errors,
            "rss_mb": self.page.server.resident_mb(),
        }

    def handler(self, calls: int) -> Row:
        """What our handler adds to Gradio's floor: single first questions of one learner, ours and stock in turns.

        Milliseconds until the first words of the answer; what is added is the difference of the two percentiles.
        `ask_…` is the whole reply through `/ask`: the same work of ours in a single step of Gradio's, as the floor is.
        """
        ours, stock, asked = [], [], []
        for text in self._some(0, calls):
            ours += _asked_once(self.page, text)
            stock += _asked_once(self.stock, text)
            asked += _asked_once(self.ask, text)
        wait, floor, whole = ([percentile(waits, share) for share in (50, 95)] for waits in (ours, stock, asked))
        return {
            "p50_ms": wait[0],
            "p95_ms": wait[1],
            "floor_p50_ms": floor[0],
            "floor_p95_ms": floor[1],
            "added_p50_ms": _difference(wait[0], floor[0]),
            "added_p95_ms": _difference(wait[1], floor[1]),
            "ask_p50_ms": whole[0],
            "ask_p95_ms": whole[1],
        }

    def _some(self, start: int, count: int) -> list[str]:
        """`count` questions from `start` on, beginning again at the end."""
        return [self.texts[(start + index) % len(self.texts)] for index in range(count)]


def percentile(waits: Sequence[float], share: float) -> float | None:
    """The `share`-th percentile of `waits` in seconds, as milliseconds; None where there are none."""
    return round(1000 * float(np.percentile(waits, share)), 1) if waits else None


def _asked_once(door: Door, text: str) -> list[float]:
    """The seconds that the first question of a fresh learner waits; none where there was no answer."""
    learner = Learner(door)
    try:
        return [learner.ask(text)]
    except Failed:
        return []
    finally:
        learner.close()


def _together(loads: Sequence[Load]) -> Load:
    waits = tuple(wait for load in loads for wait in load.waits)
    return Load(waits, sum(load.errors for load in loads), sum(load.seconds for load in loads))


def _difference(ours: float | None, floor: float | None) -> float | None:
    return None if ours is None or floor is None else round(ours - floor, 1)
