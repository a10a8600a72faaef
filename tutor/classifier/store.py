"""A trained classifier as a folder: weights, tokenizer, config. Safetensors and JSON only, nothing pickled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import safetensors
import torch
from safetensors.torch import load_file, save_file

from tutor.classifier.calibrate import Calibration
from tutor.classifier.features import Features
from tutor.classifier.model import IntentNetwork, Shape
from tutor.classifier.train import Recipe, Trained
from tutor.classifier.words import Words
from tutor.errors import ModelError

WEIGHTS, TOKENIZER, WORDS, CONFIG = "model.safetensors", "tokenizer.model", "words.txt", "config.json"
FORMAT = 3
"""Raised when a change makes older folders unreadable."""


def save(trained: Trained, folder: Path, digest: str | None, figures: dict[str, Any] | None = None) -> None:
    """Write `trained` to `folder`, weights as float16. `digest` names the data it was trained on."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: tensor.half().contiguous() for name, tensor in trained.network.state_dict().items()}
    save_file(weights, folder / WEIGHTS)
    (folder / TOKENIZER).write_bytes(trained.features.tokenizer)
    (folder / WORDS).write_text("".join(f"{word}\n" for word in trained.features.words.ordered), encoding="utf-8")
    config = {
        "format": FORMAT,
        "digest": digest,
        "labels": list(trained.labels),
        "shape": asdict(trained.network.shape),
        "buckets": trained.features.buckets,
        "calibration": asdict(trained.calibration),
        "recipe": asdict(trained.recipe),
        "figures": figures or {},
    }
    _write_config(folder, config)


def keep_figures(folder: Path, name: str, figures: Any) -> None:
    """Add `figures` to those in the folder's config; the next training forgets them. Raises ModelError."""
    config = read_config(folder)
    config["figures"][name] = figures
    _write_config(folder, config)


def _write_config(folder: Path, config: Mapping[str, Any]) -> None:
    text = json.dumps(config, ensure_ascii=False, indent=1)
    (folder / CONFIG).write_text(text + "\n", encoding="utf-8")


def read_config(folder: Path) -> dict[str, Any]:
    """The folder's config. Raises ModelError where it is missing or damaged."""
    try:
        config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"there is no trained model in {folder}; run `make train` or `tutor train`") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _damaged(folder, CONFIG) from error
    if not isinstance(config, dict) or config.get("format") != FORMAT:
        raise ModelError(f"the model in {folder} is of another version; run `make train` or `tutor train`")
    return config


def load(folder: Path) -> Trained:
    """The trained classifier in `folder`, in float32. Raises ModelError where anything is missing or damaged."""
    config = read_config(folder)
    try:
        calibration = config["calibration"]
        words = Words((folder / WORDS).read_text(encoding="utf-8").split())
        features = Features((folder / TOKENIZER).read_bytes(), config["buckets"], words)
        network = IntentNetwork(Shape(**config["shape"]))
        weights = {name: tensor.float() for name, tensor in load_file(folder / WEIGHTS).items()}
        network.load_state_dict(weights)
        features.processor  # noqa: B018 - loads the tokenizer now, so that a damaged one is found here
        network.eval()
        return Trained(
            network,
            features,
            tuple(config["labels"]),
            Calibration(calibration["temperature"], tuple(calibration["gate"]), calibration["thresholds"]),
            Recipe(**config["recipe"]),
        )
    except FileNotFoundError as error:
        raise ModelError(f"{error.filename} is missing; run `make train` or `tutor train`") from error
    except (KeyError, TypeError, ValueError, RuntimeError, OSError, safetensors.SafetensorError) as error:
        raise _damaged(folder, "its files") from error


def _damaged(folder: Path, what: str) -> ModelError:
    return ModelError(f"the model in {folder} is damaged ({what}); run `make train` or `tutor train`")


def half_precision(trained: Trained) -> None:
    """Round the weights to what `save` keeps, so that figures are those of the shipped model."""
    with torch.no_grad():
        for parameter in trained.network.parameters():
            parameter.copy_(parameter.half().float())
