"""The reading side of a library: what is inside, finding, exact addresses. Changes nothing but damaged indexes, which
are set aside and made again before they are used."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from documents.errors import DamageError, InputError, StoreError
from documents.names import LawNames
from documents.pinpoint import Pinpoint
from documents.records import Description, Document, Heading, ImportReport, Passage, Reference
from documents.references import references

from . import codec, generation, segment, shelf, writer
from .catalogue import Catalogue
from .embedder import Embedder, fingerprint, load_embedder
from .gathering import Models, Request
from .generation import Generation, GenerationDamaged, Seal
from .lexicon import load_lexicon
from .lock import WriterLock
from .lookup import lookup
from .memory import memory_for
from .notebook import Notebook
from .records import Filter, Hit, Validity
from .search import search
from .shelf import Row
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .reranker import Reranker

EVERYTHING = Filter()
LONGEST = 2_000  # characters of a question that are searched; the rest says nothing new
_TRIES = 20
_PROBE_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class Counts:
    documents: int
    passages: int


class Reading:
    def __init__(self, catalogue: Catalogue, embedder: Embedder | None, reranker: Reranker | None) -> None:
        self.folder: Path = catalogue.folder
        self.notebook = Notebook(catalogue)
        self.notices: list[str] = []  # what was repaired on the way, in Chinese
        self._catalogue = catalogue
        self._embedder = embedder
        self._reranker = reranker
        self._last: Snapshot | None = None
        self._opening = threading.Lock()
        self._checked = ""  # fingerprint for which the embedder was found to encode alike
        self._lock = WriterLock(catalogue.folder)

    # What is inside

    def documents(self) -> tuple[Description, ...]:
        """Every document, ordered by title, then date, then id."""
        found = [row.description for row in self._snapshot(indexes=False).rows]
        return tuple(sorted(found, key=lambda d: (d.title, d.date or date.min, d.id)))

    def document(self, id: str) -> Document:  # noqa: A002  the contract's name
        """InputError NO_DOCUMENT if it is not here; so for all that take an id."""
        with self._held() as (held, connection):
            return shelf.document(connection, row_of(held, id))

    def original(self, id: str) -> tuple[str, bytes]:  # noqa: A002
        """File name as given, and the bytes as they came."""
        with self._held() as (held, connection):
            return shelf.original(connection, row_of(held, id))

    def passages(self, id: str) -> tuple[Passage, ...]:  # noqa: A002
        with self._held() as (held, connection):
            return tuple(shelf.passages(connection, row_of(held, id)))

    def outline(self, id: str) -> tuple[Heading, ...]:  # noqa: A002
        return codec.decode_outline(self._column(id, "outline"))

    def report(self, id: str) -> ImportReport:  # noqa: A002
        return codec.decode_report(self._column(id, "report"))

    def references(self, id: str) -> tuple[Reference, ...]:  # noqa: A002
        """What it refers to, read off the text with the names this library knows."""
        return tuple(references(self.document(id), self.passages(id), self.names()))

    def names(self) -> LawNames:
        return self._snapshot(indexes=False).names

    def validity(self, day: date | None = None) -> Mapping[str, Validity]:
        return self._snapshot(indexes=False).validity(day or date.today())

    def counts(self) -> Counts:
        rows = self._snapshot(indexes=False).rows
        return Counts(len(rows), sum(row.passages for row in rows))

    def fingerprint(self) -> str:
        """16 hexadecimal digits: the same for the same documents, statuses and embedder, whatever the order of adding."""
        return self._snapshot(indexes=False).fingerprint

    # Finding

    def search(self, query: str, *, k: int = 10, filter: Filter = EVERYTHING) -> tuple[Hit, ...]:  # noqa: A002
        """At most k hits, best first, ties by passage key; addresses that exist first. () for an empty question."""
        if not query.strip() or k < 1:
            return ()
        models = Models(self.embedder(), self._reranker, memory_for(self.embedder()))
        asked = query[:LONGEST].encode("utf-8", "replace").decode()  # a lone surrogate is no text
        request = Request(asked, k, filter, load_lexicon(self.folder))
        with self._held(indexes=True) as (held, connection):
            return search(held, connection, models, request)

    def lookup(self, law: str, pinpoint: Pinpoint | None, filter: Filter = EVERYTHING) -> tuple[Hit, ...]:  # noqa: A002
        """The whole article at this address, in the version the filter chooses; () if there is none."""
        with self._held() as (held, connection):
            return lookup(held, connection, law, pinpoint, filter)

    def frequency(self, word: str) -> int:
        """Number of passages whose text holds this word, cut as the index is (of several words: the rarest)."""
        held = self._searchable().generation
        cut = segment.words(word)
        return min((held.lexical.frequency(one) for one in cut), default=0) if held else 0

    def expand(self, query: str) -> tuple[str, ...]:
        """What is searched besides the question's own words, by the shipped lexicon and the library's."""
        return load_lexicon(self.folder).expansions(query)

    # Inside

    def embedder(self) -> Embedder:
        if self._embedder is None:
            self._embedder = load_embedder(None)
        return self._embedder

    def _checked_embedder(self) -> Embedder:
        """StoreError EMBEDDER_MISMATCH if the vectors here were made by another: nothing is compared across models."""
        embedder = self.embedder()
        built = self._catalogue.setting("embedder")
        if built and built != self._checked and self._snapshot(indexes=False).rows:
            if built != fingerprint(embedder) or not self._encodes_alike(embedder):
                raise StoreError(
                    "EMBEDDER_MISMATCH",
                    f"资料库用向量模型 {built} 建立，与当前模型 {fingerprint(embedder)} 不同。",
                    "请运行 fazhi library rebuild 用当前模型重建，或改回原来的模型。",
                )
            self._checked = built
        return embedder

    def _encodes_alike(self, embedder: Embedder) -> bool:
        """Weights that were changed under the same name are found by what they make of one sentence."""
        stored = np.array(json.loads(self._catalogue.setting("probe", "[]")))
        now = np.array(writer.probe(embedder))
        return stored.shape == now.shape and float(np.abs(stored - now).max(initial=0.0)) < _PROBE_TOLERANCE

    def _column(self, id: str, name: str) -> str:  # noqa: A002
        with self._held() as (held, connection):
            number = row_of(held, id).number
            found = connection.execute(f"SELECT {name} FROM documents WHERE number = ?", (number,)).fetchone()
        return str(found[0])

    @contextmanager
    def _held(self, *, indexes: bool = False) -> Iterator[tuple[Snapshot, sqlite3.Connection]]:
        """A state of the library and a view of the catalogue that is of the same moment."""
        for _ in range(_TRIES):
            held = self._searchable() if indexes else self._snapshot(indexes=False)
            with self._catalogue.reading() as connection:
                if shelf.revision(connection) == held.revision:
                    yield held, connection
                    return
        raise StoreError("STORE_BUSY", "资料库正在不断更新。", "请稍后再试。")

    def _searchable(self) -> Snapshot:
        """The present state with its indexes open; damaged ones are set aside and made again first."""
        self._checked_embedder()
        try:
            return self._snapshot(indexes=True)
        except GenerationDamaged as damage:
            self._repair(str(damage))
            return self._snapshot(indexes=True)

    def _repair(self, reason: str) -> None:
        try:
            with self._lock.held():
                seal = Seal.parse(self._catalogue.setting("generation"))
                if seal is not None and generation.sound(self.folder, seal):
                    return  # another process was quicker
                if seal is not None:
                    generation.set_aside(self.folder, seal.number)
                writer.rebuild(self._catalogue, self.embedder())
        except OSError as error:
            raise DamageError(
                "INDEX_DAMAGED",
                f"索引已损坏（{reason}），且文件夹不可写，无法重建。",
                "请检查文件夹权限后重试。",
            ) from error
        self.notices.append(f"索引不可用（{reason}），已从目录重建；受损的文件移入 quarantine。")

    def _snapshot(self, *, indexes: bool) -> Snapshot:
        """The state the catalogue is in now. Raises GenerationDamaged if `indexes` are asked for and not sound."""
        with self._catalogue.reading() as connection, self._opening:
            held, revision = self._last, shelf.revision(connection)
            if held is None or held.revision != revision:
                settings = dict(connection.execute("SELECT name, value FROM settings"))
                held = Snapshot(revision, shelf.rows(connection), settings, shelf.repeals(connection))
                if self._last is not None:
                    held.inherit(self._last)
            if indexes and held.generation is None and held.rows:
                if held.seal is None:
                    raise GenerationDamaged("还没有索引")  # restored from a backup, which carries none
                held.generation = Generation.open(self.folder, held.seal)
            self._last = held
            return held


def row_of(held: Snapshot, document: str) -> Row:
    row = held.by_id.get(document)
    if row is None:
        raise InputError(
            "NO_DOCUMENT", f"资料库里没有这个文件：{document}", "用 fazhi library list 查看编号。"
        )
    return row
