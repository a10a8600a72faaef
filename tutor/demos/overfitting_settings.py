"""The knobs of overfitting: how little data, how large a network, and the remedies. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    # A notch up is ten times the data: two or four times as many points are still too few for such a network.
    points: int = like("points", 10, low=5, high=400, change=("times", 20.0))
    noise: float = like("noise", 0.5)
    width: int = like("width", 64, low=2)
    depth: int = like("depth", 3, high=4)
    dropout: float = knobs.number(
        0.0,
        0.0,
        0.8,
        {"en": ("dropout", "dropout rate", "drop-out", "drop out"), "zh": ("dropout", "随机失活", "丢弃率", "失活率")},
        step=0.05,
        more={
            "en": ("with dropout", "with some dropout", "use dropout", "add dropout", "try dropout", "turn on dropout"),
            "zh": (
                "加 dropout",
                "用 dropout",
                "加上 dropout",
                "用上 dropout",
                "开 dropout",
                "打开 dropout",
                "加随机失活",
                "用随机失活",
                "加上随机失活",
                "用上随机失活",
            ),
        },
        less={"en": (), "zh": ("不用 dropout", "别用 dropout", "不用随机失活", "别用随机失活")},
        change=("plus", 0.3),
    )
    decay: float = knobs.number(
        0.0,
        0.0,
        10.0,
        {
            "en": ("weight decay", "decay", "l2 regularisation", "l2 regularization", "l2 penalty", "l2"),
            "zh": ("权重衰减", "衰减", "l2 正则化", "l2 正则", "l2"),
        },
        step=0.05,
        more={
            "en": (
                "with weight decay",
                "with some weight decay",
                "use weight decay",
                "add weight decay",
                "try weight decay",
                "with l2 regularisation",
                "with l2 regularization",
                "with l2",
                "use l2",
                "add l2",
            ),
            "zh": ("加权重衰减", "用权重衰减", "加上权重衰减", "用上权重衰减", "加 l2", "用 l2", "加上 l2"),
        },
        less={"en": (), "zh": ("不用权重衰减", "别用权重衰减", "不用 l2", "别用 l2")},
        change=("plus", 5.0),
    )
    early_stopping: bool = knobs.boolean(
        False,
        {
            "en": ("early stopping", "early stop", "early-stopping", "stop early", "stops early", "stopping early"),
            "zh": ("早停", "早停法", "提前停止", "提早停止", "提前停下", "early stopping"),
        },
    )
    learning_rate: float = like("learning_rate", 0.002, low=0.0001, high=0.1)

    def without_remedies(self) -> Settings:
        """The same task with nothing against overfitting: few points where there are MANY, a network as large as by
        default where there is a SMALL one, and no dropout, decay or early stopping."""
        plain = Settings()
        return replace(
            self,
            points=self.points if self.points < MANY else plain.points,
            width=self.width if self.width > SMALL else plain.width,
            dropout=0.0,
            decay=0.0,
            early_stopping=False,
        )


MANY, SMALL = 50, 8
"""So many points, or so few neurons a layer, count as a remedy; in between, overfitting is to be seen all the same."""
