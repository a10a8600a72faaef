"""Formulas found in sentences; the settings around them are test_request's."""

from __future__ import annotations

import pytest

from tutor.demos.curve_fitting import Settings
from tutor.demos.formulas import find_formula, pattern
from tutor.demos.knobs import knobs
from tutor.errors import DemoError

KNOWN = knobs(Settings)["function"].options


def test_takes_the_formula_out_of_the_sentence() -> None:
    rest, formula = find_formula("fit x^3 - x with relu", KNOWN)
    assert formula == "x^3 - x"
    assert "x^3" not in rest
    assert "relu" in rest


@pytest.mark.parametrize(
    "text", ["explain the network", "3x32 network", "relu vs tanh", "what is x", "3x as many points"]
)
def test_prose_is_no_formula(text: str) -> None:
    assert find_formula(text, KNOWN) == (text, None)


def test_a_formula_that_cannot_be_read_is_said_so() -> None:
    with pytest.raises(DemoError, match="log"):
        find_formula("fit log(x)", KNOWN)


def test_names_count_as_whole_words() -> None:
    import re

    assert not re.search(pattern(["sin"]), "using")
    assert re.search(pattern(["learning rate"]), "learning-rate 3")
