"""A file to a document with its structure: reader → recognise → structure. Stores nothing.

`walk` lists the files of folders; `load` and `load_bytes` take one file each and raise InputError for one that
cannot be used, so that a batch can name it and go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from documents.collection import CATALOGUES, collection_hints, hints_beside, merged, usable_hints
from documents.errors import InputError
from documents.readers import Extract, Limits, read
from documents.readers import too_large as _too_large
from documents.readers.clean import shown_path
from documents.readers.extract import LIMITS
from documents.recognise import NO_HINTS, Hints, describe
from documents.records import Document, Kind, Note, Structure
from documents.structure import structure

_OPENING = 1500

__all__ = ["Loaded", "collection_hints", "load", "load_bytes", "walk"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """`original` is the file as it came, `sha256` its hash in hexadecimal; the report of `structure` has the reader's notes too."""

    document: Document
    structure: Structure
    original: bytes
    sha256: str


def load(path: Path, hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Loaded:
    """Read one file; its `source` is the path as given. Raises InputError, also for what the system refuses.

    What the user says (`hints`) wins over the catalogue of the file's folder, that over what the file says of itself.
    """
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise _too_large(path.name, size, limits)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("NOT_FOUND", f"没有这个文件：{shown_path(str(path))}", "请检查路径") from error
    except (OSError, ValueError) as error:
        raise InputError(
            "UNREADABLE", f"读不了文件：{shown_path(str(path))}（{error}）", "请检查权限和路径"
        ) from error
    beside, notes = hints_beside(path)
    return _with_notes(load_bytes(data, str(path), merged(hints, beside), limits), notes)


def load_bytes(data: bytes, name: str, hints: Hints = NO_HINTS, limits: Limits = LIMITS) -> Loaded:
    """Read one upload. `name` is shown and gives format and hints; nothing is ever opened or written by it."""
    extract = read(data, name, limits)
    own, notes = usable_hints(_stated(extract))
    description = describe(extract.text, name, merged(hints, own))
    values = {field.name: getattr(description, field.name) for field in fields(description)}
    document = Document(**values | {"format": extract.format, "ocr": extract.ocr}, text=extract.text)
    found = structure(document)
    loaded = Loaded(document, found, data, hashlib.sha256(data).hexdigest())
    given = bool(hints.title or own.title)
    return _with_notes(loaded, (*extract.notes, *notes, *(() if given else _title_notes(document))))


def _title_notes(document: Document) -> tuple[Note, ...]:
    """Where the title does not stand in the text: that it was made up from the text or taken from the file's name."""
    if "".join(document.title.split()) in "".join(document.text[:_OPENING].replace("#", "").split()):
        return ()
    if document.kind is Kind.SPEECH:
        return (Note("TITLE_DERIVED", f"没有标题行，标题据正文拟定为“{document.title}”"),)
    return (Note("TITLE_FROM_NAME", f"没有标题行，标题取自文件名“{document.title}”"),)


def _with_notes(loaded: Loaded, notes: tuple[Note, ...]) -> Loaded:
    """The same with `notes` before those of its report."""
    if not notes:
        return loaded
    report = replace(loaded.structure.report, notes=(*notes, *loaded.structure.report.notes))
    return replace(loaded, structure=replace(loaded.structure, report=report))


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Files named, and those inside folders named: sorted, each once, hidden ones and catalogues left out.

    A file of an unknown kind is yielded too, so that loading it names it. Links to folders are not followed.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _inside(path) if path.is_dir() else (path,):
            key = found.resolve()
            if key not in seen:
                seen.add(key)
                yield found


def _inside(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            if not entry.is_symlink() and entry.name != "__pycache__":
                yield from _inside(entry)
        elif entry.is_file() and entry.name not in CATALOGUES:
            yield entry


def _stated(extract: Extract) -> Mapping[str, str]:
    """What the file says of itself. A title counts only if the text begins with it: a window's name often says something else."""
    if extract.title and "title" not in extract.meta:
        opening = "".join(extract.text[:_OPENING].split())
        if "".join(extract.title.split()) in opening:
            return {**extract.meta, "title": extract.title}
    return extract.meta
