"""The map of what is known: every topic once, told apart without colour, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.ui.stand_in import real_words
from tutor.dialogue import State
from tutor.teaching.mastery import DAY, Knowledge, Learner
from tutor.types import Language
from tutor.ui.progress_map import progress_map, spots

NOW = 1_700_000_000.0
LEARNER = Learner(
    {
        "neuron": Knowledge(0.99, 3, 10.0, 5.0, NOW - DAY, NOW + 9 * DAY),
        "layers": Knowledge(0.99, 3, 1.0, 5.0, NOW - DAY, NOW - 1),
        "gpu": Knowledge(0.7, 1),
        "cnn": Knowledge(0.1, 1),
    }
)


def test_each_topic_has_its_standing() -> None:
    found = {spot.title: spot for spot in spots(State(learner=LEARNER, now=NOW), real_words(), "en")}
    assert len(found) == 68
    by_id = {
        topic: found[real_words().topics[topic].title["en"]] for topic in ("neuron", "layers", "gpu", "cnn", "rnn")
    }
    assert [spot.state for spot in by_id.values()][2:] == ["shaky", "begun", "new"]
    assert by_id["neuron"].state == "known"
    assert by_id["layers"].due
    assert not by_id["neuron"].due
    assert sum(spot.next for spot in found.values()) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_map_is_whole_html_with_a_button_and_a_row_for_each(language: Language) -> None:
    html = progress_map(State(learner=LEARNER, now=NOW), real_words(), language)
    opened: list[str] = []

    class Balanced(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            if tag not in ("circle", "path"):
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Balanced().feed(re.sub(r"/>", ">", html))
    assert opened == []
    assert html.count("data-ask=") == 68
    assert html.count("<tr>") == 69
    assert len(set(re.findall(r'data-wish="(\w+)"', html))) == 3
    words = real_words().words["progress"]
    for key in ("known", "shaky", "begun", "new", "due"):
        assert words[key][language] in html
