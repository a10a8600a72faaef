"""A small convolutional network for 8 by 8 pictures: 8 kernels of 3 by 3, ReLU, average pooling, softmax.

Forward and backward pass by hand: on patches laid out as rows a convolution is one matrix product. Its values lie
kernel by kernel, (8, places): matrices eight columns wide take several times as long. No padding, mini-batches at
random, Adam with decay of weights. Knows nothing of demos.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from tutor.demos.optimisers import Adam
from tutor.device import single_thread

KERNELS = 8
BATCH = 64
DECAY = 0.3
_POOLED = 3
"""Rows and columns of a feature map after pooling; 6 before, in squares of 2 by 2."""


class KernelNet:
    """The network with its training pictures (n, 8, 8) and their classes (n,)."""

    def __init__(self, pictures: Tensor, labels: Tensor, classes: int, seed: int, device: str = "cpu") -> None:
        self.device = torch.device(device)
        self._random = torch.Generator().manual_seed(seed)
        with torch.inference_mode(), single_thread():
            self._patches = patches(pictures.to(self.device))
            self._goals = torch.eye(classes)[labels].to(self.device)
        features = KERNELS * _POOLED * _POOLED
        shapes = [(KERNELS, 9), (KERNELS,), (classes, features), (classes,)]
        self.flat = torch.zeros(sum(math.prod(shape) for shape in shapes), device=self.device)
        self.gradient = torch.zeros_like(self.flat)
        self._kernels, self._biases, self._weights, self._offsets = _views(self.flat, shapes)
        self._slopes = _views(self.gradient, shapes)
        self._mean = torch.full((4,), 1 / 4, device=self.device)
        self._kernels.copy_((torch.rand(KERNELS, 9, generator=self._random) * 2 - 1) * math.sqrt(2 / 3))
        self._weights.copy_((torch.rand(classes, features, generator=self._random) * 2 - 1) * math.sqrt(3 / features))
        self._optimiser = Adam(self.flat, self.gradient)

    @property
    def kernels(self) -> Tensor:
        """The learned kernels, (8, 3, 3)."""
        return self._kernels.view(KERNELS, 3, 3)

    @property
    def strongest(self) -> int:
        """The kernel that the answer depends on most: the largest product of its own and its outgoing weights."""
        outgoing = self._weights.view(-1, _POOLED * _POOLED, KERNELS).square().sum((0, 1))
        return int(torch.argmax(outgoing * self._kernels.square().sum(1)))

    def train(self, steps: int, rate: float) -> None:
        """Take `steps` steps, each on BATCH pictures at random."""
        with torch.inference_mode(), single_thread():
            for _ in range(steps):
                picked = torch.randint(len(self._goals), (BATCH,), generator=self._random).to(self.device)
                self.compute_gradient(self._patches[picked], self._goals[picked])
                self.flat.mul_(1 - min(rate * DECAY, 1))
                self._optimiser.step(rate)
            if self.device.type == "cuda":
                torch.cuda.synchronize()

    def chances(self, rows: Tensor) -> Tensor:
        """Probabilities (n, classes) for pictures as `patches` (n, 36, 9)."""
        with torch.inference_mode(), single_thread():
            return self._forward(rows.to(self.device))[2].softmax(1)

    def _forward(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Feature maps before the ReLU (8, n * 36), pooled ones (n, 72) and the classes' scores (n, classes)."""
        maps = torch.addmm(self._biases[:, None], self._kernels, rows.reshape(-1, 9).T)
        means = (maps.relu().view(-1, 4) @ self._mean).view(KERNELS, -1, _POOLED * _POOLED)
        pooled = means.permute(1, 2, 0).flatten(1)
        return maps, pooled, torch.addmm(self._offsets, pooled, self._weights.T)

    def compute_gradient(self, rows: Tensor, goals: Tensor) -> Tensor:
        """The gradient of the mean cross-entropy on these patches and one-hot goals, by the chain rule; as `flat`."""
        maps, pooled, scores = self._forward(rows)
        delta = (scores.softmax(1) - goals) / len(goals)
        kernels, biases, weights, offsets = self._slopes
        torch.mm(delta.T, pooled, out=weights)
        torch.sum(delta, 0, out=offsets)
        shared = (delta @ self._weights / 4).view(-1, KERNELS).T.contiguous()[..., None]
        back = (shared * (maps > 0).view(KERNELS, -1, 4)).view(KERNELS, -1)
        torch.mm(back, rows.reshape(-1, 9), out=kernels)
        torch.sum(back, 1, out=biases)
        return self.gradient


def patches(pictures: Tensor) -> Tensor:
    """Every 3 by 3 window of pictures (n, 8, 8) as a row, (n, 36, 9): the four that are pooled stand together."""
    places = F.unfold(pictures[:, None], 3).mT.reshape(-1, _POOLED, 2, _POOLED, 2, 9)
    return places.transpose(2, 3).reshape(-1, 4 * _POOLED * _POOLED, 9)


def _views(flat: Tensor, shapes: list[tuple[int, ...]]) -> list[Tensor]:
    """The flat vector seen as tensors of these shapes, one after the other."""
    found, start = [], 0
    for shape in shapes:
        end = start + math.prod(shape)
        found.append(flat[start:end].view(shape))
        start = end
    return found
