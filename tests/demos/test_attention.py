"""The tiny transformer against PyTorch's own, rows kept apart, and what a learner may do to a run."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import torch

from tests.demos.script import Script
from tutor.demos.attention import (
    HELD_OUT,
    LETTERS,
    PLAY,
    Settings,
    frames,
    held_out_rows,
    own_row,
    solve,
    spell,
    training_rows,
    worked,
)
from tutor.demos.attention_picture import View, draw
from tutor.demos.base import Words
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.tiny_transformer import Transformer
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")


@pytest.fixture(scope="module")
def own_words(words_of: Callable[[str], Words]) -> Words:
    return words_of("attention")


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("depth", [1, 3])
def test_reads_a_row_as_pytorchs_own_encoder_does(depth: int) -> None:
    width, rows = 16, torch.randint(LETTERS, (5, 7), generator=torch.Generator().manual_seed(0))
    network = Transformer(LETTERS, 7, width, depth, seed=3)
    weights = [weight.detach() for weight in network._weights]
    values = weights[0][rows] + weights[1]
    for layer in range(depth):
        look, mix, into, bias, out = weights[2 + 5 * layer : 7 + 5 * layer]
        peer = torch.nn.TransformerEncoderLayer(width, 1, 2 * width, 0.0, batch_first=True, norm_first=True)
        ours = {"self_attn.in_proj_weight": look.T, "self_attn.out_proj.weight": mix.T}
        ours |= {"linear1.weight": into.T, "linear1.bias": bias, "linear2.weight": out.T}
        zeros = ("self_attn.in_proj_bias", "self_attn.out_proj.bias", "linear2.bias")
        state = peer.state_dict()
        peer.load_state_dict(state | ours | {name: torch.zeros_like(state[name]) for name in zeros})
        with torch.no_grad():
            even = peer.norm1(values)
            _, attention = peer.self_attn(even, even, even)
            values = peer.train()(values)
    wanted = torch.log_softmax(torch.layer_norm(values, (width,)) @ weights[-1], -1)
    found, looked = network.read(rows)
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(looked, attention, rtol=1e-4, atol=1e-5)


def test_a_step_moves_every_weight_as_pytorchs_adam_would() -> None:
    rows = torch.randint(LETTERS, (8, 4), generator=torch.Generator().manual_seed(0))
    network = Transformer(LETTERS, 4, 8, 2, seed=1)
    peers = [weight.detach().clone().requires_grad_() for weight in network._weights]
    adam = torch.optim.Adam(peers, lr=0.01)
    for _ in range(3):
        network.learn(rows, rows.flip(1), 0.01)
        for peer, weight in zip(peers, network._weights, strict=True):
            assert weight.grad is not None
            peer.grad = weight.grad.clone()
        adam.step()
    for peer, weight in zip(peers, network._weights, strict=True):
        torch.testing.assert_close(weight, peer, rtol=1e-5, atol=1e-6)
    assert network.flat.data_ptr() == network._weights[0].data_ptr()


def test_tasks() -> None:
    rows = torch.tensor([[2, 0, 1, 1]])
    assert solve("reverse", rows).tolist() == [[1, 1, 0, 2]]
    assert solve("sort", rows).tolist() == [[0, 1, 1, 2]]
    assert solve("copy", rows).tolist() == [[2, 0, 1, 1]]


@pytest.mark.parametrize("length", [4, 6, 8])
def test_no_training_row_is_ever_judged(length: int) -> None:
    random = torch.Generator().manual_seed(0)
    trained, judged = training_rows(5000, length, random), held_out_rows(5000, length, random)
    assert bool((trained.sum(1) % HELD_OUT != 0).all())
    assert bool((judged.sum(1) % HELD_OUT == 0).all())
    for rows in (trained, judged):
        assert 0 == rows.min() < rows.max() == LETTERS - 1


@pytest.mark.parametrize(
    ("text", "length", "row"),
    [
        ("planet", 6, "PLANET"),
        ("", 6, "PLANET"),
        ("你好", 4, "PLAN"),
        ("深度 deep!", 6, "DEEPAB"),
        ("ＣＡＴ", 5, "CATBD"),  # full-width, as a Chinese keyboard types them
        ("abcdefgh", 4, "ABCD"),
    ],
)
def test_letters_of_the_learners_own(text: str, length: int, row: str) -> None:
    assert spell(torch.tensor(own_row(text, length))) == row


def test_learns_to_reverse_by_looking_where_the_letter_stands(own_words: Words) -> None:
    last = run(own_words, steps=400, letters="banjo")[-1]
    assert last.worked
    assert last.numbers["on_target"] > 0.9
    assert "Your BANJOC became COJNAB, which is right" in last.caption["en"]
    act = PLAY.begin(parse(Settings, {}), CPU, 2, own_words.legend())
    act.train(400, 0.5)
    act.look()
    view = act.view  # type: ignore[attr-defined]
    assert view.answer == "TENALP"
    assert np.flip(view.attention, 1).diagonal().min() > 0.8


def test_too_little_learning_does_not_work(own_words: Words) -> None:
    last = run(own_words, steps=60, learning_rate=0.0001)[-1]
    assert last.worked is False
    assert last.numbers["rows_right"] == 0
    assert "did not get there" in last.caption["en"]


def test_other_letters_are_answered_while_paused(own_words: Words) -> None:
    found = run(own_words, Script({}, {"pause": True}, {"letters": "cat"}, {"pause": False}), steps=40)
    assert [frame.step for frame in found][:5] == [0, 1, 1, 1, 2]
    assert "PLANET" in found[2].caption["en"]
    assert "CATBDE" in found[3].caption["en"]
    assert found[-1].numbers == run(own_words, steps=40)[-1].numbers


def test_says_where_it_looks_only_where_it_does(own_words: Words) -> None:
    act = PLAY.begin(parse(Settings, {"depth": 2}), CPU, 1, own_words.legend())
    act.look()
    for share, start in ((0.9, "Place 1 has learnt"), (0.5, "With several layers")):
        act.numbers["on_target"] = share  # type: ignore[attr-defined]
        where = act.blanks()["where"]
        assert isinstance(where, dict)
        assert where["en"].startswith(start)
        assert f"{100 * share:.0f}%" in where["zh"]


def test_worked_is_judged_from_whole_rows() -> None:
    assert worked({"rows_right": 0.95, "letters_right": 0.1})
    assert not worked({"rows_right": 0.94, "letters_right": 0.99})
    assert not worked({})


def test_a_squares_area_is_its_share(own_words: Words) -> None:
    attention = np.array([[0.25, 0.75], [1.0, 0.0]])
    view = View("AB", "BA", "AB", np.array([0.5, np.nan]), attention)
    svg = draw(view, [(0, 0.0, 0.1), (9, 1.0, 1.0)], 9, 10, "a <title>", own_words.legend())
    ElementTree.fromstring(svg)
    sides = sorted(float(side) for side in re.findall(r"h([\d.]+)v[\d.]+h-", svg))
    assert sides == pytest.approx([46.5, 80.5, 93.0], abs=0.1)  # of cells 96 wide, less a margin of 3
    assert "nan" not in svg
