"""SGD, momentum and Adam as in-place arithmetic on one flat vector of parameters.

The same formulas and defaults as torch.optim, without parameter groups, hooks or schedules.
"""

from __future__ import annotations

import math
from typing import Literal, Protocol, get_args

import torch
from torch import Tensor

OptimiserName = Literal["sgd", "momentum", "adam"]
OPTIMISERS: tuple[OptimiserName, ...] = get_args(OptimiserName)


class Optimiser(Protocol):
    """Changes the parameters it was made for by their gradient, once a step."""

    def step(self, learning_rate: float) -> None:
        """Apply the gradient as it stands now."""


class Sgd:
    """parameters -= rate * gradient."""

    def __init__(self, parameters: Tensor, gradient: Tensor) -> None:
        self.parameters, self.gradient = parameters, gradient

    def step(self, learning_rate: float) -> None:
        """One step downhill."""
        self.parameters.add_(self.gradient, alpha=-learning_rate)


class Momentum:
    """Steps that keep part of their speed: velocity = 0.9 velocity + gradient."""

    def __init__(self, parameters: Tensor, gradient: Tensor, keep: float = 0.9) -> None:
        self.parameters, self.gradient, self.keep = parameters, gradient, keep
        self.velocity = torch.zeros_like(parameters)

    def step(self, learning_rate: float) -> None:
        """One step along the velocity."""
        self.velocity.mul_(self.keep).add_(self.gradient)
        self.parameters.add_(self.velocity, alpha=-learning_rate)


class Adam:
    """Kingma and Ba's Adam: each parameter's step is scaled by its own recent gradients."""

    def __init__(
        self, parameters: Tensor, gradient: Tensor, keep: float = 0.9, keep_square: float = 0.999, tiny: float = 1e-8
    ) -> None:
        self.parameters, self.gradient = parameters, gradient
        self.keep, self.keep_square, self.tiny = keep, keep_square, tiny
        self.mean, self.square = torch.zeros_like(parameters), torch.zeros_like(parameters)
        self._root = torch.zeros_like(parameters)
        self._fading, self._fading_square = 1.0, 1.0

    def step(self, learning_rate: float) -> None:
        """One step, corrected for the averages' start at zero."""
        self._fading *= self.keep
        self._fading_square *= self.keep_square
        # The correction of `square` is moved into `tiny` and the rate, which saves an operation on the vector.
        root = math.sqrt(1 - self._fading_square)
        self.mean.lerp_(self.gradient, 1 - self.keep)
        self.square.mul_(self.keep_square).addcmul_(self.gradient, self.gradient, value=1 - self.keep_square)
        torch.sqrt(self.square, out=self._root).add_(self.tiny * root)
        self.parameters.addcdiv_(self.mean, self._root, value=-learning_rate * root / (1 - self._fading))


def optimiser_for(name: str, parameters: Tensor, gradient: Tensor) -> Optimiser:
    """The optimiser called `name` for a flat vector and its gradient. Raises KeyError for any other name."""
    kinds: dict[str, type[Sgd] | type[Momentum] | type[Adam]] = {"sgd": Sgd, "momentum": Momentum, "adam": Adam}
    return kinds[name](parameters, gradient)
