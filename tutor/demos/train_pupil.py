"""A copy of the tutor's network that starts from random weights and learns topics: the same features, the same layers.

Simpler than the tutor's own training: no generated texts, no adversary, no dropout but that of features, and topics
only. Knows no pictures, and never touches the shipped model.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Sequence
from functools import cached_property

import torch
from torch import Tensor
from torch.nn import functional as F

from tutor.classifier.features import Ids
from tutor.classifier.model import Bags, IntentNetwork, Shape, collate
from tutor.device import single_thread

SMOOTHING = 0.1


class Pupil:
    """One network with its optimiser (AdamW). The same seed gives the same first weights on every device."""

    def __init__(self, features: int, topics: int, width: int, seed: int, device: str) -> None:
        with torch.device("meta"):
            network = IntentNetwork(Shape(features, topics, hidden=width), dropout=0.0)
        self.network = network.to_empty(device="cpu")
        self._start(torch.Generator().manual_seed(seed))
        self.network.to(device)
        self.device = device
        self._optimiser = torch.optim.AdamW(self.network.parameters(), fused=True)

    @torch.no_grad()
    def _start(self, random: torch.Generator) -> None:
        """First weights, spread as IntentNetwork's own ones."""
        network = self.network
        network.embedding.weight.normal_(std=0.5 / math.sqrt(network.shape.width), generator=random)
        network.normalise.reset_parameters()
        for layer in (network.hidden, network.output):
            bound = 1 / math.sqrt(layer.in_features)
            layer.weight.uniform_(-bound, bound, generator=random)
            layer.bias.uniform_(-bound, bound, generator=random)

    @cached_property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return sum(tensor.numel() for tensor in self.network.parameters())

    def copy(self) -> Pupil:
        """A twin: the same weights and the same memory of its optimiser, from here on its own."""
        twin = copy.copy(self)
        twin.network, twin._optimiser = copy.deepcopy((self.network, self._optimiser))
        return twin

    def learn(self, texts: Sequence[Ids], targets: Tensor, rate: float) -> None:
        """One step on a mini-batch; `targets` (n,) are the numbers of the texts' topics."""
        self._optimiser.param_groups[0]["lr"] = rate
        with single_thread():
            logits = self.network(self._moved(collate(texts)))
            loss = F.cross_entropy(logits, targets.to(self.device), label_smoothing=SMOOTHING)
            self._optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            self._optimiser.step()

    def finish(self) -> None:
        """Wait until a GPU has done all that it was asked, so that time can be measured."""
        if self.device == "cuda":
            torch.cuda.synchronize()

    def judge(self, bags: Bags) -> Tensor:
        """The topics' probabilities, (n, topics), on the CPU."""
        with torch.inference_mode(), single_thread():
            logits: Tensor = self.network(self._moved(bags))
            found: Tensor = logits[:, :-1].softmax(dim=1).cpu()
            return found

    def _moved(self, bags: Bags) -> Bags:
        if self.device == "cpu":
            return bags
        return Bags(bags.ids.to(self.device), bags.offsets.to(self.device), bags.weights.to(self.device))
