"""What the browser keeps comes back whole, and what somebody else put there does no harm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.ui.stand_in import real_words
from tutor.dialogue import State
from tutor.teaching.mastery import Knowledge, Learner
from tutor.ui import messages
from tutor.ui.keeping import KEPT_MESSAGES, exported, imported, kept, resumed

KNOWN = State(language="zh", topics=("cnn",), seen=("cnn",), learner=Learner({"cnn": Knowledge(0.95, 3)}))
DEMO: dict[str, Any] = {
    "run": "x", "demo": "overfitting", "language": "en", "live": True, "knobs": [], "settings": {"points": 10},
    "frame": {"svg": "<svg/>", "caption": {"en": "a", "zh": "b"}, "done": True},
}  # fmt: skip


def memory(*entries: dict[str, Any], state: State = KNOWN) -> dict[str, Any]:
    return {"state": state.to_json(), "history": list(entries)}


def back(plain: object) -> dict[str, Any]:
    found = resumed(json.loads(json.dumps(plain)), real_words())
    assert found is not None
    return found


def test_a_conversation_comes_back_with_demos_at_rest_and_says_where_we_were() -> None:
    reply = {"role": "assistant", "text": "b", "language": "en", "sources": [], "suggestions": ["c"], "map": "<p>"}
    found = back(kept(memory({"role": "user", "text": "a"}, reply | {"demo": DEMO})))
    user, answer, line = found["history"]
    assert user == {"role": "user", "text": "a"}
    assert answer["demo"]["live"] is False
    assert answer["demo"]["frame"] == DEMO["frame"]
    assert "map" not in answer
    assert "卷积神经网络" in line["text"]
    assert State.from_json(found["state"]).learner == KNOWN.learner
    assert sum("resumed" in entry for entry in back(kept(found))["history"]) == 1


def test_only_the_last_messages_are_kept() -> None:
    entries = [messages.learner(f"{number}") for number in range(2 * KEPT_MESSAGES)]
    assert len(kept(memory(*entries))["history"]) == KEPT_MESSAGES
    assert kept(None) == {}


@pytest.mark.parametrize("plain", [None, 7, [], {}, {"state": 3}, {"history": "x"}, {"state": {}, "history": [4, {}]}])
def test_nothing_kept_is_an_empty_conversation(plain: object) -> None:
    assert resumed(plain, real_words()) is None


@pytest.mark.parametrize(
    "broken",
    [
        {"knobs": None},
        {"settings": []},
        {"frame": {"svg": 5}},
        {"frame": {"svg": "x" * 70_000}},
        {"run": None},
        {"frame": "x"},
    ],
)
def test_a_demo_that_is_not_whole_is_left_out_and_its_words_stay(broken: dict[str, Any]) -> None:
    entry = {"role": "assistant", "text": "b", "language": "en", "demo": DEMO | broken}
    (answer, _) = back(memory(entry))["history"]
    assert answer["text"] == "b"
    assert "demo" not in answer


def test_progress_goes_to_a_file_and_back() -> None:
    file = json.loads(json.dumps(exported(memory())))
    fresh = imported(file, {"state": State(language="en").to_json(), "history": []}, real_words())
    assert State.from_json(fresh["state"]).learner == KNOWN.learner
    assert "You know 1 topics" in fresh["history"][-1]["text"]


@pytest.mark.parametrize("file", [None, [], {"learner": {}}, {"format": "other", "learner": {}}])
def test_another_file_changes_nothing_and_says_so(file: object) -> None:
    found = imported(file, memory(), real_words())
    assert State.from_json(found["state"]).learner == KNOWN.learner
    assert "没有学习进度" in found["history"][-1]["text"]
