"""How pictures mark points of two classes: filled dots and hollow ones, so that colour only adds. Trains nothing."""

from __future__ import annotations

from tutor.demos import drawing
from tutor.demos.drawing import Box, Floats


def dots(at: Floats, level: Floats, classes: Floats, size: float) -> str:
    """A filled dot at each place of class 0, a hollow one at each of class 1; (n,) each, in the picture's units."""
    hollow = classes > 0.5
    filled = drawing.dots(at[~hollow], level[~hollow], drawing.GOAL, size) if not hollow.all() else ""
    if not hollow.any():
        return filled
    rim = f'stroke="{drawing.NET}" stroke-width="{size + 0.5:g}"'
    rings = drawing.dots(at[hollow], level[hollow], drawing.NET, size + 0.5)
    # The same places again, written once: working out their text is most of a picture's time.
    return filled + rings + rings.replace(rim, f'stroke="{drawing.PAPER}" stroke-width="{size * 0.55 - 0.4:g}"')


def edge(box: Box) -> str:
    """A thin frame."""
    return (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" fill="none" '
        f'stroke="{drawing.LINE}"/>'
    )
