"""Finds in a learner's sentence the words that make a point: stems of English words, Chinese anywhere, small slips.

`memor | by heart | noise & learn`: alternatives, and two that must both stand there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tutor.language.normalise import normalise

FEWEST_WORDS, FEWEST_HAN = 2, 2
SLIP_FROM = 6
"""Stems of at least so many letters are found in spite of one wrong letter."""

_WORDS = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[㐀-鿿]")
_HYPHENS = re.compile(r"[-‐‑–_/]")
_NO_IDEA = re.compile(
    r"^(?:(?:sorry|hm+|i|honestly|really|have|just|please)\s+)*"
    r"(?:dont know|no idea|no clue|dunno|idk|tell me|havent (?:learn|got)|pass)\b"
    r"|^(?:唔|嗯|额|呃|抱歉|我|你|真|真的|直接|还|\s|，)*(?:不知道|不会(?:做|答)?$|告诉我|没学(?:到|过)|没头绪)"
)
NO_IDEA_UP_TO = 6
"""Words (of Chinese, twice as many characters): who explains at greater length has an idea."""
_VOWEL = re.compile(r"[aeiouy]")


def says(clean: str, alternatives: str) -> bool:
    """Whether `clean` (a normalised text) holds one of the `alternatives`."""
    text = _flat(clean)
    return any(all(_stands(text, part) for part in parts) for parts in _parsed(alternatives))


def says_something(clean: str, prompt: str) -> bool:
    """Whether `clean` could be an explanation: a few words that are more than the question said once more."""
    text = _flat(clean)
    words, han = _WORDS.findall(text), _HAN.findall(text)
    if _NO_IDEA.search(text) and len(words) + len(han) / 2 <= NO_IDEA_UP_TO:
        return False
    if len(words) < FEWEST_WORDS and len(han) < FEWEST_HAN:
        return len(words) == 1 and len(words[0]) >= SLIP_FROM and bool(_VOWEL.search(words[0]))
    return _flat(normalise(prompt)).find(text) < 0


@lru_cache(maxsize=4096)
def _parsed(alternatives: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for alternative in alternatives.split("|"):
        parts = tuple(_flat(normalise(part)) for part in alternative.split("&"))
        if all(parts):
            found.append(parts)
    return tuple(found)


def _flat(text: str) -> str:
    """Hyphens as blanks, no apostrophes (many leave them out), single blanks."""
    return " ".join(_HYPHENS.sub(" ", text.replace("’", "").replace("'", "")).split())


def _stands(text: str, part: str) -> bool:
    if _HAN.search(part):
        return part.replace(" ", "") in text.replace(" ", "")
    if re.search(rf"(?<![a-z0-9]){re.escape(part)}", text):
        return True
    return len(part) >= SLIP_FROM and part.isalpha() and any(_one_slip(word, part) for word in _WORDS.findall(text))


def _one_slip(word: str, stem: str) -> bool:
    """Whether `word` begins as `stem` does but for one letter changed, lost, added, or two swapped."""
    if word[:1] != stem[:1]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, stem, strict=False)) if a != b), min(len(word), len(stem)))
    if at >= len(word):
        return len(word) >= len(stem) - 1
    rest, wanted = word[at:], stem[at:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:].startswith(wanted[2:]) if len(wanted) >= 2 else False
    return swapped or rest[1:].startswith(wanted[1:]) or rest.startswith(wanted[1:]) or rest[1:].startswith(wanted)
