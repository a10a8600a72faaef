"""Words: templates filled in, legends read."""

from __future__ import annotations

import pytest

from tutor.demos.base import Words

WORDS = Words(
    {
        "Running": {"en": "step {step}", "zh": "第 {step} 步"},
        "Legend": {"en": "- loss: the loss\n- net: network", "zh": "- loss: 损失\n- net：网络"},
    }
)


def test_fills_in_both_languages() -> None:
    said = WORDS.say("Running", {"en": {"step": "3"}, "zh": {"step": "三"}})
    assert said == {"en": "step 3", "zh": "第 三 步"}


def test_reads_the_legend() -> None:
    assert WORDS.legend() == {
        "loss": {"en": "the loss", "zh": "损失"},
        "net": {"en": "network", "zh": "网络"},
    }


def test_a_missing_section_is_an_error() -> None:
    with pytest.raises(KeyError):
        WORDS.say("Nothing", {"en": {}, "zh": {}})
