from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.dialogue import State
from tutor.types import Guess

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


def test_out_and_back_again() -> None:
    state = State(
        language="zh",
        preference="en",
        script="hant",
        topics=("layers",),
        sections=("Short", "Full"),
        offered=("topic/a",),
        text="层是什么",
        reason="clear",
        candidates=(Guess("topic/layers", 0.8),),
        demo="curve_fitting",
        settings={"width": 8, "function": "x^2"},
        seen=("layers", "neuron"),
    )
    assert State.from_json(json.loads(json.dumps(state.to_json()))) == state


@given(st.dictionaries(st.sampled_from(list(State().to_json())), JSON))
def test_whatever_comes_back_is_no_error(junk: dict[str, object]) -> None:
    state = State.from_json(junk)
    assert State.from_json(state.to_json()) == state


@pytest.mark.parametrize(
    "junk", [None, [], "state", 3, {"language": "fr", "script": "kana", "scope": 7, "topics": "layers"}]
)
def test_what_does_not_fit_is_dropped(junk: object) -> None:
    assert State.from_json(junk) == State()


def test_seen_topics_move_to_the_end() -> None:
    assert State(seen=("a", "b")).saw(("a",)).seen == ("b", "a")
