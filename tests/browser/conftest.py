"""A real Chromium against a real server. Every test also fails on a request to another host, a dialog, an error in the
console or a violation of the security policy.

The page says how far it is (page.js), and tests wait for that rather than for a time: `ready` before they act, `whole`
before they read an answer, `settled` before they act on the list of documents.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.web.auth import Role, Users
from index.library import Library
from tests.doors.conftest import ADMIN, PASSWORD, READER
from tests.small_library import write_texts

from .server import ARGUMENTS, below, chromium, serving

sync_api = pytest.importorskip("playwright.sync_api", reason="没有安装 playwright：浏览器测试跳过")

PATIENCE = 60.0  # seconds; only a busy machine needs more than one of them
NewPage = Callable[..., Any]
Office = Callable[[str], Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Ends with this folder: while Playwright runs, no other test in this thread could run an event loop."""
    path = chromium()
    if path is None:
        pytest.skip("没有安装 Chromium：浏览器测试跳过（Debian：apt-get install chromium fonts-noto-cjk）")
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="package")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of the session's server."""
    folder = tmp_path_factory.mktemp("browser") / "library"
    library = Library.open(folder, create=True)
    library.add(write_texts(folder.parent / "texts"))
    library.close()
    return folder


@pytest.fixture(scope="package")
def port(browser: Any, shelf: Path) -> Iterator[int]:
    with serving(shelf, "--allow-host", "fawu.example") as found:
        yield found


@pytest.fixture(scope="package")
def profile(browser: Any) -> Iterator[Any]:
    """One profile whose cache stays warm; `chat` wipes what a page could remember."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[NewPage]:
    """Opens an address in a fresh profile, and watches it: foreign requests, dialogs, errors. The chat page is ready
    when it is given."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def opened(address: str, **options: Any) -> Any:
        size = options.pop("size", (1280, 900))
        context = browser.new_context(
            locale="zh-CN", viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        host = address.split("/")[2]
        watch(page, host, wrong)
        page.goto(address, wait_until="domcontentloaded")
        if options.get("java_script_enabled", True) and page.locator("gradio-app").count():
            ready(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not wrong


# A refused request is tested where it belongs; Gradio ends its stream with an error when a page is left.
USUAL = ("status of 4", "AbortError", "Connection errored out")


def watch(page: Any, host: str, wrong: list[str]) -> None:
    def request(one: Any) -> None:
        if not one.url.startswith(("data:", "blob:", "about:")) and one.url.split("/")[2] != host:
            wrong.append(f"foreign request {one.url}")

    def dialog(one: Any) -> None:
        wrong.append(f"dialog {one.message}")
        one.dismiss()

    def console(one: Any) -> None:
        if one.type == "error" and not any(known in one.text for known in USUAL):
            wrong.append(f"console {one.text[:300]}")

    page.on("request", request)
    page.on("dialog", dialog)
    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(f"page error {error}"))


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<img src=//evil.example/a.png>",
    "![图](http://evil.example/b.png)",
    "[a]: http://evil.example/c\n![图][a]",
    "<svg onload=alert(3)>",
    "javascript:alert(4)",
    "<iframe src=http://evil.example></iframe>",
    "</textarea></script><script>alert(5)</script>",
    "<a href=javascript:alert(6)>点我</a>",
    "<style>@import url(http://evil.example/d.css);</style>",
    "${alert(7)} {{7*7}} #cite-x-1",
)


@pytest.fixture(scope="package")
def office_address(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server for others: with users, under a host name and a prefix, over a library with a hostile text in it."""
    folder = tmp_path_factory.mktemp("office") / "library"
    library = Library.open(folder, create=True)
    library.add(write_texts(folder.parent / "texts"))
    numbers = [f"第{number}条" for number in "一二三四五六七八九十"] + ["第十一条", "第十二条"]
    articles = [f"{number} 灯笼悬挂应当注意{text}。" for number, text in zip(numbers, PAYLOADS, strict=True)]
    text = "示例市<b onclick=alert(9)>灯笼</b>办法\n\n" + "\n\n".join(articles)
    library.add_bytes("<img src=x onerror=alert(8)>.txt", text.encode())
    library.close()
    users = Users(folder.parent / "users.json")
    users.put(READER, PASSWORD, Role.READER)
    users.put(ADMIN, PASSWORD, Role.ADMIN)
    options = ("--host", "0.0.0.0", "--allow-host", "fawu.example", "--root-path", "/fawu")
    environment = {"FAZHI_USERS": str(users.path)}
    with serving(folder, *options, environment=environment) as found, below("/fawu", found) as outside:
        yield f"http://fawu.example:{outside}/fawu/"


@pytest.fixture
def office(new_page: NewPage, office_address: str) -> Office:
    """The page of a user who has logged in."""

    def logged_in(name: str) -> Any:
        page = new_page(office_address)
        page.get_by_label("用户名").fill(name)
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        ready(page)
        return page

    return logged_in


@pytest.fixture
def chat(profile: Any, port: int) -> Iterator[Any]:
    wrong: list[str] = []
    page = profile.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    address = f"http://127.0.0.1:{port}/"
    watch(page, address.split("/")[2], wrong)
    page.goto(address, wait_until="domcontentloaded")
    ready(page)
    yield page
    page.evaluate("localStorage.clear()")
    page.close()
    profile.clear_cookies()
    assert not wrong


def ready(page: Any) -> None:
    """Wait until the page listens and has filled in what it shows at first."""
    page.locator("html[data-ready]").wait_for(state="attached")


def reload(page: Any) -> None:
    page.reload(wait_until="domcontentloaded")
    ready(page)


def ask(page: Any, question: str) -> Any:
    """Type, send, wait for the whole answer; gives the last message."""
    before = answered(page)
    send(page, question)
    return whole(page, before)


def send(page: Any, question: str) -> None:
    box = page.locator("#fz-question textarea")
    box.fill(question)
    box.press("Enter")


def answered(page: Any) -> str:
    """The id of the answer that was last made whole on this page; "" before the first."""
    return str(page.evaluate("document.documentElement.dataset.answered || ''"))


def whole(page: Any, before: str = "") -> Any:
    """Wait until an answer after that one is whole, nothing that belongs to it is still being drawn, and another question
    can be asked; gives the last message."""
    until(page, f"![undefined, '{before}'].includes(document.documentElement.dataset.answered)")
    page.locator("#fz-send").wait_for()
    return page.locator(".fz-answer").last


def tab(page: Any, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def settled(page: Any) -> None:
    """Wait until the list of documents is not being loaded: its rows are replaced when it is."""
    until(page, "document.querySelector('[data-pane=library]:not([aria-busy]) .fz-table tbody tr')")


def until(page: Any, condition: str, seconds: float = PATIENCE) -> None:
    """Wait for an expression to become true. Playwright's own waiting evaluates strings inside the page, which the
    page's security policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        if time.monotonic() > end:
            raise AssertionError(f"{condition}\n{page.locator('body').inner_text()[-1500:]}")
        page.wait_for_timeout(50)
