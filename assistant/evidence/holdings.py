"""What the library holds, by law: versions, how many articles, which regions. Computed once per state of the library.

Reads descriptions and passages; searches nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from documents.names import LawNames
from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, Passage
from index.records import Filter, Hit, Validity


class Counts(Protocol):
    @property
    def documents(self) -> int: ...
    @property
    def passages(self) -> int: ...


class Books(Protocol):
    """What answering needs of a library; `index.library.Library` is one."""

    def documents(self) -> Sequence[Description]: ...
    def passages(self, document: str) -> Sequence[Passage]: ...
    def outline(self, document: str) -> Sequence[Heading]: ...
    def validity(self, day: date | None = None) -> Mapping[str, Validity]: ...
    def names(self) -> LawNames: ...
    def search(self, query: str, *, k: int = 10, filter: Filter = ...) -> Sequence[Hit]: ...  # noqa: A002
    def lookup(self, law: str, pinpoint: Pinpoint | None, filter: Filter = ...) -> Sequence[Hit]: ...  # noqa: A002
    def fingerprint(self) -> str: ...
    def counts(self) -> Counts: ...


class Counting(Protocol):
    """A library that can say in how many passages a word stands."""

    def frequency(self, word: str) -> int: ...


_FEW, _MANY = 400, 60_000  # passages: of the texts shipped, of the laws of the country
UNKNOWN = 12.0  # the weight of a word that no text holds; every other word weighs less


@dataclass(frozen=True, slots=True)
class Holdings:
    """One state of a library: it belongs to `names`, which the library makes anew whenever it changes.

    `versioned` are identities of which two files of the same volume are held: versions, not parts of one code. `titles`
    are those of all texts.
    """

    names: LawNames
    passages: int
    versions: Mapping[str, Sequence[Description]]
    versioned: frozenset[str]
    regions: frozenset[str]
    frequency: Callable[[str], int] | None
    titles: tuple[str, ...] = ()
    known: dict[str, float] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, books: Books) -> Holdings:
        versions: dict[str, list[Description]] = defaultdict(list)
        for described in books.documents():
            versions[described.identity].append(described)
        several = (i for i, group in versions.items() if len(group) > len({d.volume for d in group}))
        return cls(
            names=books.names(),
            passages=books.counts().passages,
            versions=dict(versions),
            versioned=frozenset(several),
            regions=frozenset(d.region for group in versions.values() for d in group if d.region),
            frequency=getattr(books, "frequency", None),
            titles=tuple(d.title for group in versions.values() for d in group),
        )

    @property
    def size(self) -> float:
        """In [0, 1], by the logarithm of the passages: 0 for a few guides, 1 for the laws of a country."""
        share = math.log(max(1, self.passages) / _FEW) / math.log(_MANY / _FEW)
        return max(0.0, min(1.0, share))

    def names_place(self, place: str, about: Sequence[str]) -> bool:
        """Whether a text of that place is held, or one whose title names it and one of the words."""
        if any(region.startswith(place) or place.startswith(region) for region in self.regions):
            return True
        titled = (title for title in self.titles if place in title)
        return any(word in title for title in titled for word in about)

    def rarity(self, word: str) -> float:
        """The weight of a word: BM25's inverse passage frequency below `UNKNOWN`, which is for words in no passage.

        By length where the library does not count words: short words are common.
        """
        known = self.known.get(word)
        if known is None:
            known = self.known[word] = self._rarity(word)
        return known

    def _rarity(self, word: str) -> float:
        if self.frequency is None:
            return min(9.0, 2.0 + 1.6 * len(word))
        frequency = self.frequency(word)
        if frequency <= 0:
            return UNKNOWN
        return min(11.0, math.log(1 + (self.passages - frequency + 0.5) / (frequency + 0.5)))
