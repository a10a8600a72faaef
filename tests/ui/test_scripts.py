"""Demos in the script that the learner types."""

from __future__ import annotations

from tutor.types import Frame
from tutor.ui import scripts

SVG = (
    '<svg viewBox="0 0 1 1"><path d="m0 0"/>'
    '<text><tspan lang="zh">数据</tspan> <tspan lang="en">data</tspan></text></svg>'
)
FRAME = Frame("overfitting", 1, 2, 0.1, "cpu", 9.0, {"loss": 1.0}, {"en": "data", "zh": "这是数据"}, SVG)


def test_a_frame_is_written_in_the_learners_script() -> None:
    found = scripts.frame(FRAME, "hant")
    assert found.caption == {"en": "data", "zh": "這是資料"}
    assert found.svg == SVG.replace("数据", "資料")
    assert scripts.frame(FRAME, "hans") is FRAME


def test_words_are_found_however_deep_they_lie() -> None:
    plain = {"label": {"en": "data", "zh": "数据"}, "options": [{"value": "数据", "label": {"zh": ["数据"]}}], "low": 1}
    found = scripts.words(plain, "hant")
    assert found["label"] == {"en": "data", "zh": "資料"}
    assert found["options"] == [{"value": "数据", "label": {"zh": ["資料"]}}]
    assert scripts.words(plain, "hans") is plain
