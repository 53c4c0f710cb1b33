"""What the library holds, as the measures look it up: texts by id, and which version held on a day.

Works out validity from dates alone, on purpose without `documents.validity`: the judge must not repeat the judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from documents.records import Description, Document


class Texts(Protocol):
    """Where stored texts are read back from: the library."""

    def document(self, id: str) -> Document: ...  # noqa: A002
    def documents(self) -> Sequence[Description]: ...


class Held:
    def __init__(self, texts: Texts) -> None:
        self.document = lru_cache(maxsize=256)(texts.document)
        self.versions: dict[tuple[str, str | None], list[Description]] = {}
        for one in texts.documents():
            self.versions.setdefault((one.identity, one.volume), []).append(one)

    def newer(self, document: Description, day: date) -> Description | None:
        """A later version of the same text that had taken effect by that day."""
        mine = document.date
        for other in self.versions.get((document.identity, document.volume), ()):
            began = other.effective or other.adopted
            if mine and other.date and began and other.date > mine and began <= day:
                return other
        return None


def to_come(document: Description, day: date) -> bool:
    """Not in effect yet on that day."""
    return document.effective is not None and document.effective > day
