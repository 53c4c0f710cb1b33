"""More processes that answer while many people ask: Python works on one question at a time in a process.

They are called when a crowd is first seen, so that one person at one machine pays nothing, and end with the server or
when it dies. Whatever becomes of them, the question can be answered without them.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.records import Answer
    from assistant.settings import Settings
    from index.records import Filter

MOST = 3  # each holds a quarter of a gigabyte of its own
log = logging.getLogger("fazhi.server")


class Helpers:
    """`call` begins to start them; until they are ready, and after one has died, `ask` gives None."""

    def __init__(self, settings: Settings, count: int | None = None) -> None:
        self.count = min(MOST, os.cpu_count() or 1) if count is None else count
        self._settings = settings
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._starting: list[Future[int]] = []
        self._closed = False

    def call(self) -> None:
        with self._lock:
            if self._pool is not None or self._closed or self.count < 2:
                return
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self.count, context, initializer=_begin, initargs=(self._settings,)
            )
            self._starting = [self._pool.submit(_ready) for _ in range(self.count)]

    def ask(self, question: str, scope: Filter, previous: Answer | None) -> Answer | None:
        """The answer, or None: ask yourself. FazhiError as asking raises it."""
        pool = self._pool
        if pool is None or not any(one.done() for one in self._starting):
            return None
        try:
            return pool.submit(_ask, question, scope, previous).result()
        except (BrokenProcessPool, RuntimeError):  # one has died, or the server is closing
            log.warning("the helping processes have ended; answering without them")
            with self._lock:
                if self._pool is pool:
                    self._pool = None
            return None

    def close(self) -> None:
        with self._lock:
            self._closed, pool, self._pool = True, self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)


_assistant: Assistant | None = None  # of a helping process


def _begin(settings: Settings) -> None:
    global _assistant
    follow_parent()
    from assistant.ask import Assistant
    from index.library import Library

    _assistant = Assistant(Library.open(settings.library), settings)


def _ready() -> int:
    """Loads what the first question would have to wait for."""
    from index.records import Filter

    _opened().library.search("行政处罚", k=1, filter=Filter())
    return os.getpid()


def _ask(question: str, scope: Filter, previous: Answer | None) -> Answer:
    return _opened().ask(question, filter=scope, previous=previous)


def _opened() -> Assistant:
    if _assistant is None:
        raise RuntimeError("a helping process without a library")
    return _assistant


def follow_parent() -> None:
    """In a process made by the server: leave Ctrl+C to the parent, and end when it is gone, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, daemon=True, name="fazhi-parent").start()
