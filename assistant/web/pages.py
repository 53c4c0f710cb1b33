"""The frame of the plain pages (login, lite, document, interface description): HTML without scripts of others.

Every value that goes into a page passes `text` first.
"""

from __future__ import annotations

from html import escape as text

from fastapi import Request
from fastapi.responses import HTMLResponse

__all__ = ["page", "prefix", "text"]


def prefix(request: Request) -> str:
    """The path prefix of a reverse proxy, "" without one."""
    return str(request.scope.get("root_path", ""))


def page(request: Request, title: str, body: str, *, script: str = "", status: int = 200) -> HTMLResponse:
    """`body` is HTML made by us. `script` names a file under ui/."""
    base = prefix(request)
    tag = f'<script type="module" src="{text(base)}/ui/{script}"></script>' if script else ""
    return HTMLResponse(
        f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)}</title>
<link rel="icon" href="{text(base)}/ui/seal.svg">
<link rel="stylesheet" href="{text(base)}/ui/plain.css">{tag}</head>
<body>{body}</body></html>""",
        status_code=status,
    )
