"""Who may do what: the users file, roles, slowed-down password guessing, logged-in sessions. Knows nothing of HTTP.

On a loopback address nobody logs in and everyone is 管理员 of their own machine. On any other address the server
refuses to start without users.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import os
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import InputError, StoreError

if TYPE_CHECKING:
    from ..settings import Settings

SHORTEST_PASSWORD = 10
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}  # 32 MiB and about 0.1 s a try
FAILURES, WINDOW_SECONDS = 5, 15 * 60
IDLE_SECONDS, LONGEST_SECONDS = 30 * 60, 12 * 3600


class Role(StrEnum):
    READER = "读者"
    EDITOR = "编目"
    ADMIN = "管理员"

    def covers(self, needed: Role) -> bool:
        """管理员 may do what 编目 may, 编目 what 读者 may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role


LOCAL = User("本机", Role.ADMIN)


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_unsafe_bind(settings: Settings) -> None:
    """InputError UNSAFE_BIND when others could reach the server and nobody would have to log in."""
    if is_loopback(settings.host):
        return
    from .. import places

    path = settings.users or places.users()
    if not Users(path).names():
        raise InputError(
            "UNSAFE_BIND",
            f"监听 {settings.host} 会让其他机器访问，但还没有登录用户，所以不启动",
            f"先新增用户：fazhi user add 用户名 --role 管理员 --file {path}",
        )


class Users:
    """The users file, JSON: name → role and scrypt hash. Read anew when it changes, so that a removed user is out at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, dict[str, str]] = {}

    def names(self) -> list[tuple[str, Role]]:
        return [(name, Role(entry["role"])) for name, entry in sorted(self._load().items())]

    def role(self, name: str) -> Role | None:
        """The role now; None for a user who was removed."""
        entry = self._load().get(name)
        return Role(entry["role"]) if entry else None

    def check(self, name: str, password: str) -> Role | None:
        """The role if name and password fit. An unknown name costs the same time as a wrong password."""
        entry = self._load().get(name)
        salt = bytes.fromhex(entry["salt"]) if entry else b"\0" * 16
        given = _hash(password, salt)
        expected = bytes.fromhex(entry["hash"]) if entry else b"\1" * SCRYPT["dklen"]
        return Role(entry["role"]) if hmac.compare_digest(given, expected) and entry else None

    def put(self, name: str, password: str, role: Role) -> None:
        if not re.fullmatch(r"[\w.@-]{1,40}", name):
            raise InputError(
                "BAD_USER_NAME",
                f"用户名“{name[:40]}”不可用",
                "请用汉字、字母、数字和 . @ - _，不超过 40 个字。",
            )
        if not SHORTEST_PASSWORD <= len(password) <= 200:
            raise InputError("BAD_PASSWORD", "口令长度应为 10 到 200 位", "请换一个较长的口令。")
        salt = secrets.token_bytes(16)
        entry = {"role": role.value, "salt": salt.hex(), "hash": _hash(password, salt).hex()}
        self._save({**self._load(), name: entry})

    def remove(self, name: str) -> None:
        known = dict(self._load())
        if known.pop(name, None) is None:
            raise InputError("NO_USER", f"没有用户“{name[:40]}”", "查看用户：fazhi user list")
        self._save(known)

    def _load(self) -> dict[str, dict[str, str]]:
        with self._lock:
            try:
                state = self.path.stat()
                stamp = (state.st_mtime_ns, state.st_size)
                if stamp != self._stamp:
                    self._known = _read(self.path)
                    self._stamp = stamp
            except FileNotFoundError:
                self._known, self._stamp = {}, None
            except OSError as error:
                raise StoreError("USERS_FILE", f"读不到用户文件“{self.path}”", "请检查权限。") from error
            return self._known

    def _save(self, known: dict[str, Any]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".users-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"users": known}, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError as error:
            raise StoreError(
                "USERS_FILE", f"写不了用户文件“{self.path}”", "请检查权限与磁盘空间。"
            ) from error


def _read(path: Path) -> dict[str, dict[str, str]]:
    try:
        users = json.loads(path.read_text(encoding="utf-8"))["users"]
        for entry in users.values():
            Role(entry["role"]), bytes.fromhex(entry["salt"]), bytes.fromhex(entry["hash"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            "USERS_FILE", f"用户文件“{path}”已损坏", "请从备份恢复，或删除后重新建立用户。"
        ) from error
    return dict(users)


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, **SCRYPT)


class Throttle:
    """Counts failures of a key: so many in a quarter of an hour, then the key has to wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str, most: int = FAILURES) -> int:
        """Seconds until the key may try again; 0 for now."""
        with self._lock:
            recent = self._recent(key)
            return int(recent[-most] + WINDOW_SECONDS - self._clock()) + 1 if len(recent) >= most else 0

    def failed(self, key: str) -> None:
        with self._lock:
            if len(self._failures) > 10_000:  # a flood of made-up names must not fill the memory
                self._failures.clear()
            self._failures[key] = [*self._recent(key), self._clock()]

    def passed(self, key: str) -> None:
        with self._lock:
            self._failures.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        return [at for at in self._failures.get(key, []) if self._clock() - at < WINDOW_SECONDS][-100:]


@dataclass(slots=True)
class _Session:
    name: str
    started: float
    seen: float


class Sessions:
    """Logged-in browsers, in memory: a restart logs everyone out. Tokens carry 256 random bits."""

    def __init__(self, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = users
        self._clock = clock
        self._open: dict[str, _Session] = {}
        self._lock = threading.Lock()

    def start(self, name: str) -> str:
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if self._alive(one, now)}
            self._open[token] = _Session(name, now, now)
        return token

    def user(self, token: str | None) -> User | None:
        """The user of a living session, with the role of this moment; None when it ended or the user was removed."""
        now = self._clock()
        with self._lock:
            session = self._open.get(token or "")
            if session is None or not self._alive(session, now):
                return None
            session.seen = now
        role = self._users.role(session.name)
        return User(session.name, role) if role else None

    def end(self, token: str | None) -> None:
        with self._lock:
            self._open.pop(token or "", None)

    @staticmethod
    def _alive(session: _Session, now: float) -> bool:
        return now - session.seen < IDLE_SECONDS and now - session.started < LONGEST_SECONDS
