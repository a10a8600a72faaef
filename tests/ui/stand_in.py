"""A tutor of a few fixed answers with the real words and the real demo, so that the page can be tested alone:
quick to load, and it fails when it is told to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from tutor.curriculum import Curriculum, load_curriculum
from tutor.demos import load
from tutor.demos.request import read_settings
from tutor.dialogue import State
from tutor.settings import ROOT
from tutor.types import DemoRequest, Guess, Kind, Language, Reply, Source

DATA = ROOT / "data"

ANSWERS: dict[Language, str] = {
    "en": (
        "Deep learning lets a computer **find out for itself** what to look at. It stacks layers of simple units; "
        "each layer builds on what the one before has found.\n\n"
        "Take photographs of cats and dogs. Nobody writes down what an ear looks like. The network sees ten thousand "
        "labelled pictures, guesses, compares its guess with the label, and turns every one of its numbers a little "
        "so that the next guess is less wrong.\n\n"
        "- first layers find edges\n- later ones find fur, eyes, ears\n- the last one decides\n\n"
        "Each unit computes \\(y = f(w x + b)\\)."
    ),
    "zh": (
        "深度学习让计算机**自己找出**该看什么。它把许多层简单的单元叠起来，每一层都建立在前一层的发现之上。\n\n"
        "拿猫和狗的照片来说，没有人写下耳朵长什么样。网络看过一万张带标签的图片，先猜，再和标签比对，"
        "然后把自己的每个数字调一点点，让下一次猜得更准。\n\n"
        "- 前几层找到边缘\n- 后面的层找到毛发、眼睛、耳朵\n- 最后一层作出判断\n\n"
        "每个单元计算 \\(y = f(w x + b)\\)。"
    ),
}
SOURCES = {
    "en": (Source("Deep Learning Explained", "What is deep learning?", "https://example.org/article"),),
    "zh": (Source("深度学习讲解", "什么是深度学习？", "https://example.org/article"),),
}
NEXT: dict[Language, tuple[str, ...]] = {
    "en": ("Show me a neural network fitting a curve", "Tell me more", "What is a neural network?"),
    "zh": ("演示一下神经网络拟合曲线", "再详细一点", "神经网络是什么？"),
}


@lru_cache(maxsize=1)
def real_words() -> Curriculum:
    return load_curriculum(DATA)


@dataclass(frozen=True)
class StandIn:
    """Answers everything alike; "boom" raises, "which" asks back, "curve", "fit", "曲线" and "拟合" start the demo."""

    curriculum: Curriculum = field(default_factory=real_words)

    def reply(self, text: str, state: State) -> tuple[Reply, State]:
        if "boom" in text:
            raise RuntimeError("told to fail")
        language: Language = state.preference or ("zh" if any("一" <= c <= "鿿" for c in text) else "en")
        kind: Kind = "clarify" if "which" in text else "answer"
        demo, answer = None, ANSWERS[language]
        if any(part in text for part in ("curve", "fit", "曲线", "拟合")):
            settings = read_settings(text, load("curve_fitting").Settings).settings
            kind, demo = "demo", DemoRequest("curve_fitting", settings)
            before = self.curriculum.demos["curve_fitting"].sections["Before"][language]
            answer = before.format(function=settings.get("function", "sin(3x)"))
        label = "demo/curve_fitting" if demo else "topic/deep_learning"
        reply = Reply(
            text, language, kind, label, 0.9, (Guess(label, 0.9),), 0.95, (label,), answer,
            () if kind == "clarify" else SOURCES[language], NEXT[language], demo, 1.0,
        )  # fmt: skip
        topic = list(self.curriculum.topics)[len(state.seen)]
        return reply, replace(state, language=language, seen=(*state.seen, topic))
