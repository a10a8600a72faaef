"""Finds the formula, or the name of a well-known one, in a sentence. Reading the formula itself is `functions`'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tutor.demos import functions, notation
from tutor.demos.knobs import Option
from tutor.errors import DemoError

_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_CALL = "|".join(notation.CALLS)
# One piece of a formula. A word directly before a bracket counts, known or not, so that log(x) gets an answer;
# so does a lone letter after an operator: x^y is a formula too, if not one of ours.
_PIECE = (
    rf"(?:{_NUMBER}|\*\*|[-+*/^()|]|(?:{_CALL})(?=\s*[(x\d|])|pi(?![a-z])|e(?=\^)|x(?![a-z])|[a-z]+(?=\()"
    r"|(?<=[-+*/^(])[a-z](?![a-z]))"
)
_FORMULA = re.compile(rf"(?<![a-z0-9.]){_PIECE}(?:\s*{_PIECE})*")
_BARE = re.compile(
    r"(?:\b(?:fit|fits|fitting|learn|learns|approximate|function|curve|line|y\s*=|f\(x\)\s*=)|拟合|学习|学会|函数|曲线)"
    r"\s*(?:the\s+)?(?:function|curve|line|为|是|=|:|y\s*=|f\(x\)\s*=)?\s*$"
)
_TIMES = re.compile(r"\s+(?:as\s+(?:many|much)|more|faster|slower|bigger|larger|smaller)\b")
"""What makes "3x" mean three times."""
_SPOKEN = (
    (r"\bx[\s-]+squared\b|x\s*的?\s*平方(?!根)", "x^2"),
    (r"\bx[\s-]+cubed\b|x\s*的?\s*(?:立方|三次方)", "x^3"),
    (r"\bx\s+to\s+the\s+(?:power\s+(?:of\s+)?)?(\d+)(?:th|rd|nd)?(?:\s+power)?\b|x\s*的\s*(\d+)\s*次方", r"x^\1\2"),
    (r"\b(sin|cos)e?\s+of\s+(?=[\dx(])", r"\1 "),
    (r"\babsolute\s+value\s+of\s+x\b|x\s*的?\s*绝对值", "|x|"),
    (r"\bsquare\s+root\s+of\s+x\b|x\s*的?\s*平方根", "sqrt(x)"),
    (r"[π]", "pi"),
)


def find_formula(text: str, known: Sequence[Option]) -> tuple[str, str | None]:
    """The formula in a normalised `text` and the text without it; None where there is none.

    Raises DemoError where something is clearly meant as a formula and cannot be read.
    """
    for spoken, written in _SPOKEN:
        text = re.sub(spoken, lambda m, w=written: m.expand(w) if "\\" in w else w, text)  # type: ignore[misc]
    text = text.translate(_SIGNS)
    problem: DemoError | None = None
    best: tuple[int, int, str] | None = None
    for found in _FORMULA.finditer(text):
        start, end = _trim(text, *found.span())
        candidate = text[start:end]
        if not _means_formula(text, start, candidate) or _TIMES.match(text, end):
            continue
        try:
            shown = functions.parse(candidate).text
        except DemoError as error:
            problem = problem or error
            continue
        if best is None or end - start > best[1] - best[0]:
            best = (start, end, shown)
    if best:
        return text[: best[0]] + ";" + text[best[1] :], best[2]
    if problem:
        raise problem
    return _find_known(text, known)


_SIGNS = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/"})


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the dashes and brackets of the sentence around it."""
    while end > start and (text[end - 1] in "+-*/^ " or text[start:end].count(")") > text[start:end].count("(")):
        if text[end - 1] not in "+-*/^ )":
            break
        end -= 1
    while start < end and (text[start] in "+*/^ )" or text[start:end].count("(") > text[start:end].count(")")):
        if text[start] not in "+*/^ )(":
            break
        start += 1
    return start, end


def _means_formula(text: str, start: int, candidate: str) -> bool:
    """Whether a stretch is a formula rather than prose: it holds x and does something with it."""
    if not re.search(r"(?<![a-z])x(?![a-z])|(?:sin|cos|tanh|exp|abs|sqrt|step)x", candidate):
        return False
    if re.fullmatch(r"\(*\s*-?\s*x\s*\)*", candidate):
        return bool(_BARE.search(text[:start])) and "(" not in candidate
    # "y(x)" or "f(x)" names a function and does not say which.
    if re.fullmatch(r"(?:[a-z]|function|curve|network|net)\s*\(\s*x\s*\)", candidate):
        return False
    if re.search(r"\dx\d|x\s+\d|\d\s+x\s+\d", candidate):  # 3x32: so many of so many
        return False
    return bool(re.search(r"[-+*/^|(]|\d\s*x|(?:sin|cos|tanh|exp|abs|sqrt|step)\s*[\dx]", candidate))


def pattern(names: Iterable[str]) -> str:
    """A pattern for any of these names: Latin ones as whole words, the longest first."""
    parts = []
    for name in sorted({n.lower() for n in names}, key=len, reverse=True):
        word = re.escape(name).replace(r"\ ", r"\s*" if not name.isascii() else r"[\s-]+")
        before = r"(?<![a-z])" if name[0].isascii() and name[0].isalpha() else ""
        after = r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else ""
        parts.append(before + word + after)
    return "(?:" + "|".join(parts) + ")" if parts else r"(?!)"


def _find_known(text: str, known: Sequence[Option]) -> tuple[str, str | None]:
    """A formula that goes by a name: the longest name counts, and two different ones none."""
    hits = []
    for option in known:
        for names in option.names.values():
            hits += [(m.start(), m.end(), option.value) for m in re.finditer(pattern(names), text)]
    kept = [
        h for h in hits if not any(o != h and o[0] <= h[0] and h[1] <= o[1] and o[1] - o[0] > h[1] - h[0] for o in hits)
    ]
    if len({value for _, _, value in kept}) != 1:
        return text, None
    start, end, value = kept[0]
    return text[:start] + ";" + text[end:], value
