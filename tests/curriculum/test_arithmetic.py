"""Sums in prose, found and checked against Python's own arithmetic."""

from __future__ import annotations

import math

import pytest

from tutor.curriculum.arithmetic import evaluate, find_sums, holds


@pytest.mark.parametrize(
    ("prose", "right"),
    [
        ("Sum: 0.8 × 3 − 2 × 1 − 1 = −0.6", True),
        ("Sum: 0.8 × 3 − 2 × 1 − 1 = 0.6", False),
        ("于是 784 × 128 + 128 = 100,480 个参数", True),
        ("9 ÷ 108 = 8.3% of them", True),
        ("9 ÷ 108 = 8.4% of them", False),
        ("（9 + 25）/ 2 = 17", True),
        ("1 / (1 + exp(0.6)) ≈ 0.35", True),
        ("about 78 ÷ 139 ≈ 56%", True),
        ("78 ÷ 139 ≈ 66%", False),
        ("(4 − 10)^2 = 36.", True),
        ("2^10 = 1,024 and more", True),
        ("2 / 3 = 0.67", True),
        ("2 / 3 = 0.66", False),
    ],
)
def test_finds_and_checks(prose: str, right: bool) -> None:
    (found,) = find_sums(prose)
    assert found.right is right


@pytest.mark.parametrize(
    "prose", ["y = 3", "w × 3 = 6", "height = 2 × week + 0.2", "5 = 5", "in 2012 = AlexNet", "x^2 + 1 = 5"]
)
def test_passes_over_what_is_no_sum(prose: str) -> None:
    assert not list(find_sums(prose))


def test_evaluates_only_arithmetic() -> None:
    assert evaluate("exp(1) + log(10)") == pytest.approx(math.e + math.log(10))
    assert evaluate("50%") == 0.5
    for bad in ("__import__('os')", "x + 1", "9**9**9", "1 / 0", "'a' * 3", "max"):
        with pytest.raises(ValueError, match=r"no arithmetic|power"):
            evaluate(bad)


def test_conditions_about_numbers() -> None:
    numbers = {"loss": 0.3, "lowest": 0.1}
    assert holds("loss > 1.5 * lowest", numbers)
    assert holds("0.2 < loss <= 0.3 and lowest < loss", numbers)
    assert not holds("loss < lowest or loss > 1", numbers)
    for bad in ("loss", "gain > 1", "loss > ", "__import__('os') > 1"):
        with pytest.raises(ValueError, match=r"no condition|no arithmetic"):
            holds(bad, numbers)
