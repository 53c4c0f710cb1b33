"""The login page, for servers that others can reach. Slows down guessing; says the same of a wrong name and a wrong password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.web.auth import FAILURES

from .gate import COOKIE, session_token
from .pages import page, prefix, text
from .state import state_of

FAILURES_OF_ADDRESS = 30  # a whole office may share one address

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(request: Request, next: str = "/") -> HTMLResponse:  # noqa: A002 the word in the address
    return _form(request, next, "", 200)


@router.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=300)] = "",
    next: Annotated[str, Form(max_length=4000)] = "/",  # noqa: A002 the word in the form
) -> Response:
    state = state_of(request)
    if state.users is None or state.sessions is None:
        return RedirectResponse(prefix(request) + "/", status_code=303)
    address = request.client.host if request.client else "?"
    keys = {f"{name.lower()}@{address}": FAILURES, f"@{address}": FAILURES_OF_ADDRESS}
    wait = max(state.throttle.wait(key, most) for key, most in keys.items())
    if wait:
        return _form(request, next, f"登录失败次数过多，请 {wait // 60 + 1} 分钟后再试。", 429)
    if state.users.check(name, password) is None:
        for key in keys:
            state.throttle.failed(key)
        return _form(request, next, "用户名或口令不对。", 401)
    state.throttle.passed(f"{name.lower()}@{address}")
    reply = RedirectResponse(prefix(request) + _inside(next), status_code=303)
    reply.set_cookie(
        COOKIE,
        state.sessions.start(name),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path=prefix(request) or "/",
    )
    return reply


@router.post("/logout")
def leave(request: Request) -> Response:
    state = state_of(request)
    if state.sessions is not None:
        state.sessions.end(session_token(request.headers.get("cookie", "")))
    reply = RedirectResponse(prefix(request) + "/login", status_code=303)
    reply.delete_cookie(COOKIE, path=prefix(request) or "/")
    return reply


def _inside(target: str) -> str:
    """Only a path of this server: //host and \\host would lead to another one."""
    plain = (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and "\n" not in target
        and "\r" not in target
    )
    return target if plain else "/"


def _form(request: Request, target: str, message: str, status: int) -> HTMLResponse:
    alert = f'<p class="alert" role="alert">{text(message)}</p>' if message else ""
    body = f"""<main class="narrow"><h1>法治问答</h1><h2>登录</h2>{alert}
<form method="post" action="{text(prefix(request))}/login">
<input type="hidden" name="next" value="{text(_inside(target))}">
<label>用户名<input name="name" autocomplete="username" required autofocus></label>
<label>口令<input name="password" type="password" autocomplete="current-password" required></label>
<button>登录</button></form></main>"""
    return page(request, "登录 · 法治问答", body, status=status)
