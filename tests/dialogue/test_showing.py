"""Which demo a message starts or changes, with a classifier that says what the test tells it."""

from __future__ import annotations

import pytest

from tests.dialogue.told import Told, talk
from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.tutor import Tutor, read_demo
from tutor.types import Guess, Understanding


def test_a_demo_carries_the_settings_that_were_asked_for(curriculum: Curriculum) -> None:
    replies = talk(
        curriculum,
        ("fit x^3 - x with three layers and learning rate 0.01", "demo/curve_fitting"),
        ("now with tanh", "demo/curve_fitting"),
    )
    assert replies[0].kind == "demo"
    assert replies[0].labels == ("demo/curve_fitting",)
    assert replies[0].demo is not None
    assert replies[0].demo.settings["depth"] == 3
    assert replies[0].demo.settings["learning_rate"] == 0.01
    assert replies[1].demo is not None
    assert replies[1].demo.settings == {**replies[0].demo.settings, "activation": "tanh"}


def test_a_demo_that_does_not_run_yet_is_stood_in_for_and_says_so(curriculum: Curriculum) -> None:
    waiting = [name for name, demo in curriculum.demos.items() if not demo.built]
    for name in waiting:
        (reply,) = talk(curriculum, ("show me", f"demo/{name}"))
        assert reply.kind == "demo"
        assert reply.label == f"demo/{name}"
        assert curriculum.demos[name].sections["Title"]["en"] in reply.answer


def test_a_wish_about_the_last_demo_changes_it(curriculum: Curriculum) -> None:
    unsure = Understanding((Guess("topic/regularization", 0.3), Guess("topic/layers", 0.25)), 0.8, True)
    replies = talk(
        curriculum,
        ("show me a curve", "demo/curve_fitting"),
        ("make the noise bigger", unsure),
        ("用 relu", None),
        ("what is the learning rate", "topic/learning_rate"),
    )
    assert [reply.kind for reply in replies] == ["demo", "demo", "demo", "answer"]
    assert replies[1].demo is not None
    assert replies[2].demo is not None
    assert set(replies[1].demo.settings) == {"noise"}
    assert set(replies[2].demo.settings) == {"noise", "activation"}


def test_stored_settings_that_cannot_be_are_dropped(curriculum: Curriculum) -> None:
    tutor = Tutor(curriculum, Told({"again with tanh": "demo/curve_fitting"}), read_demo)
    junk = State(demo="curve_fitting", settings={"x": 1, "width": "wide", "noise": 1e9, "depth": 3})
    reply, _ = tutor.reply("again with tanh", junk)
    assert reply.demo is not None
    assert reply.demo.settings == {"depth": 3, "activation": "tanh"}


def test_a_stored_demo_that_does_not_exist_changes_nothing(curriculum: Curriculum) -> None:
    tutor = Tutor(curriculum, Told({"layers": "topic/layers"}), read_demo)
    for demo in ("nonsense", "gpu_race", "../etc"):
        reply, _ = tutor.reply("layers", State(demo=demo, settings={"x": 1}))
        assert reply.kind == "answer"


def test_a_whole_new_wish_starts_from_the_defaults(curriculum: Curriculum) -> None:
    replies = talk(
        curriculum,
        ("fit |x| with sigmoid", "demo/curve_fitting"),
        ("fit x^2", "demo/curve_fitting"),
        ("show me a neural network fitting a curve", "demo/curve_fitting"),
    )
    assert [reply.demo.settings for reply in replies if reply.demo][1:] == [{"function": "x^2"}, {}]


def test_after_a_demo_follow_ups_speak_of_what_it_shows(curriculum: Curriculum) -> None:
    reply = talk(curriculum, ("show me", "demo/curve_fitting"), ("more", "act/more_detail"))[1]
    assert reply.labels == ("topic/universal_approximation",)


@pytest.mark.parametrize("wish", ["show me", "can you show me please", "run it"])
def test_show_me_runs_the_demo_of_the_topic_at_hand(curriculum: Curriculum, wish: str) -> None:
    told = talk(curriculum, ("can a net fit any curve", "topic/universal_approximation"), (wish, "act/affirm"))
    assert (told[-1].kind, told[-1].labels) == ("demo", ("demo/curve_fitting",))


def test_again_keeps_the_settings_of_the_last_demo(curriculum: Curriculum) -> None:
    told = talk(curriculum, ("fit x^2", "demo/curve_fitting"), ("再跑一次", "act/repeat"))
    assert told[-1].demo is not None
    assert told[-1].demo.settings == told[0].demo.settings  # type: ignore[union-attr]
    assert "{" not in told[-1].answer


def test_show_me_without_anything_at_hand_is_the_classifiers(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("show me", "act/help"))
    assert reply.kind == "act"


def test_a_setting_said_right_after_a_demo_changes_it_and_a_question_does_not(curriculum: Curriculum) -> None:
    told = talk(
        curriculum,
        ("fit x^2", "demo/curve_fitting"),
        ("learning rate 0.1", "topic/learning_rate"),
        ("what does learning rate 0.1 mean?", "topic/learning_rate"),
    )
    assert told[1].demo is not None
    assert told[1].demo.settings["learning_rate"] == 0.1
    assert told[2].kind == "answer"


def test_the_look_inside_is_at_what_was_said_last(curriculum: Curriculum) -> None:
    replies = talk(
        curriculum,
        ("why so many layers", "topic/layers"),
        ("show me how you read that", "demo/inside_tutor"),
        ("look inside with “what is relu”", "demo/inside_tutor"),
    )
    assert replies[1].demo is not None
    assert replies[1].demo.settings["text"] == "why so many layers"
    assert replies[2].demo is not None
    assert replies[2].demo.settings["text"] == "what is relu"


def test_again_after_a_demo_runs_it_again_with_its_settings(curriculum: Curriculum) -> None:
    replies = talk(curriculum, ("fit x^2", "demo/curve_fitting"), ("once more", "act/repeat"))
    assert replies[1].kind == "demo"
    assert replies[0].demo is not None
    assert replies[1].demo is not None
    assert replies[1].demo.settings == replies[0].demo.settings
