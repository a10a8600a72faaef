"""Runs a demo in the bubble of a reply: waits for a place, trains, and puts each picture into the run's own channel.

Knows conversations and runs, no components. What is trained is the business of `run_demo`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tutor import demos
from tutor.curriculum import Curriculum
from tutor.curriculum.demo_numbers import describe_numbers
from tutor.demos.knobs import describe, parse
from tutor.errors import DemoError
from tutor.language import Script
from tutor.types import DemoRequest, Frame, Language
from tutor.ui import messages, predicted, scripts
from tutor.ui.runs import Run, Runs
from tutor.ui.talk import Talk

if TYPE_CHECKING:
    from tutor.demos.base import Controls, Pace, Words

RunDemo = Callable[["DemoRequest", "Controls", "Pace", "Words"], Iterator[Frame]]
"""How a demo is run: in this process by default, elsewhere where somebody hands over another function."""

Steps = Iterator[Talk | None]
"""A conversation as it grows; None where nothing is new, but where the one who iterates may stop."""

TICK_SECONDS = 0.1
"""How often a running demo can be closed: what a closed tab costs at most."""
HOLD_SECONDS = 3.0
"""A demo waits so long on its first picture for what the learner expects, then starts by itself."""
UNREAD_SECONDS = 2.0
"""After this long without a reader of the stream, pictures go through the chat."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Running:
    """Demos run in bubbles."""

    curriculum: Curriculum
    run_demo: RunDemo
    runs: Runs

    def in_bubble(self, talk: Talk, index: int, request: DemoRequest, asks: bool = False) -> Steps:
        """Run a demo in the bubble of the reply at `index`; whatever stops it, its last picture stays there.

        With `asks`, the learner may say first what to expect of it, and sees afterwards what came true."""
        bubble = self._bubble(talk, index, request, asks)
        run = self.runs.open(request.name, bubble["settings"])
        bubble["run"] = run.name
        trouble: Mapping[Language, str] | None = None
        try:
            yield talk.changed(index, demo=bubble)
            for frame in self._frames(run, request, talk.state.script, hold=bool(bubble["predictions"])):
                now = {**bubble, "frame": picture(run)} if frame else bubble
                yield talk.changed(index, demo=now) if run.yields else None
        except DemoError as error:
            trouble = {"en": error.en, "zh": error.zh}
        except Exception:
            log.exception("a demo failed")
            trouble = self.curriculum.words["page"]["demo_trouble"]
        finally:
            self.runs.close(run)
        yield self._ended(talk, index, run, {**bubble, "live": False, "trouble": trouble and dict(trouble)})

    def _bubble(self, talk: Talk, index: int, request: DemoRequest, asks: bool) -> dict[str, Any]:
        """What the page's script draws the bubble from; the picture of an earlier run stays till there is a newer."""
        offered, demo = demos.load(request.name).Settings, self.curriculum.demos[request.name]
        words = {
            "title": dict(demo.sections["Title"]),
            "numbers": describe_numbers(demo.numbers),
            "knobs": describe(offered),
            "predictions": _plain(demo.predictions) if asks else {},
        }
        return {
            "demo": request.name,
            "language": talk.history[index]["language"],
            "chinese": messages.lang_of("zh", talk.state.script),  # which Chinese its Chinese words are
            "live": True,
            "settings": asdict(parse(offered, request.settings)),
            "frame": talk.history[index].get("demo", {}).get("frame"),
            **scripts.words(words, talk.state.script),
        }

    def _ended(self, talk: Talk, index: int, run: Run, bubble: dict[str, Any]) -> Talk:
        """The conversation after the run, with what came true of a prediction."""
        bubble["settings"] = run.settings
        if run.frame is not None:
            demo = self.curriculum.demos[run.demo]
            seen = predicted.outcome(run, demo)
            bubble |= {"frame": picture(run), **seen}
            talk = replace(talk, state=predicted.learnt(talk.state, seen, demo, self.curriculum))
        return talk.changed(index, demo=bubble)

    def _frames(self, run: Run, request: DemoRequest, script: Script, hold: bool) -> Iterator[Frame | None]:
        """Wait for a place, then train, putting each picture into the run's channel. Gives the newest picture,
        or None, every TICK_SECONDS, which is when the run can be closed."""
        from tutor.demos.base import Words
        from tutor.demos.pace import PagePace

        while (ahead := self.runs.ahead(run)) and not run.stopped:
            run.wait(ahead)
            yield None
            time.sleep(TICK_SECONDS)
        if hold:
            run.mailbox.post({"pause": True})
        began = ticked = time.monotonic()
        words = Words(self.curriculum.demos[request.name].sections)
        with closing(cast(Any, self.run_demo(request, run.mailbox, PagePace(), words))) as frames:
            for drawn in () if run.stopped else frames:
                frame = scripts.frame(drawn, script)
                run.show(frame)
                if run.stopped:
                    return
                now = time.monotonic()
                if hold and (run.prediction is not None or now - began > HOLD_SECONDS):
                    hold = not run.mailbox.post({"pause": False})
                run.yields = run.yields or (not run.was_read and now - began > UNREAD_SECONDS)
                if now - ticked >= TICK_SECONDS:
                    ticked = now
                    yield frame

    def settled(self, talk: Talk) -> Talk:
        """The conversation with demos that were cut off (a closed stream) at rest with their last picture."""
        return replace(talk, history=tuple(self._at_rest(entry) for entry in talk.history))

    def _at_rest(self, entry: dict[str, Any]) -> dict[str, Any]:
        if not entry.get("demo", {}).get("live"):
            return entry
        bubble = {**entry["demo"], "live": False}
        run = self.runs.find(bubble["run"])
        if run is not None:
            bubble |= {"settings": run.settings, "frame": picture(run)}
        return {**entry, "demo": bubble}


def picture(run: Run) -> dict[str, Any] | None:
    """What of a run's newest frame stays in the conversation."""
    if (frame := run.frame) is None:
        return None
    return {
        "svg": frame.svg,
        "caption": dict(frame.caption),
        "numbers": dict(frame.numbers),
        "start": dict(run.start),
        "step": frame.step,
        "steps": frame.steps,
        "done": frame.done,
        "worked": frame.worked,
    }


def _plain(predictions: Mapping[Language, tuple[str, ...]]) -> dict[str, list[str]]:
    return {language: list(texts) for language, texts in predictions.items()}
