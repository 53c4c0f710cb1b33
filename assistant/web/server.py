"""Puts the server together: gate, interface, plain pages, the chat page. Starts and stops it; answers nothing itself."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from documents.errors import InputError

from .. import places
from . import api, document_page, faults, health, lite, login
from .auth import Sessions, Users, is_loopback, refuse_unsafe_bind
from .gate import Gate
from .jobs import Jobs
from .journal import Journal
from .processes import Helpers
from .state import State
from .workers import Workers

if TYPE_CHECKING:
    from index.library import Library

    from ..ask import Assistant
    from ..settings import Settings

# FastAPI would send traces wherever the environment of the process says.
SILENT: TelemetryConfig = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False}
# Nothing is counted for Gradio's makers, and nothing for its own dashboard, which is off: it would make a table of the
# last 10,000 events anew after each of them.
GRADIO = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": str(10**9),
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
}
log = logging.getLogger("fazhi.server")


def build(assistant: Assistant, settings: Settings, hosts: Iterable[str] = (), *, page: bool = True) -> Gate:
    """The whole application, behind its gate. `page` False leaves the Gradio page out (its import takes seconds)."""
    refuse_unsafe_bind(settings)
    library = cast("Library", assistant.library)
    users = None if is_loopback(settings.host) else Users(settings.users or places.users())
    state = State(
        assistant=assistant,
        settings=settings,
        journal=Journal(library.notebook),
        jobs=Jobs(library, settings),
        workers=Workers(),
        users=users,
        sessions=Sessions(users) if users else None,
        helpers=_helpers(assistant, settings),
    )
    app = FastAPI(
        title="法治问答",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
        telemetry=SILENT,
    )
    app.state.fazhi = state
    faults.install(app)
    for module in (health, login, lite, document_page):
        app.include_router(module.router)
    app.include_router(api.router)
    app.mount("/ui", StaticFiles(directory=Path(__file__).parents[1] / "page" / "static"), name="ui")
    # Gradio's own middleware echoes every Origin unless the outer application brings this one.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    if page:
        _mount_page(app, state)
    # Outside everything, so that the answers of the framework's own error handling pass it too.
    return Gate(app, state.sessions, [settings.host, *hosts])


def _helpers(assistant: Assistant, settings: Settings) -> Helpers | None:
    """Not with models of one's own: each process would load them again; nor where a language model is waited for."""
    alone = settings.embedder or settings.reranker or assistant.model is not None
    return None if alone else Helpers(settings)


def _mount_page(app: FastAPI, state: State) -> None:
    os.environ |= GRADIO  # read at import; only the environment reaches every Blocks
    from ..page import mount

    mount(app, state)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    state: State = app.state.fazhi
    state.close()


def serve(assistant: Assistant, settings: Settings, hosts: Iterable[str] = ()) -> None:
    """Run until interrupted; requests under way are finished first."""
    import uvicorn

    app = build(assistant, settings, hosts)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=20,
        h11_max_incomplete_event_size=32 * 1024,
    )
    server = uvicorn.Server(config)
    if not _free(settings.host, settings.port):
        raise InputError("PORT_IN_USE", f"端口 {settings.port} 已被占用", "换一个：fazhi serve --port 7861")
    helpers = cast("FastAPI", app.app).state.fazhi.helpers
    if helpers is not None and not is_loopback(settings.host):
        helpers.call()  # an office will come; one person at one machine is served without
    sys.stderr.write(f"法治问答已启动：{address(settings)}　按 Ctrl+C 停止\n")
    sys.stderr.flush()
    server.run()


def address(settings: Settings) -> str:
    """Where to point a browser."""
    host = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}{settings.root_path}/"


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
