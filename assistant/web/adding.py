"""Adds uploaded files to the library: a few in this process, many in one of their own that steps back for questions.

Knows nothing of jobs. Reading and indexing hundreds of files keeps a processor busy for minutes; people who ask in the
meantime should not notice.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents.errors import StoreError

from .processes import follow_parent

if TYPE_CHECKING:
    from assistant.settings import Settings
    from documents.recognise import Hints
    from index.intake import AddReport
    from index.library import Library

MANY = 12  # files; below, starting a process would cost more than it saves
NICE = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """`name` as the user knows the file, `path` where its bytes wait."""

    name: str
    path: Path


class Adder:
    """`settings` None, or models of one's own, which a second process would have to load again: all in this process."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self._library = library
        apart = settings is not None and not settings.embedder and not settings.reranker
        self._settings = settings if apart else None
        self._pool: ProcessPoolExecutor | None = None

    def add(self, uploads: Sequence[Upload], hints: Hints) -> AddReport:
        """Durable and searchable on return. StoreError ADDING_ENDED when the process that added them died: of its
        files either all are in or none."""
        if self._settings is None or (len(uploads) < MANY and self._pool is None):
            return _add_to(self._library, uploads, hints)
        if len(uploads) < MANY:
            self.close()  # the flood is over
            return _add_to(self._library, uploads, hints)
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                1, context, initializer=_begin, initargs=(self._settings.library,)
            )
        try:
            report = self._pool.submit(_add, uploads, hints).result()
            self._library.search(
                uploads[0].name, k=1
            )  # opens the new state before somebody has to wait for it
            return report
        except BrokenProcessPool as error:
            self._pool = None
            raise StoreError(
                "ADDING_ENDED", "入库的进程意外结束", "请再加一次；已在库中的不会重复。"
            ) from error

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _add_to(library: Library, uploads: Sequence[Upload], hints: Hints) -> AddReport:
    return library.add_uploads([(one.name, one.path.read_bytes()) for one in uploads], hints)


_library: Library | None = None  # of the adding process


def _begin(folder: Path) -> None:
    global _library
    follow_parent()
    if sys.platform != "win32":
        os.nice(NICE)
    from index.library import Library

    _library = Library.open(folder)


def _add(uploads: Sequence[Upload], hints: Hints) -> AddReport:
    if _library is None:
        raise RuntimeError("an adding process without a library")
    return _add_to(_library, uploads, hints)
