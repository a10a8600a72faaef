"""A training step recorded once as a CUDA graph and replayed: the GPU then works without waiting for Python.

Only for CUDA; what is recorded must write to the same buffers each time and take numbers that change (the learning
rate, Adam's corrections) from tensors. The optimisers here do; they agree with those of `optimisers`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

AT_ONCE = 20
"""Steps in one graph: launching a graph takes about as long as several of its kernels."""
WARM_UP = 3


class Captured:
    """`step` recorded for replay. `state` is all that a step changes from one to the next: it is put back after the
    steps that warming up takes. `random`: the generator a step draws from, if any."""

    def __init__(
        self, step: Callable[[], None], state: Sequence[Tensor], random: torch.Generator | None = None
    ) -> None:
        before = [tensor.clone() for tensor in state]
        drawn = random.get_state() if random is not None else None
        stream = torch.cuda.Stream()  # type: ignore[no-untyped-call]
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(WARM_UP):
                step()
        torch.cuda.current_stream().wait_stream(stream)
        self._one, self._many = self._record(step, 1, random), self._record(step, AT_ONCE, random)
        for tensor, old in zip(state, before, strict=True):
            tensor.copy_(old)
        if random is not None and drawn is not None:
            random.set_state(drawn)

    @staticmethod
    def _record(step: Callable[[], None], times: int, random: torch.Generator | None) -> torch.cuda.CUDAGraph:
        graph = torch.cuda.CUDAGraph()
        if random is not None:
            graph.register_generator_state(random)
        with torch.cuda.graph(graph):
            for _ in range(times):
                step()
        return graph

    def replay(self, steps: int) -> None:
        """Take `steps` steps; returns before they are done."""
        for _ in range(steps // AT_ONCE):
            self._many.replay()
        for _ in range(steps % AT_ONCE):
            self._one.replay()


class DeviceOptimiser:
    """SGD, momentum or Adam on one flat vector, all of its numbers tensors beside it."""

    def __init__(self, name: str, parameters: Tensor, gradient: Tensor) -> None:
        self.name, self.parameters, self.gradient = name, parameters, gradient
        self.rate = torch.zeros((), device=parameters.device)
        self.first, self.second = torch.zeros_like(parameters), torch.zeros_like(parameters)
        self._work = torch.zeros_like(parameters)
        self.fading = torch.ones(2, device=parameters.device)
        self._keeps = torch.tensor([0.9, 0.999], device=parameters.device)
        if name not in ("sgd", "momentum", "adam"):
            raise KeyError(name)

    @property
    def state(self) -> list[Tensor]:
        """What a step changes."""
        return [self.parameters, self.first, self.second, self.fading]

    def step(self, learning_rate: float) -> None:
        """Apply the gradient as it stands now."""
        self.rate.fill_(learning_rate)
        self.apply()

    def apply(self) -> None:
        """A step at the rate that `rate` holds."""
        if self.name == "sgd":
            self.parameters.sub_(torch.mul(self.gradient, self.rate, out=self._work))
        elif self.name == "momentum":
            self.first.mul_(0.9).add_(self.gradient)
            self.parameters.sub_(torch.mul(self.first, self.rate, out=self._work))
        else:
            self._adam()

    def _adam(self) -> None:
        self.fading.mul_(self._keeps)
        left = 1 - self.fading
        self.first.lerp_(self.gradient, 0.1)
        self.second.mul_(0.999).addcmul_(self.gradient, self.gradient, value=0.001)
        torch.sqrt(torch.div(self.second, left[1], out=self._work), out=self._work).add_(1e-8)
        self.parameters.sub_(torch.div(self.first, self._work, out=self._work).mul_(self.rate / left[0]))
