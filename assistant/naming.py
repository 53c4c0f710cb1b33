"""Documents as the doors name and list them: found by id or title, described as one flat record. Shared by every door."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from documents.errors import InputError
from documents.names import quoted
from documents.records import Description, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.citations import Finding
    from documents.diff import Change
    from documents.pinpoint import Pinpoint
    from documents.wording import Edit
    from index.library import Library
    from index.records import Validity


def as_record(one: Description, validity: Validity | None) -> dict[str, Any]:
    """What the product says of a document everywhere: the description and its validity today."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind,
        "status": validity.status if validity else one.stated_status or Status.UNVERIFIED,
        "date": one.date.isoformat() if one.date else None,
        "adopted": one.adopted.isoformat() if one.adopted else None,
        "effective": one.effective.isoformat() if one.effective else None,
        "issuer": one.issuer,
        "region": one.region,
        "number": one.number,
        "speaker": one.speaker,
        "source": one.source,
        "format": one.format,
        "ocr": one.ocr,
    }


def documents_named(library: Library, text: str) -> tuple[Description, ...]:
    """The documents meant by an id, the beginning of an id (≥ 4 characters), or a whole title; all versions of a title.
    None: InputError that names titles which contain the text."""
    text = text.strip()
    bare = text.removeprefix("《").removesuffix("》")
    known = library.documents()
    exact = tuple(one for one in known if one.id == text)
    titled = tuple(one for one in known if {text, bare} & {one.title, one.identity})
    begun = tuple(one for one in known if len(text) >= 4 and one.id.startswith(text))
    if found := exact or titled or begun:
        return found
    near = [f"{quoted(one.title)}({one.id})" for one in known if bare and bare in one.title][:3]
    hint = f"名称相近的有：{'、'.join(near)}。" if near else "全部文献：fazhi library list"
    raise InputError("NO_DOCUMENT", f"库中没有“{text[:60]}”", hint)


def document_named(library: Library, text: str) -> Description:
    """The one document meant; several versions of one title: InputError that lists their ids."""
    found = documents_named(library, text)
    if len(found) > 1:
        listed = "；".join(f"{one.id}（{quoted(one.title)}，{one.date or '日期不详'}）" for one in found[:6])
        raise InputError(
            "AMBIGUOUS_DOCUMENT", f"“{text[:60]}”对应 {len(found)} 个文献", f"请写编号：{listed}"
        )
    return found[0]


def documents_matching(library: Library, text: str) -> frozenset[str]:
    """Ids of the documents whose title contains one of the parts, which 、or a comma divides. "" does not restrict;
    InputError when nothing fits, because an empty filter would search everything."""
    parts = [part.strip("《》 ") for part in re.split("[、，,;；]", text) if part.strip("《》 ")]
    found = frozenset(one.id for one in library.documents() if any(part in one.title for part in parts))
    if parts and not found:
        raise InputError(
            "NO_DOCUMENT", f"库中没有题名含“{text[:60]}”的文献", "请改一改“限于文献”，或清空它。"
        )
    return found


def finding_record(found: Finding) -> dict[str, Any]:
    """One checked citation of a draft."""
    return {
        "start": found.start,
        "end": found.end,
        "citation": found.citation,
        "verdict": found.verdict.value,
        "note": found.note,
        "law": found.law,
        "pinpoint": _place(found.pinpoint),
        "document": found.document.id if found.document else None,
        "current": found.current.id if found.current else None,
        "status": found.status.value if found.status else None,
        "quote": found.quote,
        "true_text": found.true_text,
        "suggestion": _place(found.suggestion),
        "edits": _edits(found.edits),
    }


def change_record(change: Change) -> dict[str, Any]:
    """One article in the comparison of two versions."""
    return {
        "kind": change.kind.value,
        "old": _place(change.old),
        "new": _place(change.new),
        "old_text": change.old_text,
        "new_text": change.new_text,
        "edits": _edits(change.edits),
    }


def _place(pinpoint: Pinpoint | None) -> str | None:
    return None if pinpoint is None else str(pinpoint)


def _edits(edits: Sequence[Edit]) -> list[dict[str, str]]:
    return [{"kind": edit.kind, "old": edit.old, "new": edit.new} for edit in edits]
