"""What people leave in a library besides documents: feedback, conversations, quizzes, and the audit log.

A shelf is a name, a key within it is the caller's, a body is any JSON value. Knows nothing of what they mean.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from . import writer
from .catalogue import Catalogue
from .codec import dumps


@dataclass(frozen=True, slots=True)
class Leaf:
    key: str
    at: str  # UTC, ISO
    body: Any


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit log, which is only ever appended to."""

    at: str
    who: str
    action: str
    subject: str
    detail: str


class Notebook:
    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside becomes durable in one step, at the end; of a failure nothing is written."""
        with self._catalogue.writing():
            yield

    def put(self, shelf: str, key: str, body: Any) -> None:
        """Write or replace; durable on return. The time kept is that of the first writing under this key."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._catalogue.writing() as connection:
            connection.execute(
                "INSERT INTO notebook VALUES (?,?,?,?) ON CONFLICT (shelf, key) DO UPDATE SET body = excluded.body",
                (shelf, key, at, dumps(body)),
            )

    def get(self, shelf: str, key: str) -> Any | None:
        with self._catalogue.reading() as connection:
            query = "SELECT body FROM notebook WHERE shelf = ? AND key = ?"
            row = connection.execute(query, (shelf, key)).fetchone()
        return None if row is None else json.loads(row[0])

    def leaves(self, shelf: str, prefix: str = "") -> tuple[Leaf, ...]:
        """All of a shelf whose key begins so, oldest first, ties by key."""
        with self._catalogue.reading() as connection:
            query = "SELECT key, at, body FROM notebook WHERE shelf = ? ORDER BY at, key"
            rows = connection.execute(query, (shelf,)).fetchall()
        return tuple(Leaf(key, at, json.loads(body)) for key, at, body in rows if key.startswith(prefix))

    def drop(self, shelf: str, key: str) -> bool:
        """Whether it was there."""
        with self._catalogue.writing() as connection:
            query = "DELETE FROM notebook WHERE shelf = ? AND key = ?"
            return connection.execute(query, (shelf, key)).rowcount > 0

    def log(self, action: str, subject: str = "", detail: str = "", who: str = "") -> None:
        with self._catalogue.writing() as connection:
            writer.audit(connection, action, subject, detail, who)

    def events(self, limit: int = 1000) -> tuple[Event, ...]:
        """The last `limit` lines, newest first."""
        with self._catalogue.reading() as connection:
            query = "SELECT at, who, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?"
            return tuple(Event(*row) for row in connection.execute(query, (limit,)))
