"""The rules of the dialogue on the shipped content, with a classifier that says what the test tells it."""

from __future__ import annotations

import pytest

from tests.dialogue.told import Told, talk
from tutor.curriculum import Curriculum
from tutor.dialogue import State
from tutor.dialogue.explain import percent
from tutor.tutor import Tutor, read_demo
from tutor.types import Guess, Reply, Understanding


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


def test_no_act_is_read_into_nonsense(curriculum: Curriculum) -> None:
    guesses = (Guess("act/greet", 0.6), Guess("act/affirm", 0.2), Guess("topic/gpu", 0.1))
    (reply,) = talk(curriculum, ("iiflx", Understanding(guesses, 0.01, False, foreign=0.7)))
    assert reply.kind == "decline"
