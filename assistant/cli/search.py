"""fazhi search: the passages nearest to a query, without an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from documents.errors import FazhiError
from documents.names import quoted

from . import batch, opening
from .terminal import clipped, out, out_json
from .values import (
    AsOfOption,
    DocumentsOption,
    JsonOption,
    KindsOption,
    LibraryOption,
    RegionOption,
    Wanted,
    as_filter,
)

if TYPE_CHECKING:
    from index.library import Library
    from index.records import Filter, Hit


def register(app: typer.Typer) -> None:
    app.command("search", help="检索：列出与查询最接近的片段")(search)


def search(  # noqa: PLR0913 a command's signature is its table of options
    query: Annotated[
        list[str] | None, typer.Argument(metavar="查询", help="词语、问题或条号", show_default=False)
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="最多几条")] = 10,
    as_of: AsOfOption = None,
    kind: KindsOption = None,
    region: RegionOption = None,
    document: DocumentsOption = None,
    json: JsonOption = False,
    batch_file: Annotated[
        Path | None,
        typer.Option("--batch", metavar="文件", help="每行一个查询，每行输出一个 JSON；- 为标准输入"),
    ] = None,
    library: LibraryOption = None,
) -> None:
    text = " ".join(query or ())
    if bool(query) == bool(batch_file):
        raise typer.BadParameter("请写要查的词语，或用 --batch 给出文件，二者取一")
    opened = opening.open_library(library)
    scope = as_filter(Wanted(as_of, kind, region, document), opened)
    if batch_file:
        _search_all(opened, batch_file, k, scope)
        return
    found = find(opened, text, k, scope)
    if json:
        out_json(as_record(text, found))
        return
    _print(found)


def find(library: Library, query: str, k: int, scope: Filter) -> tuple[Hit, ...]:
    """Hits of a cleaned query. InputError for an empty or endless one."""
    from assistant.understand.wording import clean

    return library.search(clean(query), k=k, filter=scope)


def as_record(query: str, found: tuple[Hit, ...]) -> dict[str, object]:
    from assistant.rendering import as_json

    return {"query": query, "hits": [as_json.hit_record(one) for one in found]}


def _search_all(library: Library, path: Path, k: int, scope: Filter) -> None:
    for identity, query in batch.lines(path):
        try:
            record = as_record(query, find(library, query, k, scope))
        except FazhiError as error:
            record = {"query": query[:200], "hits": [], "error": batch.failed({}, query, error)["error"]}
        out_json({**identity, **record})


def _print(found: tuple[Hit, ...]) -> None:
    if not found:
        out("没有检索到相近的片段。")
    for number, hit in enumerate(found, 1):
        out(
            f"{number:>3}. {quoted(hit.document.title)}{hit.passage.pinpoint}　〔{hit.document.kind}·{hit.validity.status}〕"
        )
        if hit.passage.headings:
            out("     " + clipped(" › ".join(hit.passage.headings), 76))
        out("     " + clipped(hit.passage.text, 110))
