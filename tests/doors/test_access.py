"""Who gets in: every route, every role, other sites, other hosts, guessed passwords, headers of every response."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.web.access import RULES, rule_for
from assistant.web.auth import Role, Sessions, Throttle, Users, refuse_unsafe_bind
from assistant.web.server import build
from documents.errors import InputError
from index.library import Library

from .conftest import ADMIN, EDITOR, PASSWORD, READER

Office = Callable[[str | None], TestClient]

# One example of every route of ours, and who may call it. A new route has to be written down here.
ROUTES: tuple[tuple[str, str, Role | None], ...] = (
    ("GET", "/health", None),
    ("GET", "/login", None),
    ("POST", "/login", None),
    ("POST", "/logout", None),
    ("GET", "/ui/page.js", None),
    ("GET", "/lite", Role.READER),
    ("GET", "/doc/x", Role.READER),
    ("GET", "/api/docs", Role.READER),
    ("GET", "/api/openapi.json", Role.READER),
    ("GET", "/api/ask", Role.READER),
    ("POST", "/api/ask", Role.READER),
    ("GET", "/api/search", Role.READER),
    ("POST", "/api/search", Role.READER),
    ("POST", "/api/check", Role.READER),
    ("POST", "/api/check/file", Role.READER),
    ("GET", "/api/status", Role.READER),
    ("GET", "/api/session", Role.READER),
    ("GET", "/api/documents", Role.READER),
    ("GET", "/api/documents/x", Role.READER),
    ("GET", "/api/documents/x/outline", Role.READER),
    ("GET", "/api/documents/x/passages", Role.READER),
    ("GET", "/api/documents/x/report", Role.READER),
    ("GET", "/api/documents/x/references", Role.READER),
    ("GET", "/api/documents/x/original", Role.READER),
    ("GET", "/api/documents/x/diff/y", Role.READER),
    ("GET", "/api/answers/x", Role.READER),
    ("GET", "/api/conversations", Role.READER),
    ("DELETE", "/api/conversations/x", Role.READER),
    ("PATCH", "/api/conversations/x", Role.READER),
    ("POST", "/api/feedback", Role.READER),
    ("GET", "/api/feedback", Role.EDITOR),
    ("POST", "/api/documents", Role.EDITOR),
    ("PATCH", "/api/documents/x", Role.EDITOR),
    ("DELETE", "/api/documents/x", Role.EDITOR),
    ("GET", "/api/jobs", Role.EDITOR),
    ("GET", "/api/jobs/x", Role.EDITOR),
    ("GET", "/api/lexicon", Role.READER),
    ("POST", "/api/lexicon/try", Role.READER),
    ("PUT", "/api/lexicon", Role.ADMIN),
    ("POST", "/api/maintenance/verify", Role.ADMIN),
)


def routes(router: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """(method, path) of every endpoint below, included routers too."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner, prefix + route.include_context.prefix)
        for method in getattr(route, "methods", None) or ():
            yield method, prefix + route.path


def test_every_route_of_ours_is_listed_with_who_may_call_it(client: TestClient) -> None:
    made = {pair for pair in routes(client.app.app) if pair[0] != "HEAD"}  # type: ignore[attr-defined]
    assert len(made) > 30
    for method, path in made:
        example = path.replace("{identity}", "x").replace("{other}", "y").replace("{task}", "verify")
        assert any((method, example) == (m, p) for m, p, _ in ROUTES), (method, path)


