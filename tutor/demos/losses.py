"""The losses that the engine trains with, each as plain arithmetic on sums of shape (outputs, points).

For all three the derivative by the last layer's sums is the output less the target, times a scale. No autograd.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor
from torch.nn import functional as F

LossName = Literal["squares", "logistic", "softmax"]


@dataclass(frozen=True)
class Loss:
    """`squash` turns sums into outputs in place (None: they are the outputs), `outputs` does so in a copy; `mean` is
    the loss of sums and targets, over the points of each network; `by_output`: averaged over the outputs, too."""

    squash: Callable[[Tensor], Tensor] | None
    outputs: Callable[[Tensor], Tensor]
    mean: Callable[[Tensor, Tensor], Tensor]
    factor: float
    by_output: bool

    def scale(self, points: int, outputs: int) -> float:
        """What the difference is multiplied with in the derivative."""
        return self.factor / (points * (outputs if self.by_output else 1))


def _squares(sums: Tensor, targets: Tensor) -> Tensor:
    return (sums - targets).square().mean((-2, -1))


def _logistic(sums: Tensor, targets: Tensor) -> Tensor:
    return (F.softplus(sums) - sums * targets).mean((-2, -1))


def _softmax(sums: Tensor, targets: Tensor) -> Tensor:
    return -(torch.log_softmax(sums, -2) * targets).sum(-2).mean(-1)


def _softmax_in_place(sums: Tensor) -> Tensor:
    sums.sub_(sums.amax(-2, keepdim=True)).exp_()
    return sums.div_(sums.sum(-2, keepdim=True))


LOSSES: dict[LossName, Loss] = {
    "squares": Loss(None, lambda sums: sums, _squares, 2.0, True),
    "logistic": Loss(torch.sigmoid_, torch.sigmoid, _logistic, 1.0, True),
    "softmax": Loss(_softmax_in_place, lambda sums: torch.softmax(sums, -2), _softmax, 1.0, False),
}
