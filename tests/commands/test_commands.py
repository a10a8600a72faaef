"""The command line as a script sees it: fields, exit codes, one-line errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REPLY_FIELDS = {
    "text", "language", "kind", "label", "probability", "candidates", "scope", "labels", "answer", "sources",
    "suggestions", "demo", "milliseconds",
}  # fmt: skip
FRAME_FIELDS = {"demo", "step", "steps", "seconds", "device", "steps_per_second", "numbers", "caption", "done"}


def tutor(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a fresh process."""
    return subprocess.run(
        [sys.executable, "-m", "tutor", *arguments],
        input=given,
        capture_output=True,
        timeout=240,
        env={**os.environ, **environment},
        check=False,
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """Standard output as one JSON object a line."""
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]


@pytest.mark.parametrize(
    ("question", "label", "language"),
    [("what is deep learning", "topic/deep_learning", "en"), ("什么是深度学习", "topic/deep_learning", "zh")],
)
def test_ask_gives_every_field(question: str, label: str, language: str) -> None:
    (reply,) = lines(tutor("ask", question, "--json"))
    assert set(reply) == REPLY_FIELDS
    assert (reply["text"], reply["language"], reply["kind"]) == (question, language, "answer")
    assert (reply["label"], reply["labels"]) == (label, [label])
    assert 0.3 < reply["probability"] <= 1
    assert reply["candidates"][0]["label"] == label
    assert len(reply["candidates"]) == 5
    assert 0.5 < reply["scope"] <= 1
    assert {"title", "section", "url"} == set(reply["sources"][0])
    assert reply["demo"] is None
    assert reply["milliseconds"] > 0


def test_ask_for_a_demo_gives_its_request() -> None:
    (reply,) = lines(tutor("ask", "show me a neural network fitting a curve", "--json"))
    assert (reply["kind"], reply["label"], reply["labels"]) == ("demo", "demo/curve_fitting", ["demo/curve_fitting"])
    assert reply["demo"] == {"name": "curve_fitting", "settings": {}, "seed": 0, "device": "auto"}


def test_every_suggestion_is_understood() -> None:
    (reply,) = lines(tutor("ask", "what is deep learning", "--json"))
    given = "\n".join(reply["suggestions"]).encode()
    for answer in lines(tutor("ask", given=given)):
        assert answer["kind"] in ("answer", "demo", "act"), answer["text"]
        assert answer["label"] == answer["candidates"][0]["label"]


def test_every_line_of_input_gets_its_reply() -> None:
    given = "what is relu\n\n   \n\x00\x07\n😀😀\n<script>alert(1)</script>\n什么是梯度\u2028下降\n".encode()
    given += b"\xff\xfe\xfa\n" + b"x" * 100_000 + b"\nlast line without its end"
    replies = lines(tutor("ask", given=given))
    assert [reply["kind"] for reply in replies[1:5]] == ["decline"] * 4
    assert len(replies) == 10
    assert all(reply["answer"] for reply in replies)
    assert replies[8]["kind"] == "decline"
    assert "<script" not in replies[5]["answer"]


def test_explain_shows_pieces_and_threshold() -> None:
    (reply,) = lines(tutor("ask", "what is overfitting", "--json", "--explain"))
    pieces = {piece["piece"]: piece["weight"] for piece in reply["explanation"]["pieces"]}
    assert max(pieces, key=lambda piece: pieces[piece]) == "overfitting"
    assert 0 < reply["explanation"]["threshold"] < 1


def test_chat_keeps_its_state_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    (first,) = lines(tutor("chat", "--json", "--state", str(path), given="什么是过拟合\n".encode()))
    assert first["state"]["topics"] == ["overfitting"]
    (second,) = lines(tutor("chat", "--json", "--state", str(path), given="举个例子\n".encode()))
    assert second["labels"] == ["topic/overfitting"]


def test_traditional_is_answered_in_traditional(tmp_path: Path) -> None:
    (asked,) = lines(tutor("ask", "什麼是過擬合", "--json"))
    assert (asked["language"], asked["label"]) == ("zh", "topic/overfitting")
    assert "訓練" in asked["answer"]
    assert "训" not in asked["answer"]
    assert "再詳細一點" in asked["suggestions"]
    first, second = lines(tutor("chat", "--json", given="ReLU 是什麼\nCNN 呢\n".encode()))
    assert first["state"]["script"] == second["state"]["script"] == "hant"
    assert "網路" in second["answer"]
    assert "> 再詳細一點".encode() in tutor("chat", given="為什麼要正則化\n".encode()).stdout


