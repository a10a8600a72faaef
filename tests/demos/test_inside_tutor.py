"""The message on its way: every number against the shipped weights, worked out apart; the animation; the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.inside_picture import STAGES, progress, stage_at
from tutor.demos.inside_reading import read_inside
from tutor.demos.inside_tutor import STEPS, Settings, frames, worked
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.tutor_model import breadth, classifier, fitted, percent, short_title
from tutor.device import choose_device
from tutor.language import read
from tutor.types import Frame

DEFAULT = Settings().text


@pytest.fixture(scope="module")
def words(data: Path) -> Words:
    document = read_document(data / "demos" / "inside_tutor.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, **given: Any) -> list[Frame]:
    device = choose_device("cpu")
    return list(frames(parse(Settings, given), device, 1, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("text", [DEFAULT, "为什么深度学习需要显卡", "ReLU 是什么"])
def test_every_station_agrees_with_the_weights(text: str) -> None:
    trained = classifier().trained
    weight = {name: tensor.numpy().astype(float) for name, tensor in trained.network.state_dict().items()}
    message = read(text, None, "en")
    ids = trained.features.encode(message.clean)
    summed = weight["embedding.weight"][ids].sum(axis=0) / np.sqrt(len(ids))
    even = (summed - summed.mean()) / np.sqrt(summed.var() + 1e-5)
    even = even * weight["normalise.weight"] + weight["normalise.bias"]
    inner = torch.from_numpy(weight["hidden.weight"] @ even + weight["hidden.bias"])
    hidden = (inner * 0.5 * (1 + torch.erf(inner / 2**0.5))).numpy()
    logits = (weight["output.weight"] @ hidden + weight["output.bias"])[:-1] / trained.calibration.temperature
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    found = read_inside(text)
    assert found is not None
    assert found.features == len(ids)
    np.testing.assert_allclose(found.summed, summed, atol=1e-4)
    np.testing.assert_allclose(found.hidden, hidden, atol=1e-3)
    assert found.best.label == trained.labels[int(shares.argmax())]
    np.testing.assert_allclose([guess.probability for guess in found.guesses], np.sort(shares)[:-6:-1], atol=1e-3)
    assert found.total == pytest.approx(1, abs=1e-5)


def test_the_strongest_piece_is_the_one_whose_loss_costs_most() -> None:
    found = read_inside(DEFAULT)
    assert found is not None
    rest = found.text.replace(found.strongest.piece, "").replace("  ", " ")
    understood = classifier().rank(read(rest, None, "en"))
    left = {guess.label: guess.probability for guess in understood.candidates}.get(found.best.label, 0.0)
    assert found.strongest.probability == pytest.approx(left, abs=0.02)
    assert found.strongest.probability == min(one.probability for one in found.influences)


def test_stations_come_one_after_the_other(words: Words) -> None:
    found = run(words)
    title = short_title("topic/cnn", "zh")
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert found[-1].step == STEPS
    assert title not in found[0].svg
    assert title in found[-1].svg
    lengths = [len(f.svg) for f in found]
    assert lengths[0] < lengths[len(lengths) // 2] < lengths[-1] < 15_000
    assert words.legend()["stage_pieces"]["en"] in found[1].caption["en"]
    assert words.legend()["stage_without"]["zh"] in found[-2].caption["zh"]


def test_progress_runs_through_all_stages() -> None:
    seen = [stage_at(share) for share in np.linspace(0, 1, 101)]
    assert list(dict.fromkeys(seen)) == list(STAGES)
    assert all(progress(0, name) == 0 and progress(1, name) == 1 for name in STAGES)


def test_another_message_is_taken_in_at_once(words: Words) -> None:
    found = run(words, Script({}, {}, {"text": "hello"}), steps=30)
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert found[0].numbers != found[-1].numbers == run(words, text="hello", steps=30)[-1].numbers


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_with_nothing_to_read_the_default_is_read(words: Words, text: str) -> None:
    assert run(words, steps=5, text=text)[-1].numbers == run(words, steps=5)[-1].numbers


@pytest.mark.parametrize("text", ["<b>&amp;</b> “quotes” {braces}", "z" * 80, "?", "一" * 80, "a b c d e " * 8])
def test_any_message_makes_a_sound_picture(words: Words, text: str) -> None:
    last = run(words, steps=8, text=text)[-1]
    ElementTree.fromstring(last.svg)
    assert len(last.svg.encode()) < 15_000


def test_a_greeting_passes_beside_the_gate(words: Words) -> None:
    svg = run(words, text="hello", steps=5)[-1].svg
    assert words.legend()["gate_act"]["en"] in svg


def test_worked_wants_whole_probabilities_and_a_piece_that_counts() -> None:
    good = {"total": 1.0, "probability": 0.9, "without": 0.2}
    assert worked(good)
    assert not worked({**good, "without": 0.895})
    assert not worked({**good, "total": 0.98})
    assert not worked({})


def test_shares_and_long_words_are_shown_truly() -> None:
    assert [percent(x) for x in (0, 0.0004, 0.004, 0.5, 0.996, 0.9996, 1)] == [
        "0%", "<0.1%", "0.4%", "50%", "99.6%", ">99.9%", "100%",
    ]  # fmt: skip
    assert fitted("short", 100) == "short"
    assert breadth(fitted("过拟合与欠拟合" * 9, 200)) <= 210
