"""The race: the same work in every lane, checked against autograd; what the times say, in picture and words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tutor.curriculum.document import read_document
from tutor.demos import gpu_race, gpu_race_words
from tutor.demos.base import Words
from tutor.demos.gpu_race import Settings, frames, worked
from tutor.demos.knobs import parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import Device, choose_device, single_thread
from tutor.types import LANGUAGES, Frame

CPU = choose_device("cpu")
PRETENDED = Device("cuda", "cuda (pretended)", {"en": "GPU (pretended)", "zh": "GPU（假想的）"})


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "gpu_race.md")
    return Words({name: document.text(name) for name in document.sections})


@pytest.fixture
def pretended_gpu(monkeypatch: pytest.MonkeyPatch) -> Device:
    """A device that calls itself a GPU while the CPU does its work."""
    real = gpu_race.Network
    monkeypatch.setattr(gpu_race, "Network", lambda *a, **k: real(*a, **{**k, "device": "cpu"}))
    return PRETENDED


def act(words: Words, device: Device = CPU, seed: int = 1, **given: Any) -> Any:
    return gpu_race.PLAY.begin(parse(Settings, given), device, seed, words.legend())


def run(words: Words, steps: int | None = 12, device: Device = CPU, seed: int = 1, **given: Any) -> list[Frame]:
    return list(frames(parse(Settings, given), device, seed, NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_lanes_do_the_same_work_with_the_same_result(words: Words, seed: int) -> None:
    last = run(words, None, seed=seed)[-1]
    assert last.worked
    assert last.numbers["steps_one"] == last.numbers["steps_all"] == 120 * 5 * 100
    assert last.numbers["loss_one"] == pytest.approx(last.numbers["loss_all"], rel=1e-4)
    assert last.numbers["loss_one"] < 0.05


@pytest.mark.parametrize("lane", ["one", "all"])
def test_a_lane_trains_as_autograd_does(words: Words, lane: str) -> None:
    race = act(words, networks=12, width=6)
    first = race.lanes[lane].weights([7])[0]
    sizes = [(1, 6), (6, 6), (6, 1)]
    layers, at = [], 0
    for inputs, outputs in sizes:
        end = at + outputs * (inputs + 1)
        layers.append(first[at:end].view(outputs, inputs + 1).clone().requires_grad_())
        at = end
    xs, ys = (torch.from_numpy(values)[:, None] for values in (race.judge.inputs, race.judge.targets))

    def loss() -> torch.Tensor:
        values = xs
        for index, layer in enumerate(layers):
            values = values @ layer[:, :-1].T + layer[:, -1]
            values = torch.tanh(values) if index < 2 else values
        return (values - ys).square().mean()

    optimiser = torch.optim.SGD(layers, lr=0.02)
    with single_thread():
        for _ in range(60):
            optimiser.zero_grad()
            loss().backward()
            optimiser.step()
    race.lanes[lane].train(60, 0.02)
    wanted = torch.cat([layer.detach().flatten() for layer in layers])
    assert torch.allclose(race.lanes[lane].weights([7])[0], wanted, atol=2e-5)
    assert race.judge.losses(race.lanes[lane].weights([7]))[0] == pytest.approx(float(loss().detach()), rel=1e-4)


def test_networks_of_a_lane_differ_and_those_of_two_lanes_do_not(words: Words) -> None:
    race = act(words, networks=50)
    one, together = (race.lanes[name].weights(list(range(50))) for name in ("one", "all"))
    assert torch.equal(one, together)
    assert len({tuple(row) for row in one.tolist()}) == 50


def test_a_lane_that_did_less_is_found_out(words: Words) -> None:
    race = act(words)
    race.train(2, 0.0)
    assert worked(race.look())
    race.lanes["one"].train(1, 0.02)
    numbers = race.look()
    assert numbers["steps_one"] == numbers["steps_all"] + 100
    assert numbers["difference"] > 1e-3
    assert not worked(numbers)
    assert not worked({**numbers, "steps_one": numbers["steps_all"]})
    assert not worked({**numbers, "difference": 0.0})


def test_worked_needs_work_in_at_least_two_lanes() -> None:
    good = {"steps_one": 5.0, "steps_all": 5.0, "difference": 1e-4}
    assert worked(good)
    assert worked({**good, "steps_gpu": 5.0})
    assert not worked({**good, "steps_gpu": 4.0})
    assert not worked({**good, "difference": 1.1e-4})
    assert not worked({"steps_one": 0.0, "steps_all": 0.0, "difference": 0.0})
    assert not worked({"steps_one": 5.0, "difference": 0.0})
    assert not worked({})


def test_time_never_enters_the_numbers(words: Words) -> None:
    first, second = (run(words) for _ in range(2))
    assert [f.numbers for f in first] == [f.numbers for f in second]
    assert run(words, seed=2)[-1].numbers["loss_one"] != first[-1].numbers["loss_one"]


def test_bars_stand_where_each_lane_was_after_the_same_time(words: Words) -> None:
    race = act(words)
    race.train(4, 0.0)
    race.clock = {"one": [0.0, 1.0, 2.0, 3.0, 4.0], "all": [0.0, 0.5, 0.6, 0.7, 0.8]}
    now, places = race.race()
    assert now == 0.8
    assert places == pytest.approx({"one": 0.8 * 500, "all": 4 * 500})
    assert race.speeds() == pytest.approx({"one": 500.0, "all": 2500.0})
    race.look()
    svg = race.draw(4, 8, "title")
    assert f'width="{412 * 0.8 / 8:.1f}"' in svg
    assert f'width="{412 * 4 / 8:.1f}"' in svg
    assert "500/s" in svg
    assert "2,500/s" in svg


def test_without_a_gpu_its_lane_stays_empty_and_says_so(words: Words) -> None:
    last = run(words)[-1]
    assert "no GPU in this run" in last.svg
    assert "stayed empty" in last.caption["en"]
    assert "没有 GPU 参加" in last.caption["zh"]
    assert "loss_gpu" not in last.numbers


def test_with_a_gpu_there_are_three_lanes(words: Words, pretended_gpu: Device) -> None:
    last = run(words, device=pretended_gpu)[-1]
    assert last.worked
    assert last.numbers["steps_gpu"] == last.numbers["steps_one"]
    assert "no GPU in this run" not in last.svg
    assert "stayed empty" not in last.caption["en"]
    assert last.svg.count("/s<") == 3


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_a_real_gpu_reaches_the_same_losses(words: Words) -> None:
    for given in ({}, {"networks": 10, "width": 1}, {"networks": 1000, "width": 32}):
        last = run(words, None, device=choose_device("cuda"), **given)[-1]
        assert last.worked, last.numbers


@pytest.mark.parametrize(
    ("speeds", "en", "zh"),
    [
        ({"one": 1000.0, "all": 4000.0}, "4.0 times as fast", "4.0 倍"),
        ({"one": 4000.0, "all": 1000.0}, "one after another won, 4.0", "逐个算赢了"),
        ({"one": 1000.0, "all": 1010.0}, "about even", "差不多快"),
        ({"one": 1000.0, "all": 4000.0, "gpu": 800_000.0}, "200 times the CPU's best", "200 倍"),
        ({"one": 1000.0, "all": 4000.0, "gpu": 2000.0}, "lost, the CPU was 2.0 times", "输给了 CPU"),
        ({"one": 1000.0, "all": 4000.0, "gpu": 4100.0}, "about as much as the CPU", "差不多"),
        ({"one": 0.0, "all": 0.0}, "about even", "差不多快"),
    ],
)
def test_words_follow_the_winner(speeds: dict[str, float], en: str, zh: str) -> None:
    said = gpu_race_words.blanks(speeds, dict.fromkeys(speeds, 1.0))
    text = {language: "".join(said[key][language] for key in ("verdict", "gpu")) for language in LANGUAGES}  # type: ignore[index]
    assert en in text["en"]
    assert zh in text["zh"]


def test_a_large_count_is_written_in_full(words: Words) -> None:
    last = run(words, networks=1000, width=2, steps=3)[-1]
    assert "1,000 networks" in last.caption["en"]
    assert "3,000 network-steps" in last.caption["en"]
    assert "e+" not in last.caption["en"] + last.caption["zh"]


def test_too_high_a_rate_blows_up_and_says_so(words: Words) -> None:
    last = run(words, None, learning_rate=0.3)[-1]
    assert last.worked is False
    assert "blew up" in last.caption["en"]
    assert all(np.isfinite(value) for value in last.numbers.values())


def test_pictures_are_small(words: Words) -> None:
    assert max(len(f.svg.encode()) for f in run(words, 30, networks=1000, width=2)) < 8_000
