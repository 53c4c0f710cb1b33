"""One published state of the indexes: a folder that is never changed, sealed by a manifest of hashes written last.

A generation is a cache of the catalogue: it may be lost and made again. Which one counts is said by the catalogue
alone, in the same transaction as the documents it was made from, so there is no moment in which the two disagree.
Damage is found here, before use; setting aside and making again is the library's business.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.errors import DamageError

from . import lexical, segment
from .codec import dumps
from .crash import step
from .lexical import ORDINAL_BITS, Entry, LexicalIndex
from .vectors import Halves, VectorIndex

FORMAT = 1
FOLDER = "generations"
QUARANTINE = "quarantine"
KEPT = 2
_MANIFEST, _KEYS, _VECTORS, _LEXICAL = "manifest.json", "keys.npy", "vectors.faiss", "lexical"
Keys = NDArray[np.uint64]


class GenerationDamaged(Exception):
    """A file of a generation is missing or not what its manifest says. Never reaches a user: the library rebuilds."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a new generation adds: `keys` ascending and above all older ones, row i of `vectors` and entry i beside."""

    keys: Keys
    vectors: Halves
    entries: Iterable[Entry]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the catalogue keeps of the generation that counts: its number and the hash of its manifest."""

    number: int
    manifest: str

    def __str__(self) -> str:
        return f"{self.number} {self.manifest}"

    @classmethod
    def parse(cls, text: str) -> Seal | None:
        number, _, manifest = text.partition(" ")
        return cls(int(number), manifest) if manifest else None


class Generation:
    """Open for reading, from many threads. `keys[row]` is the row key of a passage; ascending."""

    def __init__(
        self, folder: Path, manifest: dict[str, Any], keys: Keys, indexes: tuple[LexicalIndex, VectorIndex]
    ):
        self.folder = folder
        self.number = int(manifest["generation"])
        self.manifest = manifest
        self.keys = keys
        self.numbers: NDArray[np.int64] = (keys >> np.uint64(ORDINAL_BITS)).astype(
            np.int64
        )  # document of each row
        self.lexical, self.vectors = indexes

    def rows(self, keys: Iterable[int]) -> NDArray[np.int64]:
        """The rows of these row keys, all of which are here."""
        return np.searchsorted(self.keys, np.fromiter(keys, dtype=np.uint64)).astype(np.int64)

    @classmethod
    def open(cls, library: Path, seal: Seal) -> Generation:
        """Every byte is hashed before it is believed. Raises GenerationDamaged, saying which file."""
        folder = library / FOLDER / str(seal.number)
        try:
            text = (folder / _MANIFEST).read_bytes()
            if hashlib.sha256(text).hexdigest() != seal.manifest:
                raise GenerationDamaged(f"{_MANIFEST} 与目录记录不符")
            manifest = json.loads(text)
            read = _checked(folder, manifest["files"])
        except OSError as error:
            raise GenerationDamaged(f"缺少文件 {Path(error.filename or folder).name}") from error
        if manifest["segmenter"] != segment.fingerprint():
            raise GenerationDamaged("分词方式已改变")
        keys = np.load(io.BytesIO(read[_KEYS]), allow_pickle=False)
        try:
            indexes = LexicalIndex.open(folder / _LEXICAL), VectorIndex.from_bytes(read[_VECTORS])
        except DamageError as error:
            raise GenerationDamaged(error.message) from error
        if not len(keys) == indexes[0].count == indexes[1].count == manifest["passages"]:
            raise GenerationDamaged("各索引的片段数不一致")
        return cls(folder, manifest, keys, indexes)


def sound(library: Path, seal: Seal) -> bool:
    try:
        Generation.open(library, seal)
    except GenerationDamaged:
        return False
    return True


def _checked(folder: Path, files: dict[str, dict[str, Any]]) -> dict[str, bytes]:
    """The bytes of the two files that are read whole, hashed as they were read; the others are hashed in place."""

    def check(name: str) -> tuple[str, bytes]:
        data = (folder / name).read_bytes()
        if len(data) != files[name]["size"] or hashlib.sha256(data).hexdigest() != files[name]["sha256"]:
            raise GenerationDamaged(f"{name} 与清单不符")
        return name, data if name in (_KEYS, _VECTORS) else b""

    with ThreadPoolExecutor(2) as pool:
        return dict(pool.map(check, files))


def write(
    library: Path,
    number: int,
    batch: Batch,
    about: dict[str, Any],
    base: Generation | None,
    removed: Iterable[int] = (),
) -> Seal:
    """Make generation `number` from `base` without the `removed` documents (numbers) and with `batch`; durable on
    return, and without effect until the catalogue names it. `about` goes into the manifest as it is."""
    final = library / FOLDER / str(number)
    making = library / FOLDER / f".making-{number}"
    for leftover in (making, final):
        _delete(leftover)  # of a process that died before the catalogue named it
    making.mkdir(parents=True)
    try:
        seal = _fill(making, number, batch, about, base, sorted(removed))
    except BaseException:
        _delete(making)  # a full disk must not stay full of this
        raise
    step("manifest_written")
    making.rename(final)
    _sync_folder(final.parent)
    step("generation_renamed")
    return seal


def _fill(
    making: Path, number: int, batch: Batch, about: dict[str, Any], base: Generation | None, gone: list[int]
) -> Seal:
    keys, keep = batch.keys, None
    if base is not None:
        keep = ~np.isin(base.numbers, gone)
        keys = np.concatenate([base.keys[keep], keys])
    vectors = VectorIndex.build(batch.vectors, base.vectors if base else None, keep)
    _write_file(making / _VECTORS, vectors.to_bytes())
    buffer = io.BytesIO()
    np.save(buffer, keys, allow_pickle=False)
    _write_file(making / _KEYS, buffer.getbuffer())
    step("vectors_written")
    lexical.write(
        making / _LEXICAL, batch.entries, base=base.folder / _LEXICAL if base else None, removed=gone
    )
    step("lexical_written")
    return _finish(making, number, {**about, "passages": len(keys), "dimension": vectors.dimension}, base)


def _finish(making: Path, number: int, about: dict[str, Any], base: Generation | None) -> Seal:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(p for p in making.rglob("*") if p.is_file()):
        name = path.relative_to(making).as_posix()
        known = base.manifest["files"].get(name) if base else None
        if known and path.samefile(base.folder / name):  # type: ignore[union-attr]  # a link: hashed when it was made
            files[name] = known
            continue
        data = path.read_bytes()
        files[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        if name.startswith(_LEXICAL):
            _sync(path)
    _sync_folder(making / _LEXICAL)
    manifest = {
        **about,
        "format": FORMAT,
        "generation": number,
        "segmenter": segment.fingerprint(),
        "files": files,
    }
    data = dumps(manifest).encode()
    _write_file(making / _MANIFEST, memoryview(data))
    _sync_folder(making)
    return Seal(number, hashlib.sha256(data).hexdigest())


def clean(library: Path, current: int) -> None:
    """Delete what no reader asks for any more: all but the current generation and the one before, and unfinished ones."""
    folder = library / FOLDER
    if folder.exists():
        for path in folder.iterdir():
            number = int(path.name) if path.name.isdigit() else -1
            if not current - KEPT < number <= current:
                _delete(path)


def discard(library: Path, number: int) -> None:
    """Delete a generation that the catalogue never came to name."""
    _delete(library / FOLDER / str(number))


def set_aside(library: Path, number: int) -> Path | None:
    """Move a damaged generation into quarantine, never delete it. None if there is nothing left of it."""
    source = library / FOLDER / str(number)
    if not source.exists():
        return None
    target = library / QUARANTINE / str(number)
    copies = 1
    while target.exists():
        copies += 1
        target = library / QUARANTINE / f"{number}-{copies}"
    target.parent.mkdir(exist_ok=True)
    source.rename(target)
    return target


def _delete(path: Path) -> None:
    # Where open files cannot be deleted (Windows) the next cleaning gets them.
    shutil.rmtree(path, ignore_errors=True)


def _write_file(path: Path, data: memoryview) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
