"""Every article of every statute in force, in four written forms, through the library's search: is it the first hit?

Not a set of cases: a quarter of a million questions, counted by form. What misses is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.pinpoint import Pinpoint
from documents.records import Description
from index.library import Library

from .addresses import FORMS, STATUTES
from .run import TODAY

WRITTEN = FORMS[:4]
NAMED = 20  # misses kept by name


@dataclass(slots=True)
class Count:
    """`misses` are (question, what came first), the first NAMED of them."""

    asked: int = 0
    right: int = 0
    misses: list[tuple[str, str]] = field(default_factory=list)


def sweep(library: Library) -> dict[str, Count]:
    """A count for each form. A title that several documents in force share counts as right for any of them."""
    counts = {name: Count() for name, _ in WRITTEN}
    for document, place in _articles(library):
        for name, write in WRITTEN:
            question = write(document.title, place)
            hits = library.search(question, k=1)
            count = counts[name]
            count.asked += 1
            if (
                hits
                and hits[0].document.identity == document.identity
                and _at(hits[0].passage.pinpoint, place)
            ):
                count.right += 1
            elif len(count.misses) < NAMED:
                first = f"《{hits[0].document.title}》{hits[0].passage.pinpoint}" if hits else "无"
                count.misses.append((question, first))
    return counts


def _at(found: Pinpoint, place: Pinpoint) -> bool:
    return found.article_only() == place and found.annex is None


def _articles(library: Library) -> Iterator[tuple[Description, Pinpoint]]:
    validity = library.validity(TODAY)
    for document in library.documents():
        if document.kind not in STATUTES or validity[document.id].current not in (None, document.id):
            continue
        places = {
            passage.pinpoint.article_only(): None
            for passage in library.passages(document.id)
            if passage.pinpoint.article and not passage.pinpoint.annex
        }
        for place in places:
            yield document, place
