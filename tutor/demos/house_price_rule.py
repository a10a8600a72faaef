"""The simulated houses of house_price: what they are like, the rule behind their prices, and the best straight line.

Everything is drawn from a seed; no real house, sale or town stands behind it. Trains no network and draws nothing.
Prices are in thousands: of pounds in English, ten thousands of yuan in Chinese, as the lessons have them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tutor.demos.drawing import Floats
from tutor.types import Language

RULE: dict[Language, str] = {
    "en": "50 + area × (1 + 3 ÷ 2^(distance ÷ 3)) + 10 × rooms + 0.03 × (age − 50)²",
    "zh": "50 + 面积 × (1 + 3 ÷ 2^(距离 ÷ 3)) + 10 × 房间数 + 0.03 × (房龄 − 50)²",
}
"""What `rule_price` works out, as a learner reads it."""
FARTHEST = 15.0
"""Kilometres from the centre, at most."""


@dataclass(frozen=True)
class Line:
    """A price as a base and one fixed amount for each unit of each feature."""

    base: float
    amounts: Floats

    def price(self, houses: Floats) -> Floats:
        """Prices (n,) of `houses` (n, 4)."""
        found: Floats = self.base + houses @ self.amounts
        return found


def rule_price(houses: Floats) -> Floats:
    """Prices (n,) of `houses` (n, 4): area in m², rooms, age in years, distance to the centre in km.

    A square metre is worth less the farther out it lies, so area and distance work together; new and very old
    houses are worth more than those between. No straight line has room for either.
    """
    area, rooms, age, distance = houses.T
    found: Floats = 50 + area * (1 + 3 / 2 ** (distance / 3)) + 10 * rooms + 0.03 * (age - 50) ** 2
    return found


def simulate(random: np.random.Generator, count: int, noise: float) -> tuple[Floats, Floats]:
    """`count` houses (n, 4) and what they were sold for (n,): the rule's price, more or less `noise` of it."""
    area = np.rint(random.uniform(30, 200, count))
    rooms = np.clip(np.rint(area / 28 + random.normal(0, 0.8, count)), 1, 8)
    age = np.rint(random.uniform(0, 100, count))
    distance = np.round(random.uniform(0, FARTHEST, count), 1)
    houses = np.stack([area, rooms, age, distance], axis=1)
    # Nobody is paid for taking a house, however loud the noise.
    return houses, rule_price(houses) * np.maximum(1 + noise * random.standard_normal(count), 0.1)


def fit_line(houses: Floats, prices: Floats) -> Line:
    """The straight line whose squared errors on these sales add up to the least."""
    found = np.linalg.lstsq(np.column_stack([np.ones(len(houses)), houses]), prices, rcond=None)[0]
    return Line(float(found[0]), found[1:])
