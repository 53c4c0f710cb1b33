"""A library of invented texts, a command line that runs in this process, and a server that is asked without a socket."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.__main__ import main
from assistant.ask import Assistant
from assistant.settings import Settings
from assistant.web import auth
from assistant.web.auth import Role, Users
from assistant.web.server import build
from index.library import Library
from tests.small_library import write_texts

READER, EDITOR, ADMIN = "读者甲", "编目乙", "管理员丙"
PASSWORD = "一个很长的口令 2026"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of its own, so that no test sees the real default library."""
    for name in ("FAZHI_LIBRARY", "FAZHI_USERS", "FAZHI_LLM_BASE_URL", "FAZHI_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def fazhi(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def run(*arguments: str) -> Run:
        code = main(arguments)
        out, err = capfd.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; tests get copies."""
    folder = tmp_path_factory.mktemp("built") / "library"
    library = Library.open(folder, create=True)
    library.add(write_texts(folder.parent / "texts"))
    library.close()
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "library"))


@pytest.fixture
def client(folder: Path, home: Path) -> Iterator[TestClient]:
    """The server on this machine, where nobody logs in, without the Gradio page."""
    settings = Settings(library=folder)
    app = build(Assistant(Library.open(folder), settings), settings, page=False)
    with TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False) as found:
        found.headers["X-Fazhi-Request"] = "1"
        yield found


@pytest.fixture
def office(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str | None], TestClient]]:
    """The server of an office: asks for a browser of the user, logged in; None is somebody who is not."""
    monkeypatch.setitem(auth.SCRYPT, "n", 16)  # the real cost, a tenth of a second a login, is for attackers
    users = Users(home / "users.json")
    for name, role in ((READER, Role.READER), (EDITOR, Role.EDITOR), (ADMIN, Role.ADMIN)):
        users.put(name, PASSWORD, role)
    settings = Settings(library=folder, host="0.0.0.0", users=users.path)
    app = build(Assistant(Library.open(folder), settings), settings, ["fawu.example"], page=False)

    def browser(name: str | None) -> TestClient:
        made = TestClient(app, base_url="http://fawu.example", raise_server_exceptions=False)
        made.headers["X-Fazhi-Request"] = "1"
        if name is not None:
            reply = made.post("/login", data={"name": name, "password": PASSWORD}, follow_redirects=False)
            assert reply.status_code == 303
        return made

    with TestClient(app, base_url="http://fawu.example"):
        yield browser
