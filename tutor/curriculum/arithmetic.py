"""Checks sums written in prose: finds “0.8 × 3 − 2 × 1 − 1 = −0.6” and says whether it is so.

Understands numbers, + − × ÷, powers, brackets, per cent and a few functions. What holds other letters is no sum.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp, "log": math.log, "log2": math.log2, "log10": math.log10, "sqrt": math.sqrt, "tanh": math.tanh,
    "sin": math.sin, "cos": math.cos, "abs": abs, "max": max, "min": min, "round": round,
}  # fmt: skip
_OPERATORS: dict[type, Callable[..., float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow, ast.USub: operator.neg, ast.UAdd: operator.pos,
}  # fmt: skip
_COMPARISONS: dict[type, Callable[[float, float], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
}  # fmt: skip
_PLAIN = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "（": "(", "）": ")", "²": "^2", "³": "^3"})
_NUMBER = r"[+\-−]?\d++(?:,\d{3})*+(?:\.\d+)?+(?:\s?%)?+"
_TERM = rf"(?:{'|'.join(_FUNCTIONS)})|[\d.,%()（）²³]+"
_SUM = re.compile(
    rf"(?<![\w.^/×·÷*=≈(（])(?P<left>[+\-−(（]*(?:{_TERM})(?:\s*[+\-−–×·÷/*^(（)）]+\s*(?:{_TERM}))+[)）]*)"
    rf"\s*(?P<sign>=|≈)\s*(?P<right>{_NUMBER})(?!\s*[×·÷*/^])"
)
_DIGITS = re.compile(r"(\d+(?:,\d{3})*)(?:\.(\d+))?\s?(%?)")
MOST_POWER = 64
NEARLY = 0.05


@dataclass(frozen=True)
class Sum:
    """A sum found in a text, as it stands there, what it really comes to, and what the text says."""

    text: str
    value: float
    said: float
    tolerance: float

    @property
    def right(self) -> bool:
        """Whether what is said is the value, rounded as it is written; with “≈” within a twentieth."""
        return abs(self.value - self.said) <= self.tolerance


def find_sums(prose: str) -> Iterator[Sum]:
    """Every sum with a stated result in `prose`. What cannot be read as one is passed over."""
    for found in _SUM.finditer(prose):
        try:
            value = evaluate(found["left"])
        except ValueError:
            continue
        said, half_unit = _stated(found["right"])
        tolerance = 1.02 * half_unit + 1e-9 * abs(value)
        if found["sign"] == "≈":
            tolerance = max(tolerance, NEARLY * abs(value))
        yield Sum(found.group().strip(), value, said, tolerance)


def holds(condition: str, numbers: Mapping[str, float]) -> bool:
    """Whether “validation_loss > 1.5 * lowest and step < 100” is so for `numbers`. Raises ValueError for what is no
    comparison or names a number that is not there."""
    try:
        return _holds(ast.parse(condition.strip(), mode="eval").body, numbers)
    except (SyntaxError, ArithmeticError, TypeError, KeyError) as error:
        raise ValueError(f"“{condition}” is no condition about {', '.join(numbers)}") from error


def _holds(node: ast.AST, numbers: Mapping[str, float]) -> bool:
    if isinstance(node, ast.BoolOp):
        parts = (_holds(part, numbers) for part in node.values)
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    if isinstance(node, ast.Compare):
        values = [_value(part, numbers) for part in (node.left, *node.comparators)]
        return all(_COMPARISONS[type(sign)](a, b) for sign, (a, b) in zip(node.ops, pairwise(values), strict=True))
    raise KeyError("no comparison")


def evaluate(expression: str) -> float:
    """The value of an arithmetic expression. Raises ValueError where it is none or has no value."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", expression.translate(_PLAIN))
    plain = re.sub(r"(\d+(?:\.\d+)?)\s*%", r"(\1/100)", plain).replace("^", "**").strip()
    try:
        return _value(ast.parse(plain, mode="eval").body, {})
    except (SyntaxError, ArithmeticError, TypeError, KeyError) as error:
        raise ValueError(f"“{expression}” is no arithmetic") from error


def _value(node: ast.AST, numbers: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp):
        return _OPERATORS[type(node.op)](_value(node.operand, numbers))
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, numbers), _value(node.right, numbers)
        if isinstance(node.op, ast.Pow) and abs(right) > MOST_POWER:
            raise ValueError("power too large")
        return float(_OPERATORS[type(node.op)](left, right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return float(_FUNCTIONS[node.func.id](*(_value(part, numbers) for part in node.args)))
    if isinstance(node, ast.Name):
        return numbers[node.id]
    raise ValueError("no arithmetic")


def _stated(text: str) -> tuple[float, float]:
    """A written number and half of its last place."""
    digits = _DIGITS.search(text)
    assert digits is not None
    decimals, per_cent = len(digits[2] or ""), 0.01 if digits[3] else 1.0
    said = float(f"{digits[1].replace(',', '')}.{digits[2] or 0}") * per_cent
    return (-said if text[0] in "-−" else said), 0.5 * 10.0**-decimals * per_cent
