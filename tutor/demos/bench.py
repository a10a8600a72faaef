"""How fast the demos are here and now, each figure beside what it is compared with in the same run.

"Plain" is nn.Module, autograd and torch.optim with the same optimiser, one thread on both sides; plain and engine
take turns, so that other work on the machine slows both. "Streaming" is the demo as on the page: paced by the
clock, every picture drawn and turned into JSON, counted after the slow first second.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import torch
from torch import nn

from tutor import demos
from tutor.demos.base import Demo, Words
from tutor.demos.curve_fitting import NAME, Settings
from tutor.demos.mailbox import NoControls
from tutor.demos.nets import ACTIVATIONS, Network, Shape, layer_sizes
from tutor.demos.pace import FixedPace, PagePace
from tutor.demos.stage import Play
from tutor.device import choose_device, single_thread
from tutor.types import Frame

_MODULES: dict[str, Callable[[], nn.Module]] = dict(
    zip(ACTIVATIONS, (nn.Identity, nn.ReLU, nn.Tanh, nn.Sigmoid, nn.GELU), strict=True)
)
_EMPTY = (
    "demo network device plain_steps_per_second steps_per_second streaming_steps_per_second "
    "network_steps_per_second networks seconds_to_worked bytes_per_frame cpu_ms_per_frame"
).split()
ROUNDS = 5
SECONDS = 0.25
NETWORKS = 1024
Row = dict[str, Any]


def rows(words: Words, seconds: float = SECONDS) -> list[Row]:
    """The rows of `tutor bench demos`, the default network first; cuda rows where there is a GPU.

    `seconds` is how long each stretch of each side is timed. Streaming and time to `worked` are measured for
    the demo's default network, many networks at once for 1-8-8-1; what is not measured is None.
    """
    default = Settings()
    shapes = [
        (layer_sizes(1, default.width, default.depth), default.points),
        ((1, 8, 8, 1), 256),
        ((1, 64, 64, 1), 256),
    ]
    devices = ["cpu", "cuda"] if torch.cuda.is_available() else ["cpu"]
    found = []
    for device in devices:
        for index, (sizes, points) in enumerate(shapes):
            row = _row(sizes, points, device, seconds)
            if index == 0:
                row |= _streamed(NAME, device, words)
            if sizes == (1, 8, 8, 1):
                row |= {"network_steps_per_second": _many(sizes, points, device, seconds), "networks": NETWORKS}
            found.append(row)
    return found


def _row(sizes: tuple[int, ...], points: int, device: str, seconds: float) -> Row:
    shape = Shape(sizes, "tanh")
    engine, plain = _engine(shape, points, device), _plain(shape, *_data(points), device)
    ours, theirs = _by_turns([engine, plain], seconds)
    return dict.fromkeys(_EMPTY) | {
        "demo": NAME,
        "network": str(shape),
        "device": choose_device(device).name,
        "plain_steps_per_second": theirs,
        "steps_per_second": ours,
    }


def _by_turns(sides: Iterable[Callable[[int], None]], seconds: float) -> list[float]:
    """Steps a second of each side, the median of turns taken one after the other."""
    sides = list(sides)
    speeds: list[list[float]] = [[] for _ in sides]
    for side in sides:
        side(20)
    for _ in range(ROUNDS):
        for side, found in zip(sides, speeds, strict=True):
            began, done = time.perf_counter(), 0
            while time.perf_counter() - began < seconds:
                side(50)
                done += 50
            found.append(done / (time.perf_counter() - began))
    return [statistics.median(found) for found in speeds]


def _data(points: int) -> tuple[torch.Tensor, torch.Tensor]:
    inputs = torch.linspace(-2, 2, points)[:, None]
    return inputs, torch.sin(3 * inputs)


def _engine(shape: Shape, points: int, device: str, networks: int = 1) -> Callable[[int], None]:
    network = Network(shape, *_data(points), optimiser="adam", device=device, networks=networks)
    return lambda steps: network.train(steps, 0.01)


def _plain(shape: Shape, data: torch.Tensor, targets: torch.Tensor, device: str) -> Callable[[int], None]:
    """The training loop as any tutorial writes it; squared error, since the loss costs next to nothing."""
    layers: list[nn.Module] = []
    for inputs, outputs in zip(shape.sizes, shape.sizes[1:], strict=False):
        layers += [nn.Linear(inputs, outputs), _MODULES[shape.activation]()]
    model = nn.Sequential(*layers[:-1]).to(device)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    data, targets = data.to(device), targets.to(device)
    loss_of = nn.MSELoss()

    def train(steps: int) -> None:
        with single_thread():
            for _ in range(steps):
                optimiser.zero_grad()
                loss_of(model(data), targets).backward()
                optimiser.step()
            if device == "cuda":
                torch.cuda.synchronize()

    return train


def _plain_twin(network: Network, device: str) -> Callable[[int], None]:
    """The plain way for a network of this shape on as many points as it learns from."""
    sizes, points = network.shape.sizes, network.points
    return _plain(network.shape, torch.zeros(points, sizes[0]), torch.zeros(points, sizes[-1]), device)


def _many(sizes: tuple[int, ...], points: int, device: str, seconds: float) -> float:
    """Steps a second, summed over NETWORKS networks trained at once."""
    train = _engine(Shape(sizes, "tanh"), points, device, NETWORKS)
    train(1)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < 4 * seconds:
        train(2)
        done += 2
    return NETWORKS * done / (time.perf_counter() - began)


def demo_row(name: str, words: Words, device: str, seconds: float = SECONDS) -> Row:
    """The row of any other demo at its default settings; plain where the engine trains it, streaming where it does
    not play a fixed number of steps."""
    play: Play = demos.load(name).PLAY
    act = play.begin(demos.load(name).Settings(), choose_device(device), 0, words.legend())
    network = getattr(act, "network", None)
    row = dict.fromkeys(_EMPTY) | {"demo": name, "network": None, "device": choose_device(device).name}
    if isinstance(network, Network) and network.networks == 1:
        row |= {"network": str(network.shape)}
        row["plain_steps_per_second"] = _by_turns([_plain_twin(network, device)], seconds)[0]
    row |= _streamed(name, device, words)
    if play.exact:
        row["streaming_steps_per_second"] = None
    row["steps_per_second"] = _last(_run(name, device, words, FixedPace(play.steps, 4))).steps_per_second
    return row


def _streamed(name: str, device: str, words: Words) -> Row:
    """The demo as on the page, and on the command line until it first looks right."""
    pace = PagePace()
    spans: list[tuple[int, float]] = []
    sizes: list[int] = []
    for frame in _run(name, device, words, pace):
        sizes.append(len(json.dumps(frame.to_json(), ensure_ascii=False).encode()))
        if not pace.slowed:
            spans.append((frame.step, frame.seconds))
    (first, began), (last, ended) = spans[0], spans[-1]
    return {
        "streaming_steps_per_second": (last - first) / (ended - began) if ended > began else None,
        "bytes_per_frame": float(np.mean(sizes)),
        "cpu_ms_per_frame": _cpu_per_frame(name, device, words),
        "seconds_to_worked": _seconds_to_worked(name, device, words),
    }


def _cpu_per_frame(name: str, device: str, words: Words) -> float:
    """Milliseconds of CPU for looking, drawing and packing a picture: a run of few steps a picture, less the steps."""
    pictures = 200
    run = _run(name, device, words, FixedPace(pictures, pictures))
    next(run)
    began = time.process_time()
    trained, count = 0.0, 0
    for frame in run:
        json.dumps(frame.to_json(), ensure_ascii=False)
        trained, count = frame.step / (frame.steps_per_second or math.inf), count + 1
    return 1000 * max(time.process_time() - began - trained, 0.0) / max(count, 1)


def _seconds_to_worked(name: str, device: str, words: Words) -> float | None:
    """Seconds until a run at full speed shows what it promises and keeps it; None where it never does."""
    demo, since = demos.load(name), None
    for frame in _run(name, device, words, FixedPace()):
        since = (frame.seconds if since is None else since) if demo.worked(frame.numbers) else None
    return since


def _run(name: str, device: str, words: Words, pace: FixedPace | PagePace) -> Iterator[Frame]:
    demo: Demo = demos.load(name)
    return demo.frames(demo.Settings(), choose_device(device), 0, NoControls(), pace, words)


def _last(found: Iterator[Frame]) -> Frame:
    *_, last = found
    return last
