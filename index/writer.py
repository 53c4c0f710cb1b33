"""Make documents durable and searchable in one step: encode what is new, write a generation, commit the catalogue.

The commit of the catalogue is the moment: it names the documents and the generation made from them together. Before
it nothing has changed, after it everything has. Called under the writer lock only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from documents.errors import FazhiError
from documents.records import Passage

from . import generation, shelf
from .catalogue import Catalogue, translate
from .codec import dumps, encode_pinpoint, passage_hash
from .crash import step
from .embedder import Embedder, embedded_text, fingerprint
from .generation import Batch, Generation, Seal
from .intake import Prepared, word_fields
from .lexical import Entry, row_key
from .shelf import Row
from .vectors import Halves

_ENCODED_TOGETHER = 1024
_ASKED_TOGETHER = 500
_PROBE = "行政机关应当公示执法主体、权限、依据和程序。"


class Pending:
    """Prepared documents on their way in. Texts are encoded as they come, each distinct one once, none that the
    catalogue holds a vector of."""

    def __init__(self, catalogue: Catalogue, embedder: Embedder, *, reuse: bool = True) -> None:
        self.documents: list[Prepared] = []
        self.characters = 0
        self.vectors: dict[bytes, Halves] = {}
        self.fresh: set[bytes] = set()  # not in the catalogue yet
        self._waiting: dict[bytes, str] = {}
        self._catalogue = catalogue
        self._embedder = embedder
        self._reuse = reuse

    def add(self, prepared: Prepared) -> None:
        self.documents.append(prepared)
        self.characters += len(prepared.deposit.document.text)
        self.want(zip(prepared.deposit.hashes, prepared.texts, strict=True))

    def want(self, pairs: Iterable[tuple[bytes, str]]) -> None:
        """(hash, text) of passages that need a vector."""
        new = {key: text for key, text in pairs if key not in self.vectors and key not in self._waiting}
        if self._reuse:
            with self._catalogue.reading() as connection:
                self.vectors.update(cached(connection, list(new), self._embedder.dimension))
        self._waiting.update((key, text) for key, text in new.items() if key not in self.vectors)
        if len(self._waiting) >= _ENCODED_TOGETHER:
            self.encode()

    def matrix(self, hashes: Sequence[bytes]) -> Halves:
        """(n, dimension): the vector of each hash, in this order."""
        if not hashes:
            return np.zeros((0, self._embedder.dimension), dtype=np.float16)
        return np.stack([self.vectors[key] for key in hashes])

    def encode(self) -> None:
        """Give every text that waits its vector."""
        keys, texts = list(self._waiting), list(self._waiting.values())
        if keys:
            rows = self._embedder.encode_documents(texts).astype(np.float16)
            self.vectors.update(zip(keys, rows, strict=True))
            self.fresh.update(keys)
            self._waiting.clear()


def cached(connection: sqlite3.Connection, hashes: Sequence[bytes], dimension: int) -> dict[bytes, Halves]:
    found = {}
    for start in range(0, len(hashes), _ASKED_TOGETHER):
        part = hashes[start : start + _ASKED_TOGETHER]
        query = f"SELECT hash, vector FROM vectors WHERE hash IN ({','.join('?' * len(part))})"
        for key, blob in connection.execute(query, part):
            vector = np.frombuffer(blob, dtype=np.float16)
            if vector.shape == (dimension,):
                found[key] = vector
    return found


def publish(
    catalogue: Catalogue, base: Generation | None, pending: Pending, embedder: Embedder, out: list[Row]
) -> None:
    """Put the pending documents in and take `out` out; durable and searchable on return."""
    folder = catalogue.folder
    pending.encode()
    step("encoded")
    with catalogue.reading() as connection:
        first = _next_number(connection)
    numbered = list(enumerate(pending.documents, start=first))
    gone = [row.number for row in out]
    number = base.number + 1 if base else _next_generation(folder)

    def write() -> Seal:
        return generation.write(folder, number, _batch(numbered, pending), _about(embedder), base, gone)

    def record(connection: sqlite3.Connection) -> None:
        shelf.delete(connection, gone)
        for n, prepared in numbered:
            shelf.insert(connection, n, prepared.deposit)
        _keep_vectors(connection, pending)
        _record(connection, pending, out)

    _together(catalogue, number, write, record, embedder)


def _together(
    catalogue: Catalogue,
    number: int,
    write: Callable[[], Seal],
    record: Callable[[sqlite3.Connection], None],
    embedder: Embedder,
) -> None:
    """The generation and the rows it was made from, in one commit; of a failure nothing is left."""
    folder = catalogue.folder
    try:
        seal = write()
        with catalogue.writing() as connection:
            record(connection)
            step("rows_inserted")
            _seal(connection, seal, embedder)
            step("before_commit")
    except (OSError, FazhiError) as error:
        generation.discard(folder, number)
        if isinstance(error, OSError):
            raise translate(error, folder) from error
        raise
    step("committed")
    generation.clean(folder, number)
    step("cleaned")


def _about(embedder: Embedder) -> dict[str, str]:
    return {"embedder": fingerprint(embedder)}


def _batch(numbered: Sequence[tuple[int, Prepared]], pending: Pending) -> Batch:
    keys = [row_key(n, p.ordinal) for n, prepared in numbered for p in prepared.deposit.passages]
    hashes = [key for _, prepared in numbered for key in prepared.deposit.hashes]
    return Batch(np.array(keys, dtype=np.uint64), pending.matrix(hashes), _entries(numbered))


def _entries(numbered: Sequence[tuple[int, Prepared]]) -> Iterator[Entry]:
    for number, prepared in numbered:
        for passage, fields in zip(prepared.deposit.passages, prepared.fields, strict=True):
            yield Entry(row_key(number, passage.ordinal), fields)


def _next_number(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'documents'").fetchone()
    return 1 + (int(row[0]) if row else 0)


def _next_generation(folder: Path) -> int:
    """Above every number that was ever used and is still to be seen, also in quarantine."""
    seen = [0]
    for name in (generation.FOLDER, generation.QUARANTINE):
        if (folder / name).exists():
            heads = (path.name.partition("-")[0] for path in (folder / name).iterdir())
            seen += [int(head) for head in heads if head.isdigit()]
    return max(seen) + 1


def _keep_vectors(connection: sqlite3.Connection, pending: Pending) -> None:
    ordered = sorted(pending.fresh)
    connection.executemany(
        "INSERT OR IGNORE INTO vectors VALUES (?, ?)",
        ((key, pending.vectors[key].tobytes()) for key in ordered),
    )


def _seal(connection: sqlite3.Connection, seal: Seal, embedder: Embedder) -> None:
    values = [
        ("generation", str(seal)),
        ("embedder", fingerprint(embedder)),
        ("probe", dumps(probe(embedder))),
    ]
    connection.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", values)
    bump(connection)


def probe(embedder: Embedder) -> list[float]:
    """A text that every library is built with: whoever encodes it otherwise is another model, whatever its name."""
    return [round(float(x), 4) for x in embedder.encode_documents([_PROBE])[0]]


def bump(connection: sqlite3.Connection) -> None:
    """Tell every reader that what it holds is of yesterday."""
    connection.execute(
        "INSERT INTO settings VALUES ('revision', '1')"
        " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def audit(connection: sqlite3.Connection, action: str, subject: str, detail: str = "", who: str = "") -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        "INSERT INTO audit (at, who, action, subject, detail) VALUES (?,?,?,?,?)",
        (at, who, action, subject, detail),
    )


def _record(connection: sqlite3.Connection, pending: Pending, out: Sequence[Row]) -> None:
    for row in out:
        audit(connection, "remove", row.description.id, row.description.title)
    for prepared in pending.documents:
        audit(connection, "add", prepared.deposit.document.id, prepared.deposit.document.title)


def rebuild(catalogue: Catalogue, embedder: Embedder) -> None:
    """Make the generation again from the catalogue alone; vectors of this embedder that it holds are used again."""
    folder = catalogue.folder
    same = catalogue.setting("embedder") == fingerprint(embedder)
    with catalogue.reading() as connection:
        rows = shelf.rows(connection)
    pending = Pending(catalogue, embedder, reuse=same)
    keys: list[int] = []
    hashes: list[bytes] = []
    for row in rows:
        pairs = [_stored(row, passage) for passage in _passages(catalogue, row)]
        pending.want(pairs)
        keys += [row_key(row.number, ordinal) for ordinal in range(len(pairs))]
        hashes += [key for key, _ in pairs]
    pending.encode()
    batch = Batch(np.array(keys, dtype=np.uint64), pending.matrix(hashes), _stored_entries(catalogue, rows))
    number = _next_generation(folder)

    def write() -> Seal:
        return generation.write(folder, number, batch, _about(embedder), None)

    def record(connection: sqlite3.Connection) -> None:
        if not same:
            connection.execute("DELETE FROM vectors")
        _keep_vectors(connection, pending)
        audit(connection, "rebuild", str(number), fingerprint(embedder))

    _together(catalogue, number, write, record, embedder)


def _passages(catalogue: Catalogue, row: Row) -> list[Passage]:
    with catalogue.reading() as connection:
        return shelf.passages(connection, row)


def _stored(row: Row, passage: Passage) -> tuple[bytes, str]:
    title, headings, text = row.description.title, passage.headings, passage.text
    key = passage_hash(title, headings, encode_pinpoint(passage.pinpoint), text)
    return key, embedded_text(title, headings, text)


def _stored_entries(catalogue: Catalogue, rows: Sequence[Row]) -> Iterator[Entry]:
    for row in rows:
        for p in _passages(catalogue, row):
            yield Entry(
                row_key(row.number, p.ordinal), word_fields(row.description.title, p.headings, p.text)
            )