@pytest.mark.parametrize(("method", "path", "role"), ROUTES)
def test_a_route_lets_in_its_role_and_those_above_only(
    office: Office, method: str, path: str, role: Role | None
) -> None:
    order = [None, READER, EDITOR, ADMIN]
    for rank, name in enumerate(order):
        reply = office(name).request(method, path, follow_redirects=False)
        needed = 0 if role is None else 1 + list(Role).index(role)
        if rank >= needed:
            assert reply.status_code not in (401, 403) or path == "/login", (name, reply.text)
        else:
            assert reply.status_code == (401 if name is None else 403), (name, reply.text)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/openapi.json"),
        ("GET", "/docs"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/call/ask"),
        ("GET", "/api/documents/../../etc/passwd"),
        ("GET", "/ui/../server.py"),
        ("TRACE", "/"),
    ],
)
def test_what_is_not_in_the_table_does_not_exist(office: Office, method: str, path: str) -> None:
    assert office(ADMIN).request(method, path).status_code == 404


def test_gradio_is_let_through_for_readers_and_only_where_the_page_needs_it() -> None:
    wanted = [
        one for one in RULES if "gradio_api" in one.path or "config" in one.path or "assets" in one.path
    ]
    assert wanted and all(one.role is Role.READER for one in wanted)
    assert rule_for("POST", "/gradio_api/queue/join") is not None
    assert rule_for("POST", "/gradio_api/queue/data") is None


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://fawu.example.evil.example", "https://fawu.example:8443"]
)
def test_another_site_can_neither_read_nor_write(office: Office, origin: str) -> None:
    browser = office(ADMIN)
    reading = browser.get("/api/status", headers={"origin": origin})
    assert "access-control-allow-origin" not in reading.headers
    assert browser.post("/api/ask", json={"question": "狗"}, headers={"origin": origin}).status_code == 403
    assert browser.post("/logout", headers={"origin": origin}).status_code == 403


def test_a_change_without_the_pages_own_header_is_refused(office: Office) -> None:
    browser = office(ADMIN)
    del browser.headers["X-Fazhi-Request"]
    assert browser.delete("/api/documents/x").status_code == 403
    assert (
        browser.post("/api/maintenance/verify", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("fawu.example", 200),
        ("10.1.2.3:7860", 200),
        ("[::1]:7860", 200),
        ("localhost", 200),
        ("evil.example", 421),
        ("fawu.example.evil.example", 421),
        ("", 421),
    ],
)
def test_only_known_host_names_are_served(office: Office, host: str, status: int) -> None:
    assert office(None).get("/health", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/health", "/login", "/lite", "/nothing", "/api/ask", "/ui/page.js", "/ui/nothing", "/doc/nothing"],
)
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert (
        "unsafe-eval" not in headers["content-security-policy"]
        and "http" not in headers["content-security-policy"]
    )
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "SAMEORIGIN")
    assert headers["referrer-policy"] == "same-origin" and headers["x-request-id"]


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/ui/page.js", "no-cache"),
        ("/ui/nothing", "no-store"),
        ("/api/status", "no-store"),
        ("/lite", "no-store"),
    ],
)
def test_browsers_keep_our_scripts_and_nothing_of_the_library(
    client: TestClient, path: str, kept: str
) -> None:
    assert client.get(path).headers["cache-control"] == kept


def test_a_script_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    known = client.get("/ui/page.js").headers["etag"]
    again = client.get("/ui/page.js", headers={"if-none-match": known})
    assert again.status_code == 304 and again.content == b"" and again.headers["x-frame-options"]


def test_a_fault_of_ours_carries_them_too_and_tells_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "counts", lambda _: 1 / 0)
    reply = client.get("/api/status")
    assert reply.status_code == 500 and reply.json()["code"] == "INTERNAL"
    assert reply.headers["x-frame-options"] == "SAMEORIGIN" and "division" not in reply.text


def test_guessing_a_password_is_slowed_down(office: Office) -> None:
    browser = office(None)
    codes = [
        browser.post("/login", data={"name": READER, "password": f"falsch {n}"}).status_code for n in range(7)
    ]
    assert codes == [401] * 5 + [429] * 2
    assert browser.post("/login", data={"name": READER, "password": PASSWORD}).status_code == 429


