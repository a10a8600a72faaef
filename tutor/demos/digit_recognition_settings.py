"""The knobs of digit_recognition: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    drawing: str = knobs.sketch(
        {"en": ("your digit", "drawing", "my digit", "sketch"), "zh": ("你写的数字", "手写", "画板", "手写数字")},
        rows=16,
        columns=16,
    )
    width: int = like("width", 48)
    depth: int = like("depth", 1, high=4)
    activation: str = like("activation", "relu")
    learning_rate: float = like("learning_rate", 0.01)
    points: int = knobs.integer(
        1000,
        20,
        1200,
        {
            "en": ("training digits", "points", "data", "samples", "examples", "training data", "training examples"),
            "zh": ("训练数字", "样本", "数据", "样本数", "数据量", "训练样本", "训练数据"),
        },
        units={
            "en": ("training digits", "samples", "examples", "training examples", "pictures", "images"),
            "zh": ("个样本", "个数据", "样本", "条数据", "个训练样本", "张图", "张图片", "张训练图"),
        },
        log=True,
    )
