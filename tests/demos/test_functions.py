"""Formulas against an evaluation of their own, and junk of every kind."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.demos.functions import LARGEST_VALUE, parse
from tutor.errors import DemoError

XS = np.linspace(-2, 2, 41)


@pytest.mark.parametrize(
    ("text", "shown", "at_half"),
    [
        ("sin(3x)", "sin(3x)", math.sin(1.5)),
        ("|x|", "|x|", 0.5),
        ("x^3-x", "x^3 - x", -0.375),
        ("cos(5*x)+x/2", "cos(5x) + x/2", math.cos(2.5) + 0.25),
        ("step(x)", "step(x)", 1.0),
        ("2sin(x)", "2sin(x)", 2 * math.sin(0.5)),
        ("x(x-1)", "x·(x - 1)", -0.25),
        ("sin 3x", "sin(3x)", math.sin(1.5)),
        ("π·x²", "π·x^2", math.pi / 4),
        ("３ｘ−１", "3x - 1", 0.5),
        ("||x|-1|", "abs(|x| - 1)", 0.5),
        ("-x**2", "-x^2", -0.25),
        ("e^(-x)", "exp(-x)", math.exp(-0.5)),
        ("5", "5", 5.0),
    ],
)
def test_reads_what_people_write(text: str, shown: str, at_half: float) -> None:
    function = parse(text)
    assert str(function) == shown
    assert str(parse(shown)) == shown
    assert float(function(np.array([0.5]))[0]) == pytest.approx(at_half)
    values = function(torch.tensor([0.5], dtype=torch.float64))
    assert isinstance(values, torch.Tensor)
    assert float(values[0]) == pytest.approx(at_half)


@pytest.mark.parametrize(
    "text",
    [
        "", "x^x", "1/x", "log(x)", "__import__('os').system('ls')", "x;y", "x if x else 1", "x==1", "1e400",
        "9**9**9", "x^99", "x^-1", "((((x", "|x", "1/0*x", "1/(1-1)", "exp(exp(exp(x)))", "x.real", "lambda: x",
        "[x for x in x]", "f'{x}'", "x" * 60, "(" * 60 + "x" + ")" * 60, "9" * 119, "sqrt(x-9)", "sin(x, x)", "max(x)",
    ],
)  # fmt: skip
def test_refuses_everything_else_in_both_languages(text: str) -> None:
    with pytest.raises(DemoError) as refused:
        parse(text)
    assert "sin(3x)" in refused.value.en
    assert "sin(3x)" in refused.value.zh


def test_a_root_is_looked_at_where_it_exists() -> None:
    assert parse("sqrt(x)").interval == (0.0, 2.0)
    assert parse("sin(x)").interval == (-2.0, 2.0)


def _grow(parts: st.SearchStrategy[tuple[str, np.ndarray]]) -> st.SearchStrategy[tuple[str, np.ndarray]]:
    """Formulas as text together with their values, worked out beside the parser."""
    pairs = st.tuples(parts, parts)
    calls = [("sin", np.sin), ("cos", np.cos), ("tanh", np.tanh), ("abs", np.abs)]
    return st.one_of(
        pairs.map(lambda p: (f"({p[0][0]} + {p[1][0]})", p[0][1] + p[1][1])),
        pairs.map(lambda p: (f"({p[0][0]} - {p[1][0]})", p[0][1] - p[1][1])),
        pairs.map(lambda p: (f"({p[0][0]})({p[1][0]})", p[0][1] * p[1][1])),
        st.tuples(parts, st.sampled_from(calls)).map(lambda p: (f"{p[1][0]}({p[0][0]})", p[1][1](p[0][1]))),
        st.tuples(parts, st.integers(0, 3)).map(lambda p: (f"({p[0][0]})^{p[1]}", p[0][1] ** p[1])),
        st.tuples(parts, st.integers(1, 9)).map(lambda p: (f"({p[0][0]})/{p[1]}", p[0][1] / p[1])),
        parts.map(lambda p: (f"|{p[0]}|", np.abs(p[1]))),
    )


_LEAVES = st.one_of(
    st.just(("x", XS)),
    st.integers(0, 9).map(lambda n: (str(n), np.full_like(XS, float(n)))),
    st.integers(1, 9).map(lambda n: (f"{n}x", n * XS)),
    st.just(("pi", np.full_like(XS, math.pi))),
)


@settings(max_examples=150, deadline=None)
@given(st.recursive(_LEAVES, _grow, max_leaves=6))
def test_random_formulas_have_the_right_values(formula: tuple[str, np.ndarray]) -> None:
    text, values = formula
    if len(text) > 100 or np.abs(values).max() > 0.9 * LARGEST_VALUE:
        return
    function = parse(text)
    np.testing.assert_allclose(function(XS), values, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(parse(str(function))(XS), values, rtol=1e-4, atol=1e-4)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(alphabet="x0123.()|^*+-/ sincoepatqrh²π{}[]_=,;'\"", max_size=60)))
def test_junk_raises_nothing_but_a_demo_error(text: str) -> None:
    try:
        values = parse(text)(XS[XS >= 0])
    except DemoError:
        return
    assert np.isfinite(values).all()
