"""Posting and taking, across objects, pickles and processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from tutor.demos.mailbox import LARGEST_POST, Mailbox, NoControls


def test_takes_each_change_once_and_the_newest_of_a_key(tmp_path: Path) -> None:
    page, demo = Mailbox(tmp_path / "run"), Mailbox(tmp_path / "run")
    assert demo.take() == {}
    page.post({"noise": 0.1})
    page.post({"noise": 0.2, "pause": True})
    assert demo.take() == {"noise": 0.2, "pause": True}
    assert demo.take() == {}
    page.post({"restart": True})
    assert demo.take() == {"restart": True}


def test_survives_pickling_and_another_process(tmp_path: Path) -> None:
    demo = pickle.loads(pickle.dumps(Mailbox(tmp_path / "run")))
    code = (
        "import sys, pathlib; from tutor.demos.mailbox import Mailbox; "
        "Mailbox(pathlib.Path(sys.argv[1])).post({'width': 3})"
    )
    subprocess.run([sys.executable, "-c", code, str(demo.path)], check=True, cwd=Path(__file__).parents[2])
    assert demo.take() == {"width": 3}


def test_leaves_half_a_line_for_later_and_skips_what_is_no_change(tmp_path: Path) -> None:
    demo = Mailbox(tmp_path / "run")
    demo.path.write_bytes(b'nonsense\n[1]\n{"width": {"a": 1}, "depth": 2}\n{"noi')
    assert demo.take() == {"depth": 2}
    assert demo.take() == {}
    with demo.path.open("ab") as file:
        file.write(b'se": 0.5}\n')
    assert demo.take() == {"noise": 0.5}


def test_drops_what_is_too_large_and_forgets_when_closed(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "run")
    assert not mailbox.post({"function": "x" * LARGEST_POST})
    assert mailbox.post({"noise": 0.1})
    mailbox.close()
    assert not mailbox.path.exists()
    assert mailbox.take() == {}
    assert NoControls().take() == {}
