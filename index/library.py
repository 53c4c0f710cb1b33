"""One library: add, find, read, keep. The face of this room; every step it takes lives in a file of its own.

A library is a folder: `catalogue.sqlite` (the truth), `generations/` (indexes made from it), `lexicon.txt` (the user's
words). Any number of readers, in threads and processes, beside one writer. `close` it, or leave that to the end of the
process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.errors import InputError
from documents.load import walk
from documents.recognise import Hints
from documents.records import Description, ImportReport, Kind, Status

from . import codec, writer
from .adding import Adding, Progress
from .backup import back_up, restore
from .catalogue import Catalogue, translate
from .embedder import Embedder
from .intake import AddReport, Prepared, Source, prepare_all
from .lexicon import FILE as LEXICON
from .maintenance import Verification, verify
from .reading import Counts, Reading, row_of

if TYPE_CHECKING:
    from .reranker import Reranker

__all__ = ["AddReport", "Counts", "Library"]

NO_HINTS = Hints()


class Library(Reading):
    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: Embedder | None = None,
        reranker: Reranker | None = None,
        create: bool = False,
    ) -> Library:
        """StoreError NO_LIBRARY if there is none; with `create` an empty one is made. A damaged catalogue raises
        DamageError and is left as it is; damaged indexes are set aside and made again when they are first needed.
        The embedder is loaded when it is first needed; None means the built-in one."""
        return cls(Catalogue.open(folder, create=create), embedder, reranker)

    def close(self) -> None:
        self._catalogue.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Documents

    def add(
        self, paths: Sequence[Path], hints: Hints = NO_HINTS, progress: Progress | None = None
    ) -> AddReport:
        """Files and folders (their sub-folders too). What is reported as added is durable and searchable; a file that
        cannot be used is refused by name and the rest goes on. Bytes that are in the library already change nothing."""
        for path in paths:
            if not path.exists():
                raise InputError("NOT_FOUND", f"没有这个文件或文件夹：{path}", "请检查路径。")
        return self._add([Source.of_path(path) for path in walk(paths)], hints, progress)

    def add_bytes(self, name: str, data: bytes, hints: Hints = NO_HINTS) -> AddReport:
        return self.add_uploads([(name, data)], hints)

    def add_uploads(self, files: Sequence[tuple[str, bytes]], hints: Hints = NO_HINTS) -> AddReport:
        """(name, bytes) of several files, published together: a hundred at once cost little more than one."""
        return self._add([Source.of_upload(name, data) for name, data in files], hints, None)

    def _add(self, sources: Sequence[Source], hints: Hints, progress: Progress | None) -> AddReport:
        with self._writing():
            adding = Adding(self._catalogue, self._checked_embedder(), hints, progress)
            return adding.run(sources, self._searchable)

    def preview(self, paths: Sequence[Path], hints: Hints = NO_HINTS) -> list[tuple[str, ImportReport | str]]:
        """What adding would find: (source, report), or (source, why it would be refused). Changes nothing."""
        results = prepare_all([Source.of_path(path) for path in walk(paths)], hints)
        return [
            (r.source.name, r.report) if isinstance(r, Prepared) else (r.source, f"[{r.code}] {r.reason}")
            for r in results
        ]

    def remove(self, ids: Iterable[str]) -> tuple[Description, ...]:
        """Take documents out, wholly: text, original, vectors. InputError if one is not there; then none goes."""
        with self._writing():
            out = [row_of(self._snapshot(indexes=False), one) for one in dict.fromkeys(ids)]
            if out:
                embedder = self._checked_embedder()
                base = self._searchable().generation
                writer.publish(
                    self._catalogue, base, writer.Pending(self._catalogue, embedder), embedder, out
                )
            return tuple(row.description for row in out)

    def set_status(
        self,
        id: str,  # noqa: A002  the contract's name
        status: Status | None = None,
        adopted: date | None = None,
        effective: date | None = None,
        kind: Kind | None = None,
    ) -> Description:
        """Correct what was recognised. None leaves a field as it is."""
        given = {"stated_status": status, "adopted": adopted, "effective": effective, "kind": kind}
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        with self._writing():
            row = row_of(self._snapshot(indexes=False), id)
            description = replace(row.description, **changes)
            with self._catalogue.writing() as connection:
                values = (codec.encode_description(description), row.number)
                connection.execute("UPDATE documents SET description = ? WHERE number = ?", values)
                writer.audit(connection, "status", id, codec.dumps({n: str(v) for n, v in changes.items()}))
                writer.bump(connection)
        return description

    # Keeping

    def rebuild(self) -> None:
        """Make the indexes again from the catalogue, with the embedder this library was opened with."""
        with self._writing():
            writer.rebuild(self._catalogue, self.embedder())

    def verify(self) -> Verification:
        """Check everything. Damaged indexes are set aside, made again and named in the result; a damaged catalogue
        raises DamageError and is left as it is."""
        before = len(self.notices)
        with self._held(indexes=True) as (held, connection):
            found = verify(held, connection, self.embedder())
        return replace(found, repaired=tuple(self.notices[before:]))

    def backup(self, path: Path) -> None:
        """The whole library in one file, while it is in use. InputError if the file exists."""
        counts = self.counts()
        about = {
            "fingerprint": self.fingerprint(),
            "documents": counts.documents,
            "passages": counts.passages,
        }
        back_up(self._catalogue, path, about)

    def restore(self, path: Path) -> None:
        """Become what a backup holds (`index.backup.restore` does the same for a library that cannot be opened)."""
        restore(self.folder, path)
        self.rebuild()

    def lexicon_text(self) -> str:
        """The user's own lexicon as it stands in the folder; "" if there is none."""
        path = self.folder / LEXICON
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def set_lexicon_text(self, text: str) -> None:
        """Takes effect with the next question."""
        with self._writing():
            new = self.folder / f".{LEXICON}.new"
            new.write_text(text, encoding="utf-8")
            new.replace(self.folder / LEXICON)
            self.notebook.log("lexicon")

    def record_feedback(self, key: str, body: Any) -> None:
        """Write or replace what was said about one answer."""
        self.notebook.put("feedback", key, body)

    def feedback(self) -> list[dict[str, Any]]:
        """All feedback, oldest first: key, at, and what was recorded."""
        return [{"key": leaf.key, "at": leaf.at, **leaf.body} for leaf in self.notebook.leaves("feedback")]

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self._lock.held():
                yield
        except OSError as error:
            raise translate(error, self.folder) from error
