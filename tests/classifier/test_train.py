"""Training on a small set of its own: it learns, is repeatable, and survives being saved and loaded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tutor.classifier import Classifier, store
from tutor.classifier.calibrate import Calibration
from tutor.classifier.examples import Example
from tutor.classifier.train import Recipe, Trained, adversarial_loss, scores, train
from tutor.errors import ModelError
from tutor.types import Message

RECIPE = Recipe(pieces=300, epochs=60, warm_up=5)
NAMES = {"topic/relu": ["relu", "激活函数"], "topic/cnn": ["cnn", "卷积"], "act/greet": ["hello", "你好"]}
FRAMES = ["what is {}", "{} 是什么", "explain {} to me", "{} please", "讲讲{}", "{}", "why {}", "为什么要{}"]


def examples() -> list[Example]:
    found = [
        Example(frame.format(name), label, "en" if name.isascii() else "zh", not label.startswith("act/"))
        for label, names in NAMES.items()
        for name in names
        for frame in FRAMES
    ]
    foreign = ["pizza near me", "weather in paris", "今天天气怎么样", "附近的火锅", "book a flight", "股票行情"]
    return found + [Example(text, None, "en" if text.isascii() else "zh", False) for text in foreign * 3]


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(examples(), examples(), RECIPE)


def test_it_learns_what_it_was_taught(trained: Trained) -> None:
    found = Classifier(trained).rank_all([Message(e.text, e.text, e.language) for e in examples() if e.label])
    right = [u.best.label == e.label for u, e in zip(found, [e for e in examples() if e.label], strict=True)]
    assert np.mean(right) > 0.95


def test_the_same_seed_gives_the_same_weights(trained: Trained) -> None:
    again = train(examples(), examples(), RECIPE)
    for name, tensor in trained.network.state_dict().items():
        assert torch.equal(tensor, again.network.state_dict()[name]), name
    assert again.calibration == trained.calibration
    other = train(examples(), examples(), replace(RECIPE, seed=1))
    assert not torch.equal(other.network.hidden.weight, trained.network.hidden.weight)


def test_the_adversary_pushes_where_the_loss_rises_most(trained: Trained) -> None:
    network = trained.network.eval()
    summed = torch.randn(6, network.shape.width, requires_grad=True)
    targets = torch.tensor([0, 1, 2, 0, 1, 2])

    def loss(push: float) -> float:
        return adversarial_loss(network, summed, targets, 0.1, push).item()

    expected = torch.nn.functional.cross_entropy(network.judge(summed), targets, label_smoothing=0.1).item()
    assert loss(0.0) == pytest.approx(expected, rel=1e-5)
    length = summed.detach().norm(dim=1, keepdim=True)
    at_random = [
        torch.nn.functional.cross_entropy(
            network.judge(summed + 0.05 * length * way), targets, label_smoothing=0.1
        ).item()
        for way in torch.nn.functional.normalize(torch.randn(50, *summed.shape), dim=2)
    ]
    assert 2 * loss(0.05) - expected > max(at_random)


def test_without_validation_nothing_is_held_back_from_the_weights() -> None:
    learnt = train(examples(), [], RECIPE)
    assert all(
        torch.equal(mine, whole)
        for mine, whole in zip(
            learnt.network.parameters(), train(examples(), examples(), RECIPE).network.parameters(), strict=True
        )
    )
    assert learnt.calibration != Calibration()


def test_saved_and_loaded_it_says_the_same(trained: Trained, tmp_path: Path) -> None:
    store.half_precision(trained)
    store.save(trained, tmp_path, "digest")
    loaded = store.load(tmp_path)
    before, after = (scores(t.network, t.features, examples()) for t in (trained, loaded))
    np.testing.assert_allclose(before, after, atol=1e-5)
    assert (loaded.labels, loaded.calibration) == (trained.labels, trained.calibration)


def test_one_by_one_is_as_all_at_once(trained: Trained) -> None:
    messages = [Message(e.text, e.text, e.language) for e in examples()[:9]]
    classifier = Classifier(trained)
    for single, message in zip(classifier.rank_all(messages), messages, strict=True):
        assert classifier.rank(message).best.probability == pytest.approx(single.best.probability, abs=1e-5)


def test_the_piece_that_names_the_topic_weighs_most(trained: Trained) -> None:
    influences = Classifier(trained).explain(Message("explain relu to me", "explain relu to me", "en")).influences
    assert max(influences, key=lambda one: one.weight).piece == "relu"


def test_an_influence_is_what_removing_the_piece_does(trained: Trained) -> None:
    classifier = Classifier(trained)
    explanation = classifier.explain(Message("explain relu to me", "explain relu to me", "en"))
    assert [one.piece for one in explanation.influences] == ["explain", "relu", "to", "me"]
    label = explanation.understanding.best.label
    for one in explanation.influences:
        rest = " ".join(word for word in "explain relu to me".split() if word != one.piece)
        left = classifier.rank(Message(rest, rest, "en"))
        found = {guess.label: guess.probability for guess in left.candidates}.get(label, 0.0)
        assert one.probability == pytest.approx(found, abs=1e-5)
        assert one.scope == pytest.approx(left.scope, abs=1e-5)


@pytest.mark.parametrize("name", [store.WEIGHTS, store.TOKENIZER, store.CONFIG])
@pytest.mark.parametrize("damage", ["remove", "cut", "junk"])
def test_a_damaged_folder_says_what_to_do(trained: Trained, tmp_path: Path, name: str, damage: str) -> None:
    store.save(trained, tmp_path, "digest")
    path = tmp_path / name
    if damage == "remove":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:100])
    else:
        path.write_bytes(b"\xff\xfenonsense")
    with pytest.raises(ModelError, match=r"run `make train` or `tutor train`"):
        store.load(tmp_path)


def test_another_version_is_named(tmp_path: Path) -> None:
    (tmp_path / store.CONFIG).write_text(json.dumps({"format": 0}))
    with pytest.raises(ModelError, match="another version"):
        store.load(tmp_path)
