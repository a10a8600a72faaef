from __future__ import annotations

from pathlib import Path

import pytest

from tutor.curriculum.document import read_document
from tutor.errors import ContentError

GOOD = """\
# Title / 标题

```toml
means = "x"
```

## Short

### English
One.

- a

### 中文
一。

## Full
### English
Two.
### 中文
二。
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "thing.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_front_and_sections(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, GOOD))
    assert document.id == "thing"
    assert document.front == {"means": "x"}
    assert document.text("Short") == {"en": "One.\n\n- a", "zh": "一。"}
    assert document.text("Full") == {"en": "Two.", "zh": "二。"}
    assert document.sections["Short"]["zh"].line == 14


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("# Title / 标题\n", "", 1, "must begin with a heading"),
        ("```toml", "```", 2, "a ```toml block must follow"),
        ('means = "x"', "means = x", 4, "cannot be read"),
        ("### 中文\n一。\n", "", 1, "lacks ### 中文"),
        ("## Full", "## Short", 17, "a second time"),
        ("### English\nTwo.", "### Englisch\nTwo.", 18, "unexpected heading"),
        ("一。", "", 14, "is empty"),
    ],
)
def test_each_slip_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(ContentError, match=reason) as caught:
        read_document(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "thing.md"
    path.write_bytes("# 标题".encode("gb18030"))
    with pytest.raises(ContentError, match="not UTF-8"):
        read_document(path)
