"""A tiny transformer that answers a row of letters with a row of the same length, trained by autograd.

Letters and places have learned vectors. In each layer every place looks at all letters of the row (one head) and
then works on its own through two layers of neurons; both parts add to what was there, and both read it at mean 0
and spread 1. No dropout, no mask: every place may look forward as well as back. Knows no task and draws nothing.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from tutor.demos.optimisers import Adam
from tutor.device import single_thread

INNER = 2
"""Neurons of the part that each place has for itself, as a multiple of the width."""
BY_LAYER = 5


class Transformer:
    """One network for rows of `length` letters out of `letters`, with its optimiser.

    The same seed gives the same first weights on every device.
    """

    def __init__(self, letters: int, length: int, width: int, depth: int, *, seed: int, device: str = "cpu") -> None:
        self.letters, self.width, self.depth = letters, width, depth
        one = [(width, 3 * width), (width, width), (width, INNER * width), (INNER * width,), (INNER * width, width)]
        shapes: list[tuple[int, ...]] = [(letters, width), (length, width), *one * depth, (width, letters)]
        sizes = [math.prod(shape) for shape in shapes]
        self.flat = torch.zeros(sum(sizes), device=device)
        self.gradient = torch.zeros_like(self.flat)
        self._weights: list[Tensor] = []
        random = torch.Generator().manual_seed(seed)
        parts = zip(shapes, torch.split(self.flat, sizes), torch.split(self.gradient, sizes), strict=True)
        for index, (shape, values, gradient) in enumerate(parts):
            if len(shape) == 2:
                spread = 1.0 if index < 2 else shape[0] ** -0.5
                values.view(shape).copy_(torch.randn(shape, generator=random) * spread)
            # Leaves that share memory with the flat vectors: autograd fills one, Adam moves the other in one piece.
            weight = values.view(shape).detach().requires_grad_()
            weight.grad = gradient.view(shape)
            self._weights.append(weight)
        self._optimiser = Adam(self.flat, self.gradient)

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return self.flat.numel()

    def learn(self, rows: Tensor, answers: Tensor, learning_rate: float) -> None:
        """One step on rows of letters and the rows that should come out, (rows, length) whole numbers each."""
        with single_thread():
            scores, _ = self._forward(rows)
            loss = F.cross_entropy(scores, answers.reshape(-1))
            self.gradient.zero_()
            loss.backward()  # type: ignore[no-untyped-call]
            with torch.no_grad():
                self._optimiser.step(learning_rate)

    def read(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Log-probabilities of every letter at every place, (rows, length, letters), and the last layer's attention,
        (rows, output place, input place), which sums to 1 over the input places."""
        with torch.inference_mode(), single_thread():
            scores, attention = self._forward(rows)
            return torch.log_softmax(scores, -1).view(*rows.shape, self.letters), attention

    def _forward(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Scores, (rows * length, letters), and the last layer's attention as `read` returns it."""
        count, length = rows.shape
        values = (F.embedding(rows, self._weights[0]) + self._weights[1]).flatten(0, 1)
        attention = values
        for layer in range(self.depth):
            look, mix, into, bias, out = self._weights[2 + BY_LAYER * layer : 2 + BY_LAYER * (layer + 1)]
            seen = (self._even(values) @ look).view(count, length, 3 * self.width)
            query, key, value = torch.split(seen, self.width, -1)
            # A softmax down the columns is three times as fast as one along rows that are so short.
            attention = torch.softmax(key @ query.mT / math.sqrt(self.width), 1).mT
            values = torch.addmm(values, (attention @ value).flatten(0, 1), mix)
            values = torch.addmm(values, torch.addmm(bias, self._even(values), into).relu(), out)
        return self._even(values) @ self._weights[-1], attention

    def _even(self, values: Tensor) -> Tensor:
        """Each place's vector at mean 0 and spread 1."""
        return F.layer_norm(values, (self.width,))
