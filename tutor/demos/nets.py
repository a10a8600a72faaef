"""The engine: tiny fully connected networks trained without a framework's overhead.

For a network of eight neurons nearly all of a training step's time goes into bookkeeping: recording operations,
allocating results, walking over parameters. Here every buffer is made once, each layer is one matrix product
written into it, the backward pass is written by hand and the optimiser updates one flat vector in place.
Squared error, logistic and softmax cross-entropy; no saving. Knows nothing of demos, pictures or time.

Values lie feature by feature: a layer's output is (neurons, points), with a last row of ones, so that the bias
is a column of the weight matrix and costs no operation of its own. With `networks` > 1 every array has a leading
dimension and all networks take each step together, on the same data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor

from tutor.demos.activations import ACTIVATIONS as ACTIVATIONS
from tutor.demos.activations import BACKWARD, FORWARD, GAINS, PLAIN
from tutor.demos.activations import Activation as Activation
from tutor.demos.capture import Captured, DeviceOptimiser
from tutor.demos.losses import LOSSES, LossName
from tutor.demos.optimisers import Optimiser, optimiser_for
from tutor.device import single_thread


@dataclass(frozen=True)
class Shape:
    """What a network looks like: neurons by layer, inputs first, and what follows each hidden layer."""

    sizes: tuple[int, ...]
    activation: Activation = "tanh"

    def __str__(self) -> str:
        return "-".join(map(str, self.sizes))

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return sum(o * (i + 1) for i, o in zip(self.sizes, self.sizes[1:], strict=False))


class Network:
    """One tiny network, or `networks` of them at once, with its data, buffers and optimiser.

    `inputs` is (points, sizes[0]) and `targets` (points, sizes[-1]), float32: values for the loss "squares", 0 or 1
    for "logistic", one-hot rows for "softmax". While it trains, `dropout` of each hidden layer's outputs are silenced
    and weights (not biases) decay by `decay` times the learning rate a step, as in AdamW. The same seed gives the
    same first weights on every device. Raises ValueError where shapes don't fit together.
    """

    def __init__(
        self,
        shape: Shape,
        inputs: Tensor,
        targets: Tensor,
        *,
        optimiser: str = "adam",
        seed: int = 0,
        device: str = "cpu",
        networks: int = 1,
        loss: LossName = "squares",
        dropout: float = 0.0,
        decay: float = 0.0,
    ) -> None:
        if inputs.shape[1] != shape.sizes[0] or targets.shape != (inputs.shape[0], shape.sizes[-1]):
            raise ValueError(f"{shape} does not fit {tuple(inputs.shape)} -> {tuple(targets.shape)}")
        self.shape, self.networks, self.steps = shape, networks, 0
        self.device = torch.device(device)
        self._loss, self.dropout, self.decay = LOSSES[loss], dropout, decay
        self._lead = () if networks == 1 else (networks,)
        self.points = inputs.shape[0]
        self._matmul = torch.mm if networks == 1 else torch.bmm
        self._add_matmul = torch.addmm if networks == 1 else torch.baddbmm
        self.flat = torch.zeros(networks * shape.parameters, device=self.device)
        self.gradient = torch.zeros_like(self.flat)
        self.weights = self._views(self.flat)
        self._gradients = self._views(self.gradient)
        self._random = torch.Generator(self.device).manual_seed(seed)
        self._start(seed)
        self._decays = torch.cat([self._is_weight(w).flatten() for w in self.weights])
        on_gpu = self.device.type == "cuda"
        self._optimiser: Optimiser = (DeviceOptimiser if on_gpu else optimiser_for)(optimiser, self.flat, self.gradient)
        self._captured: Captured | None = None
        self._prepare(inputs, targets)

    def train(self, steps: int, learning_rate: float) -> None:
        """Take `steps` full-batch steps. On a GPU returns when they are done, so that time can be measured."""
        with torch.inference_mode(), single_thread():
            if isinstance(self._optimiser, DeviceOptimiser):
                self._replay(self._optimiser, steps, learning_rate)
            else:
                for _ in range(steps):
                    self._differentiate()
                    if self.decay:
                        self.flat.addcmul_(self.flat, self._decays, value=-learning_rate * self.decay)
                    self._optimiser.step(learning_rate)
        self.steps += steps

    def _differentiate(self) -> None:
        """The gradient of a training step."""
        self._silence()
        self._forward()
        self._backward()

    def _replay(self, optimiser: DeviceOptimiser, steps: int, learning_rate: float) -> None:
        """Steps on a GPU, recorded at the first call and after new data."""

        def step() -> None:
            self._differentiate()
            if self.decay:
                self.flat.sub_(self.flat * self._decays * (optimiser.rate * self.decay))
            optimiser.apply()

        optimiser.rate.fill_(learning_rate)
        if self._captured is None:
            self._captured = Captured(step, optimiser.state, self._random if self.dropout else None)
        self._captured.replay(steps)
        torch.cuda.synchronize()

    def loss(self) -> Tensor:
        """The mean loss on the training points now, nothing silenced: a scalar, or one for each network."""
        with torch.inference_mode(), single_thread():
            return self._loss.mean(self._scores(self._outputs[0][..., :-1, :]), self._goal)

    def teach(self, inputs: Tensor, targets: Tensor) -> None:
        """Go on with other training points; weights and the optimiser's memory stay."""
        with torch.inference_mode():
            if inputs.shape[0] != self.points:
                self.points, self._captured = inputs.shape[0], None
                self._prepare(inputs, targets)
                return
            # As many points as before: the same buffers, so that a recorded step stays good.
            self._first[:-1] = inputs.T
            self._goal.copy_(targets.T)
            torch.mul(self._goal, -self._scale, out=self._negative_goal)

    def compute_gradient(self) -> Tensor:
        """The loss's gradient for `flat` at the present weights; what `train` uses in each step."""
        with torch.inference_mode(), single_thread():
            self._differentiate()
        return self.gradient

    def predict(self, inputs: Tensor) -> Tensor:
        """Outputs for other `inputs` (points, sizes[0]): values, or probabilities for the losses that have some;
        (points, sizes[-1]), with networks first if several."""
        with torch.inference_mode(), single_thread():
            return self._loss.outputs(self._scores(inputs.to(self.device).T)).mT

    def layers(self, inputs: Tensor) -> list[Tensor]:
        """What each hidden layer makes of `inputs`, the first one first: (points, neurons) each."""
        with torch.inference_mode(), single_thread():
            return [values.mT for values in self._layers(inputs.to(self.device).T)]

    def _layers(self, values: Tensor) -> list[Tensor]:
        found = []
        for weight in self.weights[:-1]:
            values = PLAIN[self.shape.activation](weight[..., :-1] @ values + weight[..., -1:])
            found.append(values)
        return found

    def _scores(self, values: Tensor) -> Tensor:
        """The last layer's sums, (outputs, points), of `values` (inputs, points)."""
        values = self._layers(values)[-1] if len(self.weights) > 1 else values
        return self.weights[-1][..., :-1] @ values + self.weights[-1][..., -1:]

    @staticmethod
    def _is_weight(matrix: Tensor) -> Tensor:
        """1 for weights, 0 for the biases in the last column."""
        ones = torch.ones_like(matrix)
        ones[..., -1] = 0
        return ones

    def _views(self, flat: Tensor) -> list[Tensor]:
        """The flat vector seen as one (outputs, inputs + 1) matrix a layer; layer by layer, so each is in one piece."""
        views, start = [], 0
        for inputs, outputs in zip(self.shape.sizes, self.shape.sizes[1:], strict=False):
            end = start + self.networks * outputs * (inputs + 1)
            views.append(flat[start:end].view(*self._lead, outputs, inputs + 1))
            start = end
        return views

    def _start(self, seed: int) -> None:
        """First weights: uniform, with the spread that keeps signals from growing or fading through the layers."""
        random = torch.Generator().manual_seed(seed)
        gain = GAINS[self.shape.activation]
        for weight in self.weights:
            bound = gain * math.sqrt(3 / (weight.shape[-1] - 1))
            drawn = (torch.rand(weight.shape, generator=random) * 2 - 1) * bound
            weight.copy_(drawn)

    def _prepare(self, inputs: Tensor, targets: Tensor) -> None:
        """Make every buffer a step writes to."""
        lead, points, sizes = self._lead, self.points, self.shape.sizes
        self._first = torch.ones(sizes[0] + 1, points, device=self.device)
        self._first[:-1] = inputs.T
        self._outputs = [self._first.expand(*lead, *self._first.shape)]
        self._outputs += [torch.ones(*lead, n + 1, points, device=self.device) for n in sizes[1:-1]]
        self._hidden = [o[..., :-1, :] for o in self._outputs[1:]]
        gelu = self.shape.activation == "gelu"
        # Buffers of their own for what derivatives need: GELU's inputs, and outputs before some are silenced.
        apart = gelu or self.dropout > 0
        self._before = [torch.empty_like(h) for h in self._hidden] if apart else self._hidden
        self._after = self._hidden if gelu else self._before
        self._deltas = [torch.zeros(*lead, n, points, device=self.device) for n in sizes[1:-1]]
        self._scale = self._loss.scale(points, sizes[-1])
        self._goal = targets.T.to(self.device, copy=True)
        self._negative_goal = self._goal * -self._scale
        self._wanted = self._negative_goal.expand(*lead, *self._goal.shape)
        self._masks = [torch.ones_like(h) for h in self._hidden] if self.dropout else []
        self._error = torch.zeros(*lead, sizes[-1], points, device=self.device)
        self._forget_bias = [w[..., :-1].mT for w in self.weights]
        self._transposed = [o.mT for o in self._outputs]
        self._activate, self._derive = FORWARD[self.shape.activation], BACKWARD[self.shape.activation]

    def _silence(self) -> None:
        """Draw which hidden outputs this step silences; those that stay are raised, so that sums keep their size."""
        if self.dropout:
            for mask in self._masks:
                mask.bernoulli_(1 - self.dropout, generator=self._random).div_(1 - self.dropout)

    def _forward(self) -> None:
        """Outputs of all layers, and in `_error` the loss's derivative by the last one's sums."""
        last = len(self.weights) - 1
        for layer in range(last):
            self._matmul(self.weights[layer], self._outputs[layer], out=self._before[layer])
            self._activate(self._before[layer], self._after[layer])
            if self.dropout:
                torch.mul(self._after[layer], self._masks[layer], out=self._hidden[layer])
        if self._loss.squash is None:
            # One operation for output, difference and scale: 2/n (W h) - 2/n target.
            self._add_matmul(self._wanted, self.weights[last], self._outputs[last], alpha=self._scale, out=self._error)
        else:
            self._matmul(self.weights[last], self._outputs[last], out=self._error)
            self._loss.squash(self._error).sub_(self._goal).mul_(self._scale)

    def _backward(self) -> None:
        """The gradient of every weight, by the chain rule from the last layer to the first."""
        delta = self._error
        for layer in range(len(self.weights) - 1, -1, -1):
            self._matmul(delta, self._transposed[layer], out=self._gradients[layer])
            if layer:
                below = self._deltas[layer - 1]
                self._matmul(self._forget_bias[layer], delta, out=below)
                if self.dropout:
                    below.mul_(self._masks[layer - 1])
                self._derive(below, self._before[layer - 1], self._after[layer - 1])
                delta = below


def layer_sizes(inputs: int, width: int, depth: int, outputs: int = 1) -> tuple[int, ...]:
    """Neurons by layer for `depth` hidden layers of `width`."""
    return (inputs, *[width] * depth, outputs)


def column(values: NDArray[Any]) -> Tensor:
    """Values (points,) as a network's inputs or targets, (points, 1)."""
    return torch.from_numpy(values).float()[:, None]
