"""Everything the tutor can say, loaded from data/ and checked for what would break a conversation.

Fails at the first slip that makes an answer impossible, naming file and line; style and lengths are `check`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from tutor.curriculum.arithmetic import holds
from tutor.curriculum.demo_numbers import NumberText, read_numbers
from tutor.curriculum.document import Document, read_document
from tutor.curriculum.lesson import Lessons
from tutor.curriculum.lexicon import Lexicon, read_lexicon
from tutor.curriculum.sources import Work, read_toml, read_works
from tutor.curriculum.teaching import Teaching, read_teaching
from tutor.curriculum.topic import Text, Topic, ask_of, read_topic
from tutor.errors import ContentError
from tutor.language import normalise
from tutor.language.courtesy import bare
from tutor.types import LANGUAGES, Language

T = TypeVar("T")

LESSON_SECTIONS = ("Deeper", "Worked")
"""The texts of a lesson that answers show, beside those of the topic."""


@dataclass(frozen=True)
class Act:
    """A dialogue act and what the tutor says to it, by section and language."""

    id: str
    title: Text
    sections: Mapping[str, Text]
    suggestions: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True)
class DemoText:
    """A demo's words by section and language, the topics it shows, the best first, and its numbers by key."""

    id: str
    topics: tuple[str, ...]
    ask: Text
    sections: Mapping[str, Text]
    built: bool = True
    stand_in: str | None = None
    predictions: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    numbers: Mapping[str, NumberText] = field(default_factory=dict)

    def outcome(self, numbers: Mapping[str, float]) -> int | None:
        """The place of the prediction that came true by the last picture's `numbers`, None where none did."""
        for place, condition in enumerate(self.outcomes):
            try:
                if holds(condition, numbers):
                    return place
            except ValueError:
                continue
        return None


@dataclass(frozen=True)
class Curriculum:
    """Topics, acts, demos and the words of page and dialogue, by id."""

    topics: Mapping[str, Topic]
    acts: Mapping[str, Act]
    demos: Mapping[str, DemoText]
    works: Mapping[str, Work]
    lexicon: Lexicon
    words: Mapping[str, Mapping[str, Text]]
    lessons: Lessons
    teaching: Teaching

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every label a message can get, in a fixed order."""
        return tuple(
            [f"topic/{i}" for i in self.topics] + [f"act/{i}" for i in self.acts] + [f"demo/{i}" for i in self.demos]
        )

    @cached_property
    def _topic_by_name(self) -> dict[str, str]:
        names = {bare(normalise(name)): concept.topic for name, concept in self.lexicon.by_name.items()}
        for topic in self.topics.values():
            for language in LANGUAGES:
                names.setdefault(bare(normalise(topic.title[language])), topic.id)
        return names

    def topic_named(self, clean: str) -> str | None:
        """The topic of which `clean`, courtesy aside, is nothing but the title or a concept's name."""
        return self._topic_by_name.get(bare(clean))

    def phrases(self, table: str, name: str) -> frozenset[str]:
        """The phrases listed in `[table] name`, of both languages together."""
        return frozenset(phrase for said in self.words[table][name].values() for phrase in said.split("|"))

    def text(self, topic: str, section: str, language: Language) -> str:
        """What `topic` says in `section`: one of its own, or Deeper and Worked of its lesson."""
        if section in LESSON_SECTIONS:
            lesson = self.lessons[topic]
            return (lesson.deeper if section == "Deeper" else lesson.worked)[language]
        text: str = getattr(self.topics[topic], section.lower())[language]
        return text

    def title(self, label: str, language: Language) -> str:
        """How a learner is told what `label` stands for."""
        kind, _, identity = label.partition("/")
        if kind == "topic":
            return self.topics[identity].title[language]
        if kind == "demo":
            return self.demos[identity].sections["Title"][language]
        return self.acts[identity].title[language]

    def ask(self, label: str, language: Language) -> str:
        """The message that asks for the topic or demo of `label`: the text of a button."""
        kind, _, identity = label.partition("/")
        return (self.topics[identity].ask if kind == "topic" else self.demos[identity].ask)[language]


def load_curriculum(data: Path) -> Curriculum:
    """Read and check all of `data`. Raises ContentError with file and line."""
    if not (data / "topics").is_dir():
        raise ContentError(data, 0, "there is no topics/ here; point TUTOR_DATA at the folder data/")
    works = read_works(data / "sources.toml")
    curriculum = Curriculum(
        topics=_read_all(data / "topics", lambda document: read_topic(document, works)),
        acts=_read_all(data / "acts", _read_act),
        demos=_read_all(data / "demos", _read_demo),
        works=works,
        lexicon=read_lexicon(data / "lexicon.toml"),
        words=_read_words(data / "interface.toml"),
        lessons=Lessons(data / "lessons"),
        teaching=read_teaching(data / "teaching.toml"),
    )
    _check_references(data, curriculum)
    return curriculum


