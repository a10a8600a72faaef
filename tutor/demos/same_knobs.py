"""Knobs that mean in several demos what they mean in curve_fitting, and so go by the same names.

Only defaults and ranges differ; names are written down once, in `curve_settings`.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from tutor.demos import knobs
from tutor.demos.curve_settings import Settings

_CURVE = knobs.knobs(Settings)


def like(key: str, default: Any, **changes: Any) -> Any:
    """A field that is curve_fitting's knob `key` with another default; `changes` such as `low` and `high`."""
    return dataclasses.field(default=default, metadata={"knob": dataclasses.replace(_CURVE[key], **changes)})
