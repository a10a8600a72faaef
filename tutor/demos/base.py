"""What a demo is to the rest of the program: a module with three names, and what is handed to it.

Describes only; finding and running demos is the package's own business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tutor.device import Device
from tutor.types import LANGUAGES, Frame, Language, SettingValue


@dataclass(frozen=True)
class Words:
    """A demo's own words: data/demos/<name>.md by section and language, with {step}, {loss}, … to be filled in."""

    sections: Mapping[str, Mapping[Language, str]]

    def say(self, section: str, values: Mapping[Language, Mapping[str, str]]) -> dict[str, str]:
        """The section in both languages with `values` filled in. Raises KeyError where either is missing."""
        return {language: self.sections[section][language].format_map(values[language]) for language in LANGUAGES}

    def legend(self) -> dict[str, Mapping[Language, str]]:
        """The section Legend, lines such as `- points: what was measured`, by key."""
        read = {language: _listed(self.sections["Legend"][language]) for language in LANGUAGES}
        return {key: {language: read[language][key] for language in LANGUAGES} for key in read["en"]}


def _listed(text: str) -> dict[str, str]:
    """The lines `- key: text` of a list."""
    pairs = (line.lstrip("- ").replace("：", ":").partition(":") for line in text.splitlines() if line.strip())
    return {key.strip(): value.strip() for key, _, value in pairs}


class Controls(Protocol):
    """What a learner changes while a demo runs."""

    def take(self) -> Mapping[str, SettingValue]:
        """All changes since the last call: settings by key, `pause` (bool), `restart` (true)."""


class Pace(Protocol):
    """When a picture is due, and when the run ends."""

    @property
    def steps(self) -> int:
        """How many steps the run is planned to take."""

    @property
    def slowed(self) -> bool:
        """Whether training is held back at the moment, so that early changes can be seen."""

    def begin(self, steps: int, measure: Any, exact: bool = False) -> None:
        """Plan a run, or a new one after a change. `steps` is the demo's own wish, or with `exact` its will;
        `measure()` trains a copy for a moment and returns its steps a second, for a pace that goes by time."""

    def next(self, step: int) -> int:
        """The step at which the next picture is due, after `step` and at most `steps`."""

    def trained(self, steps: int, seconds: float) -> None:
        """Hear how long the last stretch of training took."""

    def ready(self) -> None:
        """Wait until the picture just made is due. Raises DemoError where the time allowed is over."""

    def rest(self) -> None:
        """Wait a moment while the learner has paused the run."""

    def over(self) -> bool:
        """Whether the run has to end now, whatever its step."""


class Demo(Protocol):
    """A module of this package that defines `frames`, and so is a demo; its file's name is the demo's name."""

    Settings: type[Any]
    PLAY: Any

    @staticmethod
    def frames(
        settings: Any, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
    ) -> Iterator[Frame]:
        """Train and draw: one frame after another, the last with `done` and `worked`. Closing it ends training."""

    @staticmethod
    def worked(numbers: Mapping[str, float]) -> bool:
        """Whether a run that ended with these numbers shows what the demo promises."""
