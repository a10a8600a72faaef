"""The live demos: small networks that train while the learner watches, one module a demo.

This package finds a demo by its file's name and runs it; a module that defines `frames` is a demo, every other
one is what demos are built with. Importing the package loads no demo and no torch.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tutor.errors import DemoError
from tutor.types import DemoRequest, Frame

if TYPE_CHECKING:
    from tutor.demos.base import Controls, Demo, Pace, Words

_IS_DEMO = re.compile(r"^def frames\(", re.MULTILINE)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The demos that exist, by name, in alphabetical order."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple(file.stem for file in files if _IS_DEMO.search(file.read_text(encoding="utf-8")))


def load(name: str) -> Demo:
    """The demo called `name`, imported now. Raises DemoError, listing those that exist, for any other name."""
    if name not in names():
        raise DemoError(
            f"There is no demo “{name[:60]}”; there is {', '.join(names())}.",
            f"没有叫“{name[:60]}”的演示，现有：{'、'.join(names())}。",
        )
    return cast("Demo", importlib.import_module(f"tutor.demos.{name}"))


def run(request: DemoRequest, controls: Controls, pace: Pace, words: Words) -> Iterator[Frame]:
    """The frames of the demo that `request` asks for; close the iterator to stop the training.

    Raises DemoError at once for an unknown demo, device or setting, before the first frame is asked for.
    """
    from tutor.demos.knobs import parse
    from tutor.device import choose_device

    demo = load(request.name)
    settings = parse(demo.Settings, request.settings)
    return demo.frames(settings, choose_device(request.device), request.seed, controls, pace, words)
