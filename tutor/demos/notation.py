"""A formula as people write it, turned into the text of a Python expression: 2sin 3x becomes 2 * sin(3 * x).

Full-width and raised signs, left-out multiplication, bars and missing brackets are dealt with here, token by
token. Whether the result is a formula at all is `functions`' to say; nothing is evaluated.
"""

from __future__ import annotations

import math
import re
import unicodedata

from tutor.errors import DemoError

LONGEST = 120
CALLS = ("sin", "cos", "tanh", "exp", "abs", "sqrt", "step")


def pythonic(text: str) -> str:
    """A `plain` formula as a Python expression. Raises DemoError where it holds anything but the allowed tokens."""
    if len(text) > LONGEST:
        raise unreadable(f"it is longer than {LONGEST} characters", f"超过了 {LONGEST} 个字符")
    tokens = _tokens(text)
    if not tokens:
        raise unreadable("it is empty", "它是空的")
    return " ".join(_absolute(_multiply(tokens)))


def plain(text: str) -> str:
    """Full-width, raised and typographic signs as the plain ones: ３ｘ² − π·x becomes 3x^2 - pi*x."""
    return unicodedata.normalize("NFKC", lower_powers(text)).lower().translate(_SIGNS).strip()


def lower_powers(text: str) -> str:
    """Raised digits as a power: x² becomes x^2, before Unicode's normal form would make it x2."""
    return re.sub(f"[{_RAISED}]+", lambda m: "^" + m.group().translate(_LOWERED), text)


_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_LOWERED = str.maketrans(_RAISED, "0123456789-")
_SIGNS = str.maketrans({
    "π": "pi", "×": "*", "·": "*", "⋅": "*", "∙": "*", "−": "-", "–": "-", "—": "-", "÷": "/", "∕": "/",
    "∣": "|", "｜": "|", "[": "(", "]": ")", "{": "(", "}": ")", "√": "sqrt", "（": "(", "）": ")",
})  # fmt: skip

_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_TOKEN = re.compile(rf"\s*(?:({_NUMBER})|(\*\*|[-+*/^()|])|({'|'.join(CALLS)}|pi|x|e(?=\s*\^)))")
_OPERATORS = frozenset("+-*/^(")


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip(" .,;。，；?!？！")
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            unknown = re.match(r"\s*([a-z]+|\S)", text[at:])
            word = unknown.group(1) if unknown else text[at:]
            raise unreadable(f"“{word}” is not understood", f"看不懂“{word}”")
        tokens.append("^" if found.group(2) == "**" else found.group().strip())
        at = found.end()
    return tokens


def _multiply(tokens: list[str]) -> list[str]:
    """Put in the multiplication signs and brackets that people leave out: 3x, 2sin(x), x(x-1), sin 3x."""
    out: list[str] = []
    bars, close_after = 0, -1
    for index, token in enumerate(tokens):
        previous = out[-1] if out else "("
        ends_operand = previous not in _OPERATORS and previous not in CALLS and previous != "|("
        if token == "|":
            opens = not (ends_operand and bars)
            bars += 1 if opens else -1
            token = "|(" if opens else "|)"
        starts_operand = (token not in _OPERATORS and token not in (")", "|)")) or token == "("
        if ends_operand and starts_operand:
            out.append("*")
        out.append(token)
        if token in CALLS and (index + 1 == len(tokens) or tokens[index + 1] != "("):
            close_after = _argument_end(tokens, index + 1)
            out.append("(")
        if index == close_after:
            out.append(")")
            close_after = -1
    if bars:
        raise unreadable("a “|” is left open", "有一个“|”没有配对")
    return out


def _argument_end(tokens: list[str], start: int) -> int:
    """Where the argument of a call without brackets ends: `sin x`, `sin 3x`, `sin x^2`."""
    end = start
    if end < len(tokens) and re.fullmatch(_NUMBER, tokens[end]) and tokens[end + 1 : end + 2] in (["x"], ["pi"]):
        end += 1
    if end >= len(tokens) or not (tokens[end] in ("x", "pi") or re.fullmatch(_NUMBER, tokens[end])):
        raise unreadable(f"“{tokens[start - 1]}” lacks its brackets", f"“{tokens[start - 1]}”缺少括号")
    if tokens[end + 1 : end + 2] == ["^"] and tokens[end + 2 : end + 3] and tokens[end + 2].isdigit():
        end += 2
    return end


def _absolute(tokens: list[str]) -> list[str]:
    """Bars and carets as Python writes them."""
    return [{"|(": "abs(", "|)": ")", "^": "**", "e": str(math.e)}.get(token, token) for token in tokens]


def unreadable(en: str, zh: str) -> DemoError:
    """The error for a formula, with the reason and with what is allowed, in both languages."""
    return DemoError(
        f"This function can’t be read: {en}. Allowed are numbers, pi, x, + - * / ^ and {', '.join(CALLS)}, "
        "as in sin(3x) or x^3 - x.",
        f"这个函数读不懂：{zh}。可以用数字、pi、x、+ - * / ^ 和 {'、'.join(CALLS)}，例如 sin(3x) 或 x^3 - x。",
    )
