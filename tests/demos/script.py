"""Controls that follow a script: what a learner would change, picture by picture. Tests of demos import it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any


class Script:
    """Controls that hand out one change after each picture."""

    def __init__(self, *changes: Mapping[str, Any]) -> None:
        self.changes = deque(changes)

    def take(self) -> Mapping[str, Any]:
        """The next change; none once the script is over."""
        return self.changes.popleft() if self.changes else {}
