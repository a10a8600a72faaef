"""Whole runs: what they promise, what a learner may do to them, both ends of every range."""

from __future__ import annotations

import json
import math
import pickle
from typing import Any

import pytest

from tests.demos.script import Script
from tutor.demos.base import Words
from tutor.demos.curve_fitting import STEPS, Settings, frames, worked
from tutor.demos.knobs import knobs, parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("function", ["sin(3x)", "|x|", "x^3-x", "cos(5*x)+x/2", "step(x)"])
def test_default_settings_learn_every_curve(words: Words, function: str, seed: int) -> None:
    last = run(words, function=function, seed=seed)[-1]
    assert last.done
    assert last.worked
    assert last.step == last.steps == STEPS
    assert last.numbers["fit_error"] < 0.2


def test_the_same_seed_gives_the_same_numbers(words: Words) -> None:
    first, second = (run(words, steps=300) for _ in range(2))
    assert [f.numbers for f in first] == [f.numbers for f in second]
    assert [f.svg for f in first] == [f.svg for f in second]
    assert run(words, steps=300, seed=2)[-1].numbers != first[-1].numbers


def test_a_line_cannot_fit_a_wave_and_says_so(words: Words) -> None:
    last = run(words, activation="none")[-1]
    assert last.worked is False
    assert last.numbers["fit_error"] > 0.5
    assert "did not get there" in last.caption["en"]


def test_frames_are_plain_small_and_end_once(words: Words) -> None:
    found = run(words, steps=200, points=500)
    assert [f.done for f in found] == [False] * (len(found) - 1) + [True]
    assert all(f.worked is None for f in found[:-1])
    for frame in found:
        packed = json.dumps(frame.to_json(), allow_nan=False, ensure_ascii=False)
        assert len(packed.encode()) < 16_000
        assert pickle.loads(pickle.dumps(frame)) == frame
        assert set(frame.caption) == {"en", "zh"}
        assert "{" not in frame.caption["en"] + frame.caption["zh"]


def test_captions_carry_the_numbers_and_the_device(words: Words) -> None:
    found = run(words, steps=100)
    assert "sin(3x)" in found[0].caption["en"]
    assert CPU.reason["zh"] in found[5].caption["zh"]
    assert f"{found[-1].numbers['loss']:.3g}" in found[-1].caption["en"]


@pytest.mark.parametrize("changes", [{"width": 8}, {"function": "|x|"}, {"noise": 0.5}, {"restart": True}])
def test_a_change_or_restart_begins_anew(words: Words, changes: dict[str, Any]) -> None:
    found = run(words, Script({}, {}, {}, changes), steps=50)
    steps = [f.step for f in found]
    assert steps[:5] == [0, 1, 2, 3, 0]
    assert steps[-1] == 50
    untouched = run(words, steps=50, **{k: v for k, v in changes.items() if k != "restart"})
    assert found[-1].numbers == untouched[-1].numbers


def test_the_learning_rate_changes_in_place(words: Words) -> None:
    found = run(words, Script({}, {}, {}, {"learning_rate": 0.1}), steps=50)
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert found[-1].numbers != run(words, steps=50)[-1].numbers


def test_pause_keeps_the_picture_and_goes_on(words: Words) -> None:
    found = run(words, Script({}, {}, {"pause": True}, {}, {"pause": False}), steps=50)
    assert [f.step for f in found][:6] == [0, 1, 2, 2, 2, 3]
    assert found[3].svg == found[2].svg
    assert "Paused" in found[3].caption["en"]
    assert found[-1].numbers == run(words, steps=50)[-1].numbers


def test_a_wrong_change_is_reported_and_the_run_goes_on(words: Words) -> None:
    found = run(words, Script({}, {"width": 9999}, {"colour": 1}, {"noise": 0.2}), steps=50)
    assert "1 to 128" in found[2].caption["en"]
    assert "1 到 128" in found[2].caption["zh"]
    assert "colour" in found[3].caption["en"]
    assert "colour" not in found[4].caption["en"]
    assert found[-1].done


def test_closing_ends_the_run(words: Words) -> None:
    running = frames(Settings(), CPU, 0, NoControls(), FixedPace(), words)
    next(running)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert list(running) == []


def test_diverging_is_said_and_leaves_no_nan(words: Words) -> None:
    last = run(words, activation="none", optimiser="momentum", learning_rate=1, depth=6, width=128, steps=400)[-1]
    assert last.done
    assert last.worked is False
    assert "blew up" in last.caption["en"]
    assert all(math.isfinite(value) for value in last.numbers.values())
    json.dumps(last.to_json(), allow_nan=False)


def _ends() -> list[tuple[str, Any]]:
    cases: list[tuple[str, Any]] = []
    for key, knob in knobs(Settings).items():
        if knob.kind in ("number", "integer"):
            cases += [(key, knob.low), (key, knob.high)]
        else:
            cases += [(key, option.value) for option in knob.options]
    return [*cases, ("function", "5"), ("function", "x^12"), ("function", "0*x")]


@pytest.mark.parametrize(("key", "value"), _ends())
def test_both_ends_of_every_range(words: Words, key: str, value: Any) -> None:
    found = run(words, steps=12, **{key: value})
    assert found[-1].done
    json.dumps([f.to_json() for f in found], allow_nan=False)


def test_all_at_their_greatest(words: Words) -> None:
    assert run(words, steps=5, width=128, depth=6, points=500, noise=1, learning_rate=1)[-1].done


def test_worked_is_judged_from_numbers() -> None:
    assert worked({"fit_error": 0.2})
    assert not worked({"fit_error": 0.21})
    assert not worked({})