FUNCTIONS = ["sin(3x)", "|x|", "x^3-x", "cos(5*x)+x/2", "step(x)"]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_demo_ends_worked_and_prints_the_same_numbers_twice(function: str) -> None:
    arguments = ("demo", "curve_fitting", "--json", "--seed", "1", "--set", f"function={function}", "--device", "cpu")
    first, second = lines(tutor(*arguments)), lines(tutor(*arguments))
    assert set(first[0]) == FRAME_FIELDS
    assert first[-1]["done"] is True
    assert first[-1]["worked"] is True
    assert [frame["numbers"] for frame in first] == [frame["numbers"] for frame in second]
    assert [frame["step"] for frame in first] == [frame["step"] for frame in second]


def test_a_demo_draws_its_picture(tmp_path: Path) -> None:
    frames = lines(tutor("demo", "curve_fitting", "--json", "--svg", "--image", str(tmp_path / "last.svg")))
    assert all(frame["svg"].startswith("<svg") and len(json.dumps(frame)) < 64_000 for frame in frames)
    assert (tmp_path / "last.svg").read_text(encoding="utf-8") == frames[-1]["svg"]


def test_evaluate_reports_and_keeps_to_floors(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"text": "what is overfitting", "labels": ["topic/overfitting"], "lang": "en"}\n'
        '{"text": "什么是过拟合", "labels": ["topic/overfitting"], "lang": "zh"}\n'
        '{"text": "pizza near me", "labels": [], "lang": "en"}\n',
        encoding="utf-8",
    )
    (report,) = lines(tutor("evaluate", str(path), "--json", "--out", str(tmp_path / "out")))
    assert report["n"] == 3
    assert report["in_scope"]["accuracy"] == 1.0
    assert report["out_of_scope"]["refused"] == 1.0
    assert set(report["per_language"]) == {"en", "zh"}
    assert (tmp_path / "out" / "report.json").exists()
    good = tutor("evaluate", str(path), "--fail-under", "accuracy=0.9", "zh.accuracy=1", "wrongly_answered=0")
    assert good.returncode == 0, good.stderr
    bad = tutor("evaluate", str(path), "--fail-under", "accuracy=1.1")
    assert bad.returncode == 1


def test_train_on_any_labelled_file_and_evaluate_it(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    rows = [{"text": f"{word} {name}", "labels": [name]} for word in "abcdefgh" for name in ("alarm", "weather")]
    rows += [{"text": f"{word} nonsense", "labels": []} for word in "abcdefgh"]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = str(tmp_path / "model")
    done = tutor("train", "--train", str(path), "--validation", str(path), "--out", out)
    assert done.returncode == 0, done.stderr.decode()
    (report,) = lines(tutor("evaluate", str(path), "--model", out, "--json"))
    assert report["n"] == 24
    assert report["in_scope"]["accuracy"] is not None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "invalid choice"),
        (["demo", "nonsense"], "no demo"),
        (["demo", "curve_fitting", "--set", "nonsense=1"], "nonsense"),
        (["demo", "curve_fitting", "--set", "width=100000"], "width"),
        (["demo", "curve_fitting", "--set", "width"], "key=value"),
        (["demo", "curve_fitting", "--set", "function=__import__('os')"], "function|understood|allowed"),
        (["demo", "curve_fitting", "--device", "tpu"], "device"),
        (["demo", "curve_fitting", "--seed", "-5"], "whole number"),
        (["demo", "curve_fitting", "--image", "/nowhere/a.svg"], "folder that exists"),
        (["chat", "--state", "/nowhere/a.json"], "folder that exists"),
        (["evaluate", "/nowhere/q.jsonl"], "no such file"),
        (["evaluate", "--fail-under", "accuracy=high"], "metric=value"),
        (["evaluate", "--model", "/nowhere"], "tutor train"),
        (["train", "--train", "/nowhere/q.jsonl", "--out", "/tmp/nowhere"], "no such file"),
        (["ask", "hello", "--language", "fr"], "invalid choice"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(arguments: list[str], says: str) -> None:
    import re

    done = tutor(*arguments)
    error = done.stderr.decode().strip()
    assert done.returncode == 2, error
    assert re.search(says, error), error
    assert len(error.splitlines()) == 1
    assert "Traceback" not in error


def test_a_bad_line_is_named_before_anything_is_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"text": "a", "labels": []}\n{"text": \n', encoding="utf-8")
    done = tutor("evaluate", str(path))
    assert done.returncode == 2
    assert f"{path}:2: " in done.stderr.decode()


@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_missing_or_damaged_model_says_what_to_do(tmp_path: Path, damage: str) -> None:
    if damage == "cut":
        for file in (ROOT / "models").iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes()[:200])
    done = tutor("ask", "hello", TUTOR_MODELS=str(tmp_path))
    assert done.returncode == 2
    assert "tutor train" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_check_names_nothing_in_the_shipped_content() -> None:
    assert tutor("check").returncode == 0
