"""The tracks of self_driving: closed roads, and for every place how far the nearest wall is. Drives nothing.

Lengths are in the picture's units. A road has the same width everywhere; its walls are known on a raster, made once
for each track, which also knows how far along the centre line each place lies. What a learner draws becomes wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.demos.drawing import Floats

Flags = NDArray[np.bool_]

WIDTH, HEIGHT = 420, 240
CELL = 2
MARGIN = 100
"""Raster beyond the edges, so that no ray ever leaves it."""
HALF_ROAD = 17.0
ROWS, COLUMNS = 20, 30
"""The learner's drawing."""
INKED = 0.3
START_KEPT_FREE = 26.0
_AHEAD = 15
"""Cells within which the distance to a drawn wall is exact; farther off it only counts as far."""


# fmt: off
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "round": (
        (210, 5), (330, 15), (415, 70), (415, 170), (330, 225), (210, 235), (90, 225), (5, 170), (5, 70), (90, 15),
    ),
    "bean": (
        (25, 130), (35, 35), (120, -5), (185, 90), (240, 90), (300, -5), (385, 35), (395, 130), (360, 225),
        (210, 240), (60, 225),
    ),
    "winding": (
        (15, 130), (15, 25), (95, 0), (145, 50), (135, 125), (205, 165), (265, 115), (230, 30), (300, -10),
        (405, 20), (415, 120), (340, 135), (345, 225), (250, 245), (150, 215), (40, 245),
    ),
}
# fmt: on
"""The corners that a closed smooth curve (a cubic B-spline) is drawn towards; it never crosses itself."""
_POINTS = 240


@dataclass(frozen=True)
class Track:
    """`centre` (points, 2): the centre line at equal distances, from the start; `length` of a lap.

    On the raster, (rows, columns) with the margin: `clear`, how far the nearest wall is, negative off the road;
    `along`, the nearest point of the centre line as a share of the lap, 0 to 1.
    """

    centre: Floats
    length: float
    clear: Floats
    along: Floats

    @property
    def start(self) -> tuple[float, float, float]:
        """Where a lap begins, x and y, and the heading there in radians."""
        (x, y), (ahead_x, ahead_y) = self.centre[0], self.centre[1]
        return float(x), float(y), float(np.arctan2(ahead_y - y, ahead_x - x))


@lru_cache(maxsize=len(SHAPES))
def track(name: str) -> Track:
    """The track called `name`, one of SHAPES."""
    centre, length = _even(_smooth(np.array(SHAPES[name], dtype=float)))
    ys, xs = _cells()
    clear, along = np.empty((len(ys), len(xs))), np.empty((len(ys), len(xs)))
    for row, y in enumerate(ys):
        squares = (xs[:, None] - centre[:, 0]) ** 2 + (y - centre[:, 1]) ** 2
        nearest = squares.argmin(1)
        along[row] = nearest / len(centre)
        clear[row] = HALF_ROAD - np.sqrt(squares[np.arange(len(xs)), nearest])
    return Track(centre, length, clear, along)


def obstructed(road: Track, ink: Floats) -> Floats:
    """`clear` of the road with `ink` (ROWS, COLUMNS) as further walls."""
    wall = walls(road, ink)
    if not wall.any():
        return road.clear
    height, width = HEIGHT // ROWS // CELL, WIDTH // COLUMNS // CELL
    edge = MARGIN // CELL
    solid = np.pad(np.kron(wall, np.ones((height, width), dtype=bool)), edge)
    return np.minimum(road.clear, _distance(solid))


def walls(road: Track, ink: Floats) -> Flags:
    """Which squares of the drawing are wall, (ROWS, COLUMNS): those with ink, except where the cars start."""
    x, y, _ = road.start
    across = (np.arange(COLUMNS) + 0.5) * WIDTH / COLUMNS - x
    down = (np.arange(ROWS) + 0.5) * HEIGHT / ROWS - y
    far = np.hypot(across, down[:, None]) > START_KEPT_FREE
    found: Flags = (ink > INKED) & far
    return found


def _smooth(corners: Floats) -> Floats:
    """The closed cubic B-spline of `corners` (n, 2), dense, (many, 2), stretched to fill the picture."""
    t = np.linspace(0, 1, 200, endpoint=False)[:, None]
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    ahead = [np.roll(corners, -n, axis=0) for n in range(4)]
    parts = [sum(w * points[first] for w, points in zip(weights, ahead, strict=True)) for first in range(len(corners))]
    line = np.concatenate(parts) / 6
    low, high = line.min(0), line.max(0)
    room = HALF_ROAD + 5
    placed: Floats = room + (line - low) / (high - low) * (np.array([WIDTH, HEIGHT]) - 2 * room)
    return placed


def _even(line: Floats) -> tuple[Floats, float]:
    """A closed line (many, 2) at _POINTS places the same distance apart, and its length.

    It begins in the middle of the lower side, where every track is nearly straight.
    """
    first = np.hypot(line[:, 0] - WIDTH / 2, line[:, 1] - HEIGHT).argmin()
    line = np.roll(line, -first, axis=0)
    line = np.concatenate([line, line[:1]])
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    wanted = np.linspace(0, lengths[-1], _POINTS, endpoint=False)
    centre = np.stack([np.interp(wanted, lengths, line[:, axis]) for axis in (0, 1)], axis=1)
    return centre, float(lengths[-1])


def _cells() -> tuple[Floats, Floats]:
    """The places of the raster's rows and columns."""
    return (
        np.arange(-MARGIN, HEIGHT + MARGIN, CELL) + CELL / 2,
        np.arange(-MARGIN, WIDTH + MARGIN, CELL) + CELL / 2,
    )


def _distance(solid: Flags) -> Floats:
    """How far each cell is from the nearest solid one, exact up to _AHEAD cells; -CELL in solid ones.

    First along the rows, then down the columns: squares of distances add up.
    """
    far = float(_AHEAD + 1)
    row = np.where(solid, 0.0, far)
    for shift in range(1, _AHEAD + 1):
        row[:, shift:] = np.minimum(row[:, shift:], np.where(solid[:, :-shift], shift, far))
        row[:, :-shift] = np.minimum(row[:, :-shift], np.where(solid[:, shift:], shift, far))
    squares = row**2
    best = squares.copy()
    for shift in range(1, _AHEAD + 1):
        best[shift:] = np.minimum(best[shift:], squares[:-shift] + shift**2)
        best[:-shift] = np.minimum(best[:-shift], squares[shift:] + shift**2)
    # Half a cell less: the wall begins at the solid cell's edge, not at its middle.
    return np.where(solid, -float(CELL), (np.sqrt(best) - 0.5) * CELL)
