"""Formulas of x that a learner types, read through a whitelisted syntax tree. Nothing typed is ever executed.

The text is cut into tokens, multiplication that people leave out is put in, Python's `ast` parses the result, and
only the kinds of node named here are turned into a `Function`. Knows sums, products, quotients by numbers, powers,
a few functions; no other variables, no comparisons, no integrals.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from tutor.demos.notation import CALLS, plain, pythonic, unreadable

DEEPEST = 24
LARGEST_POWER = 12
LARGEST_VALUE = 1e4
INTERVALS = ((-2.0, 2.0), (0.0, 2.0))
"""Where a function is looked at: the first of these where its values are finite; sqrt(x) takes the second."""

CONSTANTS = {"pi": math.pi}

Array = Any
"""A numpy array or a torch tensor: what comes in comes out."""


@dataclass(frozen=True)
class Function:
    """A formula of x: call it with a numpy array or a torch tensor of any shape; `str` prints it tidily.

    On `interval` (lowest and highest x) its values are finite and at most LARGEST_VALUE.
    """

    tree: ast.expr
    text: str
    interval: tuple[float, float]

    def __str__(self) -> str:
        return self.text

    def __call__(self, x: Array) -> Array:
        """Values at `x`, of the same kind and shape. nan or inf where the formula has none."""
        with np.errstate(all="ignore"):
            return _evaluate(self.tree, x) + x * 0


def parse(text: str) -> Function:
    """The function written in `text`. Raises DemoError naming what was not understood and what is allowed."""
    tidy = plain(text)
    source = pythonic(tidy)
    try:
        tree = _exponentials(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise unreadable(f"“{tidy}” is not a complete formula", f"“{tidy}”不是完整的式子") from error
    _check(tree, 0)
    return Function(tree, _show(tree, 0), _interval(tree))


def _exponentials(tree: ast.expr) -> ast.expr:
    """e^… as a call of exp, which may hold x."""

    class Rewrite(ast.NodeTransformer):
        def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
            self.generic_visit(node)
            if isinstance(node.op, ast.Pow) and isinstance(node.left, ast.Constant) and node.left.value == math.e:
                return ast.Call(ast.Name("exp"), [node.right], [])
            return node

    rewritten: ast.expr = Rewrite().visit(tree)
    return rewritten


def _check(node: ast.expr, depth: int) -> None:
    """Refuse every node that is not on the list."""
    if depth > DEEPEST:
        raise unreadable(f"it is nested more than {DEEPEST} deep", f"嵌套超过了 {DEEPEST} 层")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            if not abs(value) <= LARGEST_VALUE:
                raise unreadable(f"{value:g} is too large", f"{value:g} 太大了")
        case ast.Name(id=name) if name == "x" or name in CONSTANTS:
            pass
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            _check(operand, depth + 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            _check(left, depth + 1)
            _check(right, depth + 1)
        case ast.BinOp(left=left, op=ast.Div() | ast.Pow() as op, right=right):
            _check(left, depth + 1)
            _check(right, depth + 1)
            _check_second(op, right)
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in CALLS:
            _check(argument, depth + 1)
        case _:
            shown = ast.unparse(node)
            raise unreadable(f"“{shown}” is not understood", f"看不懂“{shown}”")


def _check_second(op: ast.operator, right: ast.expr) -> None:
    """A divisor or a power must be a plain number, so that no formula can explode or divide by zero unseen."""
    if any(isinstance(n, ast.Name) and n.id == "x" for n in ast.walk(right)):
        what = ("one can divide only by a number", "只能除以一个数")
        raise unreadable(*(what if isinstance(op, ast.Div) else ("a power must be a number", "指数必须是一个数")))
    with np.errstate(all="ignore"):
        value = float(_evaluate(right, None))
    if isinstance(op, ast.Div) and not abs(value) > 1e-6:
        raise unreadable("it divides by zero", "除数是零")
    if isinstance(op, ast.Pow) and not 0 <= value <= LARGEST_POWER:
        raise unreadable(f"a power goes from 0 to {LARGEST_POWER}", f"指数要在 0 到 {LARGEST_POWER} 之间")


def _interval(tree: ast.expr) -> tuple[float, float]:
    """The first interval on which the formula has values that can be learned."""
    for low, high in INTERVALS:
        with np.errstate(all="ignore"):
            values = _evaluate(tree, np.linspace(low, high, 401))
        if np.all(np.isfinite(values)):
            if np.abs(values).max() > LARGEST_VALUE:
                raise unreadable(f"its values go beyond {LARGEST_VALUE:g}", f"它的值超过了 {LARGEST_VALUE:g}")
            return low, high
    low, high = INTERVALS[0]
    raise unreadable(
        f"it has no finite value somewhere between {low:g} and {high:g}",
        f"它在 {low:g} 到 {high:g} 之间有些地方没有有限的值",
    )


def _evaluate(node: ast.expr, x: Array) -> Array:
    """The value of a checked tree at `x`; numbers stay numbers until they meet x."""
    match node:
        case ast.Constant(value=value):
            return np.float64(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return x if name == "x" else np.float64(CONSTANTS[name])
        case ast.UnaryOp(op=op, operand=operand):
            value = _evaluate(operand, x)
            return -value if isinstance(op, ast.USub) else value
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _evaluate(left, x), _evaluate(right, x))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return _call(name, _evaluate(argument, x))
    raise AssertionError(ast.dump(node))


def _binary(op: ast.operator, left: Array, right: Array) -> Array:
    # A numpy number on the left of a tensor would try to take over; plain Python numbers do not.
    left = float(left) if isinstance(left, np.float64) and not isinstance(right, np.generic | np.ndarray) else left
    right = float(right) if isinstance(right, np.float64) and not isinstance(left, np.generic | np.ndarray) else right
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right
    return left**right


def _call(name: str, value: Array) -> Array:
    if isinstance(value, np.ndarray | np.generic):
        return _NUMPY[name](value)
    import torch  # only where a tensor comes in: reading a formula must not load torch

    if name == "step":
        return torch.where(value > 0, torch.ones_like(value), torch.zeros_like(value))
    return getattr(torch, name)(value)


_NUMPY: dict[str, Callable[[Any], Any]] = {
    "sin": np.sin, "cos": np.cos, "tanh": np.tanh, "exp": np.exp, "abs": np.abs, "sqrt": np.sqrt,
    "step": lambda v: np.where(v > 0, 1.0, 0.0)[()],
}  # fmt: skip


def _show(node: ast.expr, binds: int) -> str:
    """The formula as one would write it; `binds` is how tightly the surroundings hold (1 sum, 2 product, 3 power)."""
    match node:
        case ast.Constant(value=value):
            number = cast("float", value)  # `_check` let nothing else pass
            return f"{number:g}" if float(f"{number:g}") == number else repr(number)
        case ast.Name(id=name):
            return "π" if name == "pi" else name
        case ast.UnaryOp(op=op, operand=operand):
            sign = "-" if isinstance(op, ast.USub) else ""
            return _bracket(sign + _show(operand, 2), binds > 1)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            sign = " + " if isinstance(op, ast.Add) else " - "
            return _bracket(_show(left, 1) + sign + _show(right, 2), binds > 1)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            short = isinstance(left, ast.Constant) and isinstance(right, ast.Name | ast.Call)
            return _bracket(_show(left, 2) + ("" if short else "·") + _show(right, 3 - short), binds > 2)
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _bracket(f"{_show(left, 2)}/{_show(right, 3)}", binds > 2)
        case ast.BinOp(left=left, right=right):
            return _bracket(f"{_show(left, 4)}^{_show(right, 4)}", binds > 3)
        case ast.Call(func=ast.Name(id="abs"), args=[argument]):
            inside = _show(argument, 0)
            return f"abs({inside})" if "|" in inside else f"|{inside}|"
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return f"{name}({_show(argument, 0)})"
    raise AssertionError(ast.dump(node))


def _bracket(text: str, needed: bool) -> str:
    return f"({text})" if needed else text
