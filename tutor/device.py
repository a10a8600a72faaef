"""Chooses where to compute, and says why; keeps small work on one core. Probes the machine only when asked."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch

from tutor.errors import DemoError


@dataclass(frozen=True)
class Device:
    """A torch device and the reason for it in both languages.

    `torch_name` is "cpu" or "cuda", never with an index: on shared GPU hosts the index is not ours to know.
    """

    torch_name: str
    name: str
    reason: dict[str, str]


def choose_device(wanted: str = "auto") -> Device:
    """The device for `wanted` (auto, cpu or cuda); auto takes a GPU where there is one.

    Raises DemoError where cuda is asked for and there is none, or for any other name.
    """
    if wanted not in ("auto", "cpu", "cuda"):
        raise DemoError(
            f"There is no device “{wanted}”; choose auto, cpu or cuda.",
            f"没有叫“{wanted}”的设备，请选 auto、cpu 或 cuda。",
        )
    has_gpu = torch.cuda.is_available()
    if wanted == "cuda" and not has_gpu:
        raise DemoError(
            "There is no GPU here that PyTorch can use; choose device auto or cpu.",
            "这里没有 PyTorch 能用的 GPU，设备请选 auto 或 cpu。",
        )
    if wanted == "cpu":
        return Device("cpu", "cpu", {"en": "CPU, as asked", "zh": "按要求使用 CPU"})
    if has_gpu:
        gpu = torch.cuda.get_device_name()
        why = {"en": f"GPU ({gpu})", "zh": f"GPU（{gpu}）"}
        return Device("cuda", f"cuda ({gpu})", why)
    return Device("cpu", "cpu", {"en": "CPU, no GPU found here", "zh": "CPU，这里没有找到 GPU"})


def machine() -> str:
    """What this machine computes with, for the head of a table of measurements."""
    gpu = f", {torch.cuda.get_device_name()}" if torch.cuda.is_available() else ""
    cores = f"{os.cpu_count()} cores, {torch.get_num_threads()} threads"
    return f"{platform.machine()}, {cores}{gpu}, torch {torch.__version__}"


@contextmanager
def single_thread() -> Iterator[None]:
    """Use one core inside the block. On matrices as small as ours, handing work to a second core costs more than the
    work, and many learners share the cores. Wraps each stretch of training, not a whole run: a generator may be
    resumed by another thread each time, and PyTorch keeps this setting by thread."""
    before = torch.get_num_threads()
    if before == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
