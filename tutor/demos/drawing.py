"""The one way a demo draws: small pure functions that return pieces of SVG text.

Knows shapes, text and axes; knows no demo. Colours are CSS variables with fallbacks, so that the page decides
between light and dark, and the same text is a picture of its own on the command line:

--demo-ink    main text                     --demo-muted  axis numbers and small labels
--demo-line   axes and grid                 --demo-point  data points
--demo-goal   what is to be learned         --demo-net    what the network makes of it
--demo-paper  halo behind text on a curve   --demo-font   size of text, 13.5px where it is not set

Nothing is told apart by colour alone: the goal is dashed, points are dots, bars have names. On paper, text has a
contrast of 4.5 to 1 or more and marks one of 3 to 1, their opacity included; only axes, frames and tints are fainter.
Legends stand in both languages as `<tspan lang="en">` and `<tspan lang="zh">`; a page hides the one it does not want.
No id and no style element is ever used: many pictures stand in one document.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from operator import add
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tutor.types import Language

INK = "var(--demo-ink,#3f3a36)"
MUTED = "var(--demo-muted,#756d65)"
LINE = "var(--demo-line,#d9d3cb)"
POINT = "var(--demo-point,#73879a)"
GOAL = "var(--demo-goal,#3b6ea5)"
NET = "var(--demo-net,#cf4410)"
PAPER = "var(--demo-paper,#fff)"

Floats = NDArray[np.floating[Any]]
Anchor = Literal["start", "middle", "end"]
_REACH = 3
"""How far beyond its ends a scale goes, as a multiple of its length."""


@dataclass(frozen=True)
class Box:
    """A rectangle in the picture's own units; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Scale:
    """Maps values from `low`..`high` to places `start`..`end`; `root` gives early steps more room."""

    low: float
    high: float
    start: float
    end: float
    kind: Literal["linear", "log", "root"] = "linear"

    def __call__(self, values: Any) -> Floats:
        """Places of `values`, of the same shape; what cannot be placed goes to the lower end."""
        low, high = self._bend(np.array([self.low, self.high])).tolist()
        share = (self._bend(np.asarray(values, dtype=float)) - low) / ((high - low) or 1.0)
        # A runaway network must not write kilometres of digits: a little outside is as good as far outside.
        share = np.minimum(np.maximum(np.where(np.isnan(share), 0.0, share), -_REACH), 1 + _REACH)
        places: Floats = self.start + share * (self.end - self.start)
        return places

    def _bend(self, data: Floats) -> Floats:
        if self.kind == "log":
            return np.log10(np.maximum(data, 1e-12))
        return np.sqrt(np.maximum(data, 0)) if self.kind == "root" else data


def moves(xs: Floats, ys: Floats) -> list[str]:
    """The first place and then each one as seen from the one before, in tenths: shorter than places, and exact."""
    tenths = np.rint(10 * np.array([xs, ys])).astype(int)
    tenths[:, 1:] -= tenths[:, :-1].copy()
    across, down = tenths.tolist()
    return list(map(add, map(tenth, across), map(next_tenth, down)))


FARTHEST_KEPT = 20_000
"""In tenths: what lies in a picture, and a little beyond. A curve that runs away must not fill the memory."""


class _Tenths(dict[int, str]):
    """So many tenths as text, as short as can be; with `apart` before it, unless a minus sign sets it apart already.

    Kept, since pictures consist of little else and the same numbers come again and again.
    """

    def __init__(self, apart: str) -> None:
        super().__init__()
        self._apart = apart

    def __missing__(self, number: int) -> str:
        found = f"{self._apart if number >= 0 else ''}{number / 10:g}"
        if abs(number) < FARTHEST_KEPT:
            self[number] = found
        return found


tenth = _Tenths("").__getitem__
next_tenth = _Tenths(" ").__getitem__


def curve(xs: Floats, ys: Floats, colour: str, width: float = 2.0, dash: str = "") -> str:
    """An open line through the places; nothing for fewer than two."""
    if len(xs) < 2:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="m{"l".join(moves(xs, ys))}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed} '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )


def band(xs: Floats, low: Floats, high: Floats, colour: str, opacity: float = 0.22) -> str:
    """The area between two curves over the same `xs`; a thin edge shows it where so pale a colour is not seen."""
    around = moves(np.concatenate([xs, xs[::-1]]), np.concatenate([low, high[::-1]]))
    look = f'fill="{colour}" fill-opacity="{opacity:g}" stroke="{colour}" stroke-width=".8"'
    return f'<path d="m{"l".join(around)}z" {look}/>'


