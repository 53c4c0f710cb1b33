"""From files to what the catalogue and the indexes take in: read, recognised, cut into words. Stores nothing.

Many files are shared out to two processes; the records come back whole, so a file is prepared or refused, never half.
"""

from __future__ import annotations

import dataclasses
import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from documents.errors import InputError
from documents.load import Loaded, load, load_bytes
from documents.recognise import Hints
from documents.records import ImportReport
from documents.repeals import find_repeals

from . import codec, segment
from .embedder import embedded_text
from .shelf import Deposit

POOL_FROM = 120  # files; below, starting processes costs more than it saves
_WORKERS = 2
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a report. `id` is None for a file that was refused; `reason` and `code` say why."""

    source: str
    id: str | None = None
    title: str = ""
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of every file, each list in the order of the files."""

    added: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()
    replaced: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()

    def __add__(self, other: AddReport) -> AddReport:
        names = [f.name for f in dataclasses.fields(self)]
        return AddReport(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in: a path, or an upload with its bytes. `origin` is what the same file will be known by again."""

    name: str
    origin: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    @classmethod
    def of_path(cls, path: Path) -> Source:
        return cls(str(path), str(path.absolute()), path)

    @classmethod
    def of_upload(cls, name: str, data: bytes) -> Source:
        return cls(name, f"upload:{name}", None, data)

    def load(self, hints: Hints) -> Loaded:
        return (
            load(self.path, hints)
            if self.path is not None
            else load_bytes(self.data or b"", self.name, hints)
        )

    def sha256(self) -> str | None:
        """Of the bytes as they are now; None if they cannot be read (loading will say why)."""
        if self.path is None:
            return hashlib.sha256(self.data or b"").hexdigest()
        try:
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class Prepared:
    """`fields[i]` are the cut words of passage i as `index.lexical.FIELDS` names them, `texts[i]` what is encoded."""

    source: Source
    deposit: Deposit
    fields: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    report: ImportReport


@lru_cache(4096)
def _cut(text: str) -> str:
    return " ".join(segment.words(text))


def word_fields(title: str, headings: Sequence[str], text: str) -> tuple[str, ...]:
    """The words of one passage, in the order of `index.lexical.FIELDS`."""
    normal = segment.normalise(text)
    return (
        _cut(title),
        _cut(" ".join(headings)),
        " ".join(segment.words(normal, normal=True)),
        " ".join(segment.grams(normal, normal=True)),
    )


def encode_hints(hints: Hints) -> str:
    return codec.dumps(codec.fields_set(hints))


def prepare(source: Source, hints: Hints) -> Prepared:
    """Raises InputError for a file that cannot be used, and for one in which nothing was found to cite."""
    loaded = source.load(hints)
    document, structure = loaded.document, loaded.structure
    if not structure.passages:
        raise InputError("NO_PASSAGES", f"没有可引用的文字：{source.name}", "请检查文件内容。")
    title = document.title
    hashes = tuple(
        codec.passage_hash(title, p.headings, codec.encode_pinpoint(p.pinpoint), p.text)
        for p in structure.passages
    )
    deposit = Deposit(
        document=document,
        passages=structure.passages,
        hashes=hashes,
        outline=codec.encode_outline(structure.outline),
        report=codec.encode_report(structure.report),
        repeals=codec.dumps([(r.law, r.start, r.end) for r in find_repeals(document, structure.passages)]),
        original=loaded.original,
        sha256=loaded.sha256,
        origin=source.origin,
        name=Path(source.name).name,
        hints=encode_hints(hints),
        added=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    fields = tuple(word_fields(title, p.headings, p.text) for p in structure.passages)
    texts = tuple(embedded_text(title, p.headings, p.text) for p in structure.passages)
    return Prepared(dataclasses.replace(source, data=None), deposit, fields, texts, structure.report)


def _attempt(job: tuple[Source, Hints]) -> Prepared | Entry:
    source, hints = job
    try:
        return prepare(source, hints)
    except InputError as error:
        reason = error.message + (f"　{error.next_step}" if error.next_step else "")
        return Entry(source.name, reason=reason, code=error.code)


def prepare_all(sources: Sequence[Source], hints: Hints) -> Iterator[Prepared | Entry]:
    """One result for each source, in their order: prepared, or the entry that says why it was refused."""
    jobs = [(source, hints) for source in sources]
    done = 0
    if len(jobs) >= POOL_FROM and (os.cpu_count() or 1) > 1:
        try:
            with ProcessPoolExecutor(_WORKERS, multiprocessing.get_context("spawn")) as pool:
                for result in pool.map(_attempt, jobs, chunksize=_CHUNK):
                    yield result
                    done += 1
        except BrokenProcessPool:
            pass  # a program without a guarded main cannot start others: the rest is done here
    yield from _rest(jobs[done:])


def _rest(jobs: Iterable[tuple[Source, Hints]]) -> Iterator[Prepared | Entry]:
    return map(_attempt, jobs)
