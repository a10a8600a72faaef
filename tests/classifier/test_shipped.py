"""The model in models/ belongs to the content in data/, and is as small and as honest as promised."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tutor.classifier import store
from tutor.classifier.card import render_card
from tutor.classifier.examples import digest
from tutor.curriculum import Curriculum
from tutor.curriculum.questions import training_files
from tutor.tutor import Tutor
from tutor.types import LANGUAGES


def test_the_model_was_trained_on_this_data(root: Path) -> None:
    config = store.read_config(root / "models")
    assert config["digest"] == digest(root / "data"), "data/ has changed since training; run `make train`"


def test_it_knows_every_label(root: Path, curriculum: Curriculum) -> None:
    assert set(store.read_config(root / "models")["labels"]) == set(curriculum.labels)


def test_the_card_is_made_from_its_figures(root: Path) -> None:
    card = (root / "models" / "README.md").read_text(encoding="utf-8")
    assert card == render_card(store.read_config(root / "models"))
    trained = store.load(root / "models")
    parameters = sum(parameter.numel() for parameter in trained.network.parameters())
    assert f"{parameters:,} parameters" in card


def test_it_is_small(root: Path) -> None:
    assert sum(path.stat().st_size for path in (root / "models").iterdir()) <= 10_000_000
    parameters = store.load(root / "models").network.parameters()
    assert sum(parameter.numel() for parameter in parameters) <= 5_000_000


def test_mending_an_answer_needs_no_training(root: Path) -> None:
    assert not [path for path in training_files(root / "data") if path.suffix == ".md"]


def test_no_weight_is_broken(root: Path) -> None:
    for name, tensor in store.load(root / "models").network.state_dict().items():
        assert torch.isfinite(tensor).all(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_buttons_send_is_understood(tutor: Tutor, language: str) -> None:
    from tutor.dialogue import State

    asks = {label: tutor.curriculum.ask(label, language) for label in tutor.curriculum.labels if label[:3] != "act"}  # type: ignore[arg-type]
    wrong = {}
    for label, ask in asks.items():
        reply, _ = tutor.reply(ask, State())
        if reply.label != label or reply.kind not in ("answer", "demo"):
            wrong[ask] = (label, reply.label, reply.kind)
    assert wrong == {}
