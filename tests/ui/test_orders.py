"""The page's orders, from its JSON to what Gradio shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.ui.stand_in import StandIn
from tests.ui.test_chat import five
from tutor.ui.chat import Chat
from tutor.ui.opinions import Opinions
from tutor.ui.orders import Orders
from tutor.ui.running import Running
from tutor.ui.runs import Runs


def orders(file: Path | None = None) -> Orders:
    tutor = StandIn()
    return Orders(Chat(tutor, Running(tutor.curriculum, five, Runs(2)), "cpu"), Opinions(file))


def taken(order: Mapping[str, Any], memory: dict[str, Any] | None = None) -> tuple[list[Any], dict[str, Any]]:
    steps = list(orders().take({"language": "auto", "turns": 0, **order}, memory))
    shown, after = [step for step in steps if isinstance(step[0], list)][-1]
    return shown, after


def asked(*texts: str) -> dict[str, Any]:
    memory = None
    for text in texts:
        _, memory = taken({"does": "ask", "text": text}, memory)
    assert memory is not None
    return memory


def test_a_question_is_shown_with_its_reply() -> None:
    shown, memory = taken({"does": "ask", "text": "hello"})
    assert [message["role"] for message in shown] == ["user", "assistant"]
    assert shown[1]["options"][0] == {"value": "Show me a neural network fitting a curve"}
    assert orders().kept(memory)["talk"]["title"] == "hello"


def test_retry_and_edit_go_through_the_last_message() -> None:
    memory = asked("hello", "fit a curve")
    assert [m["role"] for m in taken({"does": "retry"}, memory)[0]] == ["user", "assistant"] * 2
    shown, _ = taken({"does": "edit", "text": "which"}, memory)
    assert shown[2]["content"] == "which"
    run = memory["history"][3]["demo"]["run"]
    _, again = taken({"does": "rerun", "run": run, "changes": {"width": 3}}, memory)
    assert again["history"][3]["demo"]["settings"]["width"] == 3


def test_a_conversation_that_the_server_forgot_is_asked_back() -> None:
    steps = list(orders().take({"does": "ask", "text": "hello", "language": "auto", "turns": 4}, None))
    assert len(steps) == 1
    assert not isinstance(steps[0][0], list)
    assert orders().kept(None) == {"talk": None}


def test_what_the_page_kept_is_opened_and_a_new_one_begun() -> None:
    kept = orders().kept(asked("hello"))["talk"]
    shown, memory, told = orders().do({"does": "open", "talk": kept, "latest": None}, None)
    assert len(shown) == 3
    assert memory["id"] == told["talk"]["id"] == kept["id"]
    quiet, _, _ = orders().do({"does": "open", "talk": kept, "greets": False}, None)
    assert len(quiet) == 2
    empty, _, fresh = orders().do({"does": "new"}, memory)
    assert empty == []
    assert fresh["talk"]["id"] != kept["id"]


def test_an_opinion_is_noted_and_passed_on(tmp_path: Path) -> None:
    order = {"does": "opinion", "index": 1, "opinion": {"liked": True, "reason": ""}}
    _, memory, told = orders(tmp_path / "opinions.jsonl").do(order, asked("hello"))
    assert told["passed_on"] is True
    assert memory["history"][1]["opinion"]["liked"]
    assert orders().do({**order, "index": 7}, asked("hello"))[2] == {}


def test_files_are_told_and_change_nothing() -> None:
    memory = asked("hello")
    assert orders().do({"does": "save"}, memory)[2]["progress"]["format"].startswith("dl-tutor")
    assert "> hello" in orders().do({"does": "export"}, memory)[2]["transcript"]
    shown, _, _ = orders().do({"does": "load", "file": "nonsense"}, memory)
    assert "no progress" in str(shown[-1]["content"])
    _, _, told = orders().do({"does": "forget"}, memory)
    assert len(told["talk"]["history"]) == 1


@pytest.mark.parametrize(
    "order", [{}, {"does": "nothing"}, {"does": "opinion", "index": [3]}, {"does": "open", "talk": 3}]
)
def test_an_order_that_cannot_be_leaves_the_conversation(order: dict[str, Any]) -> None:
    shown = orders().do(order, asked("hello"))[0]
    assert not isinstance(shown, list) or len(shown) in (0, 3)


def test_a_turn_that_cannot_be_is_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    shown, _ = taken({"does": "rerun"}, asked("hello"))
    assert "Something went wrong" in str(shown[-1]["content"])
    assert "an order failed" in caplog.text
