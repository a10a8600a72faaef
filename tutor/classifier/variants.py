"""Generated training texts: names of the lexicon alone, in frames and in pinyin; slips of the finger; nonsense.

They teach names, noise and what is no language at all; phrasing is written by hand in data/questions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.curriculum.lexicon import Lexicon
from tutor.types import LANGUAGES, Language

FRAMES: dict[Language, tuple[str, ...]] = {
    "en": ("what is {}", "explain {}", "{} meaning", "what does {} mean", "{} 是什么"),
    "zh": ("{}是什么", "什么是{}", "{}什么意思", "解释一下{}", "what is {}"),
}
"""The last one of each crosses over into the other language."""
CODE_FRAMES: dict[Language, tuple[str, ...]] = {
    "en": ("what is {} in python code", "{} in pytorch code", "{} python code", "how to code {}", "implement {}"),
    "zh": ("用 python 实现{}", "{}的 python 代码", "{}代码怎么写", "用 pytorch 写{}"),
}
CODE_TOPIC = {
    **dict.fromkeys(
        ("neural_network", "layers", "neuron", "activation_function", "cnn", "rnn", "transformer", "regularization"),
        "build_network",
    ),
    **dict.fromkeys(
        ("how_dl_learns", "optimizer", "loss_function", "gradient_descent", "epoch_batch"), "training_loop"
    ),
    "backpropagation": "autograd",
    "data_splits": "dataset_dataloader",
    "embedding": "build_network",
    "tensor": "tensor",
}
"""Where a concept's code is taught: asked for in code, it belongs to that topic of PyTorch."""


@dataclass(frozen=True)
class Variant:
    """A generated text with its topic (None: nobody's). `alone`: it is nothing but a name."""

    text: str
    topic: str | None
    language: Language
    alone: bool = False


def named(lexicon: Lexicon) -> Iterator[Variant]:
    """Every name alone, in frames, in code frames and in pinyin; the frame's language is the text's."""
    # Slow to load, and answering never needs it.
    from pypinyin import lazy_pinyin

    for concept in lexicon.concepts:
        for language in LANGUAGES:
            other: Language = "zh" if language == "en" else "en"
            for name in concept.names[language]:
                yield Variant(name, concept.topic, language, alone=True)
                for frame in FRAMES[language]:
                    crossed = frame == FRAMES[language][-1]
                    yield Variant(frame.format(name), concept.topic, other if crossed else language)
                if concept.topic in CODE_TOPIC:
                    for frame in CODE_FRAMES[language]:
                        yield Variant(frame.format(name), CODE_TOPIC[concept.topic], language)
        for name in concept.names["zh"]:
            spoken = lazy_pinyin(name)
            yield Variant(" ".join(spoken), concept.topic, "zh")
            if len(spoken) == 4:
                yield Variant(f"{''.join(spoken[:2])} {''.join(spoken[2:])}", concept.topic, "zh")
            yield Variant(f"shenme shi {''.join(spoken)}", concept.topic, "zh")


_WORD = re.compile(r"[a-z]{4,}")
_HAN = re.compile(r"[㐀-鿿]")


MARKED = 0.3
"""How often only the mark at the end is another."""


def slip(text: str, dice: random.Random) -> str:
    """`text` as it might also have been typed: with or without a mark at its end, or with one slip: two letters
    of a word swapped, one dropped or doubled; in Chinese a character lost."""
    if dice.random() < MARKED:
        return text.rstrip("?!.。") if text[-1] in "?!.。" else text + dice.choice("??.。!")
    words = list(_WORD.finditer(text))
    if words:
        word = dice.choice(words)
        at = dice.randrange(word.start(), word.end() - 1)
        pair = text[at : at + 2]
        return text[:at] + dice.choice((pair[::-1], pair[0], pair[0] * 2 + pair[1])) + text[at + 2 :]
    signs = [match.start() for match in _HAN.finditer(text)]
    if len(signs) > 5:
        at = dice.choice(signs)
        return text[:at] + text[at + 1 :]
    return text


NONSENSE = 600
"""Texts of each kind of nonsense, for the gate; of random Han characters, which are many, thrice as many."""


def nonsense(texts: Sequence[str] = ()) -> Iterator[Variant]:
    """Random letters, random Han characters, and the characters of `texts` shuffled: always the same ones."""
    dice = random.Random(0)
    letters, han = "abcdefghijklmnopqrstuvwxyz", [chr(code) for code in range(0x4E00, 0x9FA6)]
    common = _HAN.findall("".join(texts)) or han
    rows = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for _ in range(NONSENSE):
        words = ("".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(dice.randint(1, 4)))
        yield Variant(" ".join(words), None, "en")
        row, size = dice.choice(rows), dice.randint(3, 7)
        yield Variant("".join(dice.choices(row, k=size)), None, "en")
        for _ in range(3):
            yield Variant("".join(dice.choices(han, k=dice.randint(2, 12))), None, "zh")
        yield Variant("".join(dice.choices(common, k=dice.randint(2, 12))), None, "zh")
