"""The frozen values that travel from text to reply. No behaviour beyond turning into plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Language = Literal["zh", "en"]
Kind = Literal["answer", "demo", "quiz", "act", "clarify", "decline"]
SettingValue = float | int | str

LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True)
class Message:
    """One message as received (`text`), as the classifier reads it (`clean`), and its language."""

    text: str
    clean: str
    language: Language


@dataclass(frozen=True)
class Guess:
    """A label (`topic/relu`, `act/greet`, …) and the calibrated probability, 0..1, that it is meant."""

    label: str
    probability: float


@dataclass(frozen=True)
class Understanding:
    """What the classifier makes of a message: the best guesses first, and how surely it is in scope, 0..1.

    `foreign`: the probability, 0..1, that it is none of the labels at all, neither taught nor an act.
    """

    candidates: tuple[Guess, ...]
    scope: float
    in_scope: bool
    foreign: float = 0.0

    @property
    def best(self) -> Guess:
        """The likeliest guess."""
        return self.candidates[0]


@dataclass(frozen=True)
class Influence:
    """A piece of a message, and what the tutor would have made of the message without it.

    `probability` (of the label that the whole message gets) and `scope` are those of the rest; `weight` is how
    much that label's log-probability falls when the piece is taken away.
    """

    piece: str
    weight: float
    probability: float
    scope: float


@dataclass(frozen=True)
class Explanation:
    """How a message was understood: the guesses, the gate's score and threshold, and every piece's influence."""

    understanding: Understanding
    threshold: float
    influences: tuple[Influence, ...]


@dataclass(frozen=True)
class Source:
    """Where an answer comes from, ready to show."""

    title: str
    section: str
    url: str | None = None


@dataclass(frozen=True)
class DemoRequest:
    """Which demo to run and how. `device`: auto, cpu or cuda; `settings`: only what differs from default."""

    name: str
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    seed: int = 0
    device: str = "auto"


@dataclass(frozen=True)
class Frame:
    """One moment of a demo as plain data: picklable, no tensors, at most 64 KB.

    `numbers` holds only what the seed determines (loss, accuracy), never time or speed; `worked` is set on
    the last frame, the one with `done`.
    """

    demo: str
    step: int
    steps: int
    seconds: float
    device: str
    steps_per_second: float
    numbers: Mapping[str, float]
    caption: Mapping[str, str]
    svg: str
    done: bool = False
    worked: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """The frame as the public interface names it; `worked` only where it is known."""
        plain = asdict(self)
        if self.worked is None:
            del plain["worked"]
        return plain


@dataclass(frozen=True)
class Reply:
    """What the tutor answers to one message: the reply object of the public interface."""

    text: str
    language: Language
    kind: Kind
    label: str | None
    probability: float
    candidates: tuple[Guess, ...]
    scope: float
    labels: tuple[str, ...]
    answer: str
    sources: tuple[Source, ...] = ()
    suggestions: tuple[str, ...] = ()
    demo: DemoRequest | None = None
    milliseconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The reply as plain JSON data, every field of the interface present."""
        plain = asdict(self)
        for source in plain["sources"]:
            if source["url"] is None:
                del source["url"]
        return plain
