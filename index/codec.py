"""Records to JSON and back, as the catalogue stores them. Fields at their default are left out, unknown ones ignored,
so that a record may grow without a migration. Nothing here reads a file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, ImportReport, Kind, Note, Status

_DATES = ("adopted", "effective")


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def fields_set(record: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their default, as JSON values (dates as ISO, tuples as lists)."""
    found = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if value is not None and value != field.default:
            found[field.name] = value.isoformat() if isinstance(value, date) else value
    return found


def _known(record: type, values: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(record)}
    return {name: value for name, value in values.items() if name in names}


def encode_description(description: Description) -> str:
    values = fields_set(description)
    values.pop("text", None)
    return dumps(values)


def decode_description(text: str) -> Description:
    values = _known(Description, json.loads(text))
    values["kind"] = Kind(values["kind"])
    if "stated_status" in values:
        values["stated_status"] = Status(values["stated_status"])
    for name in _DATES:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    return Description(**values)


def encode_pinpoint(pinpoint: Pinpoint) -> str:
    return dumps(fields_set(pinpoint))


def decode_pinpoint(text: str) -> Pinpoint:
    values = _known(Pinpoint, json.loads(text))
    if "path" in values:
        values["path"] = tuple(values["path"])
    return Pinpoint(**values)


def encode_outline(outline: Sequence[Heading]) -> str:
    return dumps([dataclasses.astuple(heading) for heading in outline])


def decode_outline(text: str) -> tuple[Heading, ...]:
    return tuple(Heading(*values) for values in json.loads(text))


def encode_report(report: ImportReport) -> str:
    return dumps(dataclasses.asdict(report))


def decode_report(text: str) -> ImportReport:
    values = _known(ImportReport, json.loads(text))
    values["kind"] = Kind(values["kind"])
    values["notes"] = tuple(Note(**_known(Note, note)) for note in values.get("notes", ()))
    for name in ("missing", "duplicate"):
        values[name] = tuple(values.get(name, ()))
    return ImportReport(**values)


def passage_hash(title: str, headings: Sequence[str], pinpoint: str, text: str) -> bytes:
    """16 bytes over all that is shown of a passage. Checked on every reading: SQLite does not notice a flipped bit."""
    joined = "\x1f".join((title, *headings, pinpoint, text))
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).digest()
