"""The passage at an exact address. No searching: an address that does not exist gives nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from documents.numerals import to_chinese
from documents.pinpoint import Pinpoint
from documents.records import Passage

from . import filters, shelf
from .records import Filter, Hit, Validity
from .shelf import Row
from .snapshot import Snapshot


def lookup(
    snapshot: Snapshot,
    connection: sqlite3.Connection,
    law: str,
    pinpoint: Pinpoint | None,
    wanted: Filter,
) -> tuple[Hit, ...]:
    """The article of every document of that law, whole even where it was split; the document's first passage if
    `pinpoint` is None. `law` is an identity or any name people use. Best first: the version in force, then newer ones.

    A law that is in the library in no version in force is given all the same, with its validity: it was named.
    """
    validity = snapshot.validity(wanted.as_of or date.today())
    hits: list[Hit] = []
    for row in _versions(snapshot, law, wanted):
        passage = _find(connection, row, pinpoint)
        if passage is not None:
            known = validity[row.description.id]
            hits.append(Hit(passage, row.description, known, 1.0, {"exact": len(hits) + 1}, 1.0))
    return tuple(hits)


def _versions(snapshot: Snapshot, law: str, wanted: Filter) -> list[Row]:
    identities = (law,) if law in snapshot.by_identity else snapshot.names.resolve(law)[:1]
    named = [row for identity in identities for row in snapshot.by_identity.get(identity, [])]
    named = [row for row in named if filters.passes(row.description, wanted)]
    validity: dict[str, Validity] = dict(snapshot.validity(wanted.as_of or date.today()))
    chosen = [row for row in named if filters.holds(row.description, validity, wanted)]
    return sorted(chosen or named, key=_newest_first)


def _newest_first(row: Row) -> tuple[int, str, str]:
    day = row.description.date
    return (-(day.toordinal() if day else 0), row.description.volume or "", row.description.id)


def _find(connection: sqlite3.Connection, row: Row, pinpoint: Pinpoint | None) -> Passage | None:
    if pinpoint is None:
        pieces = shelf.passages(connection, row, ordinals=[0])
        return pieces[0] if pieces else None
    if pinpoint.article is not None:
        found = shelf.passages(connection, row, article=pinpoint)
        pieces = [p for p in found if p.pinpoint.annex == pinpoint.annex]
        if pieces or pinpoint.insertion or pinpoint.annex:
            return _joined(connection, row, pieces, pinpoint.article_only())
        # 第六条 of a text set in points is its 六、: people cite amendments and arrangements so.
        pinpoint = Pinpoint(path=(f"{to_chinese(pinpoint.article)}、",))
    pieces = shelf.passages(connection, row)
    whole = [p for p in pieces if pinpoint.covers(p.pinpoint)]
    if whole:
        return _joined(connection, row, whole, pinpoint)
    holding = [p for p in pieces if p.pinpoint != Pinpoint() and p.pinpoint.covers(pinpoint)]
    return holding[-1] if holding else None


def _joined(
    connection: sqlite3.Connection, row: Row, pieces: Sequence[Passage], pinpoint: Pinpoint
) -> Passage | None:
    """One passage over neighbouring pieces, with the address that covers them all."""
    if not pieces:
        return None
    first, last = pieces[0], pieces[0]
    for piece in pieces[1:]:
        if piece.ordinal != last.ordinal + 1:
            break  # a second place with the same number (a text quoted in a decision) is another one
        last = piece
    if first is last:
        return first
    text = shelf.text_of(connection, row.number, row.description.title)[first.start : last.end]
    place = replace(first.pinpoint, paragraph=None, item=None, subitem=None) if pinpoint.article else pinpoint
    return replace(first, end=last.end, text=text, pinpoint=place)
