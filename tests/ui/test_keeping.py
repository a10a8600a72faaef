"""What the browser keeps comes back whole, and what somebody else put there does no harm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.ui.stand_in import real_words
from tutor.dialogue import State
from tutor.teaching.mastery import Knowledge, Learner
from tutor.ui import messages
from tutor.ui.keeping import KEPT_MESSAGES, afresh, exported, forgotten, imported, kept, resumed
from tutor.ui.talk import Talk

WORDS = real_words().words["page"]
KNOWN = State(language="zh", topics=("cnn",), seen=("cnn",), learner=Learner({"cnn": Knowledge(0.95, 3)}))
DEMO: dict[str, Any] = {
    "run": "x", "demo": "overfitting", "language": "en", "live": True, "knobs": [], "settings": {"points": 10},
    "title": {"en": "t", "zh": "t"}, "numbers": [],
    "frame": {"svg": "<svg/>", "caption": {"en": "a", "zh": "b"}, "numbers": {}, "step": 1, "steps": 2, "done": True},
}  # fmt: skip


def talk(*entries: dict[str, Any], state: State = KNOWN) -> Talk:
    return Talk(state=state).saying(*entries)


def back(plain: object, latest: object = None) -> Talk:
    return resumed(json.loads(json.dumps(plain)), latest, real_words())


def test_a_conversation_comes_back_with_demos_at_rest_and_says_where_we_were() -> None:
    reply = {"role": "assistant", "text": "b", "language": "en", "sources": [], "suggestions": ["c"], "map": "<p>"}
    opinion = {"liked": False, "reason": "too short"}
    before = talk({"role": "user", "text": "a"}, reply | {"demo": DEMO, "opinion": opinion, "lang": "en"})
    found = back(kept(before))
    user, answer, line = found.history
    assert found.id == before.id
    assert user == {"role": "user", "text": "a", "lang": "en"}
    assert answer["demo"]["live"] is False
    assert answer["demo"]["frame"] == DEMO["frame"]
    assert answer["opinion"] == opinion
    assert answer["lang"] == "en"
    assert "map" not in answer
    assert "卷积神经网络" in line["text"]
    assert found.state.learner == KNOWN.learner
    assert sum("resumed" in entry for entry in back(kept(found)).history) == 1


def test_what_is_known_of_the_learner_is_that_of_the_latest_conversation() -> None:
    old = kept(talk(messages.learner("a"), state=State(language="zh", topics=("rnn",))))
    found = back(old, KNOWN.to_json())
    assert found.state.learner == KNOWN.learner
    assert found.state.topics == ("rnn",)
    assert back(None, KNOWN.to_json()).state.learner == KNOWN.learner


def test_the_last_message_can_still_be_asked_again() -> None:
    state = State(topics=("cnn",))
    before = Talk(state=KNOWN, before=state).saying(messages.learner("a"), messages.said("b", "en"))
    again = back(kept(before)).rewound()
    assert again is not None
    assert again[0].state == state
    assert again[0].history == ()
    assert again[1] == "a"


def test_only_the_last_messages_are_kept_and_the_first_gives_the_title() -> None:
    entries = [messages.learner(f"message {number}") for number in range(2 * KEPT_MESSAGES)]
    found = kept(talk(*entries))
    assert len(found["history"]) == found["earlier"] == KEPT_MESSAGES
    assert found["title"] == "message 0"


@pytest.mark.parametrize(
    "plain",
    [None, 7, [], {}, {"state": 3}, {"history": "x"}, {"state": {}, "history": [4, {}]}, {"id": "<b>", "before": 3}],
)
def test_nothing_kept_is_an_empty_conversation(plain: object) -> None:
    found = back(plain, plain)
    assert found.history == ()
    assert found.state == State()
    assert found.before is None
    assert "<" not in found.id


def test_it_is_said_how_many_rows_each_message_takes() -> None:
    reply = messages.said("b", "en")
    found = kept(talk(messages.learner("a"), reply, reply | {"demo": DEMO}, reply | {"map": "<p>"}))
    assert [entry["rows"] for entry in found["history"]] == [1, 1, 2, 2]
    assert [len(one["content"]) for one in messages.shown(talk(reply | {"demo": DEMO}).history, WORDS)] == [2]


def test_a_new_conversation_knows_the_learner_and_a_forgotten_one_nobody() -> None:
    before = talk(messages.learner("a"))
    fresh, nobody = afresh(before), forgotten(before, real_words())
    assert (fresh.history, fresh.state.learner, fresh.state.topics) == ((), KNOWN.learner, ())
    assert nobody.state == State(language="zh")
    assert len({before.id, fresh.id, nobody.id}) == 3


@pytest.mark.parametrize(
    "broken",
    [
        {"knobs": None},
        {"settings": []},
        {"numbers": {}},
        {"title": "x"},
        {"frame": {"svg": 5}},
        {"frame": {**DEMO["frame"], "numbers": []}},
        {"frame": {**DEMO["frame"], "svg": "x" * 70_000}},
        {"run": None},
        {"frame": "x"},
    ],
)
def test_a_demo_that_is_not_whole_is_left_out_and_its_words_stay(broken: dict[str, Any]) -> None:
    entry = {"role": "assistant", "text": "b", "language": "en", "demo": DEMO | broken}
    (answer, _) = back(talk(entry).memory()).history
    assert answer["text"] == "b"
    assert "demo" not in answer


def test_progress_goes_to_a_file_and_back() -> None:
    file = json.loads(json.dumps(exported(talk())))
    fresh = imported(file, Talk(), real_words())
    assert fresh.state.learner == KNOWN.learner
    assert "You know 1 topics" in fresh.history[-1]["text"]


@pytest.mark.parametrize("file", [None, [], {"learner": {}}, {"format": "other", "learner": {}}])
def test_another_file_changes_nothing_and_says_so(file: object) -> None:
    found = imported(file, talk(), real_words())
    assert found.state.learner == KNOWN.learner
    assert "没有学习进度" in found.history[-1]["text"]
