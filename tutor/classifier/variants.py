"""Generated training texts: every name of the lexicon alone, in a few frames and in pinyin; and plain nonsense.

They teach names, not phrasing; what people really type is written by hand in data/questions.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from tutor.curriculum.lexicon import Lexicon
from tutor.types import LANGUAGES, Language

FRAMES: dict[Language, tuple[str, ...]] = {
    "en": ("{}", "what is {}", "explain {}", "{} meaning", "what does {} mean", "{} 是什么"),
    "zh": ("{}", "{}是什么", "什么是{}", "{}什么意思", "解释一下{}", "what is {}"),
}


def variants(lexicon: Lexicon) -> Iterator[tuple[str, str, Language]]:
    """(text, topic, language) for every name; the frame's language, not the name's, is the text's language."""
    for concept in lexicon.concepts:
        for language in LANGUAGES:
            other: Language = "zh" if language == "en" else "en"
            for name in concept.names[language]:
                for frame in FRAMES[language]:
                    crossed = frame == FRAMES[language][-1]
                    yield frame.format(name), concept.topic, other if crossed else language
        for name in concept.names["zh"]:
            spoken = lazy_pinyin(name)
            yield " ".join(spoken), concept.topic, "zh"
            if len(spoken) == 4:
                yield f"{''.join(spoken[:2])} {''.join(spoken[2:])}", concept.topic, "zh"
            yield f"shenme shi {''.join(spoken)}", concept.topic, "zh"


NONSENSE = 400
"""Texts of random characters a language, for the gate."""


def nonsense() -> Iterator[tuple[str, Language]]:
    """Random letters and random Han characters, always the same ones: nobody's question."""
    dice = random.Random(0)
    letters, han = "abcdefghijklmnopqrstuvwxyz", [chr(code) for code in range(0x4E00, 0x9FA6)]
    for _ in range(NONSENSE):
        words = ("".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(dice.randint(1, 4)))
        yield " ".join(words), "en"
        yield "".join(dice.choices(han, k=dice.randint(2, 12))), "zh"
