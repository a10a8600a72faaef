"""Numbers as people write them, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.language.numbers import find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("0.01", 0.01), (".5", 0.5), ("1e-3", 0.001), ("-5", -5), ("1,000", 1000),
        ("1k", 1000), ("10^-3", 0.001),
        ("10%", 0.1), ("ten percent", 0.1), ("百分之十", 0.1), ("百分之5", 0.05),
        ("three", 3), ("thirty-two", 32), ("two hundred and fifty six", 256), ("a hundred", 100), ("a dozen", 12),
        ("zero point zero one", 0.01), ("point one", 0.1), ("half", 0.5),
        ("十", 10), ("十二", 12), ("二十四", 24), ("两百", 200), ("两百五", 250), ("一百零五", 105),
        ("一百二十八", 128),
        ("一千", 1000), ("一万", 10000), ("3万", 30000), ("零点零一", 0.01), ("二〇", 20),
    ],
)  # fmt: skip
def test_reads_a_number(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "a", "many", "3x", "1-8-8-1", "relu", "nan", "inf", "x2"])
def test_anything_else_is_none(text: str) -> None:
    assert parse_number(text) is None


def test_finds_numbers_where_they_stand() -> None:
    text = "three layers of 32 neurons, lr=1e-3 和二十个点"
    assert [(n.value, text[n.start : n.end]) for n in find_numbers(text)] == [
        (3, "three"), (32, "32"), (0.001, "1e-3"), (20, "二十"),
    ]  # fmt: skip


HAN = "零一二三四五六七八九"


def _write(n: int) -> str:
    """0 to 9999 in Chinese numerals, written here independently of the reader."""
    if n == 0:
        return "零"
    out, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // scale % 10
        if digit:
            out += ("零" if gap and out else "") + HAN[digit] + name
            gap = False
        else:
            gap = True
    return out


@given(st.integers(0, 9999))
def test_chinese_numerals(n: int) -> None:
    assert parse_number(_write(n)) == n


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    find_numbers(text)
