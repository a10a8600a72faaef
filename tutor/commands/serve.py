"""`tutor serve`: the chat in a browser."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    """Describe the command."""
    serve = commands.add_parser("serve", help="serve the chat to browsers")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, default=7860, help="the port to listen on (default: 7860)")
    serve.add_argument(
        "--root-path", metavar="PATH", help="where a proxy in front shows the page, such as /tutor (default: its root)"
    )
    serve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. A busy port is an error of one sentence."""
    from tutor.settings import Settings
    from tutor.ui import serve

    serve(Settings.from_environment(), args.host, args.port, args.root_path)
    return 0
