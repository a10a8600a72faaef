"""The knobs of gpu_race: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    networks: int = knobs.integer(
        100,
        10,
        1000,
        {
            "en": ("networks", "number of networks", "batch", "batch size"),
            "zh": ("网络数", "网络个数", "网络数量", "批量", "批量大小"),
        },
        units={"en": ("networks", "network", "nets", "models"), "zh": ("个网络", "张网络", "个模型", "网络")},
        log=True,
    )
    width: int = knobs.integer(
        16,
        1,
        32,
        {
            "en": ("width", "neurons per layer", "per layer", "layer size", "hidden size", "hidden units"),
            "zh": ("宽度", "每层", "每层神经元", "神经元数", "神经元数量"),
        },
        units={
            "en": ("neurons", "neuron", "units", "wide", "hidden neurons", "hidden units"),
            "zh": ("神经元", "个神经元", "个单元", "个隐藏神经元"),
        },
        log=True,
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network", "tiny network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    learning_rate: float = knobs.number(
        0.02,
        0.001,
        0.3,
        {
            "en": ("learning rate", "learning-rate", "learningrate", "lr", "step size"),
            "zh": ("学习率", "步长", "学习速率"),
        },
        log=True,
    )
