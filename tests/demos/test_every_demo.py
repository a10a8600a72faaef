"""What holds for every demo: it keeps its promise, repeats itself, bears every setting, speaks both languages."""

from __future__ import annotations

import json
import os
import pickle
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from tests.browser.readable import unreadable
from tests.demos.script import Script
from tutor import demos
from tutor.curriculum.demo_numbers import NumberText, read_numbers
from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.knobs import Knob, knobs, parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.device import choose_device
from tutor.types import LANGUAGES, Frame

DATA = Path(__file__).parents[2] / "data" / "demos"
CPU = choose_device("cpu")
SEEDS = (1, 2, 3) if os.environ.get("TUTOR_ALL_DEMOS") else (1,)
"""`make demos` runs them all."""
MOST_TRIED = 12
"""Of longer choices, such as all topics, only the first and the last are tried."""
LARGEST_FRAME = 64 * 1024
MORE_NUMBERS: dict[str, dict[str, Any]] = {"overfitting": {"dropout": 0.5}, "layer_features": {"depth": 4}}
"""Settings under which a demo has numbers that it does not have by default."""
NEEDS_A_GPU = {"gpu_race": {"steps_gpu", "loss_gpu"}}
SECTIONS = ("Question", "Before", "Running", "Slowed", "Paused", "Worked", "Failed", "Diverged", "Legend")


@lru_cache(maxsize=32)
def words_of(name: str) -> Words:
    document = read_document(DATA / f"{name}.md")
    return Words({section: document.text(section) for section in document.sections})


def run(name: str, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    demo = demos.load(name)
    settings = parse(demo.Settings, given)
    return list(demo.frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words_of(name)))


@lru_cache(maxsize=64)
def whole(name: str, seed: int) -> list[Frame]:
    return run(name, seed=seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", demos.names())
def test_it_keeps_its_promise(name: str, seed: int) -> None:
    last = whole(name, seed)[-1]
    assert last.done
    assert last.worked is True, last.numbers
    assert last.step == last.steps


@pytest.mark.parametrize("name", demos.names())
def test_frames_are_plain_small_and_end_once(name: str) -> None:
    found = whole(name, 1)
    assert [f.done for f in found] == [False] * (len(found) - 1) + [True]
    for frame in found:
        packed = json.dumps(frame.to_json(), allow_nan=False, ensure_ascii=False)
        assert len(packed.encode()) <= LARGEST_FRAME
        assert pickle.loads(pickle.dumps(frame)) == frame
        assert not set("{}") & set(frame.caption["en"] + frame.caption["zh"])
    for frame in (found[0], found[len(found) // 2], found[-1]):
        picture = ElementTree.fromstring(frame.svg)
        assert picture.tag == "{http://www.w3.org/2000/svg}svg"
        tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
        assert tags <= {"svg", "title", "desc", "path", "text", "tspan", "rect", "circle", "g"}
        assert not any("id" in element.attrib for element in picture.iter())


@pytest.mark.browser
@pytest.mark.parametrize("name", demos.names())
def test_words_can_be_read_on_a_phone(browser: Browser, name: str) -> None:
    found = whole(name, 1)
    pictures = [frame.svg for frame in (found[0], found[len(found) // 3], found[-1])]
    for language in LANGUAGES:
        assert unreadable(browser, pictures, language) == []


@pytest.mark.parametrize("name", demos.names())
def test_the_same_seed_gives_the_same_numbers(name: str) -> None:
    first, second = (run(name, steps=30, seed=2) for _ in range(2))
    assert [f.numbers for f in first] == [f.numbers for f in second]


@pytest.mark.parametrize("name", demos.names())
def test_every_word_is_there_in_both_languages(name: str) -> None:
    words = words_of(name)
    for section in SECTIONS:
        assert {*words.sections[section]} == {*LANGUAGES}, section
    assert {*words.legend()} == {
        line.lstrip("- ").replace("：", ":").partition(":")[0].strip()
        for line in words.sections["Legend"]["zh"].splitlines()
        if line.strip()
    }


def numbers_of(name: str) -> dict[str, NumberText]:
    return read_numbers(read_document(DATA / f"{name}.md"))


@pytest.mark.parametrize("name", demos.names())
def test_every_number_has_a_name_and_every_name_a_number(name: str) -> None:
    runs = [run(name, steps=6), *([run(name, steps=6, **MORE_NUMBERS[name])] if name in MORE_NUMBERS else [])]
    found = {key for frames in runs for frame in frames for key in frame.numbers}
    assert found == set(numbers_of(name)) - {"step"} - NEEDS_A_GPU.get(name, set())


@pytest.mark.parametrize("name", demos.names())
def test_names_of_numbers_fit_a_table(name: str) -> None:
    numbers = numbers_of(name)
    assert next(iter(numbers)) == "step"
    for language, longest in (("en", 80), ("zh", 40)):
        labels = [text.label[language] for text in numbers.values()]
        assert len({*labels}) == len(labels)
        assert max(map(len, labels)) <= longest


@pytest.mark.parametrize("name", demos.names())
def test_what_is_said_before_the_run_needs_settings_only(name: str) -> None:
    settings = vars(demos.load(name).Settings())
    for section in ("Question", "Invitation"):
        for language in LANGUAGES:
            assert "{" not in words_of(name).sections[section][language].format_map(settings)


def ends(knob: Knob) -> list[Any]:
    if knob.kind in ("number", "integer"):
        return [knob.low, knob.high]
    if knob.kind == "boolean":
        return [False, True]
    if knob.kind == "sketch":
        return [
            "0" * (knob.rows * knob.columns),
            "9" * (knob.rows * knob.columns),
            "09" * (knob.rows * knob.columns // 2),
        ]
    if knob.kind == "places":
        return ["0,0,0", " ".join(f"{i / knob.most:.3f},0.5,{i % knob.classes}" for i in range(knob.most))]
    if knob.kind == "text":
        return ["", "z" * knob.most, "你好"]
    values = [option.value for option in knob.options]
    return values if len(values) <= MOST_TRIED else [values[0], values[-1]]


CASES = [
    (name, key, value)
    for name in demos.names()
    for key, knob in knobs(demos.load(name).Settings).items()
    for value in ends(knob)
]


@pytest.mark.parametrize(("name", "key", "value"), CASES)
def test_both_ends_of_every_range(name: str, key: str, value: Any) -> None:
    found = run(name, steps=6, **{key: value})
    assert found[-1].done
    json.dumps([frame.to_json() for frame in found], allow_nan=False)


@pytest.mark.parametrize(("name", "key", "value"), CASES)
def test_every_setting_can_change_in_the_middle(name: str, key: str, value: Any) -> None:
    found = run(name, Script({}, {key: value}), steps=6)
    assert found[-1].done


@pytest.mark.parametrize("name", demos.names())
def test_all_at_their_greatest(name: str) -> None:
    # A thousand networks of the greatest size at once take a minute; a hundredth of them shows as much.
    greatest = {
        key: min(knob.high, 10) if key == "networks" else knob.high
        for key, knob in knobs(demos.load(name).Settings).items()
        if knob.kind in ("number", "integer")
    }
    assert run(name, steps=3, **greatest)[-1].done


@pytest.mark.parametrize("name", demos.names())
def test_pause_holds_and_restart_begins_anew(name: str) -> None:
    found = run(name, Script({}, {"pause": True}, {}, {"pause": False}, {"restart": True}), steps=20)
    steps = [frame.step for frame in found]
    assert steps[1] == steps[2] == steps[3]
    assert 0 in steps[4:]
    assert found[-1].done
