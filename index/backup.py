"""One file that holds a library, and a library from such a file. The catalogue is copied as SQLite copies it, while
others write; indexes are left out, they are made again. Restoring never destroys: what was there is kept aside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from documents.errors import DamageError, FazhiError, InputError, StoreError

from . import schema
from .catalogue import FILE, Catalogue, translate
from .codec import dumps
from .generation import QUARANTINE
from .lexicon import FILE as LEXICON
from .lock import WriterLock

FORMAT = 1
_MANIFEST = "manifest.json"
_MEMBERS = (FILE, LEXICON)
_BLOCK = 1 << 20


def back_up(catalogue: Catalogue, target: Path, about: dict[str, Any]) -> None:
    """Write the library to `target`, a file that must not exist yet. `about` goes into its manifest."""
    if target.exists():
        raise InputError("FILE_EXISTS", f"文件已存在：{target}", "请换一个文件名，或先移走它。")
    copy = target.with_name(f".{target.name}.{os.getpid()}.sqlite")
    making = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with catalogue.reading() as connection, contextlib.closing(sqlite3.connect(copy)) as into:
            connection.backup(into)
        members = {FILE: copy, LEXICON: catalogue.folder / LEXICON}
        present = {name: path for name, path in members.items() if path.exists()}
        hashes = {name: _sha256(path) for name, path in present.items()}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {**about, "format": FORMAT, "made": at, "files": hashes}
        with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, path in present.items():
                archive.write(path, name)
            archive.writestr(_MANIFEST, dumps(manifest))
        with making.open("rb") as file:
            os.fsync(file.fileno())
        making.rename(target)
    except (sqlite3.Error, OSError) as error:
        raise translate(error, target.parent) from error
    finally:
        for leftover in (copy, making):
            leftover.unlink(missing_ok=True)


def restore(folder: Path, source: Path) -> None:
    """Make the library in `folder` what the backup holds; it is checked whole before anything is changed.

    What was there goes to quarantine/. A sound catalogue is replaced in one transaction, seen by every process that
    has it open; a damaged one, or none, by moving the new one into its place. Indexes are made again when first used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with WriterLock(folder).held(), _unpacked(folder, source) as unpacked:
            _install(folder, unpacked)
    except (sqlite3.Error, OSError) as error:
        raise translate(error, folder) from error


@contextlib.contextmanager
def _unpacked(folder: Path, source: Path) -> Iterator[Path]:
    """A folder beside the library with the checked members of the backup."""
    making = folder / f".restoring-{os.getpid()}"
    making.mkdir(exist_ok=True)
    try:
        _extract(source, making)
        _check(making / FILE)
        yield making
    finally:
        for path in making.iterdir():
            path.unlink()
        making.rmdir()


def _extract(source: Path, into: Path) -> None:
    """Only the members that a backup has, each against its hash; never by a name that the archive chooses."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["format"] > FORMAT:
                raise StoreError("BACKUP_NEWER", f"备份由更新的版本制作：{source.name}", "请升级 fazhi。")
            for name in _MEMBERS:
                if name not in manifest["files"]:
                    continue
                with archive.open(name) as member, (into / name).open("wb") as file:
                    while block := member.read(_BLOCK):
                        file.write(block)
                if _sha256(into / name) != manifest["files"][name]:
                    raise DamageError(
                        "BACKUP_DAMAGED",
                        f"备份已损坏：{name} 与校验值不符",
                        "请换一份备份；现有资料库未改动。",
                    )
    except FileNotFoundError as error:
        raise InputError("NOT_FOUND", f"没有这个备份文件：{source}", "请检查路径。") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, zlib.error) as error:
        raise DamageError(
            "BACKUP_DAMAGED", f"这不是完好的备份文件：{source.name}", "请换一份备份；现有资料库未改动。"
        ) from error


def _check(path: Path) -> None:
    if not path.exists():
        raise DamageError("BACKUP_DAMAGED", "备份里没有目录文件。", "请换一份备份；现有资料库未改动。")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise DamageError(
                "BACKUP_DAMAGED", "备份里的目录文件已损坏。", "请换一份备份；现有资料库未改动。"
            )
        schema.migrate(connection)
        connection.execute(
            "DELETE FROM settings WHERE name = 'generation'"
        )  # its indexes are not in the backup


def _install(folder: Path, unpacked: Path) -> None:
    aside = _aside(folder)
    live = folder / FILE
    try:
        present = Catalogue.open(folder) if live.exists() else None
    except FazhiError:
        present = None  # damaged: it is moved aside as it is
    if present is None:
        for path in (live, *(live.with_name(live.name + tail) for tail in ("-journal", "-wal", "-shm"))):
            if path.exists():
                path.rename(aside / path.name)
        (unpacked / FILE).rename(live)
    else:
        _overwrite(present, unpacked / FILE, aside / FILE)
        present.close()
    if (unpacked / LEXICON).exists():
        if (folder / LEXICON).exists():
            (folder / LEXICON).rename(aside / LEXICON)
        (unpacked / LEXICON).rename(folder / LEXICON)
    if not any(aside.iterdir()):
        aside.rmdir()


def _overwrite(present: Catalogue, new: Path, old: Path) -> None:
    with present.reading() as connection, contextlib.closing(sqlite3.connect(old)) as into:
        connection.backup(into)
    above = int(present.setting("revision", "0")) + 1
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as source:
        # Readers tell a new state by its revision: it must be one they have never seen.
        source.execute(
            "INSERT INTO settings VALUES ('revision', ?) ON CONFLICT (name) DO UPDATE SET value ="
            " MAX(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) + 1",
            (str(above),),
        )
        with present.connection() as live:
            source.backup(live)


def _aside(folder: Path) -> Path:
    parent, copies = folder / QUARANTINE, 1
    while (parent / f"before-restore-{copies}").exists():
        copies += 1
    path = parent / f"before-restore-{copies}"
    path.mkdir(parents=True)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
