"""The slid map is PyTorch's convolution, the hand-written gradient is autograd's, the likeness is numpy's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos import convolution_data, convolution_net
from tutor.demos.base import Words
from tutor.demos.convolution import PLACES, PLAY, Settings, frames, worked
from tutor.demos.knobs import knobs
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
DATA = Path(__file__).parents[2] / "data"
DRAWING = ("0" * 8 + "9" * 8) * 16
PICTURES = ["house", "face", "ring", "stripes"]


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(DATA / "demos" / "convolution.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    return list(frames(Settings(**given), CPU, seed, controls or NoControls(), FixedPace(steps), words))


def torchs(pixels: Any, kernel: Any) -> Any:
    return F.conv2d(torch.tensor(pixels)[None, None], torch.tensor(kernel)[None, None])[0, 0].numpy()


@pytest.mark.parametrize("kernel", [o.value for o in knobs(Settings)["kernel"].options])
@pytest.mark.parametrize("name", PICTURES)
def test_the_slid_map_is_pytorchs_convolution(words: Words, name: str, kernel: str) -> None:
    act: Any = PLAY.begin(Settings(kernel=kernel, picture=name), CPU, 1, words.legend())
    act.train(3, 0.0)
    act.look()
    assert act.pixels.shape == (16, 16)
    assert 0 <= act.pixels.min() < act.pixels.max() <= 1
    found = convolution_data.slide(act.pixels, act.kernel)
    np.testing.assert_allclose(found, torchs(act.pixels, act.kernel), atol=1e-12)
    if kernel == "learned":
        np.testing.assert_array_equal(act.kernel, act.network.kernels[act.network.strongest].numpy())


def test_what_the_picture_shows_at_each_place_is_that_places_sum(words: Words) -> None:
    wanted = torchs(convolution_data.picture("face"), convolution_data.KERNELS["sharpen"])
    for frame in run(words, steps=PLACES, kernel="sharpen", picture="face")[::6]:
        shown = re.search(r"Σ = (\S+) →", frame.svg)
        assert shown
        row, column = divmod(max(frame.step - 1, 0), 14)
        assert float(shown[1].replace("−", "-")) == pytest.approx(wanted[row, column], abs=0.0051)


def test_a_vertical_edge_answers_where_it_stands_and_nowhere_else(words: Words) -> None:
    act: Any = PLAY.begin(Settings(drawing=DRAWING), CPU, 1, words.legend())
    found = convolution_data.slide(act.pixels, act.kernel)
    assert set(np.flatnonzero(found.any(0))) == {6, 7}
    assert (found[:, 6:8] == 3).all()
    assert not convolution_data.slide(act.pixels, convolution_data.KERNELS["horizontal"]).any()


@pytest.mark.parametrize("task", ["strokes", "digits"])
def test_the_gradient_is_autograds(task: str) -> None:
    data = convolution_data.lessons(task, 3, 40, 0.1)
    net = convolution_net.KernelNet(data.pictures, data.labels, data.classes, 3)
    with torch.inference_mode():
        goals = torch.eye(data.classes)[data.labels]
        found = net.compute_gradient(convolution_net.patches(data.pictures), goals).clone()
    flat = net.flat.clone().requires_grad_()
    kernels, biases, weights, offsets = flat.split([72, 8, 72 * data.classes, data.classes])
    maps = F.conv2d(data.pictures[:, None], kernels.view(8, 1, 3, 3), biases)
    pooled = F.avg_pool2d(maps.relu(), 2).permute(0, 2, 3, 1).flatten(1)
    scores = pooled @ weights.view(data.classes, 72).T + offsets
    F.cross_entropy(scores, data.labels).backward()
    assert flat.grad is not None
    torch.testing.assert_close(found.clone(), flat.grad, atol=1e-6, rtol=1e-4)
    chances = net.chances(convolution_net.patches(data.pictures)).clone()
    torch.testing.assert_close(chances, scores.softmax(1).detach(), atol=1e-6, rtol=1e-4)


def test_likeness_is_the_greatest_absolute_correlation() -> None:
    kernels = np.random.default_rng(0).normal(size=(8, 3, 3))
    wanted = convolution_data.KERNELS["vertical"]
    by_numpy = [abs(np.corrcoef(kernel.ravel(), wanted.ravel())[0, 1]) for kernel in kernels]
    best, much = convolution_data.likeness(kernels, wanted)
    assert best == int(np.argmax(by_numpy))
    assert much == pytest.approx(max(by_numpy))
    assert convolution_data.likeness(-2 * wanted[None] + 5, wanted) == (0, pytest.approx(1))
    assert convolution_data.likeness(np.zeros((8, 3, 3)), wanted)[1] == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_map_is_filled_and_edges_are_learned(words: Words, seed: int) -> None:
    found = run(words, seed=seed)
    last = found[-1]
    assert last.worked
    assert last.step == last.steps == last.numbers["slid"] == PLACES
    assert last.numbers["accuracy"] >= 0.97
    assert min(last.numbers["vertical"], last.numbers["horizontal"]) > 0.75
    assert f"{found[0].numbers['vertical']:.2f} before training" in last.caption["en"]


def test_digits_are_learned_too(words: Words) -> None:
    assert run(words, task="digits")[-1].worked


@pytest.mark.parametrize("given", [{"noise": 1.0}, {"learning_rate": 0.0001}])
def test_it_fails_and_says_so(words: Words, given: dict[str, Any]) -> None:
    last = run(words, **given)[-1]
    assert last.worked is False
    assert "did not get there" in last.caption["en"]


def test_kernel_and_drawing_change_in_place(words: Words) -> None:
    changes = ({}, {"kernel": "blur"}, {}, {"drawing": DRAWING}, {"picture": "ring"}, {"drawing": ""})
    found = run(words, Script(*changes), steps=40)
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert "“blur”" in found[2].caption["en"]
    assert "“模糊”" in found[2].caption["zh"]
    assert "your picture" in found[4].svg
    assert "your picture" not in found[6].svg
    assert found[-1].numbers == run(words, steps=40)[-1].numbers


def test_strokes_run_the_way_their_class_says() -> None:
    data = convolution_data.lessons("strokes", 1, 1000, 0.0)
    for label, degrees in enumerate(convolution_data.DIRECTIONS):
        mean = data.pictures[data.labels == label].mean(0).numpy()
        rows, columns = np.indices((8, 8)) - 3.5
        spread = [
            np.sum(mean * (columns * np.cos(a) + rows * np.sin(a)) ** 2) for a in np.deg2rad([degrees, degrees + 90])
        ]
        assert spread[0] > spread[1]


def test_worked_needs_the_whole_map_and_the_network() -> None:
    assert worked({"slid": 196, "accuracy": 0.9})
    assert not worked({"slid": 195, "accuracy": 1.0})
    assert not worked({"slid": 196, "accuracy": 0.89})
    assert not worked({})
