"""The knobs of tumor_classification: threshold, data and network, with ranges and every name they go by."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like

LEARNING_CASES = 398
"""How many of the 569 cases a network may learn from; the others test it."""


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    threshold: float = knobs.number(
        0.5,
        0.05,
        0.95,
        {
            "en": ("threshold", "decision threshold", "cut-off", "cutoff", "alarm threshold"),
            "zh": ("阈值", "判定阈值", "报警阈值", "门槛", "界限"),
        },
        step=0.01,
        more={"en": ("stricter",), "zh": ()},
        less={"en": ("more cautious",), "zh": ("谨慎一点", "更谨慎")},
        change=("plus", 0.1),
    )
    points: int = knobs.integer(
        LEARNING_CASES,
        20,
        LEARNING_CASES,
        {
            "en": ("training cases", "cases", "points", "data", "samples", "data points", "patients", "examples"),
            "zh": ("训练样本", "样本", "数据点", "数据", "病例", "样本数", "病例数", "数据量"),
        },
        units={
            "en": ("cases", "training cases", "samples", "points", "data points", "patients", "examples"),
            "zh": ("个样本", "个病例", "例", "个病人", "个点", "个数据点", "个数据", "样本", "病例", "条数据"),
        },
        log=True,
    )
    width: int = like("width", 16)
    depth: int = like("depth", 1)
    activation: str = like("activation", "relu")
    learning_rate: float = like("learning_rate", 0.003)
    dropout: float = knobs.number(
        0.0,
        0.0,
        0.8,
        {"en": ("dropout", "dropout rate", "drop out"), "zh": ("随机失活", "失活率", "丢弃率")},
        step=0.05,
        change=("plus", 0.1),
    )
    decay: float = knobs.number(
        1.0,
        0.0,
        5.0,
        {"en": ("weight decay", "decay", "l2"), "zh": ("权重衰减", "衰减", "权重衰减系数")},
        step=0.1,
    )
