"""Runs questions a few at a time in threads, and says so when too many wait. Knows nothing of questions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from documents.errors import StoreError

Result = TypeVar("Result")
THREADS, WAITING = 4, 256


class Workers:
    """`run` from the event loop. Above `waiting` unfinished calls the next is refused at once, with BUSY."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="fazhi-question")
        self._waiting = waiting
        self._now = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        if self._now >= self._waiting:
            raise StoreError("BUSY", "现在提问的人太多", "请过几秒再试。")
        self._now += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._now -= 1

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
