"""The development split of the lay statute questions in ../shared/training, with its articles found in the newest versions.

The articles were named in the versions of 2022 and 2023; some laws were renumbered since. The words of the version of that
time say which article it is today. Never trained or tuned on: the split is the one the data's README fixes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from documents.names import identity_of
from documents.pinpoint import Pinpoint
from documents.records import Description, Passage
from documents.wording import bigrams, plain, similarity
from index.library import Library

from .cases import SHARED, Case, Place, rows

LABELLED = date(2023, 6, 1)  # when the articles were named
ALIKE = 0.5  # likeness from which an article of another number is taken for the same
QUOTED = 30  # characters of an article by which it is recognised
PARTS = 6  # every sixth row by number is the development split


def statutes(library: Library, folder: Path = SHARED / "training") -> tuple[Case, ...]:
    """The development split; empty without the file. A named article that the library lacks stays, and is never found."""
    finder = _Finder(library)
    return tuple(
        Case(
            id=row["id"],
            set="statutes",
            question=row["question"],
            type="口语",
            gold=tuple(dict.fromkeys(finder.place(name) for name in row["articles"])),
        )
        for row in rows(folder / "statute_questions.jsonl")
        if in_development(row["id"])
    )


def in_development(key: str) -> bool:
    return int(key.split("-")[1]) % PARTS == 0


def split_name(name: str) -> tuple[str, Pinpoint]:
    """个体工商户条例第二条 → title and pinpoint; the last 第…条 begins the pinpoint."""
    at = name.rfind("第")
    return name[:at], Pinpoint.parse(name[at:])


class _Finder:
    def __init__(self, library: Library) -> None:
        self.then, self.now = library.validity(LABELLED), library.validity()
        self.versions: dict[str, list[Description]] = {}
        for document in library.documents():
            self.versions.setdefault(document.identity, []).append(document)
        self.passages = cache(library.passages)

    def place(self, name: str) -> Place:
        title, pinpoint = split_name(name)
        versions = self.versions.get(identity_of(title), [])
        old = _article(self._texts(versions, then=True), pinpoint)
        new = self._texts(versions, then=False)
        same = _article(new, pinpoint)
        if old is None or (same is not None and _alike(old, same) > ALIKE):
            return _place(title, pinpoint, same)
        moved = max(new, key=lambda p: (_alike(old, p), -p.ordinal), default=None)
        if moved is None or _alike(old, moved) <= ALIKE:
            return _place(title, pinpoint, same)
        return _place(title, moved.pinpoint.article_only(), moved)

    def _texts(self, versions: Sequence[Description], *, then: bool) -> list[Passage]:
        """All passages of the version in force then or now; of several files of one code all."""
        validity = self.then if then else self.now
        holding = [d for d in versions if validity[d.id].current in (None, d.id)]
        newest = max((d.date or date.min for d in holding), default=date.min)
        chosen = [d for d in holding if d.volume or (d.date or date.min) == newest]
        return [passage for d in chosen for passage in self.passages(d.id) if passage.pinpoint.article]


def _article(passages: Sequence[Passage], pinpoint: Pinpoint) -> Passage | None:
    return next((p for p in passages if p.pinpoint.article_only() == pinpoint.article_only()), None)


def _place(title: str, pinpoint: Pinpoint, passage: Passage | None) -> Place:
    words = passage.text.split(maxsplit=1)[-1][:QUOTED] if passage else ""
    return Place(title, str(pinpoint), words)


def _alike(a: Passage, b: Passage) -> float:
    return similarity(_bag(a), _bag(b))


@cache
def _bag(passage: Passage) -> Counter[str]:
    return bigrams(plain(passage.text))
