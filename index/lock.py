"""One writer at a time, over processes and threads. Readers never ask for it."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from documents.errors import StoreError

from .crash import step

FILE = "LOCK"
WAIT_SECONDS = 120.0
_PAUSE = 0.05


class WriterLock:
    """The write lock of one library. One thread may take it again while it holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._threads = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self, wait: float = WAIT_SECONDS) -> Iterator[None]:
        """The system lets go of it when the process dies, so it is never left behind.

        StoreError STORE_BUSY, with the other process's number, when it is not free within `wait` seconds; OSError
        when the folder cannot be written.
        """
        with self._threads:
            if self._depth:
                yield
                return
            with self._path.open("a+", encoding="utf-8") as file:
                _acquire(file, wait)
                self._depth += 1
                try:
                    step("locked")
                    yield
                finally:
                    self._depth -= 1
                    _release(file)


def _acquire(file: IO[str], wait: float) -> None:
    give_up = time.monotonic() + wait
    while not _try(file):
        if time.monotonic() >= give_up:
            raise StoreError(
                "STORE_BUSY",
                f"另一个程序（进程 {_owner(file)}）正在写入资料库，等了 {wait:.0f} 秒。",
                "请等它结束后重试；查询不受影响。",
            )
        time.sleep(_PAUSE)
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()


def _owner(file: IO[str]) -> str:
    file.seek(0)
    return file.read(20).strip() or "未知"


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[str]) -> bool:
        try:
            file.seek(1 << 20)  # beyond the number, which stays readable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[str]) -> None:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
