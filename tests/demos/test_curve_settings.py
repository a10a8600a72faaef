"""The knobs of curve_fitting are the ones that other programs rely on."""

from __future__ import annotations

from dataclasses import fields

from tutor.demos import functions, nets, optimisers
from tutor.demos.curve_settings import Settings
from tutor.demos.knobs import knobs


def test_the_keys_are_fixed() -> None:
    keys = "function width depth activation optimiser learning_rate noise points"
    assert [f.name for f in fields(Settings)] == [*keys.split(), "clicks", "networks"]


def test_choices_are_what_the_engine_has() -> None:
    listed = knobs(Settings)
    assert tuple(o.value for o in listed["activation"].options) == nets.ACTIVATIONS
    assert tuple(o.value for o in listed["optimiser"].options) == optimisers.OPTIMISERS


def test_known_functions_are_written_as_they_are_shown() -> None:
    for option in knobs(Settings)["function"].options:
        assert str(functions.parse(option.value)) == option.value
