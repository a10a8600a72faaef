"""What happens when a learner sends a message: the reply is shown, and the demo it starts is run.

One generator a turn, for Gradio to iterate; closing it (Stop, a closed tab) ends the training. Whatever goes
wrong becomes one sentence in the chat: an exception that reached Gradio would leave the page unusable.
What a learner sees is built by `messages`, what is trained is the business of `run_demo`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, cast

import gradio as gr

from tutor import demos
from tutor.demos.knobs import changed, describe, parse
from tutor.dialogue import State
from tutor.errors import DemoError
from tutor.types import LANGUAGES, DemoRequest, Frame, Language, Reply, SettingValue
from tutor.ui import keeping, messages, predicted
from tutor.ui.messages import Entry
from tutor.ui.progress_map import progress_map
from tutor.ui.runs import Run, Runs

if TYPE_CHECKING:
    from tutor.curriculum import Curriculum
    from tutor.demos.base import Controls, Pace, Words

RunDemo = Callable[["DemoRequest", "Controls", "Pace", "Words"], Iterator[Frame]]
"""How a demo is run: in this process by default, elsewhere where somebody hands over another function."""

CHUNK_SECONDS = 0.03
TICK_SECONDS = 0.1
"""How often a running demo gives Gradio a chance to close it: what a closed tab costs at most."""
HOLD_SECONDS = 3.0
"""A demo waits so long on its first picture for what the learner expects, then starts by itself."""
UNREAD_SECONDS = 2.0
"""After this long without a reader of the stream, pictures go through the chat."""
LONGEST_HISTORY = 200

log = logging.getLogger(__name__)

Shown = tuple[Any, Any]
"""What one step shows: the chat's messages, and what is remembered of the conversation."""


class Answering(Protocol):
    """What the page asks of a tutor."""

    @property
    def curriculum(self) -> Curriculum:
        """Where the words are."""

    def reply(self, text: str, state: State) -> tuple[Reply, State]:
        """The answer to `text`, and the conversation after it."""


