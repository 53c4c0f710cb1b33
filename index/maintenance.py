"""Check a whole library, byte by byte and set by set. Repairs indexes through the library; never touches the catalogue.

Opening a library checks the indexes it is about to use; this also reads every text, original and passage.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from documents.errors import DamageError

from . import shelf
from .embedder import Embedder, embedded_text
from .generation import Generation
from .lexical import row_key
from .shelf import Row
from .snapshot import Snapshot

SAMPLE = 20
NEAR_ENOUGH = 0.99  # cosine; half floats and one-byte numbers stay above, another model does not
_ADVICE = "原文件未改动。请用 fazhi library restore 从备份恢复，或删除后重新添加受损的文件。"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked and found sound. `repaired` says in Chinese what was set aside and made again on the way."""

    documents: int
    passages: int
    files: int
    reencoded: int
    repaired: tuple[str, ...]
    seconds: float


def verify(held: Snapshot, connection: sqlite3.Connection, embedder: Embedder) -> Verification:
    """DamageError, naming up to five places, if anything in the catalogue is not what it was when it was written."""
    started = time.perf_counter()
    problems = [*_structure(connection), *_contents(held, connection)]
    generation = held.generation
    if generation is not None:
        problems += _sets(held, generation)
    if generation is not None and not problems:
        problems += _vectors(held, connection, generation, embedder)
    if problems:
        shown = "；".join(problems[:5]) + (f"；等 {len(problems)} 处" if len(problems) > 5 else "")
        raise DamageError("LIBRARY_DAMAGED", f"核对发现损坏：{shown}", _ADVICE)
    passages = sum(row.passages for row in held.rows)
    files = len(generation.manifest["files"]) if generation else 0
    sampled = min(SAMPLE, passages)
    return Verification(len(held.rows), passages, files, sampled, (), round(time.perf_counter() - started, 3))


def _structure(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check(5)"):
        if line != "ok":
            yield f"SQLite：{line}"
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield f"表 {row[0]} 有无主的行"


def _contents(held: Snapshot, connection: sqlite3.Connection) -> Iterator[str]:
    for row in held.rows:
        try:
            shelf.original(connection, row)
            found = len(shelf.passages(connection, row))
            if found != row.passages:
                yield f"《{row.description.title}》应有 {row.passages} 个片段，只有 {found} 个"
        except DamageError as error:
            yield error.message


def _sets(held: Snapshot, generation: Generation) -> Iterator[str]:
    expected = [row_key(row.number, ordinal) for row in held.rows for ordinal in range(row.passages)]
    if not np.array_equal(np.sort(np.array(expected, dtype=np.uint64)), generation.keys):
        yield f"向量索引与目录的片段不一致（{generation.vectors.count} 对 {len(expected)}）"
    if generation.lexical.keys() != set(expected):
        yield f"词语索引与目录的片段不一致（{generation.lexical.count} 对 {len(expected)}）"


def _vectors(
    held: Snapshot, connection: sqlite3.Connection, generation: Generation, embedder: Embedder
) -> Iterator[str]:
    """Passages spread evenly over the library are encoded again and compared with what is stored."""
    total = generation.vectors.count
    rows = (
        np.unique(np.linspace(0, total - 1, min(SAMPLE, total)).astype(np.int64))
        if total
        else np.zeros(0, np.int64)
    )
    for row in rows:
        number, ordinal = shelf.place_of(int(generation.keys[row]))
        document: Row = held.by_number[number]
        passage = shelf.passages(connection, document, ordinals=[ordinal])[0]
        text = embedded_text(document.description.title, passage.headings, passage.text)
        vector = embedder.encode_documents([text])[0]
        if not vector.any():
            continue
        if float(generation.vectors.at(np.array([row]))[0] @ vector) < NEAR_ENOUGH:
            yield f"《{document.description.title}》第 {ordinal + 1} 个片段的向量与模型不符"
