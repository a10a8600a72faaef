"""The network: a bag of feature embeddings, one hidden layer, a score for every label and one for none of them.

Nothing here knows of languages, labels' names or files.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tutor.classifier.features import Ids


@dataclass(frozen=True)
class Shape:
    """The sizes of a network: rows of the embedding table, its width, hidden units and labels."""

    features: int
    labels: int
    width: int = 112
    hidden: int = 512


@dataclass(frozen=True)
class Bags:
    """A batch of texts as flat feature ids (n,), where each text begins (batch,), and a weight an id (n,)."""

    ids: Tensor
    offsets: Tensor
    weights: Tensor


class IntentNetwork(nn.Module):
    """Scores a batch of bags, as logits: (batch, labels + 1), the last column for "out of scope"."""

    def __init__(self, shape: Shape, dropout: float = 0.2) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.EmbeddingBag(shape.features, shape.width, mode="sum")
        self.normalise = nn.LayerNorm(shape.width)
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(shape.width, shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.labels + 1)
        # Small beginnings: with larger ones the random rows of rare features drown the few learnt ones.
        nn.init.normal_(self.embedding.weight, std=0.5 / math.sqrt(shape.width))

    def forward(self, bags: Bags) -> Tensor:
        """Logits, (batch, labels + 1)."""
        return self.judge(self.embed(bags))

    def embed(self, bags: Bags) -> Tensor:
        """The weighted sum of each text's embeddings, (batch, width)."""
        summed: Tensor = self.embedding(bags.ids, bags.offsets, per_sample_weights=bags.weights)
        return summed

    def judge(self, summed: Tensor) -> Tensor:
        """Logits, (batch, labels + 1), of sums (batch, width)."""
        inner = self.hidden(self.normalise(summed))
        logits: Tensor = self.output(self.dropout(F.gelu(inner)))
        return logits


def collate(encoded: Sequence[Ids], drop: float = 0.0, random: np.random.Generator | None = None) -> Bags:
    """Bags of `encoded` texts. With `drop`, that share of each text's features is left out at random."""
    if drop and random is not None:
        encoded = [ids[random.random(len(ids)) >= drop] for ids in encoded]
    lengths = np.array([len(ids) for ids in encoded], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64)
    weights = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32)
    flat = np.concatenate(encoded) if len(encoded) else np.zeros(0, dtype=np.int64)
    return Bags(torch.from_numpy(flat), torch.from_numpy(offsets), torch.from_numpy(weights))
