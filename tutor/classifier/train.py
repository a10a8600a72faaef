"""Trains the network on examples: the same weights from the same examples and seed on the same machine.

One pair of hands for the tutor's own questions and for any other labelled set. Writes no file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tutor.classifier.calibrate import Calibration, calibrate
from tutor.classifier.examples import Example, with_slips
from tutor.classifier.features import Features, train_tokenizer
from tutor.classifier.model import IntentNetwork, Shape, collate
from tutor.classifier.words import Words

THREADS = 2
"""Fixed, because the order of floating-point sums, and so the weights, depends on it."""


MOST_ADVERSE = 0.6
"""The furthest that an adversary may push, as a share of the pushed vector's length."""


@dataclass(frozen=True)
class Recipe:
    """Every knob of training; the same for all data.

    `adversity`, divided by the square root of how many texts there are to learn from, is how far an adversary
    pushes what is learnt from: the fewer the texts, the less a boundary close to one of them can be trusted.
    """

    seed: int = 0
    pieces: int = 4000
    epochs: int = 14
    batch: int = 128
    learning_rate: float = 1.5e-3
    weight_decay: float = 1e-2
    warm_up: int = 50
    drop_features: float = 0.4
    dropout: float = 0.2
    label_smoothing: float = 0.1
    adversity: float = 25.0
    generated_share: float = 0.4
    held_out_share: float = 0.1


@dataclass(frozen=True)
class Trained:
    """A trained network with all that is needed to use it."""

    network: IntentNetwork
    features: Features
    labels: tuple[str, ...]
    calibration: Calibration
    recipe: Recipe


Progress = Callable[[int, int, float], None]


def train(
    examples: Sequence[Example],
    validation: Sequence[Example],
    recipe: Recipe,
    progress: Progress | None = None,
) -> Trained:
    """Fit network and calibration. Without `validation`, a random share of `examples` is held out for the
    calibration, and the network then fitted again on all of them.

    `progress(epoch, epochs, loss)` is called after each epoch.
    """
    torch.set_num_threads(THREADS)
    if validation:
        network, features, labels = _fit(examples, recipe, progress)
        calibration = calibrate(scores(network, features, validation), labels, validation)
        return Trained(network, features, labels, calibration, recipe)
    chosen = np.random.default_rng(recipe.seed).random(len(examples)) < recipe.held_out_share
    held_out = [one for one, held in zip(examples, chosen, strict=True) if held]
    rest = [one for one, held in zip(examples, chosen, strict=True) if not held]
    calibration = train(rest, held_out, recipe, progress).calibration
    return Trained(*_fit(examples, recipe, progress), calibration, recipe)


def _fit(
    examples: Sequence[Example], recipe: Recipe, progress: Progress | None
) -> tuple[IntentNetwork, Features, tuple[str, ...]]:
    """The network, its features and labels, learnt from `examples` alone."""
    torch.manual_seed(recipe.seed)
    written = [one.text for one in examples if one.written]
    features = Features(train_tokenizer(written, recipe.pieces, recipe.seed))
    labels = tuple(sorted({one.label for one in examples if one.label is not None}))
    network = IntentNetwork(Shape(features.size, len(labels)), recipe.dropout)
    _descend(network, features, labels, with_slips(examples, recipe.seed), recipe, progress)
    return network, replace(features, words=Words.of(written)), labels


def _descend(
    network: IntentNetwork,
    features: Features,
    labels: Sequence[str],
    examples: Sequence[Example],
    recipe: Recipe,
    progress: Progress | None,
) -> None:
    random = np.random.default_rng(recipe.seed)
    encoded = [features.encode(one.text) for one in examples]
    index = {label: i for i, label in enumerate(labels)}
    targets = torch.tensor([len(labels) if one.label is None else index[one.label] for one in examples])
    always = np.flatnonzero([one.always for one in examples])
    at_times = np.flatnonzero([not one.always for one in examples])
    drawn = int(recipe.generated_share * len(at_times))
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=recipe.weight_decay, fused=True)
    push = min(recipe.adversity / math.sqrt(sum(one.written for one in examples)), MOST_ADVERSE)
    batches = math.ceil((len(always) + drawn) / recipe.batch)
    total, step = recipe.epochs * batches, 0
    network.train()
    for epoch in range(1, recipe.epochs + 1):
        losses = 0.0
        order = random.permutation(np.concatenate([always, random.choice(at_times, drawn, replace=False)]))
        for start in range(0, len(order), recipe.batch):
            chosen = order[start : start + recipe.batch]
            rate = min(1.0, (step + 1) / recipe.warm_up) * 0.5 * (1 + math.cos(math.pi * step / total))
            optimiser.param_groups[0]["lr"] = recipe.learning_rate * rate
            summed = network.embed(collate([encoded[i] for i in chosen], recipe.drop_features, random))
            loss = adversarial_loss(network, summed, targets[chosen], recipe.label_smoothing, push)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses, step = losses + loss.item(), step + 1
        if progress is not None:
            progress(epoch, recipe.epochs, losses / batches)
    network.eval()


def adversarial_loss(network: IntentNetwork, summed: Tensor, targets: Tensor, smoothing: float, push: float) -> Tensor:
    """The mean loss of `summed` (batch, width) as it is and pushed the way that raises it most, by `push` of its
    length (the fast gradient method, Miyato et al. 2017)."""
    plain = F.cross_entropy(network.judge(summed), targets, label_smoothing=smoothing)
    (slope,) = torch.autograd.grad(plain, summed, retain_graph=True)
    away = push * summed.detach().norm(dim=1, keepdim=True) * F.normalize(slope, dim=1)
    pushed = F.cross_entropy(network.judge(summed + away), targets, label_smoothing=smoothing)
    return (plain + pushed) / 2


def scores(network: IntentNetwork, features: Features, examples: Sequence[Example]) -> np.ndarray:
    """Logits (n, labels + 1) of `examples`, without dropout."""
    network.eval()
    with torch.inference_mode():
        logits: torch.Tensor = network(collate([features.encode(one.text) for one in examples]))
    return logits.numpy()
