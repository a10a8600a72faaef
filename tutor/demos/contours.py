"""Contour lines of a field on a regular grid, as closed rings (marching squares). Draws nothing."""

from __future__ import annotations

import numpy as np

from tutor.demos.drawing import Floats

_Edge = tuple[int, int, int, int]
"""The two neighbouring grid points, (row, column, row, column), between which a ring passes; the lesser first."""


def rings(field: Floats, level: float) -> list[Floats]:
    """The borders of where `field` (rows, columns) lies below `level`: closed rings of (column, row) places, (n, 2).

    Where that region meets the grid's edge the ring runs along the edge, so that every ring can be filled.
    """
    padded = np.pad(field, 1, constant_values=np.finfo(float).max)
    follows = _segments(padded < level)
    found = []
    while follows:
        edge, after = follows.popitem()
        ring = [edge]
        while after != edge:
            ring.append(after)
            after = follows.pop(after)
        found.append(_places(padded, ring, level) - 1)
    return found


def _segments(below: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> dict[_Edge, _Edge]:
    """Where a ring goes from each edge that it crosses: in every cell from the edge where low ground ends to the next
    one where it begins again, going round the cell. Its neighbour sees that edge the other way round."""
    corners = below[:-1, :-1].astype(int) + below[:-1, 1:] + below[1:, 1:] + below[1:, :-1]
    follows: dict[_Edge, _Edge] = {}
    for row, column in np.argwhere((corners > 0) & (corners < 4)).tolist():
        round_ = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        low = [bool(below[corner]) for corner in round_]
        crossed = [i for i in range(4) if low[i] != low[(i + 1) % 4]]
        for n, i in enumerate(crossed):
            if low[i]:
                j = crossed[(n + 1) % len(crossed)]
                follows[_edge(round_, i)] = _edge(round_, j)
    return follows


def _edge(round_: list[tuple[int, int]], side: int) -> _Edge:
    first, second = sorted((round_[side], round_[(side + 1) % 4]))
    return (*first, *second)


def _places(field: Floats, ring: list[_Edge], level: float) -> Floats:
    """The (column, row) on each edge at which the field reaches `level`, if it ran straight from point to point."""
    r1, c1, r2, c2 = np.array(ring).T
    start, end = field[r1, c1], field[r2, c2]
    share = np.clip((level - start) / (end - start), 0, 1)
    return np.stack([c1 + share * (c2 - c1), r1 + share * (r2 - r1)], axis=1)
