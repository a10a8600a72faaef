"""Between the page's events and the conversation: reads what the page's script sends, answers with what Gradio shows.

Every event of the page is an order, one JSON object whose `does` names it. Those that `take` carries out take time
and are generators; the others, `do`'s, are done at once. Whatever goes wrong becomes one sentence in the chat: an
exception that reached Gradio would leave the page unusable.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from tutor.ui import keeping, messages
from tutor.ui.chat import Chat
from tutor.ui.opinions import Opinions, noted
from tutor.ui.running import Steps
from tutor.ui.talk import Talk
from tutor.ui.transcript import transcript

Order = Mapping[str, Any]
Memory = dict[str, Any] | None
Shown = tuple[Any, Any]
"""What one step shows: the chat's messages, and the memory of the conversation."""
Done = tuple[Any, Any, dict[str, Any]]
"""The same, and what is told to the page's script: the conversation to keep, a file, a sentence."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Orders:
    """Carries out the page's orders."""

    chat: Chat
    opinions: Opinions

    def take(self, order: Order, memory: Memory) -> Iterator[Shown]:
        """Carry out an order that takes time: `ask`, `retry`, `edit`, `rerun`."""
        if memory is None and order.get("turns"):
            # The server has forgotten a conversation that the page still has: the page will hand it over and ask again.
            yield gr.skip(), gr.skip()
            return
        talk = Talk.from_memory(memory)
        try:
            for step in self._turn(order, talk):
                yield (gr.skip(), gr.skip()) if step is None else self._show(step)
        except Exception:
            log.exception("an order failed")
            yield self._show(self.chat.troubled(talk))

    def _turn(self, order: Order, talk: Talk) -> Steps:
        language = str(order.get("language"))
        match order["does"]:
            case "rerun":
                return self.chat.again(talk, str(order["run"]), dict(order["changes"]))
            case "retry":
                return self.chat.once_more(talk, None, language)
            case "edit":
                return self.chat.once_more(talk, str(order["text"]), language)
            case _:
                return self.chat.turn(talk, str(order["text"]), language)

    def do(self, order: Order, memory: Memory) -> Done:
        """Carry out an order that is done at once."""
        talk = Talk.from_memory(memory)
        try:
            return self._done(order, talk)
        except Exception:
            log.exception("an order failed")
            return self._told(self.chat.troubled(talk))

    def _done(self, order: Order, talk: Talk) -> Done:
        curriculum = self.chat.tutor.curriculum
        match order["does"]:
            case "new":
                return self._told(keeping.afresh(talk))
            case "open":
                greets = order.get("greets") is not False
                return self._told(keeping.resumed(order.get("talk"), order.get("latest"), curriculum, greets))
            case "forget":
                return self._told(keeping.forgotten(talk, curriculum))
            case "load":
                return self._told(keeping.imported(order.get("file"), talk, curriculum))
            case "opinion":
                return self._opinion(order, talk)
            case "save":
                return (*_same(), {"progress": keeping.exported(talk)})
            case "export":
                return (*_same(), {"transcript": transcript(talk, curriculum.words["page"], date.today())})
            case other:
                raise ValueError(f"there is no order {other!r}")

    def kept(self, memory: Memory) -> dict[str, Any]:
        """What the page is told after a turn: the conversation to keep, None where there is none."""
        return {"talk": keeping.kept(Talk.from_memory(memory)) if memory else None}

    def _opinion(self, order: Order, talk: Talk) -> Done:
        after = noted(talk, order.get("index"), order.get("opinion"))
        if after is None:
            return (*_same(), {})
        passed_on = self.opinions.pass_on(after, order["index"])
        return gr.skip(), after.memory(), {"talk": keeping.kept(after), "passed_on": passed_on}

    def _show(self, talk: Talk) -> Shown:
        return messages.shown(talk.history, self.chat.tutor.curriculum.words["page"]), talk.memory()

    def _told(self, talk: Talk) -> Done:
        return (*self._show(talk), {"talk": keeping.kept(talk)})


def _same() -> Shown:
    return gr.skip(), gr.skip()