def _read_all(folder: Path, read: Callable[[Document], T]) -> dict[str, T]:
    return {path.stem: read(read_document(path)) for path in sorted(folder.glob("*.md"))}


def _read_act(document: Document) -> Act:
    suggestions = document.front.get("suggestions", {})
    if any(not isinstance(suggestions.get(language, []), list) for language in LANGUAGES):
        raise ContentError(document.path, document.front_line, "“suggestions” holds a list for en and one for zh")
    return Act(
        document.id,
        _title(document),
        {name: document.text(name) for name in document.sections},
        {language: tuple(suggestions.get(language, ())) for language in LANGUAGES},
    )


def _title(document: Document) -> dict[Language, str]:
    """The heading `# English / 中文` taken apart."""
    english, slash, chinese = document.heading.partition(" / ")
    if not slash:
        raise ContentError(document.path, 1, "the heading must give both languages: # English / 中文")
    return {"en": english.strip(), "zh": chinese.strip()}


def _read_demo(document: Document) -> DemoText:
    topics = document.front.get("topics")
    if not isinstance(topics, list) or not topics:
        raise ContentError(document.path, document.front_line, "“topics” must list the topics that the demo shows")
    document.text("Title")
    return DemoText(
        document.id,
        tuple(topics),
        ask_of(document),
        {name: document.text(name) for name in document.sections},
        built=document.front.get("built", True),
        stand_in=document.front.get("stand_in"),
        predictions=_predictions(document),
        outcomes=tuple(document.front.get("outcomes", ())),
        numbers=read_numbers(document),
    )


def _predictions(document: Document) -> dict[Language, tuple[str, ...]]:
    """The answers to choose from before a demo, one to each of “outcomes”: the list in “## Predictions”."""
    if "Predictions" not in document.sections:
        return {}
    outcomes = document.front.get("outcomes", [])
    found: dict[Language, tuple[str, ...]] = {}
    for language, passage in document.sections["Predictions"].items():
        found[language] = tuple(
            line.removeprefix("- ").strip() for line in passage.text.split("\n") if line.startswith("- ")
        )
        if len(found[language]) != len(outcomes) or not 2 <= len(outcomes) <= 4:
            reason = f"has {len(found[language])} predictions and {len(outcomes)} outcomes; it needs 2 to 4 of each"
            raise ContentError(document.path, passage.line, reason)
    return found


def _read_words(path: Path) -> dict[str, dict[str, Text]]:
    """The words of page and dialogue: table by table, each entry a pair en and zh."""
    words: dict[str, dict[str, Text]] = {}
    for table, entries in read_toml(path).items():
        words[table] = {}
        for key, pair in entries.items():
            if not isinstance(pair, dict) or set(pair) != set(LANGUAGES):
                raise ContentError(path, 1, f"[{table}] {key} needs exactly en and zh")
            words[table][key] = pair
    return words


def _check_references(data: Path, curriculum: Curriculum) -> None:
    """Every id that one file names must exist in another, and prerequisites must not run in a circle."""
    topics, demos = curriculum.topics, curriculum.demos
    for topic in topics.values():
        path = data / "topics" / f"{topic.id}.md"
        for other in (*topic.prerequisites, *topic.follow_ups):
            if other not in topics or other == topic.id:
                raise ContentError(path, 3, f"names “{other}”, which is no other topic")
        if topic.demo is not None and topic.demo not in demos:
            raise ContentError(path, 3, f"names the demo “{topic.demo}”, which does not exist")
        loop = _loop(topic.id, topics)
        if loop:
            raise ContentError(path, 3, "prerequisites run in a circle: " + " → ".join(loop))
    teaching = curriculum.teaching
    on_the_way = (*teaching.path, *teaching.aside)
    if len(on_the_way) != len(set(on_the_way)) or set(on_the_way) != set(topics):
        odd = sorted(set(on_the_way) ^ set(topics)) or sorted(t for t in topics if on_the_way.count(t) > 1)
        raise ContentError(data / "teaching.toml", 1, f"[path] must hold every topic once; see {', '.join(odd)}")
    for lesson in curriculum.lessons:
        if lesson not in topics:
            raise ContentError(data / "lessons" / f"{lesson}.md", 1, "there is no topic of this name")
    for demo in demos.values():
        for other in demo.topics:
            if other not in topics:
                raise ContentError(data / "demos" / f"{demo.id}.md", 3, f"names “{other}”, which is no topic")
    for concept in curriculum.lexicon.concepts:
        if concept.topic not in topics:
            raise ContentError(data / "lexicon.toml", 1, f"“{concept.names['en'][0]}” names no topic “{concept.topic}”")


def _loop(start: str, topics: Mapping[str, Topic]) -> list[str]:
    """A path of prerequisites from `start` back to itself, or nothing."""
    paths = [[start]]
    seen = set()
    while paths:
        path = paths.pop()
        for other in topics[path[-1]].prerequisites if path[-1] in topics else ():
            if other == start:
                return [*path, other]
            if other not in seen:
                seen.add(other)
                paths.append([*path, other])
    return []
