"""How fast the demos are here and now, each figure beside what it is compared with in the same run.

"Plain" is nn.Module, autograd and torch.optim with the same optimiser, one thread on both sides; plain and engine
take turns, so that other work on the machine slows both. "Streaming" is the demo as on the page: paced by the
clock, every picture drawn and turned into JSON, counted after the slow first second.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import nn

from tutor.demos.base import Words
from tutor.demos.curve_fitting import NAME, STEPS, Settings, frames
from tutor.demos.mailbox import NoControls
from tutor.demos.nets import Network, Shape, layer_sizes, single_thread
from tutor.demos.pace import FixedPace, PagePace
from tutor.device import choose_device

ROUNDS = 5
SECONDS = 0.25
NETWORKS = 1000
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
                row |= _streamed(device, words)
            if sizes == (1, 8, 8, 1):
                row |= {"network_steps_per_second": _many(sizes, points, device, seconds), "networks": NETWORKS}
            found.append(row)
    return found


def _row(sizes: tuple[int, ...], points: int, device: str, seconds: float) -> Row:
    shape = Shape(sizes, "tanh")
    engine, plain = _engine(shape, points, device), _plain(shape, points, device)
    ours, theirs = _by_turns([engine, plain], seconds)
    return {
        "demo": NAME,
        "network": str(shape),
        "device": choose_device(device).name,
        "plain_steps_per_second": theirs,
        "steps_per_second": ours,
        "streaming_steps_per_second": None,
        "network_steps_per_second": None,
        "networks": None,
        "seconds_to_worked": None,
        "bytes_per_frame": None,
        "cpu_ms_per_frame": None,
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


def _plain(shape: Shape, points: int, device: str) -> Callable[[int], None]:
    """The training loop as any tutorial writes it."""
    layers: list[nn.Module] = []
    for inputs, outputs in zip(shape.sizes, shape.sizes[1:], strict=False):
        layers += [nn.Linear(inputs, outputs), nn.Tanh()]
    model = nn.Sequential(*layers[:-1]).to(device)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    data, targets = (tensor.to(device) for tensor in _data(points))
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


def _many(sizes: tuple[int, ...], points: int, device: str, seconds: float) -> float:
    """Steps a second, summed over NETWORKS networks trained at once."""
    train = _engine(Shape(sizes, "tanh"), points, device, NETWORKS)
    train(1)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < 4 * seconds:
        train(2)
        done += 2
    return NETWORKS * done / (time.perf_counter() - began)


def _streamed(device: str, words: Words) -> Row:
    """The demo as on the page, and on the command line until it first looks right."""
    chosen = choose_device(device)
    pace = PagePace()
    run = frames(Settings(), chosen, 0, NoControls(), pace, words)
    spans: list[tuple[int, float]] = []
    sizes: list[int] = []
    for frame in run:
        sizes.append(len(json.dumps(frame.to_json(), ensure_ascii=False).encode()))
        if not pace.slowed:
            spans.append((frame.step, frame.seconds))
    (first, began), (last, ended) = spans[0], spans[-1]
    return {
        "streaming_steps_per_second": (last - first) / (ended - began),
        "bytes_per_frame": float(np.mean(sizes)),
        "cpu_ms_per_frame": _cpu_per_frame(device, words),
        "seconds_to_worked": _seconds_to_worked(device, words),
    }


def _cpu_per_frame(device: str, words: Words) -> float:
    """Milliseconds of CPU for looking, drawing and packing a picture: a run of one step a picture, less the steps."""
    pictures = 200
    run = frames(Settings(), choose_device(device), 0, NoControls(), FixedPace(pictures, pictures), words)
    next(run)
    began = time.process_time()
    trained = 0.0
    for frame in run:
        json.dumps(frame.to_json(), ensure_ascii=False)
        trained = frame.step / frame.steps_per_second
    return 1000 * max(time.process_time() - began - trained, 0.0) / pictures


def _seconds_to_worked(device: str, words: Words) -> float | None:
    """Seconds until a run at full speed has the curve and keeps it; None where it never does."""
    from tutor.demos.curve_fitting import worked

    since: float | None = None
    for frame in frames(Settings(), choose_device(device), 0, NoControls(), FixedPace(STEPS), words):
        since = (frame.seconds if since is None else since) if worked(frame.numbers) else None
    return since
