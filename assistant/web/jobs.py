"""Uploads that are being added in the background, each file with its own result. Says what waits; `adding` adds.

The files wait in a private folder, not in memory. One thread takes whatever waits and publishes it together, so that
one file is there at once and three thousand do not mean three thousand publications.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import FazhiError, InputError

from .adding import Adder, Upload

if TYPE_CHECKING:
    from assistant.settings import Settings
    from documents.recognise import Hints
    from index.intake import Entry
    from index.library import Library

log = logging.getLogger("fazhi.server")
REMEMBERED, MOST_WAITING = 200, 5000
MOST_TOGETHER, MOST_BYTES = 100, 60 * 2**20  # of one publication: results are seen in time, memory is bounded
WAITING, WORKING, REFUSED = "等待", "处理中", "未收"
WORDS = {"added": "新加入", "unchanged": "已在库中", "replaced": "已替换", "refused": REFUSED}


@dataclass(slots=True)
class Item:
    """One file. `state`: 等待, 处理中, 新加入, 已在库中, 已替换, 未收. `turn` grows with every change."""

    name: str
    path: Path
    size: int = 0
    state: str = WAITING
    id: str | None = None
    title: str | None = None
    reason: str = ""
    turn: int = 0

    def record(self, number: int) -> dict[str, Any]:
        return {
            "n": number,
            "name": self.name,
            "state": self.state,
            "id": self.id,
            "title": self.title,
            "reason": self.reason,
        }


@dataclass(slots=True)
class Job:
    """`turn` is that of the latest change; what changed since an earlier one can be asked for."""

    id: str
    owner: str
    hints: Hints
    items: list[Item] = field(default_factory=list)
    replaces: str | None = None
    turn: int = 0

    @property
    def done(self) -> bool:
        return not any(item.state in (WAITING, WORKING) for item in self.items)

    def change(self, item: Item, state: str) -> None:
        self.turn += 1
        item.turn = self.turn
        item.state = state  # last: whoever sees it may count on the rest

    def summary(self) -> dict[str, Any]:
        counts = Counter(item.state for item in self.items)
        waiting = counts[WAITING] + counts[WORKING]
        return {
            "id": self.id,
            "done": waiting == 0,
            "total": len(self.items),
            "finished": len(self.items) - waiting,
            "counts": dict(counts),
            "turn": self.turn,
        }

    def record(self, since: int = 0) -> dict[str, Any]:
        """With the items that changed after turn `since`; all of them for 0."""
        summary = self.summary()
        changed = [item.record(n) for n, item in enumerate(self.items) if since == 0 or item.turn > since]
        return {**summary, "items": changed}


class Jobs:
    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        """Without `settings` everything is added in this process."""
        self._library = library
        self._adder = Adder(library, settings)
        self._folder = Path(tempfile.mkdtemp(prefix="fazhi-uploads-"))  # mode 0700
        self._jobs: dict[str, Job] = {}
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="fazhi-adding", daemon=True)
        self._thread.start()

    def stage(self, name: str, data: bytes) -> Item:
        """A file set aside under a random name; `name` stays data and never becomes a path."""
        path = self._folder / secrets.token_hex(16)
        path.write_bytes(data)
        return Item(name, path, len(data))

    def start(self, owner: str, items: list[Item], hints: Hints, replaces: str | None = None) -> Job:
        job = Job(secrets.token_hex(16), owner, hints, [], replaces)
        with self._news:
            self._take(job, items)
            self._jobs[job.id] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.pop(next(iter(self._jobs)))
        return job

    def extend(self, owner: str, identity: str, items: list[Item]) -> Job:
        """More files for a job of the same owner; they are read with what was said of its first ones."""
        job = self.job(owner, identity)
        with self._news:
            self._take(job, items)
        return job

    def job(self, owner: str, identity: str) -> Job:
        with self._news:
            found = self._jobs.get(identity)
        if found is None or found.owner != owner:
            raise InputError(
                "NOT_FOUND", "没有这项任务", "可能是服务重新启动过；请到文库页查看文献是否已在。"
            )
        return found

    def of(self, owner: str) -> list[Job]:
        """The latest first."""
        with self._news:
            return [job for job in reversed(self._jobs.values()) if job.owner == owner]

    def close(self) -> None:
        """Finish the files under way, drop what waits, remove the folder."""
        with self._news:
            self._closed = True
            for job in self._jobs.values():
                _refuse(job, [item for item in job.items if item.state == WAITING], "服务已停止")
            self._news.notify_all()
        self._thread.join(timeout=30)
        self._adder.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _take(self, job: Job, items: list[Item]) -> None:
        waiting = sum(one.state == WAITING for other in self._jobs.values() for one in other.items)
        if self._closed or waiting + len(items) > MOST_WAITING:
            for item in items:
                item.path.unlink(missing_ok=True)
            raise InputError("BUSY", f"还有 {waiting} 个文件在等待入库", "请等它们完成后再加。")
        for item in items:
            job.change(item, WAITING)
        job.items += items
        self._news.notify_all()

    def _work(self) -> None:
        while (found := self._next()) is not None:
            self._add(*found)

    def _next(self) -> tuple[Job, list[Item]] | None:
        """Whatever waits of the oldest job that waits; None when the server stops."""
        with self._news:
            while not self._closed:
                for job in self._jobs.values():
                    if batch := _together(job):
                        for item in batch:
                            job.change(item, WORKING)
                        return job, batch
                self._news.wait()
        return None

    def _held(self, identity: str) -> bool:
        """The new text may have replaced the old one by itself, as the same file of the same title."""
        return any(one.id == identity for one in self._library.documents())

    def _add(self, job: Job, items: list[Item]) -> None:
        try:
            report = self._adder.add([Upload(one.name, one.path) for one in items], job.hints)
            found = {
                entry.source: (word, entry) for name, word in WORDS.items() for entry in getattr(report, name)
            }
            for item in items:
                self._settle(job, item, *found[item.name])
        except FazhiError as error:
            _refuse(job, items, f"[{error.code}] {error.message}　{error.next_step}")
        except Exception:
            log.exception("adding uploads failed")
            _refuse(job, items, "[INTERNAL] 程序内部出错，请把这个文件单独再加一次")
        finally:
            for item in items:
                item.path.unlink(missing_ok=True)

    def _settle(self, job: Job, item: Item, state: str, entry: Entry) -> None:
        if job.replaces and entry.id and entry.id != job.replaces and self._held(job.replaces):
            self._library.remove([job.replaces])
        item.id, item.title, item.reason = entry.id, entry.title, entry.reason
        job.change(item, state)


def _refuse(job: Job, items: list[Item], reason: str) -> None:
    for item in items:
        if item.state in (WAITING, WORKING):
            item.reason = reason
            job.change(item, REFUSED)


def _together(job: Job) -> list[Item]:
    """What of a job is published next: no name twice, since a report names files."""
    batch: list[Item] = []
    names: set[str] = set()
    size = 0
    for item in job.items:
        if item.state != WAITING:
            continue
        size += item.size
        if batch and (len(batch) == MOST_TOGETHER or size > MOST_BYTES or item.name in names):
            break
        batch.append(item)
        names.add(item.name)
    return batch
