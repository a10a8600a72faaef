"""Starting the server."""

from __future__ import annotations

import socket

import pytest

from tutor.errors import TutorError
from tutor.settings import Settings
from tutor.ui import serve


def test_a_busy_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(TutorError, match=f"cannot listen on 127.0.0.1:{port}.*--port"):
            serve(Settings(), "127.0.0.1", port)
