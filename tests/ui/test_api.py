"""What programs get from a running page."""

from __future__ import annotations

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.ui.stand_in import real_words
from tutor.ui.limits import LARGEST_BODY

TOPICS = list(real_words().topics)
REPLY = {
    "text", "language", "kind", "label", "probability", "candidates", "scope", "labels", "answer", "sources",
    "suggestions", "demo", "milliseconds", "state",
}  # fmt: skip
FRAME = {
    "demo", "step", "steps", "seconds", "device", "steps_per_second", "numbers", "caption", "svg", "done",
}  # fmt: skip


def test_ask_gives_every_field_of_a_reply(client: Client) -> None:
    reply = client.predict("what is deep learning", api_name="/ask")
    assert set(reply) == REPLY
    assert reply["language"] == "en"
    assert reply["candidates"] == [{"label": "topic/deep_learning", "probability": 0.9}]
    assert reply["sources"][0]["title"] == "Deep Learning Explained"


def test_the_language_can_be_chosen(client: Client) -> None:
    assert client.predict("what is deep learning", "zh", api_name="/ask")["language"] == "zh"
    assert client.predict("什么是深度学习", api_name="/ask")["language"] == "zh"


def test_a_language_that_does_not_exist_is_one_sentence(client: Client) -> None:
    with pytest.raises(AppError, match="There is no language “fr”; choose auto, zh or en"):
        client.predict("what is deep learning", "fr", api_name="/ask")


def test_state_goes_round_and_belongs_to_nobody_else(client: Client, url: str) -> None:
    first = client.predict("one", api_name="/ask")
    second = client.predict("two", "auto", first["state"], api_name="/ask")
    assert second["state"]["seen"] == TOPICS[:2]
    other = Client(url, verbose=False, analytics_enabled=False)
    assert other.predict("one", api_name="/ask")["state"]["seen"] == TOPICS[:1]


def test_a_state_of_junk_is_a_fresh_one(client: Client) -> None:
    reply = client.predict("one", "auto", {"seen": 7, "language": ["en"]}, api_name="/ask")
    assert reply["state"]["seen"] == TOPICS[:1]


def test_plain_http_gets_the_same(url: str) -> None:
    called = httpx.post(f"{url}gradio_api/call/v2/ask", json={"text": "什么是深度学习"})
    events = httpx.get(f"{url}gradio_api/call/ask/{called.json()['event_id']}").text
    assert '"language": "zh"' in events


def test_demo_gives_frames_to_the_end(client: Client) -> None:
    job = client.submit("curve_fitting", {"width": 4, "depth": 1}, 1, "cpu", api_name="/demo")
    last = job.result(timeout=60)
    frames = job.outputs()
    assert len(frames) >= 10
    assert set(frames[0]) == FRAME
    assert set(last) == FRAME | {"worked"}
    assert last["done"]


def test_the_same_seed_gives_the_same_numbers(client: Client) -> None:
    numbers = [
        client.predict("curve_fitting", {"width": 3, "points": 20}, 5, "cpu", api_name="/demo")["numbers"]
        for _ in range(2)
    ]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("name", "settings", "sentence"),
    [
        ("no_such", {}, "There is no demo “no_such”"),
        ("curve_fitting", {"width": 100000}, "width goes from 1 to 128"),
        ("curve_fitting", {"function": "import os"}, "."),
    ],
)
def test_a_demo_that_cannot_be_is_one_sentence(client: Client, name: str, settings: object, sentence: str) -> None:
    with pytest.raises(AppError, match=sentence):
        client.predict(name, settings, 0, "cpu", api_name="/demo")


def test_only_ask_and_demo_are_offered(url: str) -> None:
    offered = httpx.get(f"{url}gradio_api/info").json()
    assert set(offered["named_endpoints"]) == {"/ask", "/demo"}
    assert offered["unnamed_endpoints"] == {}


def test_no_stranger_reads_monitoring_or_files(url: str) -> None:
    assert httpx.get(f"{url}monitoring").status_code != 200
    assert httpx.get(f"{url}gradio_api/file=/etc/passwd").status_code in (403, 404)


def test_a_body_that_does_not_say_its_length_is_cut_off(url: str) -> None:
    pieces = (b"x" * 65536 for _ in range(LARGEST_BODY // 65536 + 2))
    try:
        answer = httpx.post(f"{url}gradio_api/call/ask", content=pieces)
    except httpx.HTTPError:
        return
    assert answer.status_code >= 400


def test_a_question_of_a_hundred_thousand_characters_is_answered(client: Client) -> None:
    assert client.predict("深" * 100_000, api_name="/ask")["language"] == "zh"
