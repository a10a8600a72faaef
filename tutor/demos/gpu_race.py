"""The same training one network at a time, all networks at once, and on the GPU where there is one: who is faster?

A step is a round: in every lane each of N small networks takes the same few steps of gradient descent from the same
first weights, on the same points; each lane's rounds are timed on their own. So the lanes do the same work and must
reach the same losses, up to rounding, and only time tells them apart. The CPU's lanes use one core; building networks
and the GPU's first start are not timed. Times are of this machine, now: they never enter the numbers.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from tutor.demos import gpu_race_words, stage
from tutor.demos.base import Controls, Pace, Words
from tutor.demos.drawing import Floats
from tutor.demos.gpu_race_picture import Legend, Race, draw
from tutor.demos.gpu_race_settings import Settings
from tutor.demos.nets import Network, Shape, layer_sizes
from tutor.device import Device, single_thread
from tutor.types import Frame

__all__ = ["Settings", "frames", "worked"]

NAME = "gpu_race"
STEPS = 120
NETWORK_STEPS = 500
"""About so many a round and lane, so that a round takes some twenty milliseconds on a CPU."""
POINTS = 32
JUDGED = 50
"""So many networks, evenly chosen, are compared between lanes in each picture."""
HISTORY = 80
SAME = 1e-4
"""`worked` where each network's loss differs between lanes by no more than this share: the same sums, done in
another order, differ in the seventh digit, and some steps carry that on."""


class Lane(Protocol):
    """N networks, trained in one way; `done` counts their steps, all networks together."""

    done: int

    def train(self, steps: int, learning_rate: float) -> None:
        """Let every network take `steps` steps; returns when they are done."""

    def weights(self, chosen: list[int]) -> Tensor:
        """Weights and biases of the chosen networks on the CPU, (chosen, parameters)."""


class OneByOne:
    """The networks one after another in a loop; one set of buffers serves all, which spares their making."""

    def __init__(self, network: Network, first: Tensor) -> None:
        self._network, self._rows, self.done = network, list(first.clone()), 0
        _wake(network)

    def train(self, steps: int, learning_rate: float) -> None:
        """Network by network."""
        with torch.inference_mode(), single_thread():
            for row in self._rows:
                self._network.flat.copy_(row)
                self._network.train(steps, learning_rate)
                row.copy_(self._network.flat)
                self.done += steps

    def weights(self, chosen: list[int]) -> Tensor:
        """Weights and biases of the chosen networks, (chosen, parameters)."""
        return torch.stack([self._rows[n] for n in chosen])


class AllAtOnce:
    """The networks in one stack: each layer of all of them is one batched matrix product, on CPU or GPU."""

    def __init__(self, network: Network) -> None:
        self._network, self.done = network, 0
        _wake(network)

    def train(self, steps: int, learning_rate: float) -> None:
        """All of them in the same step."""
        self._network.train(steps, learning_rate)
        self.done += steps * self._network.networks

    def weights(self, chosen: list[int]) -> Tensor:
        """Weights and biases of the chosen networks on the CPU, (chosen, parameters)."""
        which = torch.tensor(chosen, device=self._network.device)
        return torch.cat([w[which].flatten(1) for w in self._network.weights], dim=1).cpu()


def _wake(network: Network) -> None:
    """Two steps at a rate of 0: they change nothing, but memory and GPU are ready when the clock starts."""
    network.train(2, 0.0)


@dataclass(frozen=True)
class Judge:
    """Works out losses from weights by plain arithmetic, in the same way for every lane.

    `sizes`: neurons by layer; `inputs` and `targets` (points,). Looks at `chosen` networks, by index.
    """

    sizes: tuple[int, ...]
    inputs: Floats
    targets: Floats
    chosen: list[int]

    def losses(self, weights: Tensor) -> Floats:
        """The loss of each network with these `weights` (networks, parameters): (networks,)."""
        values, at, given = self.inputs[None], 0, weights.numpy()
        with np.errstate(all="ignore"):
            for layer, (inputs, outputs) in enumerate(pairwise(self.sizes)):
                end = at + outputs * (inputs + 1)
                matrix = given[:, at:end].reshape(-1, outputs, inputs + 1)
                weight, at = matrix[..., :-1], end
                # With one input, a product of matrices is one of numbers.
                values = weight @ values if layer else weight * values
                values += matrix[..., -1:]
                if layer < len(self.sizes) - 2:
                    np.tanh(values, out=values)
            found: Floats = np.square((values[:, 0] - self.targets).astype(float)).mean(1)
        return found


@dataclass
class _Act:
    """The lanes by name (one, all, gpu), and when each finished its rounds: seconds of its own time."""

    settings: Settings
    lanes: dict[str, Lane]
    judge: Judge
    round_steps: int
    legend: Legend
    clock: dict[str, list[float]] = field(default_factory=dict)
    losses: list[tuple[int, dict[str, float]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = {name: [0.0] for name in self.lanes}

    def train(self, steps: int, share: float) -> None:  # noqa: ARG002
        """`steps` rounds: in each, every lane does the same work, one lane after the other."""
        for _ in range(steps):
            for name, lane in self.lanes.items():
                began = time.perf_counter()
                lane.train(self.round_steps, self.settings.learning_rate)
                self.clock[name].append(self.clock[name][-1] + time.perf_counter() - began)

    def look(self) -> dict[str, float]:
        """Network-steps done and mean loss reached in each lane, and the largest difference between lanes."""
        with torch.inference_mode(), single_thread():
            weights = {name: lane.weights(self.judge.chosen) for name, lane in self.lanes.items()}
        found = {name: self.judge.losses(those) for name, those in weights.items()}
        done = {f"steps_{name}": float(lane.done) for name, lane in self.lanes.items()}
        means = {name: float(losses.mean()) for name, losses in found.items()}
        if not self.losses or self.losses[-1][0] < self.rounds:
            self.losses.append((self.rounds, means))
            if len(self.losses) > HISTORY:
                self.losses[1:-1] = self.losses[2:-1:2]
        with np.errstate(all="ignore"):
            apart = [float(np.max(np.abs(losses / found["one"] - 1))) for losses in found.values()]
        return {
            "networks": float(self.settings.networks),
            **done,
            **{f"loss_{name}": mean for name, mean in means.items()},
            "difference": max(apart),
        }

    @property
    def rounds(self) -> int:
        """How many rounds are done."""
        return len(self.clock["one"]) - 1

    def work(self, rounds: float) -> float:
        """Network-steps in so many rounds of one lane."""
        return rounds * self.round_steps * self.settings.networks

    def speeds(self) -> dict[str, float]:
        """Network-steps a second of each lane, over its own time so far; 0 before the first round."""
        return {name: self.work(len(clock) - 1) / clock[-1] if clock[-1] else 0.0 for name, clock in self.clock.items()}

    def race(self) -> tuple[float, dict[str, float]]:
        """The fastest lane's time so far in seconds, and how far each lane was after so many seconds of its own."""
        now = min(clock[-1] for clock in self.clock.values())
        return now, {name: self.work(rounds_after(now, clock)) for name, clock in self.clock.items()}

    def draw(self, step: int, steps: int, title: str) -> str:  # noqa: ARG002
        """The lanes side by side after the same time, and below the losses, which must be the same."""
        now, places = self.race()
        planned = self.work(max(steps, self.rounds))
        race = Race(now, places, self.speeds(), planned, self.losses, steps, self.round_steps)
        return draw(race, title, self.legend)

    def blanks(self) -> stage.Blanks:
        """Speeds, times and what they say, with the counts in full."""
        now = min(clock[-1] for clock in self.clock.values())
        return {
            "networks": f"{self.settings.networks:,}",
            "network_steps": f"{self.work(self.rounds):,.0f}",
            "training_steps": f"{self.rounds * self.round_steps:,}",
            "seconds": f"{now:.2f}",
            "loss": f"{self.losses[-1][1]['one']:.3g}" if self.losses else "–",
            **gpu_race_words.blanks(self.speeds(), {name: clock[-1] for name, clock in self.clock.items()}),
        }

    def adjust(self, settings: Settings) -> None:
        """Go on at another learning rate, in all lanes from the same round on."""
        self.settings = settings


