"""Remembers answers and conversations, so that sources stay with their message after a follow-up, a reload, a restart.

Answers to people never wait for the disk: entries live in memory at once and are written to the library's notebook
by one thread, what has gathered in one step, because every step keeps readers waiting for a moment. It tries again
while the library is being written by others. A read-only library only forgets.
"""

from __future__ import annotations

import contextlib
import queue
import secrets
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from documents.errors import FazhiError, InputError

if TYPE_CHECKING:
    from index.notebook import Notebook

IN_MEMORY = 2000  # entries; older ones are read from the notebook
CONVERSATIONS_LISTED = 100
PATIENCE_SECONDS = 120.0
GATHERING_SECONDS = 0.2
MOST_TOGETHER = 200
Entry = tuple[str, str, dict[str, Any] | None]


class Journal:
    """Keys carry the owner: an entry of one user does not exist for another."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._lock = threading.Lock()
        self._recent: OrderedDict[tuple[str, str], dict[str, Any] | None] = OrderedDict()
        self._heads: dict[str, dict[str, dict[str, Any]]] = {}  # of each owner who asked for the list
        self._waiting: queue.Queue[Entry | None] = queue.Queue()
        self._writer = threading.Thread(target=self._write_on, name="fazhi-journal", daemon=True)
        self._writer.start()

    def keep_answer(self, owner: str, record: dict[str, Any], identity: str = "") -> str:
        """Hold an answer's JSON record, in place of the one of that identity if one is given; gives its id, 128 random
        bits. It is written down only with its message."""
        identity = identity or secrets.token_hex(16)
        self._hold("answers", f"{owner}/{identity}", {**record, "id": identity, "at": now()})
        return identity

    def answer(self, owner: str, identity: str) -> dict[str, Any]:
        """InputError NO_ANSWER for an unknown answer and for one of another user, alike."""
        found = self._get("answers", f"{owner}/{identity}")
        if found is None:
            raise InputError("NOT_FOUND", "没有这个回答", "可能已删除，或属于其他用户。")
        return found

    def keep_message(self, owner: str, identity: str, content: str) -> None:
        """Write the answer down with its message as the page shows it, so that a reload shows the same."""
        record = self.answer(owner, identity)
        self._put("answers", f"{owner}/{identity}", {**record, "html": content})

    def message(self, owner: str, identity: str) -> str:
        """ "" for a message that is gone."""
        return str((self._get("answers", f"{owner}/{identity}") or {}).get("html", ""))

    def conversation(self, owner: str, identity: str) -> dict[str, Any] | None:
        return self._get("conversations", f"{owner}/{identity}")

    def add_turn(
        self, owner: str, identity: str | None, asked: str, answer: str, keep: int | None = None
    ) -> str:
        """Append a turn to a conversation, or begin one. `keep`: forget the turns from that number on, first."""
        found = self.conversation(owner, identity) if identity else None
        if found is None:
            identity = secrets.token_hex(16)
            found = {"title": asked[:40], "turns": []}
        turns = found["turns"][: keep if keep is not None else None]
        turns = [*turns, {"asked": asked, "answer": answer}]
        self._put("conversations", f"{owner}/{identity}", {**found, "turns": turns, "at": now()})
        return str(identity)

    def rename(self, owner: str, identity: str, title: str) -> None:
        found = self.conversation(owner, identity)
        if found is None:
            raise InputError("NOT_FOUND", "没有这个对话", "可能已删除。")
        self._put("conversations", f"{owner}/{identity}", {**found, "title": title})

    def forget(self, owner: str, identity: str) -> None:
        found = self.conversation(owner, identity)
        if found is None:
            raise InputError("NOT_FOUND", "没有这个对话", "可能已删除。")
        for turn in found["turns"]:
            self._put("answers", f"{owner}/{turn['answer']}", None)
        self._put("conversations", f"{owner}/{identity}", None)

    def conversations(self, owner: str) -> list[dict[str, Any]]:
        """The latest first: id, title, at, number of turns."""
        prefix = f"{owner}/"
        with self._lock:
            known = owner in self._heads
        if not known:
            found: dict[str, dict[str, Any] | None] = {}
            with contextlib.suppress(FazhiError):
                found = {leaf.key: leaf.body for leaf in self._notebook.leaves("conversations", prefix)}
            with self._lock:
                for (shelf, key), value in self._recent.items():
                    if shelf == "conversations" and key.startswith(prefix):
                        found[key] = value
                heads = {key[len(prefix) :]: one for key, one in found.items() if one is not None}
                self._heads[owner] = {identity: _head(identity, one) for identity, one in heads.items()}
        with self._lock:
            listed = list(self._heads[owner].values())
        return sorted(listed, key=lambda one: (one["at"], one["id"]), reverse=True)[:CONVERSATIONS_LISTED]

    def close(self) -> None:
        """Write what still waits, then stop."""
        self._waiting.put(None)
        self._writer.join(timeout=10)

    def _put(self, shelf: str, key: str, value: dict[str, Any] | None) -> None:
        self._hold(shelf, key, value)
        self._waiting.put((shelf, key, value))

    def _hold(self, shelf: str, key: str, value: dict[str, Any] | None) -> None:
        owner, _, identity = key.partition("/")
        with self._lock:
            if shelf == "conversations" and owner in self._heads:
                self._heads[owner].pop(identity, None)
                if value is not None:
                    self._heads[owner][identity] = _head(identity, value)
            self._recent[(shelf, key)] = value
            self._recent.move_to_end((shelf, key))
            while len(self._recent) > IN_MEMORY:
                self._recent.popitem(last=False)

    def _get(self, shelf: str, key: str) -> dict[str, Any] | None:
        with self._lock:
            if (shelf, key) in self._recent:
                return self._recent[(shelf, key)]
        found: dict[str, Any] | None = self._notebook.get(shelf, key)
        return found

    def _write_on(self) -> None:
        while batch := self._gathered():
            started = time.monotonic()
            while True:
                try:
                    self._write(batch)
                    break
                except FazhiError:
                    if time.monotonic() - started > PATIENCE_SECONDS:
                        break
                    time.sleep(0.5)

    def _write(self, batch: dict[tuple[str, str], dict[str, Any] | None]) -> None:
        with self._notebook.together():
            for (shelf, key), value in batch.items():
                if value is None:
                    self._notebook.drop(shelf, key)
                else:
                    self._notebook.put(shelf, key, value)

    def _gathered(self) -> dict[tuple[str, str], dict[str, Any] | None]:
        """What waits, only the latest under each key; empty when the journal is closed."""
        batch: dict[tuple[str, str], dict[str, Any] | None] = {}
        entry = self._waiting.get()
        until = time.monotonic() + GATHERING_SECONDS
        while entry is not None:
            shelf, key, value = entry
            batch[(shelf, key)] = value
            left = until - time.monotonic()
            if left <= 0 or len(batch) >= MOST_TOGETHER:
                break
            try:
                entry = self._waiting.get(timeout=left)
            except queue.Empty:
                break
        if entry is None and batch:
            self._waiting.put(None)  # closed: this batch is the last
        return batch


def _head(identity: str, conversation: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": identity,
        "title": conversation["title"],
        "at": conversation["at"],
        "turns": len(conversation["turns"]),
    }


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