@dataclass(frozen=True)
class Chat:
    """The handlers of the page's events. Holds no conversation: it comes in and goes out as plain JSON,
    `{"state": …, "history": […]}`, and is None before the first message."""

    tutor: Answering
    run_demo: RunDemo
    runs: Runs
    device: str = "auto"

    def turn(self, text: str, preference: str, memory: dict[str, Any] | None) -> Iterator[Shown]:
        """Answer one message; `preference` is auto, zh or en."""
        history = self._settled(memory)
        state = State.from_json((memory or {}).get("state"))
        state = replace(state, preference=preference if preference in LANGUAGES else None)
        if text.strip():
            history = [*history, messages.learner(text)]
        yield self._show(history, state)
        try:
            reply, state = self.tutor.reply(text, state)
            entry = messages.replied(reply)
            if reply.label == "act/progress":
                entry["map"] = progress_map(state, self.tutor.curriculum, reply.language)
            if reply.demo is None:
                for part in messages.growing(entry):
                    yield self._show([*history, part], state)
                    time.sleep(0 if part is entry else CHUNK_SECONDS)
                return
            request = reply.demo if reply.demo.device != "auto" else replace(reply.demo, device=self.device)
            yield from self._run([*history, entry], len(history), request, state, asks=True)
        except Exception:
            log.exception("a turn failed")
            yield self._show([*history, self._sentence("trouble", state)], state)

    def again(self, run: str, changes: dict[str, SettingValue], memory: dict[str, Any] | None) -> Iterator[Shown]:
        """Run the demo of the finished `run` once more in its own bubble, with `changes` to its settings."""
        history, state = self._settled(memory), State.from_json((memory or {}).get("state"))
        index = next((i for i, entry in enumerate(history) if entry.get("demo", {}).get("run") == run), None)
        if index is None:
            yield gr.skip(), gr.skip()
            return
        before = history[index]["demo"]
        try:
            settings = changed(demos.load(before["demo"]).Settings, before["settings"], changes)
            request = DemoRequest(before["demo"], settings, device=self.device)
            yield from self._run(history, index, request, state)
        except Exception:
            log.exception("a demo could not be run again")
            yield self._show([*history, self._sentence("trouble", state)], state)

    def resume(self, plain: object) -> Shown:
        """The conversation that the browser kept, or an empty one."""
        memory = keeping.resumed(plain, self.tutor.curriculum)
        return self._show(memory["history"], State.from_json(memory["state"])) if memory else ([], None)

    def load(self, plain: object, memory: dict[str, Any] | None) -> Shown:
        """The conversation with what a saved file says of the learner."""
        after = keeping.imported(plain, memory, self.tutor.curriculum)
        return self._show(after["history"], State.from_json(after["state"]))

    def afresh(self, memory: dict[str, Any] | None) -> Shown:
        """An empty conversation with a learner who is known already."""
        before = State.from_json((memory or {}).get("state"))
        state = State(language=before.language, preference=before.preference, learner=before.learner, seen=before.seen)
        return self._show([], state)

    def forget(self, memory: dict[str, Any] | None) -> Shown:
        """A fresh conversation with one sentence: all is deleted."""
        before = State.from_json((memory or {}).get("state"))
        state = State(language=before.language, preference=before.preference)
        text = self.tutor.curriculum.words["progress"]["deleted"]
        language = state.preference or state.language
        return self._show([messages.said(text[language], language)], state)

    def _run(
        self, history: list[Entry], index: int, request: DemoRequest, state: State, asks: bool = False
    ) -> Iterator[Shown]:
        """Run a demo in the bubble of the reply at `index`; whatever stops it, its last picture stays there.

        With `asks`, the learner may say first what to expect of it, and sees afterwards what came true."""
        settings_class, demo = demos.load(request.name).Settings, self.tutor.curriculum.demos[request.name]
        run = self.runs.open(request.name, asdict(parse(settings_class, request.settings)))
        bubble: dict[str, Any] = {
            "run": run.name,
            "demo": request.name,
            "language": history[index]["language"],
            "live": True,
            "knobs": describe(settings_class),
            "settings": run.settings,
            "frame": history[index].get("demo", {}).get("frame"),
            "predictions": _plain(demo.predictions) if asks else {},
        }
        trouble: Mapping[Language, str] | None = None
        try:
            yield self._show(_with(history, index, bubble), state)
            for frame in self._frames(run, request, hold=bool(bubble["predictions"])):
                now = {**bubble, "frame": _picture(frame)} if frame else bubble
                yield self._show(_with(history, index, now), state) if run.yields else (gr.skip(), gr.skip())
        except DemoError as error:
            trouble = {"en": error.en, "zh": error.zh}
        except Exception:
            log.exception("a demo failed")
            trouble = self.tutor.curriculum.words["page"]["demo_trouble"]
        finally:
            self.runs.close(run)
        last = {**bubble, "live": False, "settings": run.settings, "trouble": trouble and dict(trouble)}
        if run.frame is not None:
            last["frame"] = _picture(run.frame)
            seen = predicted.outcome(run, demo)
            last |= seen
            state = predicted.learnt(state, seen, demo, self.tutor.curriculum)
        yield self._show(_with(history, index, last), state)

    def _frames(self, run: Run, request: DemoRequest, hold: bool) -> Iterator[Frame | None]:
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
        words = Words(self.tutor.curriculum.demos[request.name].sections)
        with closing(cast(Any, self.run_demo(request, run.mailbox, PagePace(), words))) as frames:
            for frame in () if run.stopped else frames:
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

    def _settled(self, memory: Mapping[str, Any] | None) -> list[Entry]:
        """The history, with demos that were cut off (a closed stream) at rest with their last picture."""
        return [self._at_rest(entry) for entry in (memory or {}).get("history", [])][-LONGEST_HISTORY:]

    def _at_rest(self, entry: Entry) -> Entry:
        if not entry.get("demo", {}).get("live"):
            return entry
        bubble = {**entry["demo"], "live": False}
        run = self.runs.find(bubble["run"])
        if run is not None:
            bubble |= {"settings": run.settings, "frame": _picture(run.frame) if run.frame else None}
        return {**entry, "demo": bubble}

    def _sentence(self, key: str, state: State) -> Entry:
        language = state.preference or state.language
        return messages.said(self.tutor.curriculum.words["page"][key][language], language)

    def _show(self, history: Sequence[Entry], state: State) -> Shown:
        words = self.tutor.curriculum.words["page"]
        return messages.shown(history, words), {"state": state.to_json(), "history": list(history)}


def _with(history: Sequence[Entry], index: int, bubble: Mapping[str, Any]) -> list[Entry]:
    return [{**entry, "demo": dict(bubble)} if i == index else entry for i, entry in enumerate(history)]


def _plain(predictions: Mapping[Language, Sequence[str]]) -> dict[str, list[str]]:
    return {language: list(texts) for language, texts in predictions.items()}


def _picture(frame: Frame) -> dict[str, Any]:
    """What of a frame stays in the history."""
    return {"svg": frame.svg, "caption": dict(frame.caption), "done": frame.done, "worked": frame.worked}
