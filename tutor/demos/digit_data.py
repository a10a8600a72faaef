"""Handwritten digits for demos: scikit-learn's 8 by 8 pictures, and a learner's drawing made to look like them.

The data set comes with scikit-learn (load_digits: 1797 digits by 13 people, the test part of UCI's optical digits); it
was made by scaling each digit to 32 by 32 black or white pixels and counting the black ones in blocks of 4 by 4.
`from_sketch` does the same to a drawing. The same people wrote what is trained on and what is tested on, so a new hand
is harder to read than test digits. Downloads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tutor.demos.drawing import Floats
from tutor.device import single_thread

SIDE = 8
FINE = 32
TESTS = 500
PAPER = 0.4
"""Below this share of the darkest ink a drawing's pixel is paper."""
WIDEST = 20
"""Pixels out of 32 that a digit is wide at most: half of the data set's have ink over 18 to 20, the median is 19."""
INKED = 313
"""Black pixels out of 1024: what the data set's digits have on average, ones hardly fewer than eights."""


@dataclass(frozen=True)
class Split:
    """Pictures (n, 8, 8), 0 to 1, and digits (n,): to train on, and set aside for the test."""

    pictures: Tensor
    digits: Tensor
    test_pictures: Tensor
    test_digits: Tensor


def split(seed: int, points: int) -> Split:
    """`points` digits to train on and TESTS others, drawn by `seed`; the tests do not depend on `points`."""
    pictures, digits = _load()
    order = torch.from_numpy(np.random.default_rng(seed).permutation(len(digits)))
    tests, rest = order[:TESTS], order[TESTS : TESTS + points]
    return Split(pictures[rest], digits[rest], pictures[tests], digits[tests])


@lru_cache(maxsize=1)
def _load() -> tuple[Tensor, Tensor]:
    from sklearn.datasets import load_digits

    found = load_digits()
    return torch.from_numpy(found.images / 16).float(), torch.from_numpy(found.target).long()


def jitter(pictures: Tensor, random: torch.Generator) -> Tensor:
    """Each picture (n, 8, 8) made wider or narrower by up to 25%, slanted by up to 17 degrees, shifted a little."""
    with torch.inference_mode(), single_thread():
        drawn = torch.rand(len(pictures), 6, generator=random) * 2 - 1
        change = torch.zeros(len(pictures), 2, 3)
        change[:, 0, 0], change[:, 1, 1] = 1 + 0.25 * drawn[:, 0], 1 + 0.1 * drawn[:, 1]
        change[:, 0, 1], change[:, 1, 0] = 0.3 * drawn[:, 2], 0.16 * drawn[:, 3]
        # In affine_grid's units a picture reaches from -1 to 1, so a pixel is 2 / 8.
        change[:, :, 2] = 0.2 * 2 / SIDE * drawn[:, 4:]
        grid = F.affine_grid(change, [len(pictures), 1, SIDE, SIDE], align_corners=False)
        return F.grid_sample(pictures[:, None], grid, align_corners=False)[:, 0]


def from_sketch(drawn: Floats) -> Floats:
    """The drawing (rows, columns), 0 to 1, as the data set would hold it: (8, 8), 0 to 1; noughts without ink.

    It is scaled so that its bounding box fills the height, its centre of mass comes to the middle from left to right,
    and its strokes are thickened or thinned until it has as much ink as the data set's digits.
    """
    if not drawn.any():
        return np.zeros((SIDE, SIDE))
    dark = drawn >= PAPER * drawn.max()
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    mass = float(drawn.sum(0) @ (np.arange(drawn.shape[1]) + 0.5) / drawn.sum())
    at, grown = np.arange(FINE) + 0.5 - FINE / 2, 0.0
    # How far strokes grow is known only after scaling, and needs room: three rounds settle it.
    for _ in range(3):
        wide = min(FINE - 2 * grown, (WIDEST - 2 * grown) * (bottom - top) / (right - left))
        across = max(wide, 1.0) / (bottom - top)
        upwards = min((FINE - 2 * grown) / (bottom - top), 2 * across)
        reach = (FINE / 2 - grown) / across
        middle = float(np.clip(mass, right - reach, left + reach))
        from_rows = _weights(at / upwards + (top + bottom) / 2, drawn.shape[0])
        from_columns = _weights(at / across + middle, drawn.shape[1])
        fine, grown = _inked(from_rows @ drawn @ from_columns.T)
    blocks: Floats = fine.reshape(SIDE, FINE // SIDE, SIDE, FINE // SIDE).mean((1, 3))
    return blocks


def _weights(places: Floats, pixels: int) -> Floats:
    """What each of `pixels` adds at each place, (places, pixels), going evenly from one pixel's middle to the next."""
    shares: Floats = np.maximum(0.0, 1 - np.abs(places[:, None] - 0.5 - np.arange(pixels)))
    return shares


def _inked(fine: Floats) -> tuple[Floats, float]:
    """(32, 32) with strokes grown until INKED pixels are black; and by how many pixels, below 0 if thinned."""
    dark = (fine >= PAPER * fine.max()).ravel()
    if dark.all():
        return np.full((FINE, FINE), INKED / FINE**2), 0.0
    apart = _distances()
    outside = np.where(dark, 0.5 - apart[:, ~dark].min(1), apart[:, dark].min(1) - 0.5)
    low, high = -float(FINE), float(FINE)
    for _ in range(24):
        grown = (low + high) / 2
        black = np.clip(grown - outside + 0.5, 0, 1)
        low, high = (grown, high) if black.sum() < INKED else (low, grown)
    return black.reshape(FINE, FINE), float(np.clip(grown, -3, 5))


@lru_cache(maxsize=1)
def _distances() -> Floats:
    """From every pixel of 32 by 32 to every other, (1024, 1024), in pixels."""
    places = np.indices((FINE, FINE), dtype=np.float32).reshape(2, -1)
    found: Floats = np.hypot(*(places[:, :, None] - places[:, None, :]))
    return found
