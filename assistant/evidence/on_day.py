"""A library as it is on one day, whatever the machine's calendar says. Adds nothing to what the library does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from documents.names import LawNames
from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, Passage
from index.records import Filter, Hit, Validity

from .holdings import Books, Counts

EVERYTHING = Filter()


class OnDay:
    """Where no date is asked about, `day` is meant. Everything else is the library's own."""

    def __init__(self, library: Books, day: date) -> None:
        self.library, self.day = library, day

    def __getattr__(self, name: str) -> Any:
        """What does not depend on the day and is not always there: embedder, frequency, folder."""
        return getattr(self.library, name)

    def search(self, query: str, *, k: int = 10, filter: Filter = EVERYTHING) -> Sequence[Hit]:  # noqa: A002
        return self.library.search(query, k=k, filter=self._dated(filter))

    def lookup(
        self,
        law: str,
        pinpoint: Pinpoint | None,
        filter: Filter = EVERYTHING,  # noqa: A002
    ) -> Sequence[Hit]:
        return self.library.lookup(law, pinpoint, self._dated(filter))

    def validity(self, day: date | None = None) -> Mapping[str, Validity]:
        return self.library.validity(day or self.day)

    def _dated(self, wanted: Filter) -> Filter:
        return wanted if wanted.as_of is not None else replace(wanted, as_of=self.day)

    def documents(self) -> Sequence[Description]:
        return self.library.documents()

    def passages(self, document: str) -> Sequence[Passage]:
        return self.library.passages(document)

    def outline(self, document: str) -> Sequence[Heading]:
        return self.library.outline(document)

    def names(self) -> LawNames:
        return self.library.names()

    def fingerprint(self) -> str:
        return self.library.fingerprint()

    def counts(self) -> Counts:
        return self.library.counts()
