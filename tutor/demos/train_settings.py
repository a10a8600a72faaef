"""The knobs of train_tutor: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like
from tutor.demos.tutor_model import curriculum

LONGEST = 60


def _topics() -> dict[str, knobs.Names]:
    """Every topic with its title, and the title in small letters, as wishes are read."""
    return {
        identity: {
            "en": tuple(dict.fromkeys((topic.title["en"], topic.title["en"].lower()))),
            "zh": tuple(dict.fromkeys((topic.title["zh"], topic.title["zh"].lower()))),
        }
        for identity, topic in curriculum().topics.items()
    }


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    text: str = knobs.text(
        "",
        {"en": ("phrase to teach", "phrase", "sentence"), "zh": ("教它一句话", "这句话", "句子")},
        LONGEST,
    )
    label: str = knobs.choice(
        "neural_network",
        {"en": ("topic it belongs to", "topic", "label"), "zh": ("这句话属于的话题", "话题", "标签")},
        _topics(),
    )
    points: int = knobs.integer(
        100,
        2,
        160,
        {
            "en": ("questions per topic", "data", "points", "samples", "examples", "amount of data"),
            "zh": ("每个话题的问题数", "数据", "数据量", "样本", "样本数", "数据点"),
        },
        units={
            "en": ("questions per topic", "questions", "questions each", "examples", "samples", "points"),
            "zh": ("个问题", "条问题", "个样本", "条数据", "个数据"),
        },
        log=True,
    )
    width: int = knobs.integer(
        512,
        1,
        1024,
        {
            "en": ("width", "neurons", "hidden neurons", "hidden units", "hidden size", "layer size"),
            "zh": ("宽度", "神经元数", "神经元数量", "隐藏层大小"),
        },
        units={
            "en": ("neurons", "neuron", "units", "unit", "hidden neurons", "hidden units"),
            "zh": ("神经元", "个神经元", "个单元", "单元", "个隐藏神经元"),
        },
        log=True,
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    learning_rate: float = like("learning_rate", 0.003, high=0.1)