def test_failures_are_forgotten_after_the_window() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    for _ in range(5):
        throttle.failed("x")
    assert throttle.wait("x") > 0 and throttle.wait("y") == 0
    now[0] = 15 * 60 + 1
    assert throttle.wait("x") == 0


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_logging_in_never_leads_to_another_host(office: Office, target: str) -> None:
    reply = office(None).post(
        "/login", data={"name": READER, "password": PASSWORD, "next": target}, follow_redirects=False
    )
    assert reply.headers["location"] == "/"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Office) -> None:
    reply = office(None).post("/login", data={"name": READER, "password": PASSWORD}, follow_redirects=False)
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


def test_a_reader_who_is_not_logged_in_is_led_to_the_login_page(office: Office) -> None:
    reply = office(None).get("/lite?q=狗", headers={"accept": "text/html"}, follow_redirects=False)
    assert reply.status_code == 303 and reply.headers["location"].startswith("/login?next=/lite")


def test_logging_out_and_removing_a_user_end_the_session(office: Office, home: Path) -> None:
    browser = office(READER)
    assert browser.get("/api/status").status_code == 200
    browser.post("/logout")
    assert browser.get("/api/status").status_code == 401
    other = office(EDITOR)
    Users(home / "users.json").remove(EDITOR)
    assert other.get("/api/status").status_code == 401


def test_a_session_ends_when_idle() -> None:
    now = [0.0]
    users = Users(Path("nowhere"))
    users.role = lambda name: Role.READER  # type: ignore[method-assign]
    sessions = Sessions(users, lambda: now[0])
    token = sessions.start("x")
    now[0] = 29 * 60
    assert sessions.user(token) is not None
    now[0] += 31 * 60
    assert sessions.user(token) is None and sessions.user(None) is None


def test_answers_and_conversations_of_one_user_do_not_exist_for_another(office: Office) -> None:
    mine, theirs = office(READER), office(EDITOR)
    answer = mine.post("/api/ask", json={"question": "携犬出户牵引绳不得超过多长？"}).json()["id"]
    assert mine.get(f"/api/answers/{answer}").status_code == 200
    assert theirs.get(f"/api/answers/{answer}").status_code == 404
    assert theirs.post("/api/feedback", json={"answer": answer, "verdict": "有用"}).status_code == 404
    job = theirs.post("/api/documents", files=[("files", ("空.txt", b""))]).json()["id"]
    assert office(ADMIN).get(f"/api/jobs/{job}").status_code == 404


def test_the_stream_of_one_users_page_is_closed_to_another(office: Office) -> None:
    address = "/gradio_api/queue/data?session_hash=abc123"
    mine, theirs = office(READER), office(ADMIN)
    assert (
        "NOT_FOUND" in mine.get(address).text
    )  # no Gradio behind this server: the gate let it pass, nobody is there
    assert mine.get(address).headers["x-request-id"]
    assert theirs.get(address).status_code == 404
    owners = mine.app._streams  # type: ignore[attr-defined]
    assert owners == {"abc123": READER}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "fawu.example"])
def test_an_open_address_without_users_is_refused(home: Path, folder: Path, host: str) -> None:
    settings = Settings(library=folder, host=host, users=home / "none.json")
    with pytest.raises(InputError, match="UNSAFE_BIND"):
        refuse_unsafe_bind(settings)
    with pytest.raises(InputError, match="UNSAFE_BIND"):
        build(Assistant(Library.open(folder), settings), settings, page=False)


def test_passwords_are_kept_as_hashes_in_a_private_file(home: Path) -> None:
    users = Users(home / "users.json")
    users.put("甲", PASSWORD, Role.ADMIN)
    assert PASSWORD not in users.path.read_text(encoding="utf-8")
    assert users.path.stat().st_mode & 0o077 == 0
    assert users.check("甲", PASSWORD) is Role.ADMIN
    assert users.check("甲", PASSWORD + " ") is None and users.check("乙", PASSWORD) is None
    with pytest.raises(InputError, match="BAD_PASSWORD"):
        users.put("乙", "kurz", Role.READER)
