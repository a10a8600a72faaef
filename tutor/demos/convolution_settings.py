"""The knobs of convolution: what a learner may set, with ranges and every name it goes by. Trains nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.demos import knobs
from tutor.demos.same_knobs import like


@dataclass(frozen=True)
class Settings:
    """What a learner may set, with ranges and the names it goes by."""

    kernel: str = knobs.choice(
        "vertical",
        {"en": ("kernel", "filter"), "zh": ("卷积核", "滤波器", "过滤器")},
        {
            "vertical": {
                "en": ("vertical edges", "vertical edge", "vertical", "vertical edge detector"),
                "zh": ("竖直边缘", "竖边缘", "垂直边缘", "竖直", "纵向边缘"),
            },
            "horizontal": {
                "en": ("horizontal edges", "horizontal edge", "horizontal", "horizontal edge detector"),
                "zh": ("水平边缘", "横边缘", "水平", "横向边缘"),
            },
            "blur": {"en": ("blur", "blurring", "smoothing", "box blur"), "zh": ("模糊", "平滑", "均值模糊")},
            "sharpen": {"en": ("sharpen", "sharpening"), "zh": ("锐化",)},
            "emboss": {"en": ("emboss", "embossing", "relief"), "zh": ("浮雕",)},
            "learned": {
                "en": ("learned by the network", "learned", "learnt", "learned kernel"),
                "zh": ("网络学到的", "学到的", "学出来的", "学习到的"),
            },
        },
    )
    picture: str = knobs.choice(
        "house",
        {"en": ("picture", "image"), "zh": ("图片", "图像", "图")},
        {
            "house": {"en": ("house",), "zh": ("房子", "小房子")},
            "face": {"en": ("face", "smiley", "smiling face"), "zh": ("笑脸", "脸")},
            "ring": {"en": ("ring", "circle"), "zh": ("圆环", "圆圈")},
            "stripes": {"en": ("stripes", "lines"), "zh": ("条纹", "线条")},
        },
    )
    drawing: str = knobs.sketch(
        {"en": ("your picture", "drawing", "my picture", "sketch"), "zh": ("你画的图", "手绘", "画板")},
        rows=16,
        columns=16,
    )
    task: str = knobs.choice(
        "strokes",
        {"en": ("what the network learns", "task"), "zh": ("网络学什么", "任务")},
        {
            "strokes": {
                "en": ("direction of a stroke", "strokes", "stroke directions"),
                "zh": ("短线的方向", "短线", "笔画方向"),
            },
            "digits": {
                "en": ("handwritten digits", "digits", "handwriting"),
                "zh": ("手写数字", "数字"),
            },
        },
    )
    learning_rate: float = like("learning_rate", 0.02)
    noise: float = like("noise", 0.1)
    points: int = knobs.integer(
        1000,
        20,
        1200,
        {
            "en": ("number of training pictures", "points", "data", "samples", "examples", "training data"),
            "zh": ("训练图片数量", "样本", "数据", "样本数", "数据量", "训练样本", "训练数据"),
        },
        units={
            "en": ("training pictures", "samples", "examples", "training examples", "pictures", "images"),
            "zh": ("个样本", "个数据", "样本", "条数据", "个训练样本", "张图", "张图片", "张训练图"),
        },
        log=True,
    )