def rounds_after(seconds: float, clock: Sequence[float]) -> float:
    """How many rounds were done so many seconds after the start; `clock` tells when each one was."""
    done = bisect_right(clock, seconds) - 1
    if done + 1 == len(clock):
        return float(done)
    return done + (seconds - clock[done]) / (clock[done + 1] - clock[done])


def worked(numbers: Mapping[str, float]) -> bool:
    """Whether all lanes did the same number of network-steps and reached the same losses: see SAME."""
    done = [value for name, value in numbers.items() if name.startswith("steps_")]
    return len(done) >= 2 and min(done) == max(done) > 0 and numbers.get("difference", 1.0) <= SAME


def _begin(settings: Settings, device: Device, seed: int, legend: Legend) -> _Act:
    """The lanes, each with the same first weights: the same for the same settings and seed."""
    random = np.random.default_rng(seed)
    xs = np.linspace(-2, 2, POINTS, dtype=np.float32)
    ys = (np.sin(2 * xs) + 0.1 * random.standard_normal(POINTS)).astype(np.float32)
    shape, count = Shape(layer_sizes(1, settings.width, 2), "tanh"), settings.networks

    def network(networks: int, where: str = "cpu") -> Network:
        data = torch.from_numpy(xs)[:, None], torch.from_numpy(ys)[:, None]
        return Network(shape, *data, optimiser="sgd", seed=seed, device=where, networks=networks)

    with single_thread():
        stack = AllAtOnce(network(count))
        lanes: dict[str, Lane] = {"one": OneByOne(network(1), stack.weights(list(range(count)))), "all": stack}
    if device.torch_name == "cuda":
        lanes["gpu"] = AllAtOnce(network(count, "cuda"))
    chosen = np.linspace(0, count - 1, min(count, JUDGED)).astype(int).tolist()
    round_steps = max(1, NETWORK_STEPS // count)
    return _Act(settings, lanes, Judge(shape.sizes, xs, ys, chosen), round_steps, legend)


PLAY = stage.Play(NAME, _begin, worked, STEPS, live=frozenset({"learning_rate"}), exact=True)


def frames(
    settings: Settings, device: Device, seed: int, controls: Controls, pace: Pace, words: Words
) -> Iterator[Frame]:
    """The run, as the stage performs it."""
    return stage.perform(PLAY, settings, device, seed, controls, pace, words)
