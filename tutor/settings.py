"""Every environment variable the program listens to, read once when a command starts. Nothing else reads them.

Gradio's own variables (GRADIO_SERVER_NAME, GRADIO_SERVER_PORT, …) are Gradio's business.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where content and model lie and how much the server may do at once.

    `opinions`: a file that learners' likes and dislikes are added to, none by default. `address`: where the page is
    known to others (https://…), for the picture that is shown where somebody shares its address.
    """

    data: Path = ROOT / "data"
    models: Path = ROOT / "models"
    device: str = "auto"
    demos_at_once: int = 4
    opinions: Path | None = None
    address: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings with TUTOR_DATA, TUTOR_MODELS, TUTOR_DEVICE, TUTOR_DEMOS_AT_ONCE, TUTOR_OPINIONS and TUTOR_ADDRESS
        applied; on a Space the address is known."""
        env = os.environ if environment is None else environment
        return cls(
            data=Path(env.get("TUTOR_DATA", cls.data)),
            models=Path(env.get("TUTOR_MODELS", cls.models)),
            device=env.get("TUTOR_DEVICE", cls.device),
            demos_at_once=max(1, int(env.get("TUTOR_DEMOS_AT_ONCE", cls.demos_at_once))),
            opinions=Path(env["TUTOR_OPINIONS"]) if env.get("TUTOR_OPINIONS") else None,
            address=env.get("TUTOR_ADDRESS") or (f"https://{env['SPACE_HOST']}" if env.get("SPACE_HOST") else ""),
        )
