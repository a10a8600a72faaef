"""The knobs of attention: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    letters: str = knobs.text(
        "PLANET",
        {"en": ("your letters", "my letters"), "zh": ("你的字母", "我的字母")},
        most=8,
    )
    task: str = knobs.choice(
        "reverse",
        {"en": ("task", "job"), "zh": ("任务",)},
        {
            "reverse": {
                "en": ("reverse", "reversing", "reversal", "backwards", "turn round", "turn around"),
                "zh": ("倒过来", "倒序", "反转", "反过来", "颠倒", "逆序"),
            },
            "sort": {
                "en": ("sort", "sorting", "alphabetical order", "alphabetically"),
                "zh": ("排序", "按字母表排序", "按字母顺序排", "字母顺序"),
            },
            "copy": {"en": ("copy", "copying"), "zh": ("照抄", "抄写", "复制")},
        },
    )
    length: int = knobs.integer(
        6,
        4,
        8,
        {"en": ("length", "row length", "length of the row"), "zh": ("长度", "行长", "几个字母")},
        units={"en": ("letters", "letter", "letters long"), "zh": ("个字母", "字母")},
        more={"en": ("longer",), "zh": ("长一点", "更长", "长一些")},
        less={"en": ("shorter",), "zh": ("短一点", "更短", "短一些")},
        change=("plus", 1),
    )
    depth: int = knobs.integer(
        1,
        1,
        3,
        {"en": ("depth", "number of layers"), "zh": ("深度", "层数")},
        units={"en": ("layers", "layer", "layers deep", "deep"), "zh": ("层", "个层", "层网络")},
        more={"en": ("deeper",), "zh": ("深一点", "更深", "深一些")},
        less={"en": ("shallower",), "zh": ("浅一点", "更浅", "浅一些")},
        change=("plus", 1),
    )
    width: int = knobs.integer(
        32,
        8,
        64,
        {
            "en": ("width", "embedding size", "vector size", "model size", "hidden size"),
            "zh": ("宽度", "嵌入维数", "向量长度", "维数"),
        },
        units={"en": ("dimensions", "dimensional", "wide"), "zh": ("维", "个维度")},
        log=True,
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    batch: int = knobs.integer(
        64,
        8,
        256,
        {
            "en": ("batch size", "batch", "batchsize", "mini-batch size"),
            "zh": ("批量大小", "批量", "批大小", "小批量", "批次大小", "批次"),
        },
        units={"en": ("rows a step", "rows per step"), "zh": ("行一批",)},
        log=True,
    )
    learning_rate: float = like("learning_rate", 0.003, high=0.1)
