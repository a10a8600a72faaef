"""What one conversation remembers between two turns. Plain data that goes out to the learner and comes back.

Whatever comes back is treated as a stranger's: what does not fit is dropped, never believed and never an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from tutor.curriculum import Curriculum
from tutor.curriculum.curriculum import LESSON_SECTIONS
from tutor.curriculum.topic import SECTIONS
from tutor.language import Script, tell_script
from tutor.language.script import SCRIPTS
from tutor.teaching import mastery
from tutor.teaching.mastery import Learner
from tutor.teaching.quiz import Round
from tutor.types import LANGUAGES, Guess, Language, SettingValue

LONGEST_TEXT = 400
MOST_ITEMS = 100
MOST_SUGGESTED, LONGEST_TRAIL, LATEST = 8, 20, 4e9


@dataclass(frozen=True)
class State:
    """The conversation so far.

    `language`: of the last reply; `preference`: the learner's choice, None for automatic; `script`: of the Chinese that
    the learner typed last. `topics`: what the
    last answer was about, `sections`: which texts of it have been shown, in order. `offered`: labels the tutor
    asked to choose from. `text`, `candidates` and `reason`: the last question, the guesses at it, and why it got
    the reply that it got. `demo` and `settings`:
    the last demo, `prediction` the place of what the learner expects of it. `seen`: topics answered so far, oldest
    first. `learner`: what is believed to be known, `round` the open question of a quiz. `trail`: what the answers
    before the last one were about, for going back. `suggested`: the messages offered last. `depth`: the section that
    the learner always wants. `now`: the time of the turn, in seconds since 1970, 0 before the first;
    `away`: how long the one before it lies back, which goes no further than the turn.
    """

    language: Language = "en"
    preference: Language | None = None
    script: Script = "hans"
    topics: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    text: str = ""
    reason: str = ""
    candidates: tuple[Guess, ...] = ()
    demo: str | None = None
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    learner: Learner = field(default_factory=Learner)
    round: Round | None = None
    trail: tuple[tuple[str, ...], ...] = ()
    suggested: tuple[str, ...] = ()
    depth: str = ""
    prediction: int | None = None
    now: float = 0.0
    away: float = 0.0

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the topics at hand."""
        return tuple(f"topic/{topic}" for topic in self.topics)

    def at(self, now: float) -> State:
        """This state at the turn of `now`."""
        return replace(self, now=now, away=max(now - self.now, 0.0) if self.now else 0.0)

    def typed(self, text: str) -> State:
        """This state in the script of a message as it was typed, where that shows one."""
        return replace(self, script=tell_script(text, self.script))

    def saw(self, topics: tuple[str, ...]) -> State:
        """This state with `topics` noted as seen, the latest last."""
        kept = tuple(topic for topic in self.seen if topic not in topics)
        return replace(self, seen=(kept + topics)[-MOST_ITEMS:])

    def within(self, curriculum: Curriculum) -> State:
        """This state without topics, sections, labels and demos that the content does not have."""
        labels = set(curriculum.labels)
        return replace(
            self,
            topics=tuple(topic for topic in self.topics if topic in curriculum.topics),
            sections=tuple(one for one in self.sections if one in SECTIONS or one in LESSON_SECTIONS),
            offered=tuple(label for label in self.offered if label in labels),
            candidates=tuple(guess for guess in self.candidates if guess.label in labels),
            reason=self.reason if f"reason_{self.reason}" in curriculum.words["dialogue"] else "",
            demo=self.demo if self.demo in curriculum.demos else None,
            seen=tuple(topic for topic in self.seen if topic in curriculum.topics),
            learner=replace(
                self.learner,
                concepts={name: one for name, one in self.learner.concepts.items() if name in curriculum.topics},
            ),
            round=self.round if self.round and _is_asked(self.round, curriculum) else None,
            trail=tuple(topics for topics in self.trail if all(topic in curriculum.topics for topic in topics)),
            depth=self.depth if self.depth in SECTIONS else "",
        )

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON data; `State.from_json` reads it back."""
        return {
            "language": self.language,
            "preference": self.preference,
            "script": self.script,
            "topics": list(self.topics),
            "sections": list(self.sections),
            "offered": list(self.offered),
            "text": self.text,
            "reason": self.reason,
            "candidates": [{"label": guess.label, "probability": guess.probability} for guess in self.candidates],
            "demo": self.demo,
            "settings": dict(self.settings),
            "seen": list(self.seen),
            "learner": mastery.to_json(self.learner),
            "round": self.round.to_json() if self.round else None,
            "trail": [list(topics) for topics in self.trail],
            "suggested": list(self.suggested),
            "depth": self.depth,
            "prediction": self.prediction,
            "now": self.now,
        }

    @classmethod
    def from_json(cls, plain: object) -> State:
        """The state in `plain`, with the initial value for whatever is missing or not as it should be."""
        if not isinstance(plain, dict):
            return cls()
        language, preference, script = plain.get("language"), plain.get("preference"), plain.get("script")
        settings, prediction, now = plain.get("settings"), plain.get("prediction"), plain.get("now")
        return cls(
            language=cast(Language, language) if language in LANGUAGES else "en",
            preference=cast(Language, preference) if preference in LANGUAGES else None,
            script=cast(Script, script) if script in SCRIPTS else "hans",
            topics=_texts(plain.get("topics")),
            sections=_texts(plain.get("sections")),
            offered=_texts(plain.get("offered")),
            text=_text(plain.get("text")),
            reason=_text(plain.get("reason")),
            candidates=_guesses(plain.get("candidates")),
            demo=_text(plain.get("demo")) or None,
            settings=_settings(settings) if isinstance(settings, dict) else {},
            seen=_texts(plain.get("seen")),
            learner=mastery.from_json(plain.get("learner")),
            round=Round.from_json(plain.get("round")),
            trail=_trail(plain.get("trail")),
            suggested=_texts(plain.get("suggested"))[:MOST_SUGGESTED],
            depth=_text(plain.get("depth")),
            prediction=prediction if isinstance(prediction, int) and prediction in range(4) else None,
            now=float(now) if isinstance(now, int | float) and 0 <= now < LATEST else 0.0,
        )


def _text(value: object) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    items = value[:MOST_ITEMS] if isinstance(value, list) else []
    return tuple(_text(item) for item in items if isinstance(item, str))


def _trail(value: object) -> tuple[tuple[str, ...], ...]:
    items = value[-LONGEST_TRAIL:] if isinstance(value, list) else []
    return tuple(topics for topics in map(_texts, items) if topics)


def _is_asked(state: Round, curriculum: Curriculum) -> bool:
    """Whether the content still has the open question."""
    topic = state.exercise.rpartition("-")[0]
    return topic in curriculum.lessons and any(one.id == state.exercise for one in curriculum.lessons[topic].exercises)


def _share(value: object) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else 0.0


def _guesses(value: object) -> tuple[Guess, ...]:
    items = value[:MOST_ITEMS] if isinstance(value, list) else []
    return tuple(
        Guess(_text(item["label"]), _share(item.get("probability")))
        for item in items
        if isinstance(item, dict) and isinstance(item.get("label"), str)
    )


def _settings(value: dict[Any, Any]) -> dict[str, SettingValue]:
    return {
        _text(key): _text(item) if isinstance(item, str) else item
        for key, item in list(value.items())[:MOST_ITEMS]
        if isinstance(key, str) and isinstance(item, str | int | float)
    }
