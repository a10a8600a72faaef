"""Generated training texts: every name of the lexicon alone, in a few frames and in pinyin.

They teach names, not phrasing; what people really type is written by hand in data/questions.
"""

from __future__ import annotations

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
