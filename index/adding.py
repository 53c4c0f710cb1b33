"""One run of adding: what is new, what is here already, what takes the place of what. Decides; others read and write.

A file is known by its bytes: the same bytes (with nothing new said about them) change nothing. A file at a place from
which another text came before replaces that text. Long runs are published in parts, each of them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from documents.recognise import Hints

from . import writer
from .catalogue import Catalogue
from .crash import step
from .embedder import Embedder
from .intake import AddReport, Entry, Prepared, Source, encode_hints, prepare_all
from .shelf import Row
from .snapshot import Snapshot

CHARACTERS_AT_ONCE = 12_000_000  # what one publication takes in; bounds the memory of a long run
Progress = Callable[[int, int, str], None]
Known = dict[str, tuple[int, str]]
Origins = dict[str, list[int]]


class Adding:
    def __init__(
        self, catalogue: Catalogue, embedder: Embedder, hints: Hints, progress: Progress | None
    ) -> None:
        self._catalogue = catalogue
        self._embedder = embedder
        self._hints = hints
        self._said = encode_hints(hints)
        self._progress = progress
        self._report = AddReport()
        self._pending = writer.Pending(catalogue, embedder)
        self._coming = AddReport()  # what the pending documents will be reported as, once they are durable
        self._out: list[Row] = []
        self._ids: set[str] = set()

    def run(self, sources: Sequence[Source], snapshot: Callable[[], Snapshot]) -> AddReport:
        """`snapshot` gives the state as it is at the time of calling. Called under the writer lock."""
        held = snapshot()
        by_hash, by_origin = self._known()
        new = [source for source in sources if not self._unchanged(source, by_hash, held)]
        done = len(sources) - len(new)
        for result in prepare_all(new, self._hints):
            done += 1
            name = result.source if isinstance(result, Entry) else result.source.name
            if isinstance(result, Entry):
                self._report += AddReport(refused=(result,))
            else:
                self._take(result, held, by_origin)
            if self._progress is not None:
                self._progress(done, len(sources), name)
            if self._pending.characters >= CHARACTERS_AT_ONCE:
                held = self._publish(snapshot)
        if self._pending.documents:
            self._publish(snapshot)
        return self._report

    def _known(self) -> tuple[Known, Origins]:
        """Hash of the bytes to (number, hints), and origin to numbers."""
        with self._catalogue.reading() as connection:
            rows = connection.execute("SELECT sha256, origin, number, hints FROM documents").fetchall()
        by_origin: Origins = {}
        for _, origin, number, _ in rows:
            by_origin.setdefault(origin, []).append(number)
        return {sha: (number, hints) for sha, _, number, hints in rows}, by_origin

    def _unchanged(self, source: Source, by_hash: Known, held: Snapshot) -> bool:
        number, hints = by_hash.get(source.sha256() or "", (None, ""))
        if number is None or (self._said not in ("{}", hints)):
            return False
        description = held.by_number[number].description
        reason = "" if description.source == source.name else f"内容与已入库的 {description.source} 相同"
        entry = Entry(source.name, description.id, description.title, reason)
        self._report += AddReport(unchanged=(entry,))
        return True

    def _take(self, prepared: Prepared, held: Snapshot, by_origin: Origins) -> None:
        document = prepared.deposit.document
        entry = Entry(prepared.source.name, document.id, document.title)
        same = held.by_id.get(document.id)
        there = [held.by_number[n] for n in by_origin.get(prepared.deposit.origin, []) if n in held.by_number]
        if prepared.source.path is None:
            # Uploads share names by chance: another title is another document.
            there = [row for row in there if row.description.title == document.title]
        if document.id in self._ids or (same is not None and self._said == "{}"):
            title = document.title
            self._report += AddReport(
                unchanged=(Entry(entry.source, document.id, title, "正文与已入库的文件相同"),)
            )
            return
        out = {row.number: row for row in (same, *there) if row is not None}
        self._out += out.values()
        self._ids.add(document.id)
        self._pending.add(prepared)
        self._coming += AddReport(replaced=(entry,)) if out else AddReport(added=(entry,))

    def _publish(self, snapshot: Callable[[], Snapshot]) -> Snapshot:
        step("loaded")
        writer.publish(self._catalogue, snapshot().generation, self._pending, self._embedder, self._out)
        self._report += self._coming
        self._pending = writer.Pending(self._catalogue, self._embedder)
        self._coming, self._out = AddReport(), []
        return snapshot()
