"""What people leave out is put in."""

from __future__ import annotations

import pytest

from tutor.demos.notation import lower_powers, plain, pythonic


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("3x", "3 * x"),
        ("2|x|", "2 * abs( x )"),
        ("sin 3x^2", "sin ( 3 * x ** 2 )"),
        ("x(x-1)", "x * ( x - 1 )"),
        ("|x|+|x-1|", "abs( x ) + abs( x - 1 )"),
    ],
)
def test_becomes_python(text: str, expression: str) -> None:
    assert pythonic(text) == expression


def test_full_width_and_raised_signs() -> None:
    assert plain("３ｘ² − π") == "3x^2 - pi"
    assert lower_powers("x¹²") == "x^12"
