"""/api/documents: what the library holds. Listing, text, outline, passages, report, references, comparison, original."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.naming import as_record, change_record, document_named
from documents.records import Kind, Status

from . import models
from .state import state_of

router = APIRouter(prefix="/documents", tags=["文库"])
ORDERS = {
    "title": lambda one: (one["title"], one["date"] or "", one["id"]),
    "date": lambda one: (one["date"] or "", one["title"], one["id"]),
    "kind": lambda one: (list(Kind).index(one["kind"]), one["title"], one["date"] or "", one["id"]),
}


@router.get("", response_model=models.DocumentsOut, summary="列出文献")
def listed(  # noqa: PLR0913 the parameters of the address
    request: Request,
    q: Annotated[str, Query(max_length=200, description="题名、机关、文号中含有的字")] = "",
    kind: Annotated[list[Kind] | None, Query(description="种类")] = None,
    status: Annotated[list[Status] | None, Query(description="效力状态")] = None,
    order: Annotated[Literal["title", "date", "kind"], Query(description="排序")] = "title",
    descending: bool = False,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> dict[str, Any]:
    """可按字、种类、状态筛选，分页给出。"""
    library = state_of(request).library
    validity = library.validity()
    records = [as_record(one, validity.get(one.id)) for one in library.documents()]
    words = q.split()
    chosen = [
        one
        for one in records
        if (not kind or one["kind"] in kind)
        and (not status or one["status"] in status)
        and all(
            any(word in str(one[key] or "") for key in ("title", "issuer", "number", "id")) for word in words
        )
    ]
    chosen.sort(key=ORDERS[order], reverse=descending)
    return {"total": len(chosen), "documents": chosen[offset : offset + limit]}


@router.get("/{identity}", response_model=models.DocumentOut, summary="一篇文献及其全文")
def show(request: Request, identity: str) -> dict[str, Any]:
    """引文的起止位置就是 text 中的字符位置。"""
    library = state_of(request).library
    one = document_named(library, identity)
    validity = library.validity()
    record = as_record(one, validity.get(one.id))
    found = validity.get(one.id)
    record["validity"] = {
        "status": record["status"],
        "current": found.current if found else None,
        "reason": found.reason if found else "",
    }
    record["text"] = library.document(one.id).text
    record["versions"] = [
        as_record(other, validity.get(other.id))
        for other in sorted(library.documents(), key=lambda other: str(other.date or ""), reverse=True)
        if other.identity == one.identity and other.volume == one.volume
    ]
    return record


@router.get("/{identity}/outline", summary="提纲")
def outline(request: Request, identity: str) -> dict[str, Any]:
    """编章节条，讲话的一、（一）。"""
    library = state_of(request).library
    one = document_named(library, identity)
    return {"outline": [dataclasses.asdict(head) for head in library.outline(one.id)]}


@router.get("/{identity}/passages", summary="片段")
def passages(request: Request, identity: str) -> dict[str, Any]:
    """一条法条或讲话的一点为一个片段。"""
    library = state_of(request).library
    one = document_named(library, identity)
    return {
        "passages": [
            {
                "ordinal": passage.ordinal,
                "pinpoint": str(passage.pinpoint),
                "headings": list(passage.headings),
                "start": passage.start,
                "end": passage.end,
                "text": passage.text,
            }
            for passage in library.passages(one.id)
        ]
    }


@router.get("/{identity}/report", summary="入库报告")
def report(request: Request, identity: str) -> dict[str, Any]:
    """认出了什么：种类、条数、缺号、重号、提示。"""
    library = state_of(request).library
    return dataclasses.asdict(library.report(document_named(library, identity).id))


@router.get("/{identity}/references", summary="文中引用的条文")
def references(request: Request, identity: str) -> dict[str, Any]:
    """依照本法第十条、《立法法》第七十二条 之类。"""
    library = state_of(request).library
    one = document_named(library, identity)
    return {
        "references": [
            {
                "start": found.start,
                "end": found.end,
                "law": found.law,
                "pinpoint": str(found.pinpoint) if found.pinpoint else None,
            }
            for found in library.references(one.id)
        ]
    }


@router.get("/{identity}/diff/{other}", summary="比较两个版本")
def diff(request: Request, identity: str, other: str) -> dict[str, Any]:
    """逐条：新增、删除、修改、移位、未变。"""
    from documents.diff import diff as compare

    library = state_of(request).library
    old, new = document_named(library, identity), document_named(library, other)
    changes = compare(library.passages(old.id), library.passages(new.id))
    return {"old": old.id, "new": new.id, "changes": [change_record(one) for one in changes]}


@router.get("/{identity}/original", summary="下载原文件", response_class=Response)
def original(request: Request, identity: str) -> Response:
    """入库时的原文件，一字节不差；总是作为附件下载，不在浏览器中打开。"""
    library = state_of(request).library
    name, data = library.original(document_named(library, identity).id)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"},
    )
