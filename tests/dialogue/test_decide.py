"""The rules of the dialogue on the shipped content, with a classifier that says what the test tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.dialogue.explain import percent
from tutor.tutor import Tutor, read_demo
from tutor.types import Explanation, Guess, Influence, Message, Reply, Understanding


@dataclass
class Told:
    """A classifier that has been told what to say: label by text, else out of scope."""

    labels: dict[str, str | Understanding] = field(default_factory=dict)

    def rank(self, message: Message) -> Understanding:
        told = self.labels.get(message.clean)
        if isinstance(told, Understanding):
            return told
        if told is None:
            return Understanding((Guess("topic/gpu", 0.3), Guess("topic/layers", 0.2)), 0.05, False)
        others = (Guess("topic/neuron", 0.03), Guess("topic/loss_function", 0.02))
        return Understanding((Guess(told, 0.9), *others), 0.9, not told.startswith("act/"))

    def explain(self, message: Message) -> Explanation:
        words = message.clean.split()
        influences = (Influence(words[0], 0.0, 0.9, 0.9), Influence(words[-1], 2.0, 0.12, 0.3))
        return Explanation(self.rank(message), 0.4, influences)


def talk(curriculum: Curriculum, *turns: tuple[str, str | Understanding | None]) -> list[Reply]:
    """The replies to one conversation, given each message and what is understood of it."""
    told = Told({text.lower(): label for text, label in turns if label is not None})
    tutor, state, replies = Tutor(curriculum, told, read_demo), State(), []
    for text, _ in turns:
        reply, state = tutor.reply(text, state)
        replies.append(reply)
    return replies


def test_a_question_is_answered_shortly_with_its_sources(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("what are layers", "topic/layers"))
    topic = curriculum.topics["layers"]
    assert (reply.kind, reply.label, reply.language) == ("answer", "topic/layers", "en")
    assert reply.labels == ("topic/layers",)
    assert reply.answer == topic.short["en"]
    assert reply.probability == 0.9
    assert [source.title for source in reply.sources] == [citation.work.title for citation in topic.citations]
    assert reply.suggestions


def test_follow_ups_speak_of_the_topic_at_hand(curriculum: Curriculum) -> None:
    topic = curriculum.topics["layers"]
    turns = [
        ("层是什么", "topic/layers"),
        ("详细点", "act/more_detail"),
        ("简单点", "act/simpler"),
        ("为啥", "act/why"),
    ]
    replies = talk(curriculum, *turns)
    texts = [topic.short["zh"], topic.full["zh"], topic.simpler["zh"], topic.why["zh"]]
    assert [reply.answer for reply in replies] == texts
    assert {reply.kind for reply in replies} == {"answer"}
    assert replies[1].label == "act/more_detail"
    assert replies[1].labels == ("topic/layers",)


def test_more_detail_goes_on_to_what_was_not_shown(curriculum: Curriculum) -> None:
    topic = curriculum.topics["layers"]
    replies = talk(curriculum, ("layers?", "topic/layers"), *[("more", "act/more_detail")] * 5)
    lesson = curriculum.lessons["layers"]
    shown = [topic.full, lesson.deeper, lesson.worked, topic.example, topic.why]
    assert [reply.answer for reply in replies[1:]] == [text["en"] for text in shown]


def test_switching_repeats_the_last_answer_in_the_other_language(curriculum: Curriculum) -> None:
    replies = talk(curriculum, ("layers?", "topic/layers"), ("eli5", "act/simpler"), ("用中文说", "act/switch_zh"))
    assert replies[2].answer == curriculum.topics["layers"].simpler["zh"]
    assert (replies[2].language, replies[2].kind, replies[2].labels) == ("zh", "answer", ("topic/layers",))


def test_repeat_and_source(curriculum: Curriculum) -> None:
    replies = talk(curriculum, ("layers?", "topic/layers"), ("again", "act/repeat"), ("says who", "act/source"))
    assert replies[1].answer == replies[0].answer
    assert all(source.title in replies[2].answer for source in replies[0].sources)


def test_two_near_topics_are_asked_back_about_and_can_be_chosen(curriculum: Curriculum) -> None:
    near = Understanding((Guess("topic/layers", 0.45), Guess("topic/neuron", 0.35)), 0.9, True)
    replies = talk(curriculum, ("many of them", near), ("yes", "act/affirm"))
    assert (replies[0].kind, replies[0].labels) == ("clarify", ("topic/layers", "topic/neuron"))
    assert replies[0].suggestions == tuple(curriculum.topics[topic].ask["en"] for topic in ("layers", "neuron"))
    assert (replies[1].kind, replies[1].labels) == ("answer", ("topic/layers",))
    neither = talk(curriculum, ("many of them", near), ("no", "act/deny"))[1]
    assert (neither.kind, neither.labels) == ("act", ())


def test_asked_back_only_where_the_right_one_is_surely_offered(curriculum: Curriculum) -> None:
    def told(*probabilities: float) -> Reply:
        names = ("topic/layers", "topic/neuron", "topic/weights_biases", "topic/gpu")
        guesses = tuple(Guess(name, p) for name, p in zip(names, probabilities, strict=False))
        return talk(curriculum, ("many of them", Understanding(guesses, 0.9, True)))[0]

    three = told(0.4, 0.3, 0.12)
    assert (three.kind, len(three.labels)) == ("clarify", 3)
    assert told(0.55, 0.4).kind == "answer"
    unsure = told(0.4, 0.2, 0.1)
    assert (unsure.kind, unsure.labels) == ("answer", ("topic/layers",))
    assert unsure.suggestions[0] == curriculum.topics["neuron"].ask["en"]


def test_out_of_scope_is_declined_with_what_is_near(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("which gpu for fortnite", None))
    assert (reply.kind, reply.labels) == ("decline", ())
    assert curriculum.topics["gpu"].title["en"] in reply.answer
    assert len(reply.suggestions) == 2


def test_a_bare_name_is_never_declined(curriculum: Curriculum) -> None:
    doubtful = Understanding((Guess("topic/cnn", 0.2), Guess("topic/rnn", 0.01)), 0.01, False)
    (reply,) = talk(curriculum, ("CNN", doubtful))
    assert reply.kind == "answer"


def test_comparisons_and_double_questions_answer_both(curriculum: Curriculum) -> None:
    (compared,) = talk(curriculum, ("cnn vs rnn", "topic/cnn"))
    assert compared.labels == ("topic/cnn", "topic/rnn")
    assert curriculum.topics["cnn"].short["en"] in compared.answer
    assert curriculum.topics["rnn"].short["en"] in compared.answer
    whole = "what is relu? what is overfitting?"
    halves = {"what is relu": "topic/activation_function", "what is overfitting": "topic/overfitting"}
    tutor = Tutor(curriculum, Told({whole: "topic/overfitting", **halves}), read_demo)
    double, _ = tutor.reply(whole, State())
    assert (double.kind, double.labels) == ("answer", ("topic/activation_function", "topic/overfitting"))


def test_how_it_differs_sets_the_topic_at_hand_beside_the_name(curriculum: Curriculum) -> None:
    replies = talk(curriculum, ("cnn?", "topic/cnn"), ("and overfitting, how does it differ?", "act/compare"))
    assert replies[1].labels == ("topic/cnn", "topic/overfitting")


def test_a_correction_takes_the_name_or_the_next_guess(curriculum: Curriculum) -> None:
    named = talk(curriculum, ("layers?", "topic/layers"), ("no, i meant overfitting", "act/correction"))[1]
    assert named.labels == ("topic/overfitting",)
    unnamed = talk(curriculum, ("layers?", "topic/layers"), ("not that", "act/correction"))[1]
    assert unnamed.labels == ("topic/neuron",)


def test_acts_without_a_topic_at_hand_ask_for_one(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("more", "act/more_detail"))
    assert (reply.kind, reply.labels, reply.sources) == ("act", (), ())
    assert reply.answer == curriculum.acts["more_detail"].sections["Reply"]["en"]


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


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07", "😀😀", "!!!", "\u200b", "<>"])
def test_what_holds_no_words_gets_one_kind_sentence(curriculum: Curriculum, text: str) -> None:
    (reply,) = talk(curriculum, (text, None))
    assert (reply.kind, reply.label, reply.text) == ("decline", None, text)
    assert reply.answer == curriculum.words["dialogue"]["blank"]["en"]


def test_a_very_long_text_is_declined_and_changes_nothing(curriculum: Curriculum) -> None:
    replies = talk(curriculum, ("layers?", "topic/layers"), ("x" * 100_000, None), ("more", "act/more_detail"))
    assert replies[1].kind == "decline"
    assert "2000" in replies[1].answer
    assert replies[2].answer == curriculum.topics["layers"].full["en"]


def test_explaining_itself_quotes_the_learner_harmlessly(curriculum: Curriculum) -> None:
    asked = "layers <b>of</b> *it*"
    reply = talk(curriculum, (asked, "topic/layers"), ("how did you get that", "act/explain_yourself"))[1]
    assert "90" in reply.answer
    assert "<b>" not in reply.answer.replace("\\<b\\>", "")


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


@pytest.mark.parametrize("text", ["i want to die", "我想自杀", "sometimes I want to kill myself"])
def test_despair_is_met_with_care_and_never_classified(curriculum: Curriculum, text: str) -> None:
    (reply,) = talk(curriculum, (text, "topic/vanishing_gradient"))
    assert reply.answer == curriculum.words["dialogue"]["care"][reply.language]
    assert reply.label is None


def test_a_state_from_elsewhere_names_only_what_exists(curriculum: Curriculum) -> None:
    junk = State(
        topics=("nope",),
        sections=("title",),
        offered=("topic/nope",),
        candidates=(Guess("topic/nope", 0.5),),
        seen=("nope",),
    )
    acts = ("more_detail", "affirm", "explain_yourself", "correction", "repeat", "source", "next_topic")
    told = Told({act: f"act/{act}" for act in acts})
    for act in acts:
        reply, _ = Tutor(curriculum, told, read_demo).reply(act, junk)
        assert reply.answer


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


def test_how_it_understood_is_told_with_pieces_gate_and_rule(curriculum: Curriculum) -> None:
    told = talk(
        curriculum, ("what is *relu*", "topic/activation_function"), ("how did you know", "act/explain_yourself")
    )
    answer = told[-1].answer
    assert "without “\\*relu\\*”: 12%" in answer
    assert "without “what”" not in answer, "a piece that changes nothing is not told"
    assert "at 90%" in answer
    assert "from 40% on" in answer
    assert curriculum.words["dialogue"]["reason_clear"]["en"] in answer
    assert "{" not in answer


def test_why_it_declined_is_told(curriculum: Curriculum) -> None:
    told = talk(curriculum, ("今天天气怎么样", None), ("你怎么理解的", "act/explain_yourself"))
    assert curriculum.words["dialogue"]["reason_foreign"]["zh"] in told[-1].answer


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0"), (0.004, "under 1"), (0.126, "13"), (0.994, "over 99"), (1.0, "100")]
)
def test_percents_are_never_falsely_none_or_all(share: float, said: str) -> None:
    assert percent(share, "en") == said


def test_other_scripts_are_declined_whatever_the_classifier_thinks(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("что такое gpu", "topic/gpu"))
    assert (reply.kind, reply.label) == ("decline", None)
    assert "English and Chinese" in reply.answer


def test_a_name_alone_is_its_topic_whatever_the_classifier_thinks(curriculum: Curriculum) -> None:
    (reply,) = talk(curriculum, ("请问 relu 谢谢", "topic/gpu"))
    assert (reply.kind, reply.labels) == ("answer", ("topic/activation_function",))


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


def test_no_act_is_read_into_nonsense(curriculum: Curriculum) -> None:
    guesses = (Guess("act/greet", 0.6), Guess("act/affirm", 0.2), Guess("topic/gpu", 0.1))
    (reply,) = talk(curriculum, ("iiflx", Understanding(guesses, 0.01, False, foreign=0.7)))
    assert reply.kind == "decline"


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
