"""What people write on a command line, turned into records: days, filters, documents. Opens no library itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from documents.errors import InputError
from documents.records import Description, Kind
from index.records import Filter

if TYPE_CHECKING:
    from index.library import Library

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "-l", "--library", metavar="文件夹", help="文献库所在的文件夹；不写用 FAZHI_LIBRARY，再不然用默认库"
    ),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="以哪一天的效力为准，如 2018-06-01；不写为今天")
]
KindsOption = Annotated[
    list[Kind] | None, typer.Option("--kind", help="只在这些种类中找，可重复", show_choices=True)
]
RegionOption = Annotated[
    list[str] | None, typer.Option("--region", metavar="地区", help="只找这些地区的文献，可重复")
]
DocumentsOption = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="编号或题名", help="只在这些文献中找，可重复"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter options of `ask` and `search`, as written."""

    as_of: str | None = None
    kinds: Sequence[Kind] | None = None
    regions: Sequence[str] | None = None
    documents: Sequence[str] | None = None


def day(text: str, option: str = "日期") -> date:
    """2021-01-22, 2021/1/22, 2021.1.22, 20210122, 2021年1月22日; a month means its first day, a year its 1 January."""
    cleaned = text.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    found = re.fullmatch(
        r"(\d{4})(?:年|[-/.]|(?=\d{4}$))?(\d{1,2})?(?:月|[-/.]|(?<=\d\d)(?=\d\d$))?(\d{1,2})?日?", cleaned
    )
    if found:
        year, month, of_month = found.groups()
        try:
            return date(int(year), int(month or 1), int(of_month or 1))
        except ValueError:
            pass
    raise InputError("BAD_DATE", f"{option}“{text[:40]}”不是日期", "请写成 2021-01-22 的样子。")


def as_filter(wanted: Wanted, library: Library) -> Filter:
    """The filter that the options describe; a document that is not in the library is an InputError."""
    return Filter(
        kinds=frozenset(wanted.kinds or ()),
        regions=frozenset(wanted.regions or ()),
        documents=frozenset(
            one.id for text in wanted.documents or () for one in documents_named(library, text)
        ),
        as_of=day(wanted.as_of, "--as-of") if wanted.as_of else None,
    )


def documents_named(library: Library, text: str) -> tuple[Description, ...]:
    """The documents meant by an id, the beginning of an id (≥ 4 characters), or a whole title; all versions of a title.
    None: InputError that names titles which contain the text."""
    text = text.strip().strip("《》")
    known = library.documents()
    for test in (
        lambda one: one.id == text,
        lambda one: one.title == text,
        lambda one: one.identity == text,
        lambda one: len(text) >= 4 and one.id.startswith(text),
    ):
        if found := tuple(one for one in known if test(one)):
            return found
    near = [f"《{one.title}》({one.id})" for one in known if text and text in one.title][:3]
    hint = f"名称相近的有：{'、'.join(near)}。" if near else "全部文献：fazhi library list"
    raise InputError("NO_DOCUMENT", f"库中没有“{text[:60]}”", hint)


def document_named(library: Library, text: str) -> Description:
    """The one document meant; several versions of one title: InputError that lists their ids."""
    found = documents_named(library, text)
    if len(found) > 1:
        listed = "；".join(f"{one.id}（{one.title}，{one.date or '日期不详'}）" for one in found[:6])
        raise InputError(
            "AMBIGUOUS_DOCUMENT", f"“{text[:60]}”对应 {len(found)} 个文献", f"请写编号：{listed}"
        )
    return found[0]
