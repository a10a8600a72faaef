"""Fills the {blanks} of the texts in data/. A blank that nobody fills stays, for a teacher to see."""

from __future__ import annotations


class Filled(dict[str, str]):
    """Values for `str.format_map`."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
