"""The SQLite file that is the only truth of a library: opening, transactions, and errors a user can act on.

One connection, guarded by a lock, so that threads of a server may share it. Rollback journal unless SQLite has the
fix for its WAL reset fault (3.51.3). A damaged file is never created over: it is refused, untouched.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from documents.errors import DamageError, FazhiError, StoreError

from . import schema
from .crash import step
from .lock import WriterLock

FILE = "catalogue.sqlite"
WAL_SAFE = (3, 51, 3)
BUSY_SECONDS = 30.0
_MAGIC = b"SQLite format 3\0"
_RESTORE = "原文件未改动。请用 fazhi library restore 从备份恢复。"


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL only from the release that fixed its reset fault on."""
    return "WAL" if version >= WAL_SAFE else "DELETE"


def damaged(detail: str) -> DamageError:
    return DamageError("CATALOGUE_DAMAGED", f"资料库目录文件已损坏：{detail}", _RESTORE)


def translate(error: sqlite3.Error | OSError, folder: Path) -> FazhiError:
    """The same failure as an error of ours, in Chinese, with what to do."""
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        denied = error.errno in (errno.EACCES, errno.EROFS, errno.EPERM)
    else:
        name = getattr(error, "sqlite_errorname", "") or ""
        full = name.startswith("SQLITE_FULL")
        denied = name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"))
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")):
            return damaged(str(error))
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreError("STORE_BUSY", "资料库正被另一个程序写入。", "请稍后再试。")
    if full:
        return StoreError(
            "DISK_FULL", f"磁盘空间不足，未作任何改动：{folder}", "请腾出空间后重试；原有内容仍可使用。"
        )
    if denied:
        return StoreError(
            "READ_ONLY", f"资料库文件夹不可写：{folder}", "请检查文件夹权限，或用 --library 另选位置。"
        )
    return StoreError(
        "STORE_FAILED", f"资料库读写失败，未作任何改动：{error}", "请检查磁盘后运行 fazhi library verify。"
    )


def _check_header(path: Path) -> None:
    """What tells a SQLite file that is whole from one that was cut or overwritten at its head; a few bytes read."""
    with path.open("rb") as file:
        head = file.read(100)
    size = path.stat().st_size  # after the head: another process may be growing the file
    if size == 0:
        raise damaged("文件长度为零")
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise damaged("文件头不是 SQLite")
    page = int.from_bytes(head[16:18], "big") or 0
    page = 65_536 if page == 1 else page
    pages = int.from_bytes(head[28:32], "big")
    counted = (
        head[24:28] == head[92:96]
    )  # else the page count of the header is not valid (SQLite file format 1.3.8)
    has_journal = (
        path.with_name(path.name + "-wal").exists() or path.with_name(path.name + "-journal").exists()
    )
    if page < 512 or (counted and pages * page > size and not has_journal):
        raise damaged(f"文件只有 {size} 字节，应有 {pages * page} 字节")


class Catalogue:
    """Connections are lent to one thread at a time and kept for the next; a thread inside a transaction gets its own
    again, so what is nested belongs to the outer one."""

    def __init__(self, folder: Path, mode: str) -> None:
        self.folder = folder
        self.read_only = mode == "ro"
        self._mode = mode
        self._idle: list[sqlite3.Connection] = []
        self._thread = threading.local()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Catalogue:
        """StoreError NO_LIBRARY if there is none and `create` is not asked for; DamageError if there is a broken one."""
        path = folder / FILE
        try:
            if not path.exists():
                _refuse_or_make(folder, create)
            _check_header(path)
            writable = os.access(folder, os.W_OK) and os.access(path, os.W_OK)
            catalogue = cls(folder, "rw" if writable else "ro")
            catalogue._prepare()
        except (sqlite3.Error, OSError) as error:
            raise translate(error, folder) from error
        return catalogue

    def _prepare(self) -> None:
        connection = self._connect()
        if self.read_only:
            connection = self._readable(connection)
        else:
            connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info[:3])}")
            schema.migrate(connection)
        self._idle.append(connection)

    def _readable(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """A file in WAL mode cannot even be read where its side files cannot be made, unless nobody writes to it."""
        try:
            connection.execute("SELECT count(*) FROM settings").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            self._mode = "ro&immutable=1"
            connection = self._connect()
            connection.execute("SELECT count(*) FROM settings").fetchone()
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{(self.folder / FILE).absolute().as_uri()}?mode={self._mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # lent to one thread at a time
        )
        if not self.read_only:
            for setting in (
                "foreign_keys = ON",
                "synchronous = FULL",
                "secure_delete = ON",
                "cache_size = -8000",
            ):
                connection.execute(f"PRAGMA {setting}")
        return connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot: everything read inside belongs together."""
        with self._transaction("BEGIN DEFERRED") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; on return it is on the disk. Never inside `reading`: a snapshot cannot be written to."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection outside any transaction, for what makes its own (SQLite's backup)."""
        connection = self._idle.pop() if self._idle else self._connect()
        try:
            yield connection
        finally:
            self._idle.append(connection)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        outer: sqlite3.Connection | None = getattr(self._thread, "connection", None)
        if outer is not None:
            yield outer
            return
        try:
            connection = self._idle.pop() if self._idle else self._connect()
        except sqlite3.Error as error:
            raise translate(error, self.folder) from error
        self._thread.connection = connection
        try:
            connection.execute(begin)
            yield connection
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise translate(error, self.folder) from error
        finally:
            self._thread.connection = None
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._idle.append(connection)

    def setting(self, name: str, default: str = "") -> str:
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return default if row is None else str(row[0])

    def set(self, values: dict[str, Any]) -> None:
        with self.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", list(values.items()))

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()


def _refuse_or_make(folder: Path, create: bool) -> None:
    leftovers = folder / "generations"
    if leftovers.exists():
        # Generations without their truth: the file was lost, and an empty library must not take its place.
        raise damaged("catalogue.sqlite 不见了，但索引还在")
    if not create:
        raise StoreError(
            "NO_LIBRARY",
            f"这里还没有资料库：{folder}",
            "请先运行 fazhi add 文件或文件夹，或用 --library 指定位置。",
        )
    folder.mkdir(parents=True, exist_ok=True)
    with WriterLock(folder).held():
        if not (folder / FILE).exists():
            _make(folder)


def _make(folder: Path) -> None:
    """An empty catalogue, put in its place by rename: a process that dies on the way leaves none rather than half."""
    making = folder / f".{FILE}.making"
    making.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(making, isolation_level=None)) as connection:
        schema.migrate(connection)
    step("catalogue_made")
    making.rename(folder / FILE)
