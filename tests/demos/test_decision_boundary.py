"""Borders that are right for new points, points of the learner's own, and the picture's regions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.demos.script import Script
from tutor.curriculum.document import read_document
from tutor.demos.base import Words
from tutor.demos.decision_boundary import PLAY, STEPS, Settings, balanced_accuracy, frames, straight_line, worked
from tutor.demos.decision_boundary_picture import ACROSS, GRID, PLOT, RULES, UPWARDS, border, grid, regions
from tutor.demos.knobs import changed, parse
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.demos.two_classes import draw_points
from tutor.device import choose_device
from tutor.types import Frame

CPU = choose_device("cpu")
CORNERS = "0.1,0.1,0 0.9,0.9,0 0.1,0.9,1 0.9,0.1,1"
SIDES = "0.1,0.2,0 0.2,0.8,0 0.8,0.3,1 0.9,0.7,1"


@pytest.fixture(scope="module")
def words() -> Words:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "decision_boundary.md")
    return Words({name: document.text(name) for name in document.sections})


def run(words: Words, controls: Any = None, steps: int | None = None, seed: int = 1, **given: Any) -> list[Frame]:
    settings = parse(Settings, given)
    return list(frames(settings, CPU, seed, controls or NoControls(), FixedPace(steps), words))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("data", ["moons", "circles", "spiral", "clicks"])
def test_the_border_bends_round_every_shape(words: Words, data: str, seed: int) -> None:
    last = run(words, data=data, seed=seed)[-1]
    assert last.worked
    assert last.numbers["held_out"] > last.numbers["straight"] + 0.05


def test_new_points_stay_right_when_training_goes_on(words: Words) -> None:
    assert run(words, data="spiral", steps=5 * STEPS)[-1].worked


@pytest.mark.parametrize("data", ["moons", "circles", "spiral"])
def test_without_activation_it_does_no_better_than_a_straight_line(words: Words, data: str) -> None:
    last = run(words, data=data, activation="none", steps=2000)[-1]
    assert last.worked is False
    assert last.numbers["held_out"] < last.numbers["straight"] + 0.1


def test_learning_noise_by_heart_is_not_called_learning(words: Words) -> None:
    last = run(words, noise=1, points=20, width=64, steps=2000)[-1]
    assert last.numbers["accuracy"] > 0.95
    assert last.worked is False


def test_the_straight_line_is_fishers() -> None:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    points = draw_points("moons", 200, 0.2, np.random.default_rng(3))
    fresh = draw_points("moons", 1000, 0.2, np.random.default_rng(4))
    theirs = LinearDiscriminantAnalysis().fit(*points).score(*fresh)
    assert straight_line(points, fresh) == pytest.approx(theirs, abs=1e-9)


def test_both_classes_count_the_same() -> None:
    # Three of four right in one class, none of one in the other.
    both = balanced_accuracy(np.array([[0.1, 0.2, 0.3, 0.9, 0.4], [0, 0, 0, 0, 1]]), np.array([0, 0, 0, 0, 1.0]))
    assert both == pytest.approx([0.375, 1])
    assert balanced_accuracy(np.array([[0.1, 0.2]]), np.array([0.0, 0.0])) == [0.5]
    assert np.isnan(balanced_accuracy(np.array([[np.nan]]), np.array([1.0])))


def test_many_networks_are_judged_by_the_middle_one_and_shown_side_by_side(words: Words) -> None:
    act: Any = PLAY.begin(Settings(networks=21), CPU, 1, words.legend())
    act.train(300, 0.1)
    numbers = act.look()
    answers = act.network.predict(act.places[act.parts[0] : act.parts[1]])[..., 0].numpy()
    theirs = sorted(balanced_accuracy(answers, act.fresh.classes))
    assert numbers["held_out"] == theirs[10]
    assert act.values.shape == (21, 21, 21)
    assert act.draw(300, 4000, "many").count("<rect") == 1 + 16, "the map and sixteen small ones"
    assert act.blanks()["many"]["en"].startswith("All 21 networks")


def test_asking_for_a_shape_puts_own_points_away() -> None:
    assert changed(Settings, {"clicks": CORNERS}, {"data": "spiral"}) == {"clicks": "", "data": "spiral"}
    assert changed(Settings, {"clicks": CORNERS}, {"noise": 0.2}) == {"clicks": CORNERS, "noise": 0.2}
    assert changed(Settings, {}, {"data": "clicks", "clicks": SIDES}) == {"data": "clicks", "clicks": SIDES}


def test_ones_own_points_are_learned_whatever_the_shape(words: Words) -> None:
    chosen, other = run(words, data="clicks", clicks=CORNERS)[-1], run(words, data="spiral", clicks=CORNERS)[-1]
    assert chosen.worked
    assert chosen.numbers == other.numbers
    assert "points you set" in run(words, data="moons", clicks=CORNERS, steps=1)[0].caption["en"]


def test_where_a_line_is_enough_it_says_so(words: Words) -> None:
    last = run(words, clicks=SIDES)[-1]
    assert last.worked
    assert last.numbers["straight"] > 0.95
    assert "a straight border would have done" in last.caption["en"]


def test_one_kind_alone_teaches_no_border(words: Words) -> None:
    last = run(words, clicks="0.2,0.2,1 0.8,0.8,1", steps=300)[-1]
    assert last.worked is False
    assert last.numbers["held_out"] == 0.5
    assert "both kinds" in last.caption["en"]


def test_points_come_in_while_it_runs(words: Words) -> None:
    script = Script({}, {}, {"clicks": "0.1,0.1,0"}, {"clicks": "0.1,0.1,0 0.9,0.9,0"}, {"clicks": CORNERS})
    found = run(words, script, data="circles")
    assert [f.step for f in found] == sorted({f.step for f in found})
    assert found[-1].worked
    assert found[2].numbers["straight"] != found[3].numbers["straight"]
    assert found[-1].svg.count("h0") == 4 + 2 + 3 + 1, "four points, two of them hollow; the legend; the chart's end"


def test_clearing_ones_own_points_brings_the_shape_back(words: Words) -> None:
    found = run(words, Script({}, {"clicks": CORNERS}, {"clicks": ""}), data="circles")
    assert found[-1].worked
    assert found[-1].numbers["straight"] == found[0].numbers["straight"]


def test_the_border_lies_where_the_answers_change() -> None:
    across, up = grid().T
    svg = border((2 * across + up - 0.3).reshape(GRID, GRID))
    pieces = re.findall(r"M(\S+) ([\d.]+)l(-?[\d.]+) ?(-?[\d.]+)(?=[M\"])", svg)
    assert len(pieces) > GRID
    for x, y, dx, dy in ((float(part) for part in piece) for piece in pieces):
        for at, level in ((x, y), (x + dx, y + dy)):
            plane = (
                np.interp(at, [PLOT.x, PLOT.right], [-1.1, 1.1]),
                np.interp(level, [PLOT.y, PLOT.bottom], [1.1, -1.1]),
            )
            assert 2 * plane[0] + plane[1] == pytest.approx(0.3, abs=0.01)


def test_regions_share_the_plane_between_them() -> None:
    across, up = grid().T
    svg = regions((across**2 + up**2 - 0.49).reshape(GRID, GRID))
    inside, outside = (
        sum(float(end) - float(start) for start, end in re.findall(r"M(\S+) \S+?H([\d.]+)", path))
        for path in svg.split("<path")[1:]
    )
    assert inside + outside == pytest.approx(RULES * PLOT.width, rel=0.01)
    circle = np.pi * (ACROSS(0.7) - ACROSS(0.0)) * (UPWARDS(0.0) - UPWARDS(0.7))
    assert inside * PLOT.height / RULES == pytest.approx(circle, rel=0.02)


def test_an_answer_everywhere_the_same_has_one_region_and_no_border(words: Words) -> None:
    assert "M" not in border(np.ones((GRID, GRID)))
    assert regions(np.ones((GRID, GRID))).count("M") == RULES
    last = run(words, clicks="0.5,0.5,0", steps=400)[-1]
    ElementTree.fromstring(last.svg)


def test_numbers_without_end_are_told() -> None:
    document = read_document(Path(__file__).parents[2] / "data" / "demos" / "decision_boundary.md")
    act = PLAY.begin(Settings(), CPU, 1, Words({name: document.text(name) for name in document.sections}).legend())
    act.network.flat.fill_(np.nan)  # type: ignore[attr-defined]
    assert np.isnan(act.look()["loss"])
    assert np.isnan(act.look()["held_out"])
    assert "nan" not in act.draw(0, 1, "")


def test_worked_is_judged_by_new_points() -> None:
    assert worked({"held_out": 0.95, "accuracy": 0.5})
    assert not worked({"held_out": 0.94, "accuracy": 1.0})
    assert not worked({})
