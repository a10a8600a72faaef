"""The knobs of simple_units: the curve, how many units in the end, how fast they learn. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos.same_knobs import like

_COUNTED = {
    "en": (
        *("units", "unit", "neurons", "neuron", "nodes", "node", "relus", "relu", "pieces", "wide"),
        *("relu units", "simple units", "single units", "hidden units", "hidden neurons"),
    ),
    "zh": (
        *("个单元", "单元", "神经元", "个神经元", "个节点", "节点", "个零件", "零件", "个小单元", "小单元"),
        *("个 relu", "个隐藏神经元"),
    ),
}


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    function: str = like("function", "sin(3x)")
    width: int = like("width", 16, low=1, high=64, units=_COUNTED)
    learning_rate: float = like("learning_rate", 0.005, low=0.0001, high=0.5)
