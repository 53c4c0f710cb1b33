"""Uploads that are being added in the background, one after another, each file with its own result.

The files wait in a private folder, not in memory; one thread adds them, because the library has one writer.
"""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import FazhiError, InputError

if TYPE_CHECKING:
    from documents.recognise import Hints
    from index.intake import Entry
    from index.library import Library

log = logging.getLogger("fazhi.server")
REMEMBERED, MOST_WAITING = 200, 5000
BATCH = 50  # one publication each; more would keep the first file's reader waiting
WAITING, DONE = "等待", "完成"
WORDS = {"added": "新加入", "unchanged": "已在库中", "replaced": "已替换", "refused": "未收"}


@dataclass(slots=True)
class Item:
    """One file. `state`: 等待, 处理中, 新加入, 已在库中, 已替换, 未收."""

    name: str
    path: Path
    state: str = WAITING
    id: str | None = None
    title: str | None = None
    reason: str = ""


@dataclass(slots=True)
class Job:
    id: str
    owner: str
    hints: Hints
    items: list[Item] = field(default_factory=list)
    replaces: str | None = None

    @property
    def done(self) -> bool:
        return all(item.state not in (WAITING, "处理中") for item in self.items)

    def record(self) -> dict[str, Any]:
        items = [
            {"name": one.name, "state": one.state, "id": one.id, "title": one.title, "reason": one.reason}
            for one in self.items
        ]
        finished = sum(one.state not in (WAITING, "处理中") for one in self.items)
        return {"id": self.id, "done": self.done, "total": len(items), "finished": finished, "items": items}


class Jobs:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = Path(tempfile.mkdtemp(prefix="fazhi-uploads-"))  # mode 0700
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="fazhi-adding", daemon=True)
        self._thread.start()

    def stage(self, name: str, data: bytes) -> Item:
        """A file set aside under a random name; `name` stays data and never becomes a path."""
        path = self._folder / secrets.token_hex(16)
        path.write_bytes(data)
        return Item(name, path)

    def start(self, owner: str, items: list[Item], hints: Hints, replaces: str | None = None) -> Job:
        job = Job(secrets.token_hex(16), owner, hints, items, replaces)
        with self._lock:
            waiting = sum(one.state == WAITING for other in self._jobs.values() for one in other.items)
            if waiting + len(items) > MOST_WAITING:
                raise InputError("BUSY", f"还有 {waiting} 个文件在等待入库", "请等它们完成后再加。")
            self._jobs[job.id] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.pop(next(iter(self._jobs)))
        self._waiting.put(job)
        return job

    def job(self, owner: str, identity: str) -> Job:
        with self._lock:
            found = self._jobs.get(identity)
        if found is None or found.owner != owner:
            raise InputError(
                "NOT_FOUND", "没有这项任务", "可能是服务重新启动过；请到文库页查看文献是否已在。"
            )
        return found

    def close(self) -> None:
        """Finish the file under way, drop what waits, remove the folder."""
        with self._lock:
            for job in self._jobs.values():
                for item in job.items:
                    if item.state == WAITING:
                        item.state, item.reason = "未收", "服务已停止"
        self._waiting.put(None)
        self._thread.join(timeout=30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            for batch in _batches(job):
                self._add(job, [item for item in batch if item.state == WAITING])

    def _held(self, identity: str) -> bool:
        """The new text may have replaced the old one by itself, as the same file of the same title."""
        return any(one.id == identity for one in self._library.documents())

    def _add(self, job: Job, items: list[Item]) -> None:
        for item in items:
            item.state = "处理中"
        try:
            report = self._library.add_uploads(
                [(one.name, one.path.read_bytes()) for one in items], job.hints
            )
            found = {
                entry.source: (word, entry) for name, word in WORDS.items() for entry in getattr(report, name)
            }
            for item in items:
                self._settle(job, item, *found[item.name])
        except FazhiError as error:
            _refuse(items, f"[{error.code}] {error.message}　{error.next_step}")
        except Exception:
            log.exception("adding uploads failed")
            _refuse(items, "[INTERNAL] 程序内部出错")
        finally:
            for item in items:
                item.path.unlink(missing_ok=True)

    def _settle(self, job: Job, item: Item, state: str, entry: Entry) -> None:
        if job.replaces and entry.id and entry.id != job.replaces and self._held(job.replaces):
            self._library.remove([job.replaces])
        # The state comes last: whoever sees it may count on the rest.
        item.id, item.title, item.reason = entry.id, entry.title, entry.reason
        item.state = state


def _refuse(items: list[Item], reason: str) -> None:
    for item in items:
        if item.state == "处理中":
            item.reason, item.state = reason, "未收"


def _batches(job: Job) -> list[list[Item]]:
    """Files to be published together: BATCH of them, and no name twice, since a report names files."""
    batches: list[list[Item]] = []
    for item in job.items:
        if not batches or len(batches[-1]) == BATCH or any(item.name == other.name for other in batches[-1]):
            batches.append([])
        batches[-1].append(item)
    return batches
