"""fazhi library …: list, show, remove, describe, verify, rebuild, back up, restore, compare. Prints; keeps nothing itself."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from assistant.naming import as_record, change_record, document_named, documents_named
from documents.errors import InputError
from documents.names import quoted
from documents.records import Kind, Status

from . import opening
from .terminal import out, out_json, progress, say, table
from .values import AsOfOption, JsonOption, LibraryOption, day

DocumentArgument = Annotated[
    str, typer.Argument(metavar="文献", help="编号（或其开头）或题名", show_default=False)
]


def group() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True)
    for name, function, purpose in (
        ("list", show_list, "列出文献"),
        ("show", show, "查看一篇文献：全文、提纲、引用、入库报告"),
        ("remove", remove, "删除文献"),
        ("set", describe, "更正文献的种类、日期、效力状态"),
        ("status", status, "文献库概况"),
        ("verify", verify, "核对每个文件的校验值与数量"),
        ("rebuild", rebuild, "由目录数据库重建检索索引"),
        ("backup", backup, "备份到一个文件"),
        ("restore", restore, "由备份恢复"),
        ("diff", diff, "逐条比较两个版本"),
        ("feedback", feedback, "导出收到的反馈，每行一个 JSON，可作测评题"),
    ):
        app.command(name, help=purpose)(function)
    return app


def show_list(
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help="只列这些种类，可重复")] = None,
    title: Annotated[str, typer.Option("--title", help="题名中含有的字")] = "",
    as_of: AsOfOption = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    opened = opening.open_library(library)
    validity = opened.validity(day(as_of, "--as-of") if as_of else None)
    chosen = [one for one in opened.documents() if (not kind or one.kind in kind) and title in one.title]
    if json:
        out_json([as_record(one, validity.get(one.id)) for one in chosen])
        return
    rows = [
        [one.id, one.kind, validity[one.id].status, str(one.date or ""), one.title]
        for one in sorted(chosen, key=lambda one: (one.kind, one.title, str(one.date or "")))
    ]
    table(["编号", "种类", "效力", "日期", "题名"], rows)
    say(f"共 {len(rows)} 篇")


def show(
    document: DocumentArgument,
    outline: Annotated[bool, typer.Option("--outline", help="提纲（编章节条）")] = False,
    references: Annotated[bool, typer.Option("--references", help="文中引用的其他条文")] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    opened = opening.open_library(library)
    chosen = document_named(opened, document)
    full = opened.document(chosen.id)
    validity = opened.validity().get(chosen.id)
    if json:
        record = as_record(chosen, validity)
        record["text"] = full.text
        record["report"] = dataclasses.asdict(opened.report(chosen.id))
        if outline:
            record["outline"] = [dataclasses.asdict(one) for one in opened.outline(chosen.id)]
        if references:
            record["references"] = [
                {**dataclasses.asdict(one), "pinpoint": str(one.pinpoint) if one.pinpoint else None}
                for one in opened.references(chosen.id)
            ]
        out_json(record)
        return
    out(
        f"{quoted(chosen.title)}　{chosen.kind}　{validity.status if validity else ''}　{chosen.date or ''}　{chosen.id}"
    )
    if validity and validity.reason:
        out(validity.reason)
    if outline:
        for head in opened.outline(chosen.id):
            out("　" * (head.level - 1) + f"{head.label} {head.title}".strip())
    elif references:
        for one in opened.references(chosen.id):
            out(f"{full.text[one.start : one.end]}　→　{one.law}{one.pinpoint or ''}")
    else:
        out("\n" + full.text)


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="文献…", help="编号或题名", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再询问")] = False,
    library: LibraryOption = None,
) -> None:
    opened = opening.open_library(library)
    chosen = [document_named(opened, text) for text in documents]
    for one in chosen:
        say(f"将删除 {one.id}　{quoted(one.title)}　{one.date or ''}")
    if not yes and not typer.confirm("确定删除吗？", err=True):
        say("没有删除。")
        return
    opened.remove([one.id for one in chosen])
    out(f"已删除 {len(chosen)} 篇。")


def describe(
    document: DocumentArgument,
    status: Annotated[Status | None, typer.Option("--status", help="已核实的效力状态")] = None,
    date: Annotated[str | None, typer.Option("--date", metavar="日期", help="公布（通过）日期")] = None,
    effective: Annotated[str | None, typer.Option("--effective", metavar="日期", help="施行日期")] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="种类")] = None,
    library: LibraryOption = None,
) -> None:
    if not (status or date or effective or kind):
        raise InputError("BAD_OPTION", "没有写要更正什么", "可写 --status、--date、--effective、--kind。")
    opened = opening.open_library(library)
    chosen = document_named(opened, document)
    opened.set_status(
        chosen.id,
        status=status,
        adopted=day(date, "--date") if date else None,
        effective=day(effective, "--effective") if effective else None,
        kind=kind,
    )
    out(f"已更正{quoted(chosen.title)}。")


def status(json: JsonOption = False, library: LibraryOption = None) -> None:
    opened = opening.open_library(library)
    counts = opened.counts()
    documents, validity = opened.documents(), opened.validity()
    kinds = {kind: sum(one.kind is kind for one in documents) for kind in Kind}
    statuses = {one: sum(value.status is one for value in validity.values()) for one in Status}
    if json:
        out_json(
            {
                "folder": str(opening.settings(library).library),
                "fingerprint": opened.fingerprint(),
                "documents": counts.documents,
                "passages": counts.passages,
                "kinds": {key: value for key, value in kinds.items() if value},
                "statuses": {key: value for key, value in statuses.items() if value},
            }
        )
        return
    out(f"文献库　{opening.settings(library).library}")
    out(f"文献　　{counts.documents} 篇，片段 {counts.passages} 个，指纹 {opened.fingerprint()}")
    out("种类　　" + "，".join(f"{key} {value}" for key, value in kinds.items() if value))
    out("效力　　" + "，".join(f"{key} {value}" for key, value in statuses.items() if value))


def verify(json: JsonOption = False, library: LibraryOption = None) -> None:
    opened = opening.open_library(library)
    found = opened.verify()
    opened.notices.clear()  # said as the result
    if json:
        out_json(dataclasses.asdict(found))
        return
    for repair in found.repaired:
        out(repair)
    out(
        f"核对完成，没有问题：{found.documents} 篇、{found.passages} 个片段、{found.files} 个索引文件，"
        f"抽查重算 {found.reencoded} 个向量，用时 {found.seconds:.1f} 秒。"
    )


def rebuild(library: LibraryOption = None) -> None:
    with progress("重建"):
        opening.open_library(library).rebuild()
    out("索引已由目录数据库重建。")


def backup(
    file: Annotated[Path, typer.Argument(metavar="文件", help="备份文件", show_default=False)],
    library: LibraryOption = None,
) -> None:
    opening.open_library(library).backup(file)
    out(f"已备份到 {file}。恢复：fazhi library restore {file}")


def restore(
    file: Annotated[Path, typer.Argument(metavar="文件", help="备份文件", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="不再询问")] = False,
    library: LibraryOption = None,
) -> None:
    if not file.is_file():
        raise InputError("NO_FILE", f"找不到备份文件“{file}”", "请检查路径。")
    from index.backup import restore as restore_from

    folder = opening.settings(library).library
    if not yes and not typer.confirm("恢复会用备份替换现有文献库，确定吗？", err=True):
        say("没有恢复。")
        return
    restore_from(folder, file)  # not a method of a library: one that is damaged cannot be opened
    opened = opening.open_library(folder)
    opened.rebuild()
    counts = opened.counts()
    out(f"已恢复：文献 {counts.documents} 篇，片段 {counts.passages} 个。")


def diff(
    old: Annotated[str, typer.Argument(metavar="旧版", help="编号或题名", show_default=False)],
    new: Annotated[
        str, typer.Argument(metavar="新版", help="编号；不写则在同名版本中取最新", show_default=False)
    ] = "",
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    from documents.diff import ChangeKind
    from documents.diff import diff as compare

    opened = opening.open_library(library)
    if new:
        first, second = document_named(opened, old), document_named(opened, new)
    else:
        versions = sorted(documents_named(opened, old), key=lambda one: (str(one.date or ""), one.id))
        if len(versions) < 2:
            raise InputError("ONE_VERSION", f"“{old}”在库中只有一个版本", "请写出两个编号。")
        first, second = versions[-2], versions[-1]
    changes = compare(opened.passages(first.id), opened.passages(second.id))
    if json:
        out_json([change_record(one) for one in changes])
        return
    out(f"{quoted(first.title)}{first.date or ''}　→　{quoted(second.title)}{second.date or ''}")
    out("，".join(f"{kind} {count}" for kind, count in changes.counts.items() if count))
    for change in changes:
        if change.kind is not ChangeKind.SAME:
            out(str(change))


def feedback(library: LibraryOption = None) -> None:
    """One case a line: the question, what was cited, and what a reader said of it."""
    for one in opening.open_library(library).feedback():
        out_json(one)
