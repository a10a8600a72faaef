"""What the server remembers of a conversation."""

from __future__ import annotations

import json

from tutor.dialogue import State
from tutor.ui import messages
from tutor.ui.talk import LONGEST_HISTORY, Talk, last_question


def test_memory_is_plain_json_and_comes_back_whole() -> None:
    talk = Talk(state=State(topics=("cnn",)), before=State()).saying(messages.learner("a"), messages.said("b", "en"))
    assert Talk.from_memory(json.loads(json.dumps(talk.memory()))) == talk
    assert Talk.from_memory(None).history == ()


def test_every_conversation_has_a_name_of_its_own() -> None:
    assert len({Talk().id for _ in range(100)}) == 100


def test_a_very_long_conversation_loses_its_beginning() -> None:
    talk = Talk()
    for number in range(LONGEST_HISTORY + 5):
        talk = talk.saying(messages.learner(str(number)))
    assert len(talk.history) == LONGEST_HISTORY
    assert talk.history[-1]["text"] == str(LONGEST_HISTORY + 4)


def test_the_learners_last_message_is_found() -> None:
    said = messages.said("b", "en")
    assert last_question([messages.learner("a"), said, messages.learner("c"), said, said]) == 2
    assert last_question([said]) is None


def test_rewinding_needs_to_know_what_was_before() -> None:
    talk = Talk().saying(messages.learner("a"), messages.said("b", "en"))
    assert talk.rewound() is None
