"""Documents and passages in the catalogue: putting them in, taking them out, checked against their hashes when read.

Works on an open transaction of `index.catalogue`. Knows nothing of indexes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from documents.pinpoint import Pinpoint
from documents.records import Description, Document, Passage
from documents.repeals import Repeal

from . import codec
from .catalogue import damaged
from .codec import passage_hash
from .lexical import ORDINAL_BITS


@dataclass(frozen=True, slots=True)
class Row:
    """One document as it stands in the catalogue, without its text."""

    number: int
    description: Description
    passages: int


def revision(connection: sqlite3.Connection) -> int:
    """Grows with every change to documents or indexes; 0 for a library in which nothing was ever done."""
    row = connection.execute("SELECT value FROM settings WHERE name = 'revision'").fetchone()
    return int(row[0]) if row else 0


def rows(connection: sqlite3.Connection) -> list[Row]:
    """All documents, in the order of their numbers."""
    found = connection.execute("SELECT number, description, passages FROM documents ORDER BY number")
    return [Row(number, codec.decode_description(text), count) for number, text, count in found]


def place_of(key: int) -> tuple[int, int]:
    """(document number, ordinal) of a row key."""
    return key >> ORDINAL_BITS, key & ((1 << ORDINAL_BITS) - 1)


def number_of(connection: sqlite3.Connection, document: str) -> int | None:
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def text_of(connection: sqlite3.Connection, number: int, title: str) -> str:
    row = connection.execute("SELECT text, text_sha256 FROM contents WHERE number = ?", (number,)).fetchone()
    if row is None or _sha256(row[0]) != row[1]:
        raise damaged(f"《{title}》的正文与记录的校验值不符")
    return str(row[0])


def document(connection: sqlite3.Connection, row: Row) -> Document:
    known = {f.name: getattr(row.description, f.name) for f in fields(Description)}
    return Document(**known, text=text_of(connection, row.number, row.description.title))


def original(connection: sqlite3.Connection, row: Row) -> tuple[str, bytes]:
    """File name as given and the bytes as they came."""
    found = connection.execute(
        "SELECT name, original, sha256 FROM documents JOIN contents USING (number) WHERE number = ?",
        (row.number,),
    ).fetchone()
    try:
        data = zlib.decompress(found[1])
    except (zlib.error, TypeError) as error:
        raise damaged(f"《{row.description.title}》的原件无法还原") from error
    if hashlib.sha256(data).hexdigest() != found[2]:
        raise damaged(f"《{row.description.title}》的原件与记录的校验值不符")
    return str(found[0]), data


_COLUMNS = 'SELECT ordinal, start, "end", headings, pinpoint, hash FROM passages WHERE number = ?'


def passages(
    connection: sqlite3.Connection,
    row: Row,
    ordinals: Sequence[int] | None = None,
    article: Pinpoint | None = None,
) -> list[Passage]:
    """Passages of one document in reading order: all, those with these ordinals, or those of one article."""
    query, values = _COLUMNS, [row.number]
    if ordinals is not None:
        query += f" AND ordinal IN ({','.join('?' * len(ordinals))})"
        values += list(ordinals)
    if article is not None:
        query += " AND article IS ? AND insertion IS ?"
        values += [article.article, article.insertion]  # type: ignore[list-item]
    found = connection.execute(query + " ORDER BY ordinal", values).fetchall()
    if not found:
        return []
    text = text_of(connection, row.number, row.description.title)
    return [_passage(row.description, text, columns) for columns in found]


def _passage(description: Description, text: str, columns: tuple[int, int, int, str, str, bytes]) -> Passage:
    ordinal, start, end, headings, pinpoint, expected = columns
    quoted = text[start:end]
    try:
        decoded = tuple(json.loads(headings))
        if passage_hash(description.title, decoded, pinpoint, quoted) != expected:
            raise ValueError
        place = codec.decode_pinpoint(pinpoint)
    except (ValueError, TypeError) as error:
        raise damaged(f"《{description.title}》第 {ordinal + 1} 个片段与记录的校验值不符") from error
    return Passage(description.id, ordinal, start, end, quoted, decoded, place)


@dataclass(frozen=True, slots=True)
class Deposit:
    """A document to put in: the record, what was recognised, and where the file came from."""

    document: Document
    passages: tuple[Passage, ...]
    hashes: tuple[bytes, ...]
    outline: str
    report: str
    repeals: str
    original: bytes
    sha256: str
    origin: str
    name: str
    hints: str
    added: str


def insert(connection: sqlite3.Connection, number: int, deposit: Deposit) -> None:
    d = deposit
    connection.execute(
        "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            number,
            d.document.id,
            codec.encode_description(d.document),
            len(d.passages),
            d.origin,
            d.name,
            d.sha256,
        )
        + (d.hints, d.added, d.outline, d.report, d.repeals),
    )
    text = d.document.text
    connection.execute(
        "INSERT INTO contents VALUES (?,?,?,?)", (number, text, _sha256(text), zlib.compress(d.original))
    )
    connection.executemany(
        "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?,?)",
        [
            (number, p.ordinal, p.start, p.end, p.pinpoint.article, p.pinpoint.insertion)
            + (codec.dumps(p.headings), codec.encode_pinpoint(p.pinpoint), h)
            for p, h in zip(d.passages, d.hashes, strict=True)
        ],
    )


def delete(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Rows, text, original and the vectors no other passage shares: nothing is left to find."""
    for number in numbers:
        hashes = connection.execute(
            "SELECT DISTINCT hash FROM passages WHERE number = ?", (number,)
        ).fetchall()
        connection.execute("DELETE FROM documents WHERE number = ?", (number,))
        still = "SELECT 1 FROM passages WHERE hash = ?"
        dead = [h for h in hashes if connection.execute(still, h).fetchone() is None]
        connection.executemany("DELETE FROM vectors WHERE hash = ?", dead)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def repeals(connection: sqlite3.Connection) -> list[Repeal]:
    """What the texts here say they repeal."""
    found = connection.execute("SELECT id, repeals FROM documents WHERE repeals != '[]' ORDER BY id")
    return [Repeal(law, by, start, end) for by, text in found for law, start, end in json.loads(text)]
