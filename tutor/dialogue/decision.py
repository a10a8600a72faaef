"""What to do about a message, as one value. Holds no rule and no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.teaching.quiz import Move
from tutor.types import DemoRequest, Kind, Language


@dataclass(frozen=True)
class Decision:
    """What to do. `words` names the text of data/ to say where no topic's section says it.

    `labels` are the reply's; `section` the topics' section to show; `act` the act whose texts serve; `near`
    the topics nearest to something out of scope, or what an unsure answer may have missed; `problems` what was
    wrong with a demo's settings, by language; `values` what the words' blanks are filled with; `reason` names the
    rule that decided, told to who asks why (data/interface.toml, `reason_…`). `move`: what happens in a quiz, opened
    with the words named by `opening`; `belief`: the mistaken belief that is corrected, its topic and number; `depth`:
    how deep answers are to be from now on; `back`: whether this goes back along the trail.
    """

    kind: Kind
    language: Language
    label: str | None = None
    labels: tuple[str, ...] = ()
    section: str = "Short"
    words: str = ""
    act: str | None = None
    near: tuple[str, ...] = ()
    demo: DemoRequest | None = None
    stand_in_for: str | None = None
    problems: tuple[Mapping[Language, str], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    move: Move | None = None
    opening: str = ""
    belief: tuple[str, int] | None = None
    depth: str | None = None
    back: bool = False

    @property
    def topics(self) -> tuple[str, ...]:
        """The ids of the topics among the labels."""
        return tuple(label.removeprefix("topic/") for label in self.labels if label.startswith("topic/"))
