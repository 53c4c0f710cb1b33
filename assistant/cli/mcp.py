"""fazhi mcp: the same verbs for MCP clients, over stdin and stdout."""

from __future__ import annotations

import typer

from . import opening
from .values import LibraryOption


def register(app: typer.Typer) -> None:
    app.command("mcp", help="以 MCP 协议（标准输入输出）提供 ask、search、show")(mcp)


def mcp(library: LibraryOption = None) -> None:
    assistant = opening.assistant(library)
    from assistant.mcp import serve

    serve(assistant)
