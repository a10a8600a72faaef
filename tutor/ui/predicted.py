"""What a learner expected of a demo and what came true: told in the bubble, and counted as an answer about its topic.

Runs no demo.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tutor.curriculum import Curriculum
from tutor.curriculum.curriculum import DemoText
from tutor.dialogue import State
from tutor.teaching.mastery import Evidence
from tutor.ui.runs import Run


def outcome(run: Run, demo: DemoText) -> dict[str, Any]:
    """`prediction` and `happened`, both places among the demo's predictions, where the run was watched to its end and
    something was expected of it; else nothing."""
    if run.frame is None or not run.frame.done or run.prediction not in range(len(demo.outcomes)):
        return {}
    happened = demo.outcome(run.frame.numbers)
    return {} if happened is None else {"prediction": run.prediction, "happened": happened}


def learnt(state: State, seen: Mapping[str, Any], demo: DemoText, curriculum: Curriculum) -> State:
    """The conversation after a prediction was compared: a right one speaks for knowing the demo's topic."""
    if not seen:
        return state
    chances = curriculum.teaching.chances
    evidence = Evidence(seen["prediction"] == seen["happened"], chances.guess_demo)
    return replace(state, learner=state.learner.answered(demo.topics[0], evidence, chances, time.time()))
