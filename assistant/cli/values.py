"""What people write on a command line, turned into records: days, filters, documents. Opens no library itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.naming import documents_named
from documents.errors import InputError
from documents.records import Kind
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
