"""The copy that learns: its step against plain AdamW; what a phrase changes, and that it can be undone."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.demos.script import Script
from tutor.classifier.model import IntentNetwork, Shape, collate
from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.train_pupil import SMOOTHING, Pupil
from tutor.demos.train_questions import HELD_OUT, corpus, held_out, topics
from tutor.demos.train_tutor import EVERY, EXACT, PLAY, Settings, frames, last_asked, worked
from tutor.demos.tutor_model import classifier
from tutor.device import choose_device
from tutor.types import Frame

PHRASE = {"text": "how do birds fly", "label": "reinforcement_learning"}


@pytest.fixture(scope="module")
def words(data: Path) -> Words:
    document = read_document(data / "demos" / "train_tutor.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, **given: Any) -> list[Frame]:
    device = choose_device("cpu")
    return list(frames(parse(Settings, given), device, 1, controls or NoControls(), FixedPace(steps), words))


def test_a_step_is_adamw_on_the_smoothed_cross_entropy() -> None:
    pupil = Pupil(500, 7, 16, seed=3, device="cpu")
    other = IntentNetwork(Shape(500, 7, hidden=16), dropout=0.0)
    other.load_state_dict(pupil.network.state_dict())
    optimiser = torch.optim.AdamW(other.parameters(), lr=0.01)
    texts = [np.array([1, 5, 77]), np.array([2, 5]), np.array([499])]
    targets = torch.tensor([0, 6, 3])
    for _ in range(3):
        pupil.learn(texts, targets, 0.01)
        logs = other(collate(texts)).log_softmax(dim=1)
        right = logs[torch.arange(3), targets].mean()
        loss = -(1 - SMOOTHING) * right - SMOOTHING * logs.mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    for mine, reference in zip(pupil.network.parameters(), other.parameters(), strict=True):
        torch.testing.assert_close(mine, reference, atol=2e-5, rtol=1e-3)


def test_a_twin_goes_its_own_way_and_the_same_way() -> None:
    pupil = Pupil(50, 3, 4, seed=0, device="cpu")
    texts, targets = [np.array([1, 2]), np.array([3])], torch.tensor([0, 2])
    pupil.learn(texts, targets, 0.01)
    twin = pupil.copy()
    twin.learn(texts, targets, 0.01)
    before = pupil.judge(collate(texts))
    assert not torch.equal(before, twin.judge(collate(texts)))
    pupil.learn(texts, targets, 0.01)
    assert torch.equal(pupil.judge(collate(texts)), twin.judge(collate(texts)))


def test_it_is_tested_on_what_it_does_not_learn() -> None:
    learnt, tests = corpus(100), held_out()
    assert len(learnt.texts) == len(learnt.targets) == 100 * len(topics())
    assert len(tests.targets) == HELD_OUT * len(topics())
    ends = [*tests.bags.offsets.tolist(), len(tests.bags.ids)]
    asked = {tests.bags.ids[a:b].numpy().tobytes() for a, b in pairwise(ends)}
    assert len(asked & {ids.tobytes() for ids in learnt.texts}) < 0.02 * len(asked)
    assert tests.right[torch.arange(len(tests.targets)), tests.targets].all()
    assert 0.7 < tests.shipped < 1


def test_without_a_phrase_nothing_is_told_of_one(words: Words) -> None:
    last = run(words, steps=4)[-1]
    assert last.numbers["before"] == last.numbers["after"] == last.numbers["better"] == last.numbers["worse"] == 0
    assert "lesson" not in last.caption["en"]
    assert words.legend()["invite"]["zh"] in last.svg


def test_a_phrase_is_learnt_and_its_price_told(words: Words) -> None:
    last = run(words, Script({}, PHRASE), steps=60, points=20, width=64)[-1]
    assert last.numbers["before"] < 0.1
    assert last.numbers["after"] > 0.5
    assert PHRASE["text"] in last.svg
    assert f"{last.numbers['better']:g} got better" in last.caption["en"]
    assert f"变错的有 {last.numbers['worse']:g} 道" in last.caption["zh"]


def test_what_got_better_and_worse_adds_up(words: Words) -> None:
    with_it = run(words, Script({}, PHRASE), steps=60, points=20, width=64)[-1].numbers
    without = run(words, steps=60, points=20, width=64)[-1].numbers
    changed = (with_it["accuracy"] - without["accuracy"]) * HELD_OUT * len(topics())
    assert with_it["better"] - with_it["worse"] == pytest.approx(changed, abs=1e-3)


def test_clearing_the_phrase_undoes_it_exactly(words: Words) -> None:
    cleared = Script({}, {}, PHRASE, {}, {}, {}, {"text": "another one"}, {}, {"text": ""})
    found = run(words, cleared, steps=40, points=10, width=32)
    assert found[5].numbers["after"] != found[5].numbers["before"]
    assert found[-1].numbers == run(words, steps=40, points=10, width=32)[-1].numbers


def test_the_shipped_network_is_left_alone(words: Words) -> None:
    before = {name: tensor.clone() for name, tensor in classifier().trained.network.state_dict().items()}
    run(words, steps=3, **PHRASE)
    after = classifier().trained.network.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)


@pytest.mark.parametrize("step", [0, 7, EXACT, EXACT + 1, EXACT + EVERY - 1, EXACT + EVERY])
def test_answers_are_never_older_than_allowed(step: int) -> None:
    asked = last_asked(step)
    assert step - asked < EVERY
    assert asked == step or step > EXACT
    assert last_asked(asked) == asked


def test_numbers_depend_on_the_step_and_not_on_when_pictures_come(words: Words) -> None:
    settings, steps = parse(Settings, {"points": 10, "width": 32}), EXACT + EVERY + 3
    often, seldom = (PLAY.begin(settings, choose_device("cpu"), 1, words.legend()) for _ in range(2))
    for _ in range(steps):
        often.train(1, 0.5)
        often.look()
    seldom.train(steps, 0.5)
    assert seldom.look() == often.look()


def test_too_few_questions_are_not_enough_and_it_says_so(words: Words) -> None:
    last = run(words, steps=60, points=2)[-1]
    assert last.worked is False
    assert "didn't learn enough" in last.caption["en"]


def test_topics_are_chosen_by_title_too() -> None:
    assert parse(Settings, {"label": "Neural network"}).label == "neural_network"
    assert parse(Settings, {"label": "循环神经网络（RNN）与 LSTM"}).label == "rnn"


def test_a_phrase_of_nothing_visible_teaches_nothing(words: Words) -> None:
    assert run(words, steps=3, text="\u200b")[-1].numbers == run(words, steps=3)[-1].numbers


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"accuracy": 0.5, "chance": 0.014})
    assert not worked({"accuracy": 0.49, "chance": 0.014})
    assert not worked({"accuracy": 0.6, "chance": 0.1})
    assert not worked({})
