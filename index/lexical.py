"""Which passages share the question's words? BM25 over fields, by tantivy, whose home this is.

Words come in cut (`index.segment`); nothing here parses a user's text. A folder once written is never changed:
`extend` hard-links its files into a new one, where tantivy only adds segments and deletion marks beside them.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.errors import DamageError

FIELDS = ("title", "headings", "text", "grams")
WEIGHTS = {"title": 0.3, "headings": 0.8, "text": 1.0, "grams": 1.0}  # tuned off the development split
ORDINAL_BITS = 20  # a document holds at most a million passages
_HEAP = 60_000_000
_NARROW = 64  # below this many documents the filter is asked of tantivy, above it the list is read on


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage to index: `key` is its row key, `fields` the cut words of each of FIELDS, joined by spaces."""

    key: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question, or a phrase of several that must stand together. Bigger `weight` counts more."""

    words: tuple[str, ...]
    weight: float = 1.0
    fields: tuple[str, ...] = ("title", "headings", "text")


def row_key(document: int, ordinal: int) -> int:
    return document << ORDINAL_BITS | ordinal


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("key", indexed=True, fast=True)
    builder.add_unsigned_field("document", indexed=True, fast=True)
    for name in FIELDS:
        option = "position" if name == "text" else "freq"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=option)
    return builder.build()


def _open(folder: Path, *, create: bool = False) -> Any:
    import tantivy

    try:
        index = tantivy.Index(_schema(), path=str(folder)) if create else tantivy.Index.open(str(folder))
    except (ValueError, OSError) as error:
        raise DamageError(
            "LEXICAL_DAMAGED", f"词语索引无法打开：{folder.name}", "请运行 fazhi library verify。"
        ) from error
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", analyzer)
    return index


def write(
    folder: Path, entries: Iterable[Entry], *, base: Path | None = None, removed: Iterable[int] = ()
) -> None:
    """Make `folder` the index of `base` without the `removed` documents (numbers) and with `entries`. OSError if the
    disk does not take it."""
    folder.mkdir(parents=True)
    if base is not None:
        for file in sorted(base.iterdir()):
            _link(file, folder / file.name)
    index = _open(folder, create=base is None)
    try:
        _fill(index, entries, removed)
    except ValueError as error:  # what tantivy raises when the disk fails it
        full = "space" in str(error) or "too large" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
    for lock in folder.glob(".tantivy-*.lock"):
        lock.unlink()


def _fill(index: Any, entries: Iterable[Entry], removed: Iterable[int]) -> None:
    import tantivy

    writer = index.writer(heap_size=_HEAP, num_threads=1)
    gone = list(removed)
    if gone:  # by query: deleting by term takes the number for a signed one and silently deletes nothing
        writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "document", gone))
    for entry in entries:
        document = tantivy.Document()
        document.add_unsigned("key", entry.key)
        document.add_unsigned("document", entry.key >> ORDINAL_BITS)
        for name, words in zip(FIELDS, entry.fields, strict=True):
            if words:
                document.add_text(name, words)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _link(source: Path, target: Path, link: Callable[[Path, Path], None] = os.link) -> None:
    """tantivy replaces its files by rename and never writes into one again, so a hard link is a safe copy. The two
    lists of files (meta, managed) are copied all the same: they are small."""
    if source.suffix == ".json":
        shutil.copyfile(source, target)
        return
    try:
        link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


class LexicalIndex:
    """One immutable index, open for searching from many threads."""

    def __init__(self, index: Any, mirror: Path | None = None) -> None:
        if mirror is not None:
            weakref.finalize(self, shutil.rmtree, mirror, True)
        self._schema = index.schema
        self._searcher = index.searcher()
        self.count: int = self._searcher.num_docs

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Also in a folder that cannot be written, where tantivy finds no place for the lock it opens with."""
        if os.access(folder, os.W_OK):
            return cls(_open(folder))
        mirror = Path(tempfile.mkdtemp(prefix="fazhi-"))
        for file in folder.absolute().iterdir():
            if file.suffix != ".lock":
                _link(file, mirror / file.name, os.symlink)
        return cls(_open(mirror), mirror)

    def search(
        self, terms: Sequence[Term], count: int, allowed: NDArray[np.bool_] | None = None
    ) -> list[tuple[int, float]]:
        """(row key, score), best first, ties by key: at most `count` and all that tie with the last.

        `allowed[number]` says of every document whether it may be found; the scores do not depend on it.
        """
        query = self._query(terms)
        if query is None or not self.count:
            return []
        fetch, limit = count + 32, self.count
        if allowed is not None:
            numbers = np.flatnonzero(allowed)
            if len(numbers) <= _NARROW:
                query, allowed = self._within(query, numbers.tolist()), None
        while True:
            found = self._fetch(query, min(fetch, limit))
            kept = found if allowed is None else [f for f in found if allowed[f[0] >> ORDINAL_BITS]]
            exhausted = len(found) < fetch
            if exhausted or (len(kept) > count and kept[count - 1][1] > kept[-1][1]):
                break
            fetch *= 4
        kept.sort(key=lambda pair: (-pair[1], pair[0]))
        last = kept[min(count, len(kept)) - 1][1] if kept else 0.0
        return [pair for pair in kept if pair[1] >= last]

    def _fetch(self, query: Any, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit=limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        # The sum over terms is taken in another order in another segment: six digits are what it holds to.
        return [(int(key), float(f"{score:.6g}")) for key, (score, _) in zip(keys, hits, strict=True)]

    def _within(self, query: Any, numbers: list[int]) -> Any:
        import tantivy

        choice = tantivy.Query.term_set_query(self._schema, "document", numbers)
        only = tantivy.Query.const_score_query(choice, 0.0)
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, query), (must, only)])

    def scores(self, terms: Sequence[Term], keys: Sequence[int]) -> dict[int, float]:
        """The score of these passages (row keys); those that share no word with the question are absent."""
        import tantivy

        query = self._query(terms)
        if query is None or not keys:
            return {}
        choice = tantivy.Query.term_set_query(self._schema, "key", list(keys))
        only = tantivy.Query.const_score_query(choice, 0.0)
        must = tantivy.Occur.Must
        both = tantivy.Query.boolean_query([(must, query), (must, only)])
        return dict(self._fetch(both, len(keys)))

    def keys(self) -> set[int]:
        """The row keys of all passages, for checking."""
        import tantivy

        found = self._fetch(tantivy.Query.all_query(), self.count) if self.count else []
        return {key for key, _ in found}

    def frequency(self, word: str) -> int:
        """Number of passages whose text holds this word as the index cuts it."""
        return int(self._searcher.doc_freq("text", word))

    def _query(self, terms: Sequence[Term]) -> Any:
        import tantivy

        parts = []
        for term in terms:
            for name in term.fields:
                part = self._part(name, term.words)
                if part is not None:
                    parts.append(
                        (tantivy.Occur.Should, tantivy.Query.boost_query(part, term.weight * WEIGHTS[name]))
                    )
        return tantivy.Query.boolean_query(parts) if parts else None

    def _part(self, name: str, words: tuple[str, ...]) -> Any:
        import tantivy

        if len(words) == 1:
            return tantivy.Query.term_query(self._schema, name, words[0])
        if name != "text":  # only the text keeps positions
            return None
        return tantivy.Query.phrase_query(self._schema, name, list(words))
