"""What happens in the tutor's own network when it reads a message, station by station. Neither draws nor trains."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch.nn import functional as F

from tutor.classifier.model import collate
from tutor.demos.drawing import Floats
from tutor.demos.tutor_model import classifier
from tutor.device import single_thread
from tutor.language import read
from tutor.types import Guess, Influence


@dataclass(frozen=True)
class Reading:
    """One message on its way through the network.

    `summed` (112,) is the sum of its features' embeddings, `hidden` (512,) what the hidden layer makes of it;
    `guesses` the five best labels, `total` the sum of all labels' probabilities. `influences`: the message without
    each of its pieces in turn.
    """

    text: str
    features: int
    rows: int
    summed: Floats
    hidden: Floats
    guesses: tuple[Guess, ...]
    total: float
    scope: float
    threshold: float
    influences: tuple[Influence, ...]

    @property
    def best(self) -> Guess:
        """The likeliest label."""
        return self.guesses[0]

    @property
    def strongest(self) -> Influence:
        """The piece without which the best label loses most."""
        return min(self.influences, key=lambda one: one.probability)


@lru_cache(maxsize=64)
def read_inside(text: str) -> Reading | None:
    """What the shipped network makes of `text`; None where nothing in it can be seen."""
    message = read(text, None, "en")
    if not message.clean:
        return None
    own = classifier()
    trained = own.trained
    network = trained.network
    ids = trained.features.encode(message.clean)
    with torch.inference_mode(), single_thread():
        explanation = own.explain(message)
        summed = network.embed(collate([ids]))
        hidden = F.gelu(network.hidden(network.normalise(summed)))
        probabilities = trained.calibration.probabilities(network.output(hidden).numpy())
    return Reading(
        message.clean,
        len(ids),
        trained.features.size,
        summed.numpy()[0].astype(float),
        hidden.numpy()[0].astype(float),
        explanation.understanding.candidates,
        float(np.sum(probabilities, dtype=float)),
        explanation.understanding.scope,
        explanation.threshold,
        tuple(one for one in explanation.influences if one.piece) or explanation.influences,
    )
