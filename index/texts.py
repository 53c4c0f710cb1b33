"""Texts of documents that were asked for lately, kept for ranking. Never quoted from: quotations are read and checked.

A document number is never given twice and its text never changes, so nothing here grows stale; what was removed is no
longer asked for and falls out.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass

CHARACTERS_KEPT = 16_000_000  # all national laws; two bytes each


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with its passages: `places[ordinal]` is (start, end, headings as JSON)."""

    text: str
    places: dict[int, tuple[int, int, str]]

    def passage(self, ordinal: int) -> tuple[str, str]:
        """(text, headings as JSON) of one passage; empty where there is none."""
        start, end, headings = self.places.get(ordinal, (0, 0, "[]"))
        return self.text[start:end], headings


class Texts:
    """The least lately used go first. Safe for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Laid] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def of(self, connection: sqlite3.Connection, number: int) -> Laid:
        with self._lock:
            laid = self._kept.get(number)
            if laid is not None:
                self._kept.move_to_end(number)
                return laid
        laid = _read(connection, number)
        with self._lock:
            if number not in self._kept:
                self._kept[number] = laid
                self._characters += len(laid.text)
            while self._characters > CHARACTERS_KEPT and len(self._kept) > 1:
                self._characters -= len(self._kept.popitem(last=False)[1].text)
        return laid


def _read(connection: sqlite3.Connection, number: int) -> Laid:
    text = connection.execute("SELECT text FROM contents WHERE number = ?", (number,)).fetchone()
    query = 'SELECT ordinal, start, "end", headings FROM passages WHERE number = ?'
    rows = connection.execute(query, (number,))
    return Laid(text[0] if text else "", {row[0]: row[1:] for row in rows})
