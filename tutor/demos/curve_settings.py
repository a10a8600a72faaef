"""The knobs of curve_fitting: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    function: str = knobs.function(
        "sin(3x)",
        {"en": ("function", "formula", "curve"), "zh": ("函数", "公式", "曲线")},
        {
            "sin(3x)": {"en": ("sine", "sine wave", "sinusoid", "sin"), "zh": ("正弦", "正弦波", "正弦函数")},
            "cos(3x)": {"en": ("cosine", "cosine wave", "cos"), "zh": ("余弦", "余弦函数")},
            "|x|": {
                "en": ("absolute value", "absolute value function", "absolute value of x"),
                "zh": ("绝对值", "绝对值函数"),
            },
            "x^2": {"en": ("parabola", "quadratic", "x squared"), "zh": ("抛物线", "二次函数", "x 的平方")},
            "x^3 - x": {"en": ("cubic", "cubic function"), "zh": ("三次函数", "三次曲线")},
            "step(x)": {"en": ("step function", "heaviside"), "zh": ("阶跃函数", "阶跃", "阶梯函数")},
            "cos(5x) + x/2": {"en": ("rising wave",), "zh": ("上升的波",)},
            "step(sin(3x))": {"en": ("square wave",), "zh": ("方波",)},
            "exp(-x^2)": {"en": ("bell curve", "gaussian", "bump"), "zh": ("钟形曲线", "高斯函数", "高斯曲线")},
            "exp(x)": {"en": ("exponential", "exponential function"), "zh": ("指数函数",)},
            "sqrt(x)": {"en": ("square root", "square root function"), "zh": ("平方根", "平方根函数")},
            "x": {"en": ("straight line",), "zh": ("直线", "一次函数")},
        },
    )
    width: int = knobs.integer(
        24,
        1,
        128,
        {
            "en": ("width", "neurons per layer", "per layer", "layer size", "hidden size", "hidden units"),
            "zh": ("宽度", "每层", "每层神经元", "神经元数", "神经元数量"),
        },
        units={
            "en": ("neurons", "neuron", "units", "unit", "nodes", "node", "wide", "hidden neurons", "hidden units"),
            "zh": ("神经元", "个神经元", "个单元", "个节点", "节点", "单元", "个隐藏神经元"),
        },
        log=True,
        more={"en": ("wider", "bigger network", "larger network"), "zh": ("宽一点", "更宽", "宽一些")},
        less={"en": ("narrower", "smaller network"), "zh": ("窄一点", "更窄", "窄一些")},
    )
    depth: int = knobs.integer(
        2,
        1,
        6,
        {"en": ("depth", "number of layers"), "zh": ("深度", "层数", "隐藏层数")},
        units={
            "en": ("hidden layers", "hidden layer", "layers", "layer", "layers deep", "deep"),
            "zh": ("隐藏层", "个隐藏层", "层隐藏层", "层", "隐层", "个隐层", "层网络"),
        },
        more={"en": ("deeper",), "zh": ("深一点", "更深", "深一些")},
        less={"en": ("shallower",), "zh": ("浅一点", "更浅", "浅一些")},
        change=("plus", 1),
    )
    activation: str = knobs.choice(
        "tanh",
        {"en": ("activation", "activation function"), "zh": ("激活函数", "激活")},
        {
            "none": {
                "en": ("none", "no activation", "no activation function", "without activation", "linear activation"),
                "zh": ("无", "没有激活函数", "不用激活函数", "去掉激活函数", "无激活函数", "线性激活"),
            },
            "relu": {"en": ("ReLU", "relu", "relus"), "zh": ("ReLU", "线性整流", "修正线性单元")},
            "tanh": {"en": ("tanh", "hyperbolic tangent"), "zh": ("tanh", "双曲正切")},
            "sigmoid": {"en": ("sigmoid", "logistic"), "zh": ("sigmoid", "s 型函数")},
            "gelu": {"en": ("GELU", "gelu"), "zh": ("GELU", "高斯误差线性单元")},
        },
    )
    optimiser: str = knobs.choice(
        "adam",
        {"en": ("optimiser", "optimizer"), "zh": ("优化器", "优化方法", "优化算法")},
        {
            "sgd": {"en": ("SGD", "sgd", "plain gradient descent"), "zh": ("SGD", "随机梯度下降", "普通梯度下降")},
            "momentum": {"en": ("momentum", "sgd with momentum"), "zh": ("动量", "动量法", "带动量的 sgd")},
            "adam": {"en": ("Adam", "adam"), "zh": ("Adam", "亚当")},
        },
    )
    learning_rate: float = knobs.number(
        0.01,
        0.0001,
        1.0,
        {
            "en": ("learning rate", "learning-rate", "learningrate", "lr", "step size"),
            "zh": ("学习率", "步长", "学习速率"),
        },
        log=True,
        more={"en": ("faster", "quicker", "speed up"), "zh": ("快一点", "快点", "更快", "再快", "快一些")},
        less={"en": ("slower", "slow down"), "zh": ("慢一点", "慢点", "更慢", "再慢", "慢一些")},
    )
    noise: float = knobs.number(
        0.1,
        0.0,
        1.0,
        {"en": ("noise", "noise level", "noisiness"), "zh": ("噪声", "噪音", "杂讯", "噪声水平")},
        step=0.05,
        more={"en": ("noisier", "more noisy"), "zh": ()},
        less={"en": ("less noisy", "cleaner"), "zh": ()},
    )
    points: int = knobs.integer(
        200,
        10,
        500,
        {
            "en": ("points", "data", "samples", "data points", "number of points", "examples"),
            "zh": ("数据点", "样本", "数据", "点数", "样本数", "数据量"),
        },
        units={
            "en": ("points", "data points", "samples", "examples", "point", "dots"),
            "zh": ("个点", "个数据点", "个样本", "个数据", "数据点", "样本", "条数据", "点数据"),
        },
        log=True,
    )
    clicks: str = knobs.places(
        {"en": ("your own points", "own points"), "zh": ("自己点的点", "自己的点")}, instead="function"
    )
    networks: int = knobs.integer(
        1,
        1,
        1000,
        {"en": ("networks at once", "networks"), "zh": ("同时训练的网络", "网络个数")},
        units={"en": ("networks", "networks at once", "at once"), "zh": ("个网络", "个网络一起", "个网络同时")},
        log=True,
    )
