"""What convolution works on: hand-made kernels, little pictures, and training pictures for a small network.

Draws and trains nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from torch import Tensor

from tutor.demos import digit_data
from tutor.demos.drawing import Floats

KERNELS: dict[str, Floats] = {
    "vertical": np.array([[-1.0, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    "horizontal": np.array([[-1.0, -1, -1], [0, 0, 0], [1, 1, 1]]),
    "blur": np.full((3, 3), 1 / 9),
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "emboss": np.array([[-2.0, -1, 0], [-1, 1, 1], [0, 1, 2]]),
}
TESTS = 400

_HOUSE = """
................
.......##.......
......####.##...
.....########...
....#########...
...##########...
..############..
.##############.
..#..........#..
..#.++++.+++.#..
..#.+..+.+++.#..
..#.+..+.+++.#..
..#.++++.+++.#..
..#......+++.#..
..############..
................
"""
_FACE = """
................
.....######.....
...##......##...
..#..........#..
..#..........#..
.#...##..##...#.
.#...##..##...#.
.#............#.
.#............#.
.#..#......#..#.
.#..##....##..#.
..#..######..#..
..#...####...#..
...##......##...
.....######.....
................
"""


def picture(name: str) -> Floats:
    """One of the built-in pictures, (16, 16), ink from 0 to 1."""
    if name == "ring":
        down, across = np.indices((16, 16)) - 7.5
        ring: Floats = np.clip(1.6 - np.abs(np.hypot(down, across) - 5), 0, 1)
        return ring
    if name == "stripes":
        down, across = np.indices((16, 16))
        upright = (across % 4 < 2) & (down < 8)
        return (upright | ((down % 4 < 2) & (down >= 8))).astype(float)
    rows = (_HOUSE if name == "house" else _FACE).split()
    return np.array([[{".": 0.0, "+": 0.6, "#": 1.0}[pixel] for pixel in row] for row in rows])


def slide(pixels: Floats, kernel: Floats) -> Floats:
    """The feature map: at each place the sum of window times kernel, (rows - 2, columns - 2) for 3 by 3.

    What networks call convolution: the kernel is not turned round first, and there is no padding.
    """
    found: Floats = np.einsum("rcij,ij->rc", sliding_window_view(pixels, kernel.shape), kernel)
    return found


def likeness(kernels: Floats, wanted: Floats) -> tuple[int, float]:
    """Which of `kernels` (n, 3, 3) is most like `wanted` (3, 3) or its negative: its index, and the absolute
    correlation of their nine numbers, 0 to 1."""
    rows = kernels.reshape(len(kernels), -1)
    rows = rows - rows.mean(1, keepdims=True)
    goal = wanted.ravel() - wanted.mean()
    sizes = np.sqrt((rows * rows).sum(1) * (goal @ goal))
    found = np.abs(rows @ goal) / np.maximum(sizes, 1e-9)
    best = int(np.argmax(found))
    return best, float(found[best])


@dataclass(frozen=True)
class Lessons:
    """Pictures (n, 8, 8) with their classes (n,), to train on and for the test."""

    pictures: Tensor
    labels: Tensor
    test_pictures: Tensor
    test_labels: Tensor
    classes: int


def lessons(task: str, seed: int, points: int, noise: float) -> Lessons:
    """Training and test pictures of `task`, each pixel with noise of spread `noise`; the same for the same seed."""
    random = np.random.default_rng(seed)
    if task == "digits":
        found = digit_data.split(seed, points)
        pictures = torch.cat([found.test_pictures[:TESTS], found.pictures]).numpy()
        labels, classes = torch.cat([found.test_digits[:TESTS], found.digits]), 10
    else:
        drawn, directions = _strokes(TESTS + points, random)
        pictures, labels, classes = drawn, torch.from_numpy(directions), len(DIRECTIONS)
    noisy = torch.from_numpy(pictures + noise * random.standard_normal(pictures.shape)).float()
    return Lessons(noisy[TESTS:], labels[TESTS:], noisy[:TESTS], labels[:TESTS], classes)


DIRECTIONS = (0, 45, 90, 135)
"""Degrees from the horizontal."""


def _strokes(count: int, random: np.random.Generator) -> tuple[Floats, NDArray[np.int64]]:
    """Short strokes at random places: pictures (count, 8, 8), 0 to 1, and which of DIRECTIONS they have, about."""
    directions = random.integers(0, len(DIRECTIONS), count)
    angles = np.deg2rad(np.array(DIRECTIONS)[directions]) + random.normal(0, math.radians(7), count)
    centres = random.uniform(2.2, 5.8, (2, count, 1, 1))
    lengths = random.uniform(2, 3.5, (count, 1, 1))
    down, across = np.indices((8, 8))[:, None] + 0.5 - centres
    cosine, sine = np.cos(angles)[:, None, None], np.sin(angles)[:, None, None]
    along = np.maximum(np.abs(across * cosine + down * sine) - lengths, 0)
    aside = down * cosine - across * sine
    return np.clip(1.3 - np.hypot(along, aside), 0, 1), directions
