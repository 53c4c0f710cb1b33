"""fazhi serve: the page, the API and the health check on one address."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from . import opening
from .values import LibraryOption


def register(app: typer.Typer) -> None:
    app.command("serve", help="启动网页与接口（默认只对本机开放）")(serve)


def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址；不写为 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="端口；不写为 7860")] = None,
    root_path: Annotated[
        str | None, typer.Option("--root-path", help="反向代理下的路径前缀，如 /fazhi")
    ] = None,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="访问时使用的主机名，可重复（内网域名）")
    ] = None,
    library: LibraryOption = None,
) -> None:
    settings = opening.settings(library)
    changes: dict[str, object] = {}
    if host:
        changes["host"] = host
    if port:
        changes["port"] = port
    if root_path is not None:
        changes["root_path"] = "/" + root_path.strip("/") if root_path.strip("/") else ""
    settings = dataclasses.replace(settings, **changes)  # type: ignore[arg-type]
    from assistant.web.auth import refuse_unsafe_bind

    refuse_unsafe_bind(settings)
    from assistant.web.server import serve as run

    run(opening.assistant_over(opening.open_library(library), settings), settings, tuple(allow_host or ()))