def dots(xs: Floats, ys: Floats, colour: str, size: float = 4.0, opacity: float = 1.0) -> str:
    """A dot of `size` across at each place: one path of lines without length and with round ends."""
    places = "h0m".join(moves(xs, ys))
    look = f'stroke="{colour}" stroke-width="{size:g}" stroke-linecap="round" opacity="{opacity:g}"'
    return f'<path d="m{places}h0" {look}/>'


def segment(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1.0, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{colour}" stroke-width="{width:g}" '
        f'fill="none"{dashed}/>'
    )


@lru_cache(maxsize=2**11)
def text(x: float, y: float, words: str, colour: str = MUTED, anchor: Anchor = "start") -> str:
    """Words on one line; escaped here."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{at}>{escape(words)}</text>'


def both(x: float, y: float, words: Mapping[Language, str], colour: str = INK) -> str:
    """Words in both languages, one after the other."""
    return _both(x, y, words["zh"], words["en"], colour)


@lru_cache(maxsize=2**11)
def _both(x: float, y: float, zh: str, en: str, colour: str) -> str:
    spans = f'<tspan lang="zh">{escape(zh)}</tspan> <tspan lang="en">{escape(en)}</tspan>'
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{spans}</text>'


def clipped(box: Box, parts: Sequence[str]) -> str:
    """Parts in the picture's units, of which only what lies in `box` is seen."""
    view = f"{box.x:g} {box.y:g} {box.width:g} {box.height:g}"
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
    return f'<svg {place} viewBox="{view}">{"".join(parts)}</svg>'


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from `low` to `high`, about so many."""
    span = high - low
    if not (math.isfinite(span) and span > 0):
        return [low] if math.isfinite(low) else []
    power = 10.0 ** math.floor(math.log10(span / about))
    step = next(power * m for m in (1, 2, 5, 10) if span / (power * m) <= about + 0.5)
    first = math.ceil(low / step - 1e-9)
    return [round(n * step, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def short(value: float) -> str:
    """A number as an axis shows it: a true minus sign, thousands set apart, no trailing noughts."""
    shown = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return shown.replace("-", "−")


def power(exponent: int) -> str:
    """A power of ten as short as it can be: 10, 1, 0.1, 0.01, then 10⁻³."""
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def axis_below(box: Box, scale: Scale, values: Sequence[float]) -> str:
    """A thin line under `box` with a number at each value, those at the edges kept inside."""
    return _axis_below(box, scale, tuple(values))


@lru_cache(maxsize=2**8)
def _axis_below(box: Box, scale: Scale, values: tuple[float, ...]) -> str:
    numbers = []
    for value, x in zip(values, scale(values).tolist(), strict=True):
        anchor: Anchor = "end" if x > box.right - 8 else "middle"
        numbers.append(text(x, box.bottom + 17, short(value), anchor=anchor))
    return segment(box.x, box.bottom, box.right, box.bottom) + "".join(numbers)


def axis_left(box: Box, scale: Scale, values: Sequence[float], labels: Sequence[str] | None = None) -> str:
    """Hairlines across `box` with a number on their left."""
    return _axis_left(box, scale, tuple(values), tuple(labels or map(short, values)))


@lru_cache(maxsize=2**8)
def _axis_left(box: Box, scale: Scale, values: tuple[float, ...], labels: tuple[str, ...]) -> str:
    return "".join(
        segment(box.x, y, box.right, y, width=0.6) + text(box.x - 7, y + 4.5, label, anchor="end")
        for y, label in zip(scale(values).tolist(), labels, strict=True)
    )


def powers_left(box: Box, scale: Scale, exponents: Sequence[int]) -> str:
    """`axis_left` with a number at ten to the power of each of `exponents`."""
    return axis_left(box, scale, [10.0**one for one in exponents], [power(one) for one in exponents])


def picture(width: int, height: int, title: str, desc: str, parts: Sequence[str]) -> str:
    """A whole picture that scales to the width it is given. `title` and `desc` are what a screen reader says."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'style="font:var(--demo-font,13.5px) system-ui,sans-serif;max-width:100%">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>{''.join(parts)}</svg>"
    )
