"""The outermost layer of the server: every request passes here first, every response last. Serves nothing itself.

Inwards: host name, route table, origin, body size, login and role. Outwards: security headers and a request id.
"""

from __future__ import annotations

import ipaddress
import json
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.web.auth import LOCAL, Sessions, User

from . import faults
from .access import Rule, rule_for

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

COOKIE = "fazhi_session"
OWN_HEADER = "x-fazhi-request"  # a page of another site cannot send it without our consent
STREAM = re.compile(r"(?:/heartbeat/|[?&]session_hash=)([^/?&]+)")
STREAMS_REMEMBERED = 100_000
UPLOAD_LIMIT, BODY_LIMIT = 60 * 2**20, 2**20
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# What a browser may keep. The names under /assets carry a hash of their content; everything else is asked for anew.
KEPT = (
    (re.compile(r"/assets/.+"), "private, max-age=31536000, immutable"),
    (re.compile(r"/(static|svelte)/.+"), "private, max-age=86400"),
    (re.compile(r"/ui/.+"), "no-cache"),  # kept, and checked by its hash at each visit
)
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class Refused(Exception):
    """A request that the gate does not let through."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Gate:
    """`sessions` None: nobody logs in, every caller is 本机. `hosts` are the names under which the server is reached;
    addresses in numbers are always right, because no other site's name can stand for them."""

    def __init__(self, app: App, sessions: Sessions | None, hosts: Iterable[str]) -> None:
        self.app = app
        self._sessions = sessions
        self._streams: dict[str, str] = {}
        self._hosts = {"localhost", socket.gethostname().lower(), *(host.lower() for host in hosts)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["fazhi_request_id"] = secrets.token_hex(8)
        scope["fazhi_nonce"] = secrets.token_urlsafe(16)
        dressed = _dress(scope, send)
        try:
            headers = _headers(scope)
            rule = self._judge(scope, headers)
            limited = _limit(
                receive, headers, UPLOAD_LIMIT if "/api/documents" in scope["path"] else BODY_LIMIT
            )
            scope["fazhi_user"] = self._user(headers, rule)
            self._own_stream(scope)
        except Refused as refused:
            await _refuse(scope, dressed, refused.status)
            return
        try:
            await self.app(scope, limited, dressed)
        except Refused as refused:
            await _refuse(scope, dressed, refused.status)

    def _judge(self, scope: Scope, headers: dict[str, str]) -> Rule:
        if not self._host_is_ours(headers.get("host", "")):
            raise Refused(421)
        rule = rule_for(scope["method"], route_path(scope))
        if rule is None:
            raise Refused(404)
        if scope["method"] not in ("GET", "HEAD"):
            _judge_origin(headers)
        if rule.own and OWN_HEADER not in headers:
            raise Refused(403)
        return rule

    def _host_is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        if name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _own_stream(self, scope: Scope) -> None:
        """Gradio sends a browser's answers to whoever names its session: the first user to name one owns it."""
        user: User | None = scope["fazhi_user"]
        found = STREAM.search(f"{scope['path']}?{scope['query_string'].decode('latin-1')}")
        if self._sessions is None or user is None or found is None:
            return
        if len(self._streams) > STREAMS_REMEMBERED:
            self._streams.clear()
        if self._streams.setdefault(found.group(1), user.name) != user.name:
            raise Refused(404)

    def _user(self, headers: dict[str, str], rule: Rule) -> User | None:
        if self._sessions is None:
            return LOCAL
        user = self._sessions.user(session_token(headers.get("cookie", "")))
        if rule.role is None:
            return user
        if user is None:
            raise Refused(401)
        if not user.role.covers(rule.role):
            raise Refused(403)
        return user


def route_path(scope: Scope) -> str:
    """The path below the prefix of a reverse proxy."""
    path, prefix = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(prefix) :] or "/" if prefix and path.startswith(prefix + "/") else path


def session_token(cookies: str) -> str | None:
    try:
        morsel = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return None
    return morsel.value if morsel else None


def _judge_origin(headers: dict[str, str]) -> None:
    """A browser names the page that sends a form or a script's request; another site's page is refused."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403)
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise Refused(403)


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _limit(receive: Receive, headers: dict[str, str], most: int) -> Receive:
    """`receive` that stops a body above `most` bytes, whatever its length header says."""
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > most:
        raise Refused(413 if length.isdigit() else 400)
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise Refused(413)
        return message

    return limited


def _dress(scope: Scope, send: Send) -> Send:
    """`send` that adds the security headers to every response."""
    path = route_path(scope)  # now: routing changes the scope on its way

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() not in (b"server", b"x-frame-options", b"content-security-policy")
            ]
            for name, text in HEADERS.items():
                headers.append((name.encode(), text.encode()))
            policy = POLICY.format(nonce=scope["fazhi_nonce"])
            headers.append((b"content-security-policy", policy.encode()))
            headers.append((b"x-request-id", scope["fazhi_request_id"].encode()))
            if not any(name.lower() == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", _keeping(path, message["status"]).encode()))
            message = {**message, "headers": headers}
        await send(message)

    return dressed


def _keeping(path: str, status: int) -> str:
    kept = (words for pattern, words in KEPT if pattern.fullmatch(path))
    return next(kept, "no-store") if status in (200, 304) else "no-store"


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    wants_page = "text/html" in _headers(scope).get("accept", "") and scope["method"] == "GET"
    if status == 401 and wants_page:
        back = quote(
            route_path(scope)
            + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
        )
        target = f"{scope.get('root_path', '')}/login?next={back}"
        await send(
            {
                "type": "http.response.start",
                "status": 303,
                "headers": [(b"location", target.encode("latin-1"))],
            }
        )
        await send({"type": "http.response.body", "body": b""})
        return
    content = json.dumps(faults.plain(status, scope["fazhi_request_id"]), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})
