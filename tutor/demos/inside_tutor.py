"""A message on its way through the tutor's own network, station by station, as an animation.

The shipped classifier reads the message once; nothing is trained. What each piece counts for is found by leaving it
out (occlusion). Shows the classifier alone, not the rules of the conversation behind it. Always on the processor:
reading one message is too little work for a GPU.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tutor.demos import knobs, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.inside_picture import STAGES, draw, stage_at
from tutor.demos.inside_reading import Reading, read_inside
from tutor.demos.tutor_model import fitted, percent, titles
from tutor.device import Device, choose_device
from tutor.types import Frame

NAME = "inside_tutor"
STEPS = 120
"""Pictures of the animation; a page shows about 18 a second."""
CLEAR_FALL = 0.01
"""`worked` where leaving out the most influential piece costs the best label at least this much probability: what
still shows as a per cent less."""
LONGEST = 80


@dataclass(frozen=True)
class Settings:
    """What a learner may set: the message."""

    text: str = knobs.text(
        "Is a CNN a kind of neural network?",
        {"en": ("message", "sentence", "your question"), "zh": ("这句话", "句子", "你的问题")},
        LONGEST,
        said=True,
    )


@dataclass
class _Act:
    """The message and how much of the animation lies behind."""

    reading: Reading
    legend: stage.Legend
    share: float = 0.0
    step: int = 0

    def train(self, steps: int, share: float) -> None:
        """Show more; how many steps are planned in all follows from where the last picture stood."""
        planned = self.step / share if share else STEPS
        self.step += steps
        self.share = min(self.step / planned, 1.0)

    def look(self) -> dict[str, float]:
        """What the network says of the message, the same at every step."""
        return {
            "probability": self.reading.best.probability,
            "without": self.reading.strongest.probability,
            "total": self.reading.total,
            "scope": self.reading.scope,
            "threshold": self.reading.threshold,
            "pieces": float(len(self.reading.influences)),
            "features": float(self.reading.features),
        }

    def draw(self, step: int, steps: int, title: str) -> str:
        """The stations as far as they have been reached."""
        return draw(self.reading, step / max(steps, 1), self.legend, title)

    def blanks(self) -> stage.Blanks:
        """The message, the topic, the strongest piece, shares as per cents, and what happens at the moment."""
        reading = self.reading
        now = f"stage_{stage_at(self.share)}"
        return {
            "text": fitted(reading.text, 400),
            "title": titles(reading.best.label),
            "piece": fitted(reading.strongest.piece, 120),
            "now": self.legend[now],
            "part": str(STAGES.index(stage_at(self.share)) + 1),
            "parts": str(len(STAGES)),
            "rows": f"{reading.rows:,}",
            "units": f"{len(reading.hidden):,}",
            "sums": str(len(reading.summed)),
            **{key: percent(value) for key, value in self.look().items() if key in _SHARES},
        }

    def adjust(self, settings: Settings) -> None:
        """Show another message from the same station on."""
        self.reading = _reading(settings)


_SHARES = ("probability", "without", "scope", "threshold")


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether the labels' probabilities add up to one and a single piece really counts: see CLEAR_FALL."""
    whole = math.isclose(numbers.get("total", 0.0), 1.0, abs_tol=1e-4)
    return whole and numbers["probability"] - numbers["without"] >= CLEAR_FALL


def _reading(settings: Settings) -> Reading:
    """The reading of the message, or of the default where there is nothing to read."""
    found = read_inside(settings.text) or read_inside(Settings().text)
    assert found is not None
    return found


def _begin(settings: Settings, device: Device, seed: int, legend: stage.Legend) -> _Act:  # noqa: ARG001
    return _Act(_reading(settings), legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"text"}), exact=True)


def frames(
    settings: Settings,
    device: Device,  # noqa: ARG001
    seed: int,
    controls: Controls,
    pace: Pace,
    words: Words,
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, choose_device("cpu"), seed, controls, pace, words)
