"""Finding, loading and running demos by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tutor import demos
from tutor.demos.base import Words
from tutor.demos.mailbox import NoControls
from tutor.demos.pace import FixedPace
from tutor.errors import DemoError
from tutor.types import DemoRequest


def test_finds_demos_and_nothing_else() -> None:
    assert "curve_fitting" in demos.names()
    assert not {"nets", "knobs", "base", "pace"} & set(demos.names())


@pytest.mark.parametrize("name", demos.names())
def test_each_is_a_demo_with_words(name: str) -> None:
    demo = demos.load(name)
    assert all(hasattr(demo, part) for part in ("Settings", "frames", "worked"))
    assert (Path(__file__).parents[2] / "data" / "demos" / f"{name}.md").exists()


@pytest.mark.parametrize("name", ["nets", "../types", "", "os"])
def test_an_unknown_demo_is_refused_with_a_list(name: str) -> None:
    with pytest.raises(DemoError) as refused:
        demos.load(name)
    assert "curve_fitting" in refused.value.en
    assert "curve_fitting" in refused.value.zh


def test_runs_what_is_asked_for(words: Words) -> None:
    request = DemoRequest("curve_fitting", {"width": "4"}, seed=3, device="cpu")
    found = list(demos.run(request, NoControls(), FixedPace(20), words))
    assert found[-1].done
    assert found[0].device == "cpu"


@pytest.mark.parametrize(
    "request_", [DemoRequest("curve_fitting", {"width": 0}), DemoRequest("curve_fitting", device="tpu")]
)
def test_refuses_before_the_first_frame(request_: DemoRequest, words: Words) -> None:
    with pytest.raises(DemoError):
        demos.run(request_, NoControls(), FixedPace(20), words)


def test_importing_the_package_loads_no_torch() -> None:
    code = "import sys, tutor.demos, tutor.demos.request, tutor.demos.knobs; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
