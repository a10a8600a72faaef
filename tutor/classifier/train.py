"""Trains the network on examples: the same weights from the same examples and seed on the same machine.

One pair of hands for the tutor's own questions and for any other labelled set. Writes no file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional as F

from tutor.classifier.calibrate import Calibration, calibrate
from tutor.classifier.examples import Example, with_slips
from tutor.classifier.features import Features, train_tokenizer
from tutor.classifier.model import IntentNetwork, Shape, collate

THREADS = 2
"""Fixed, because the order of floating-point sums, and so the weights, depends on it."""


@dataclass(frozen=True)
class Recipe:
    """Every knob of training; the same for all data."""

    seed: int = 0
    pieces: int = 4000
    epochs: int = 20
    batch: int = 128
    learning_rate: float = 3e-3
    weight_decay: float = 1e-2
    warm_up: int = 50
    drop_features: float = 0.4
    dropout: float = 0.2
    label_smoothing: float = 0.1
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
    """Fit network and calibration. Without `validation`, a random share of `examples` is held out for it.

    `progress(epoch, epochs, loss)` is called after each epoch.
    """
    torch.set_num_threads(THREADS)
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    if not validation:
        chosen = random.random(len(examples)) < recipe.held_out_share
        validation = [one for one, held in zip(examples, chosen, strict=True) if held]
        examples = [one for one, held in zip(examples, chosen, strict=True) if not held]
    written = [one.text for one in examples if one.written]
    examples = with_slips(examples, recipe.seed)
    features = Features(train_tokenizer(written, recipe.pieces, recipe.seed))
    labels = tuple(sorted({one.label for one in examples if one.label is not None}))
    network = IntentNetwork(Shape(features.size, len(labels)), recipe.dropout)
    _fit(network, features, labels, examples, recipe, random, progress)
    calibration = calibrate(scores(network, features, validation), labels, validation)
    return Trained(network, features, labels, calibration, recipe)


def _fit(
    network: IntentNetwork,
    features: Features,
    labels: Sequence[str],
    examples: Sequence[Example],
    recipe: Recipe,
    random: np.random.Generator,
    progress: Progress | None,
) -> None:
    encoded = [features.encode(one.text) for one in examples]
    index = {label: i for i, label in enumerate(labels)}
    targets = torch.tensor([len(labels) if one.label is None else index[one.label] for one in examples])
    always = np.flatnonzero([one.always for one in examples])
    at_times = np.flatnonzero([not one.always for one in examples])
    drawn = int(recipe.generated_share * len(at_times))
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=recipe.weight_decay, fused=True)
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
            logits = network(collate([encoded[i] for i in chosen], recipe.drop_features, random))
            loss = F.cross_entropy(logits, targets[chosen], label_smoothing=recipe.label_smoothing)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses, step = losses + loss.item(), step + 1
        if progress is not None:
            progress(epoch, recipe.epochs, losses / batches)
    network.eval()


def scores(network: IntentNetwork, features: Features, examples: Sequence[Example]) -> np.ndarray:
    """Logits (n, labels + 1) of `examples`, without dropout."""
    network.eval()
    with torch.inference_mode():
        logits: torch.Tensor = network(collate([features.encode(one.text) for one in examples]))
    return logits.numpy()
