"""What a learner draws or clicks, as the text that travels with the other settings, and as numbers.

A sketch is rows * columns digits, row by row from the top, 0 for paper and 9 for full ink. Places are
`x,y,class` apart by blanks, x from left to right and y from below upwards, both 0 to 1. Empty: nothing drawn.
"""

from __future__ import annotations

import re

import numpy as np

from tutor.demos.drawing import Floats
from tutor.errors import DemoError

_PLACE = re.compile(r"([01](?:\.\d{1,4})?),([01](?:\.\d{1,4})?),(\d)")


def check_sketch(key: str, text: str, rows: int, columns: int) -> str:
    """`text` where it is a sketch of this size or empty. Raises DemoError."""
    text = text.strip()
    if text and not (len(text) == rows * columns and text.isascii() and text.isdigit()):
        raise DemoError(
            f"{key} is a drawing of {rows} by {columns} digits from 0 to 9, row by row.",
            f"{key} 是一幅 {rows} 行 {columns} 列的画，逐行写成 0 到 9 的数字。",
        )
    return text if text.strip("0") else ""


def read_sketch(text: str, rows: int, columns: int) -> Floats:
    """Ink from 0 to 1, (rows, columns); no ink for an empty sketch."""
    if not text:
        return np.zeros((rows, columns))
    return np.array([int(digit) for digit in text], dtype=float).reshape(rows, columns) / 9


def check_places(key: str, text: str, classes: int, most: int) -> str:
    """`text` where it lists at most `most` places of known classes. Raises DemoError."""
    found = text.split()
    matches = [_PLACE.fullmatch(one) for one in found]
    fits = all(m and float(m[1]) <= 1 and float(m[2]) <= 1 and int(m[3]) < classes for m in matches)
    if not fits or len(found) > most:
        raise DemoError(
            f"{key} lists at most {most} places as x,y,class with x and y from 0 to 1.",
            f"{key} 最多列出 {most} 个点，每个写成 x,y,类别，x 和 y 在 0 到 1 之间。",
        )
    return " ".join(found)


def read_places(text: str) -> tuple[Floats, Floats]:
    """Positions (n, 2), each 0 to 1, and classes (n,)."""
    rows = [[float(part) for part in one.split(",")] for one in text.split()]
    numbers = np.array(rows, dtype=float).reshape(-1, 3)
    return numbers[:, :2], numbers[:, 2].astype(int)
