"""Three deep networks of one shape, trained together: sigmoid, ReLU, and ReLU with residual connections.

Plain matrix products and a backward pass by hand, as in `nets`, which knows neither residual connections nor several
activations at once. Two inputs, `depth` hidden layers of `width` neurons, one output, logistic loss, full batch.
Knows nothing of pictures or time.

First weights are those that are customary for each: Glorot's for sigmoid, He's for ReLU; in the residual network a
layer adds to what it was given, h + relu(W h + b), so all but the first start smaller by the root of the depth, or
the sum would grow with every layer. All three get the same random numbers, all biases start at 0.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from tutor.demos.drawing import Floats
from tutor.demos.optimisers import optimiser_for
from tutor.device import single_thread

NETWORKS = ("sigmoid", "relu", "residual")
INPUTS = 2
_aten = torch.ops.aten


class Trio:
    """The three networks with their data, buffers and optimiser; arrays have the network as leading dimension.

    `inputs` is (points, 2), `targets` (points,) of 0 and 1. `scale` multiplies all first weights. `gradient` always
    belongs to the weights of now.
    """

    def __init__(
        self,
        depth: int,
        width: int,
        inputs: Tensor,
        targets: Tensor,
        *,
        optimiser: str = "momentum",
        scale: float = 1.0,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        self.depth, self.width, self.device = depth, width, torch.device(device)
        self.flat = torch.zeros(sum(math.prod(shape) for shape in self._shapes()), device=self.device)
        self.gradient = torch.zeros_like(self.flat)
        self.first, self.hidden, self.last, self.biases, self.last_bias = self._views(self.flat)
        self._by_first, self._by_hidden, self._by_last, self._by_biases, self._by_last_bias = self._views(self.gradient)
        self._start(scale, seed)
        self._optimiser = optimiser_for(optimiser, self.flat, self.gradient)
        self._prepare(inputs.T.to(self.device), targets.to(self.device))
        with torch.inference_mode(), single_thread():
            self._compute()

    def train(self, steps: int, learning_rate: float) -> None:
        """Take `steps` full-batch steps. On a GPU returns when they are done, so that time can be measured."""
        with torch.inference_mode(), single_thread():
            for _ in range(steps):
                self._optimiser.step(learning_rate)
                self._compute()
            if self.device.type == "cuda":
                torch.cuda.synchronize()

    def losses(self) -> Floats:
        """Each network's mean logistic loss now: (3,)."""
        with torch.inference_mode():
            loss = torch.nn.functional.softplus(self._sums) - self._sums * self._goal
            return loss.mean((-2, -1)).cpu().numpy().astype(float)

    def right(self) -> Floats:
        """The share of points that each network puts on the right side: (3,)."""
        with torch.inference_mode():
            return ((self._sums > 0) == (self._goal > 0.5)).float().mean((-2, -1)).cpu().numpy().astype(float)

    def sizes(self) -> Floats:
        """The gradient's size by hidden layer, (3, depth): root mean square over a layer's weights."""
        with torch.inference_mode(), single_thread():
            # In double precision: squares of numbers near 1e-30 would vanish a second time.
            first = self._by_first.double().square().mean((-2, -1))[None]
            hidden = self._by_hidden.double().square().mean((-2, -1))
            return torch.cat([first, hidden]).sqrt().T.cpu().numpy()

    def _shapes(self) -> list[tuple[int, ...]]:
        """First weights, those between hidden layers, last ones; then hidden layers' biases and the last."""
        depth, width, many = self.depth, self.width, len(NETWORKS)
        between = (depth - 1, many, width, width)
        return [(many, width, INPUTS), between, (many, 1, width), (depth, many, width, 1), (many, 1, 1)]

    def _views(self, flat: Tensor) -> list[Tensor]:
        views, start = [], 0
        for shape in self._shapes():
            end = start + math.prod(shape)
            views.append(flat[start:end].view(shape))
            start = end
        return views

    def _start(self, scale: float, seed: int) -> None:
        random = torch.Generator().manual_seed(seed)

        def draw(outputs: int, inputs: int, shrink: float) -> Tensor:
            glorot, he = math.sqrt(6 / (inputs + outputs)), math.sqrt(6 / inputs)
            bounds = torch.tensor([glorot, he, he * shrink])[:, None, None] * scale
            return (torch.rand(outputs, inputs, generator=random) * 2 - 1) * bounds

        self.first.copy_(draw(self.width, INPUTS, 1.0))
        for layer in self.hidden:
            layer.copy_(draw(self.width, self.width, 1 / math.sqrt(self.depth)))
        self.last.copy_(draw(1, self.width, 1 / math.sqrt(self.depth)))

    def _prepare(self, inputs: Tensor, targets: Tensor) -> None:
        """Make every buffer a step writes to, and every view it reads."""
        many, points = len(NETWORKS), inputs.shape[1]
        self._goal = targets.expand(many, 1, points)
        self._inputs = inputs.expand(many, INPUTS, points)
        self._values = [torch.zeros(many, self.width, points, device=self.device) for _ in range(self.depth)]
        self._added = [torch.zeros(self.width, points, device=self.device) for _ in range(self.depth)]
        self._sums = torch.zeros(many, 1, points, device=self.device)
        self._error = torch.zeros_like(self._sums)
        self._deltas = [torch.zeros_like(self._values[0]) for _ in range(2)]
        self._inner = torch.zeros_like(self._values[0])
        self._weights = [self.first, *self.hidden]
        self._by_weights = [self._by_first, *self._by_hidden]

    def _compute(self) -> None:
        """The gradient at the weights of now."""
        self._forward()
        torch.sigmoid(self._sums, out=self._error)
        self._error.sub_(self._goal).div_(self._goal.shape[-1])
        self._backward()

    def _forward(self) -> None:
        below = self._inputs
        for layer, (weights, values) in enumerate(zip(self._weights, self._values, strict=True)):
            torch.baddbmm(self.biases[layer], weights, below, out=values)
            values[0].sigmoid_()
            values[1:].relu_()
            self._added[layer].copy_(values[2])
            if layer:
                values[2].add_(below[2])
            below = values
        torch.baddbmm(self.last_bias, self.last, below, out=self._sums)

    def _backward(self) -> None:
        """By the chain rule from the last layer to the first; in the residual network each layer's delta goes on
        unchanged beside what its weights make of it."""
        torch.bmm(self._error, self._values[-1].mT, out=self._by_last)
        torch.sum(self._error, -1, keepdim=True, out=self._by_last_bias)
        delta, other = self._deltas
        torch.bmm(self.last.mT, self._error, out=delta)
        inner = self._inner
        for layer in range(self.depth - 1, -1, -1):
            values = self._values[layer]
            _aten.sigmoid_backward.grad_input(delta[0], values[0], grad_input=inner[0])
            _aten.threshold_backward.grad_input(delta[1], values[1], 0, grad_input=inner[1])
            _aten.threshold_backward.grad_input(delta[2], self._added[layer], 0, grad_input=inner[2])
            below = self._values[layer - 1] if layer else self._inputs
            torch.bmm(inner, below.mT, out=self._by_weights[layer])
            torch.sum(inner, -1, keepdim=True, out=self._by_biases[layer])
            if layer:
                torch.bmm(self._weights[layer].mT, inner, out=other)
                other[2].add_(delta[2])
                delta, other = other, delta
