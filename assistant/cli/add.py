"""fazhi add: load files and folders, show progress, report what became of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from documents.errors import InputError
from documents.names import quoted
from documents.records import Kind, Status

from . import opening
from .preview import preview
from .terminal import out, out_json, progress
from .values import JsonOption, LibraryOption, day

if TYPE_CHECKING:
    from documents.recognise import Hints
    from index.intake import AddReport

SHOWN = 20  # lines of each list of the report on screen; refusals are always shown in full


def register(app: typer.Typer) -> None:
    app.command("add", help="入库：加入文件或文件夹（含子文件夹），逐个报告结果")(add)


def add(  # noqa: PLR0913 a command's signature is its table of options
    paths: Annotated[list[Path], typer.Argument(metavar="路径…", help="文件或文件夹", show_default=False)],
    kind: Annotated[Kind | None, typer.Option("--kind", help="文献种类；不写由系统识别")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="日期", help="公布（通过）日期")] = None,
    effective: Annotated[str | None, typer.Option("--effective", metavar="日期", help="施行日期")] = None,
    status: Annotated[Status | None, typer.Option("--status", help="已核实的效力状态")] = None,
    title: Annotated[str | None, typer.Option("--title", help="题名（只加一个文件时）")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只识别，不入库")] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise InputError("NO_FILE", f"找不到：{'、'.join(missing)}", "请检查路径。")
    if title and (len(paths) > 1 or paths[0].is_dir()):
        raise InputError("BAD_OPTION", "--title 只能用于单个文件", "请一次只加一个文件。")
    hints = _hints(kind, date, effective, status, title)
    if dry_run:
        preview(paths, hints, opening.open_existing(library), as_json=json)
        return
    opened = opening.open_library(library, create=True)
    with progress("入库") as show:
        report = opened.add(paths, hints, progress=show)
    if json:
        out_json(as_record(report))
    else:
        print_report(report)
    if report.refused and not (report.added or report.unchanged or report.replaced):
        raise typer.Exit(1)


def _hints(
    kind: Kind | None, date: str | None, effective: str | None, status: Status | None, title: str | None
) -> Hints:
    from documents.recognise import Hints

    return Hints(
        kind=kind,
        date=day(date, "--date") if date else None,
        effective=day(effective, "--effective") if effective else None,
        status=status,
        title=title,
    )


def as_record(report: AddReport) -> dict[str, object]:
    return {
        name: [
            {"source": one.source, "id": one.id, "title": one.title, "code": one.code, "reason": one.reason}
            for one in entries
        ]
        for name, entries in (
            ("added", report.added),
            ("unchanged", report.unchanged),
            ("replaced", report.replaced),
            ("refused", report.refused),
        )
    }


def print_report(report: AddReport) -> None:
    out(
        f"新加入 {len(report.added)}，未变 {len(report.unchanged)}，"
        f"已替换 {len(report.replaced)}，未收 {len(report.refused)}"
    )
    for word, entries in (("新加入", report.added), ("已替换", report.replaced)):
        for one in entries[:SHOWN]:
            out(f"  {word}　{one.id}　{quoted(one.title)}　{one.reason}".rstrip())
        if len(entries) > SHOWN:
            out(f"  {word}　……另有 {len(entries) - SHOWN} 个，全部见 fazhi library list")
    for one in report.refused:
        out(f"  未收　　{one.source}：[{one.code}] {one.reason}")
