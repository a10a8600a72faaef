"""What to do about a message that only the conversation so far explains: “yes”, “the second one”, “go back”, “why do I
need it?”, “not that, the loss”, “always short, please”.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.curriculum import Curriculum
from tutor.dialogue import coaching, memory, quizzing
from tutor.dialogue.decision import Decision
from tutor.dialogue.showing import chosen
from tutor.dialogue.state import State
from tutor.dialogue.wishes import asks_for_quiz
from tutor.language.courtesy import bare
from tutor.types import Kind, Message

YES = frozenset("yes yeah yep ok okay sure please 好 好的 好呀 好啊 行 可以 嗯 嗯嗯 要 是的 继续 来吧".split())
FIRST_STEP = re.compile(
    r"(?:应该|该|先)学(?:什么|啥)(?:好)?$|^(?:so |and )?(?:where (?:should|do|can) i (?:start|begin)"
    r"|what (?:should|do) i (?:learn|study|read) first)\b"
    r"|^(?:我)?(?:应该|该)?(?:先学|先看|从哪(?:里|儿)?(?:开始|学起)?学?)(?:什么|啥|起|呢|好)?$"
)


def recalled(message: Message, state: State, curriculum: Curriculum) -> Decision | None:
    """What only the conversation so far explains: one of those offered, going back, how deep to answer from now on."""
    place = memory.picked(message, state)
    if place is not None and state.offered:
        return replace(chosen(state.offered[place], "act/affirm", message, curriculum), reason="context")
    if memory.goes_back(message, curriculum) and state.trail:
        labels = tuple(f"topic/{topic}" for topic in state.trail[-1])
        section = state.depth or "Short"
        return Decision("answer", message.language, "act/repeat", labels, section, reason="back", back=True)
    if state.topics and memory.means_topic(message):
        labels = state.labels
        return Decision("answer", message.language, labels[0], labels, state.depth or "Short", reason="context")
    if state.topics and memory.asks_why(message):
        labels = state.labels
        return Decision("answer", message.language, "act/why", labels, "Why", reason="context")
    put_right = memory.corrected(message, curriculum) if state.topics else None
    if put_right:
        label = f"topic/{put_right}"
        return Decision("answer", message.language, "act/correction", (label,), state.depth or "Short")
    if state.offered and bare(message.clean) in YES:
        return replace(chosen(state.offered[0], "act/affirm", message, curriculum), reason="context")
    wanted = asks_for_quiz(message, curriculum)
    if wanted is not None:
        return quizzing.start(message, "act/quiz", state, curriculum)
    if FIRST_STEP.search(message.clean):
        return coaching.next_topic(message, "act/next_topic", state, curriculum)
    depth = memory.depth_wanted(message, curriculum)
    if depth is None:
        return None
    words = "depth_set" if depth else "depth_reset"
    said = {"Simpler": "act/simpler", "Full": "act/more_detail"}.get(depth)
    labels = state.labels if state.sections else ()
    kind: Kind = "answer" if labels else "act"
    return Decision(kind, message.language, said, labels, depth or "Short", words, depth=depth)
