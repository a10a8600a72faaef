"""The entry of a Hugging Face Space: builds the page and launches it. Host and port are Gradio's to decide.

The only file that knows `spaces`, which lends a GPU for the length of a call and must be imported before torch.
"""

from __future__ import annotations

try:
    import spaces
except ImportError:
    spaces = None

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tutor import demos
from tutor.settings import Settings
from tutor.tutor import load_tutor
from tutor.types import DemoRequest, Frame
from tutor.ui import build_app, launch_options

if TYPE_CHECKING:
    from tutor.demos.base import Controls, Pace, Words

GPU_SECONDS = 60
"""What a run asks of the shared GPU: short, since a shorter wish is served sooner. An untouched run takes 8."""


def run_demo(request: DemoRequest, controls: Controls, pace: Pace, words: Words) -> Iterator[Frame]:
    """The frames of a demo; a generator function, because `spaces` streams only those."""
    yield from demos.run(request, controls, pace, words)


if spaces is not None:
    run_demo = spaces.GPU(duration=GPU_SECONDS)(run_demo)

settings = Settings.from_environment()
demo = build_app(load_tutor(settings), run_demo, settings)

if __name__ == "__main__":
    demo.launch(**launch_options(demo))
