"""A network that is watched while it learns: its loss on training and on validation points, and where the latter was
lowest. Stops there if asked to. Draws nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
from torch import Tensor

from tutor.demos.drawing import Floats
from tutor.demos.nets import Network


@dataclass
class Learner:
    """A network with all that is asked of it, and what was seen so far.

    `inputs` (places, 1) are those of its training points, of validation points, and of places on its curve; `targets`
    (points, 1) those of all points.
    `history` holds (step, training loss, validation loss) at steps that lie ever further apart, as a logarithmic axis
    shows them. With `stops`, the weights of the lowest validation loss are put back and kept once it has not fallen
    for as many steps as it took to get there, and PATIENCE more.
    """

    network: Network
    inputs: Tensor
    targets: Tensor
    stops: bool = False
    history: list[tuple[int, float, float]] = field(default_factory=list)
    lowest: float = math.inf
    lowest_step: int = 0
    stopped: bool = False
    _best: Tensor = field(init=False)

    def __post_init__(self) -> None:
        self._best = self.network.flat.clone()
        self._check()

    def train(self, steps: int, learning_rate: float) -> None:
        """Take `steps` steps, looking at both losses on the way; nothing once stopped."""
        end = self.network.steps + steps
        while self.network.steps < end and not self.stopped:
            due = self.history[-1][0] + max(1, self.history[-1][0] // SPACING)
            self.network.train(min(due, end) - self.network.steps, learning_rate)
            if self.network.steps == due:
                self._check()

    def losses(self) -> tuple[float, float]:
        """The mean squared error now, on training and on validation points."""
        return self.look()[:2]

    def look(self) -> tuple[float, float, Floats]:
        """Both losses, and the values (places,) at the places on its curve: in one pass."""
        outputs, points = self.network.predict(self.inputs), self.network.points
        squares = (outputs[: len(self.targets)] - self.targets).square()
        values = outputs[len(self.targets) :, 0].cpu().numpy().astype(float)
        return float(squares[:points].mean()), float(squares[points:].mean()), values

    def _check(self) -> None:
        training, validation = self.losses()
        step = self.network.steps
        self.history.append((step, training, validation))
        if validation < self.lowest:
            self.lowest, self.lowest_step = validation, step
            self._best.copy_(self.network.flat)
        elif self.stops and step > 2 * self.lowest_step + PATIENCE:
            self.stopped = True
            with torch.inference_mode():
                self.network.flat.copy_(self._best)
            self.history.append((step, *self.losses()))


PATIENCE = 100
SPACING = 12
"""The next look comes after a twelfth of the steps so far."""
