"""A reply in the script that was typed; and what is offered in traditional characters, understood in return."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from tests.dialogue.told import Told
from tutor import demos
from tutor.curriculum import Curriculum
from tutor.demos.knobs import Knob, knobs
from tutor.dialogue import State
from tutor.dialogue.compose import written
from tutor.language import in_script, tell_script
from tutor.language.normalise import normalise
from tutor.teaching.beliefs import Beliefs
from tutor.teaching.judge import judge
from tutor.teaching.phrases import says
from tutor.tutor import Tutor, read_demo
from tutor.types import Reply, Source

HAN = re.compile(r"[㐀-鿿]")


def hant(text: str) -> str:
    return in_script(text, "hant")


def test_the_reply_follows_the_script_typed(curriculum: Curriculum) -> None:
    topic = curriculum.topics["layers"]
    told = Told(dict.fromkeys(("层是什么", "layers", "what are layers", "层", "用 gpu"), "topic/layers"))
    tutor, state, answers = Tutor(curriculum, told, read_demo), State(), []
    for text in ("層是什麼", "LAYERS", "what are layers", "用 GPU", "层"):
        reply, state = tutor.reply(text, state)
        answers.append(reply.answer)
    assert answers[0] == answers[1] == answers[3] == hant(topic.short["zh"]) != topic.short["zh"]
    assert answers[2] == topic.short["en"]
    assert answers[4] == topic.short["zh"]
    assert state.script == "hans"


def test_all_that_is_read_is_written_and_nothing_else() -> None:
    source = Source("什么是深度学习", "第 1 节", "https://a.org/学习")
    reply = Reply(
        "学", "zh", "answer", "topic/layers", 0.9, (), 0.9, ("topic/layers",), "看 `学`，学吧", (source,), ("再学一点",)
    )
    traditional = written(reply, "hant")
    assert traditional == replace(
        reply,
        answer="看 `学`，學吧",
        sources=(Source("什麼是深度學習", "第 1 節", "https://a.org/学习"),),
        suggestions=("再學一點",),
    )
    assert written(reply, "hans") == reply
    assert written(replace(reply, language="en"), "hant") == replace(reply, language="en")


def test_the_state_keeps_what_was_offered_as_it_is_read(curriculum: Curriculum) -> None:
    tutor = Tutor(curriculum, Told({"层是什么": "topic/layers"}), read_demo)
    reply, state = tutor.reply("層是什麼", State())
    assert reply.suggestions == tuple(map(hant, state.suggested)) != state.suggested
    assert state.script == "hant"


@pytest.mark.parametrize("gone", ["script", None])
def test_an_older_state_still_loads(gone: str | None) -> None:
    plain = State(language="zh", script="hant", topics=("layers",)).to_json()
    plain.pop(gone or "prediction")
    state = State.from_json(json.loads(json.dumps(plain)))
    assert (state.topics, state.script) == (("layers",), "hans" if gone else "hant")


def offered(curriculum: Curriculum) -> list[str]:
    """Every message that a reply can offer."""
    asks = [curriculum.ask(label, "zh") for label in curriculum.labels if not label.startswith("act/")]
    acts = [text for act in curriculum.acts.values() for text in act.suggestions["zh"]]
    words = [text["zh"] for table in curriculum.words.values() for key, text in table.items() if key.endswith("_ask")]
    return sorted({*asks, *acts, *words})


def test_every_message_offered_means_the_same_in_both_scripts(tutor: Tutor, curriculum: Curriculum) -> None:
    def understood(text: str) -> tuple[object, ...]:
        reply, _ = tutor.reply(text, State(language="zh"))
        return reply.kind, reply.label, reply.labels, reply.language

    texts = offered(curriculum)
    assert len(texts) > 90
    assert [text for text in texts if understood(text) != understood(hant(text))] == []


def test_every_name_and_title_means_the_same_in_both_scripts(tutor: Tutor, curriculum: Curriculum) -> None:
    names = [(name, one.topic) for one in curriculum.lexicon.concepts for name in one.names["zh"]]
    names += [(topic.title["zh"], topic.id) for topic in curriculum.topics.values()]
    replies = [(name, topic, tutor.reply(hant(name), State(language="zh"))[0]) for name, topic in names]
    wrong = [(name, reply.labels) for name, topic, reply in replies if reply.labels != (f"topic/{topic}",)]
    assert len(wrong) <= 0.005 * len(names), wrong


def test_every_answer_to_a_question_is_judged_the_same(curriculum: Curriculum) -> None:
    wrong = []
    for lesson in curriculum.lessons.values():
        for exercise in lesson.exercises:
            marks = exercise.sides["zh"].marks
            kept = [mark.text for mark in marks if mark.role == "right" or exercise.kind != "own_words"]
            texts = [part.split("±")[0] for text in kept for part in text.split("|")]
            texts += [f"{letter}. {mark.text}" for letter, mark in zip("ABCD", marks, strict=False)]
            wrong += [
                (exercise.id, text)
                for text in texts
                if judge(exercise, text, "zh") != judge(exercise, hant(text), "zh")
            ]
    assert wrong == []


def test_every_point_of_an_explanation_is_found_the_same(curriculum: Curriculum) -> None:
    marks = [
        mark.text
        for lesson in curriculum.lessons.values()
        for exercise in lesson.exercises
        for mark in exercise.sides["zh"].marks
        if exercise.kind == "own_words" and mark.role != "right"
    ]
    said = [("".join(way.split("&")), mark) for mark in marks for way in mark.split("|") if HAN.search(way)]
    missed = [way for way, mark in said if says(normalise(way), mark) and not says(normalise("這是" + hant(way)), mark)]
    assert len(said) > 9000
    assert len(missed) <= 0.002 * len(said), missed


def test_every_belief_is_found_the_same(curriculum: Curriculum) -> None:
    beliefs = Beliefs(curriculum.lessons.beliefs)
    said = [(text, topic) for topic, entries in beliefs.said.items() for one in entries for text in one["zh"]]
    missed = [
        text
        for text, topic in said
        if (found := beliefs.find(normalise(text), (topic,)))
        and (beliefs.find(normalise(hant(text)), (topic,)) or ("",))[:2] != found[:2]
    ]
    assert len(missed) <= 0.005 * len(said), missed


def wishes(knob: Knob) -> list[str]:
    """What a learner may say about a knob, by the name that the page shows."""
    if knob.kind == "choice":
        return [f"换成{option.names['zh'][0]}" for option in knob.options]
    if knob.kind == "boolean":
        return [f"打开{knob.label('zh')}", f"不要{knob.label('zh')}"]
    if knob.kind == "function":
        return [f"拟合{name}" for option in knob.options for name in option.names["zh"]]
    if knob.kind not in ("number", "integer"):
        return []
    own = [*knob.more.get("zh", ()), *knob.less.get("zh", ())]
    return [f"{knob.label('zh')}大一点", f"{knob.label('zh')}设为 {knob.low:g}", f"请增加{knob.label('zh')}", *own]


def test_every_demo_is_set_the_same(curriculum: Curriculum) -> None:
    said = [
        (demo, wish)
        for demo in curriculum.demos
        for knob in knobs(demos.load(demo).Settings).values()
        for wish in wishes(knob)
    ]
    assert len(said) > 500
    wrong = [
        (demo, wish)
        for demo, wish in said
        if read_demo(demo, wish, {}).settings != read_demo(demo, hant(wish), {}).settings
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("demo", "wish", "settings"),
    [
        ("curve_fitting", "雜訊大一點", {"noise": 0.2}),
        ("curve_fitting", "改成三層，每層 32 個神經元", {"depth": 3, "width": 32}),
        ("curve_fitting", "激勵函數換成 tanh", {"activation": "tanh"}),
        ("curve_fitting", "把學習率調成 0.02", {"learning_rate": 0.02}),
        ("attention", "批次大小設為 32", {"batch": 32}),
        ("attention", "批次大一點", {"batch": 128}),
        ("gradient_descent", "批次設成 10", {"batch": 10}),
    ],
)
def test_taiwans_words_for_a_demos_settings(demo: str, wish: str, settings: dict[str, object]) -> None:
    assert read_demo(demo, wish, {}).settings == settings


def test_every_phrase_that_is_looked_up_is_found(curriculum: Curriculum) -> None:
    phrases = {
        (table, key, phrase)
        for table in ("dialogue", "quiz")
        for key, text in curriculum.words[table].items()
        for phrase in (text["zh"].split("|") if key.endswith("_phrases") else ())
    }
    lost = [one for one in phrases if normalise(hant(one[2])) not in curriculum.phrases(one[0], one[1])]
    assert lost == []


def test_what_is_written_shows_its_script(curriculum: Curriculum) -> None:
    """So that a message offered and sent keeps the conversation in it."""
    assert all(tell_script(hant(topic.short["zh"]), "hans") == "hant" for topic in curriculum.topics.values())
    assert all(tell_script(topic.short["zh"], "hant") == "hans" for topic in curriculum.topics.values())
    assert all(tell_script(hant(text), "hant") == "hant" for text in offered(curriculum))
