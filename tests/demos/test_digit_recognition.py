"""Drawings are scaled as the data set's digits are, and read; the judge is scikit-learn's and fails when it should."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.metrics import accuracy_score, log_loss

from tests.demos.drawn_digits import DRAWN, sketch
from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos import digit_data
from tutor.demos.base import Words
from tutor.demos.digit_recognition import PLAY, STEPS, Settings, frames, worked
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(DATA / "demos" / "digit_recognition.md")
    return Words({name: document.text(name) for name in document.sections})


@pytest.fixture(scope="module", params=[1, 2, 3])
def trained(request: pytest.FixtureRequest, words: Words) -> Any:
    act = PLAY.begin(Settings(), CPU, request.param, words.legend())
    for part in range(10):
        act.train(STEPS // 10, part / 10)
    return act


def run(words: Words, controls: Any = None, steps: int | None = None, **given: Any) -> list[Frame]:
    return list(frames(Settings(**given), CPU, 1, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("digit", sorted(DRAWN))
@pytest.mark.parametrize(("right", "down"), [(0, 0), (-3, -1), (3, 2)])
def test_a_drawn_digit_is_recognised_wherever_it_stands(trained: Any, digit: int, right: int, down: int) -> None:
    trained.adjust(replace(Settings(), drawing=sketch(digit, right, down)))
    trained.look()
    assert int(np.argmax(trained.chances)) == digit
    assert f"as {digit}" in trained.blanks()["verdict"]["en"]
    assert f"认作 {digit}" in trained.blanks()["verdict"]["zh"]


def test_its_own_judgement_agrees_with_scikit_learn(trained: Any) -> None:
    numbers = trained.look()
    chances = trained.network.predict(trained.data.test_pictures.flatten(1)).numpy().astype(float)
    truth = trained.data.test_digits.numpy()
    assert numbers["accuracy"] == accuracy_score(truth, chances.argmax(1))
    assert numbers["accuracy"] >= 0.95
    chances /= chances.sum(1, keepdims=True)
    assert numbers["loss"] == pytest.approx(log_loss(truth, chances, labels=range(10)), rel=1e-4)


def test_the_data_sets_own_digits_survive_being_drawn(trained: Any) -> None:
    pictures, truth = trained.data.test_pictures[:100].numpy(), trained.data.test_digits[:100].numpy()
    drawn = [digit_data.from_sketch(np.kron(picture, np.ones((2, 2)))) for picture in pictures]
    answers = trained.network.predict(torch.tensor(np.array(drawn)).float().flatten(1)).argmax(1).numpy()
    assert accuracy_score(truth, answers) >= 0.85


def test_a_drawing_is_read_while_it_learns_without_a_new_start(words: Words) -> None:
    found = run(words, Script({}, {}, {}, {"drawing": sketch(7)}, {}, {"drawing": ""}), steps=300)
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert "It reads your drawing" not in found[3].caption["en"]
    assert "It reads your drawing" in found[4].caption["en"]
    assert "drawing →" in found[4].svg
    assert "Draw a digit yourself" in found[6].caption["en"]
    assert found[-1].numbers == run(words, steps=300)[-1].numbers


def test_a_new_run_with_a_drawing_judges_it_at_the_end(words: Words) -> None:
    last = run(words, drawing=sketch(4))[-1]
    assert last.worked
    assert "It reads your drawing as 4" in last.caption["en"]


def test_twenty_digits_are_too_few_and_it_says_so(words: Words) -> None:
    last = run(words, steps=800, points=20)[-1]
    assert last.worked is False
    assert 0.3 < last.numbers["accuracy"] < 0.9
    assert "did not get there" in last.caption["en"]


def test_pictures_stay_small(words: Words) -> None:
    assert max(len(f.svg.encode()) for f in run(words, steps=60)) < 15_000


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"accuracy": 0.93})
    assert not worked({"accuracy": 0.928})
    assert not worked({})
