"""fazhi add --dry-run: what each file would be taken for and what is wrong with it, as the keeper of a library reads it.

Reads the files and stores nothing; no library need be there.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.naming import as_record
from documents.errors import InputError
from documents.names import quoted
from documents.records import Kind

from .terminal import out, out_json, progress

if TYPE_CHECKING:
    from documents.load import Loaded
    from documents.recognise import Hints
    from documents.records import Description, ImportReport
    from index.library import Library

LISTED = 8  # numbers of missing or repeated articles that are named


def preview(paths: Sequence[Path], hints: Hints, library: Library | None, *, as_json: bool) -> None:
    """Prints each file as soon as it has been read; with `as_json` one list at the end."""
    from documents.load import walk

    held = library.documents() if library else ()
    files = list(walk(paths))
    records: list[dict[str, object]] = []
    refused = 0
    with progress("识别") as show:
        for number, (path, found) in enumerate(_loaded(files, hints), 1):
            show(number, len(files), path.name)
            refused += isinstance(found, InputError)
            if as_json:
                records.append(_record(path, found))
            else:
                out("\n".join(_lines(path, found, held)))
    if as_json:
        out_json(records)
    else:
        out(f"以上为试运行，没有入库：可收 {len(files) - refused}，不收 {refused}。")


def _loaded(files: Iterable[Path], hints: Hints) -> Iterator[tuple[Path, Loaded | InputError]]:
    from documents.load import load

    for path in files:
        try:
            yield path, load(path, hints)
        except InputError as error:
            yield path, error


def _record(path: Path, found: Loaded | InputError) -> dict[str, object]:
    if isinstance(found, InputError):
        return {
            "source": str(path),
            "refused": f"[{found.code}] {found.message}",
            "next_step": found.next_step,
        }
    report = dataclasses.asdict(found.structure.report)
    return {**as_record(found.document, None), **report, "source": str(path)}


def _lines(path: Path, found: Loaded | InputError, held: Sequence[Description]) -> list[str]:
    if isinstance(found, InputError):
        return [f"不收　{path}", f"　　[{found.code}] {found.message}　{found.next_step}"]
    document, report = found.document, found.structure.report
    lines = [f"{quoted(document.title)}　{document.kind}　{_days(document)}", f"　　文件　{path}"]
    for word, value in (
        ("机关", document.issuer),
        ("地区", document.region),
        ("文号", document.number),
        ("讲话人", document.speaker),
        ("正文", _counts(report)),
        ("缺", _numbers(report.missing)),
        ("重复", _numbers(report.duplicate)),
        ("库中", _relation(document, held)),
    ):
        if value:
            lines.append(f"　　{word}　{value}")
    return lines + [f"　　注意　{note.message}" for note in report.notes]


def _days(document: Description) -> str:
    if document.kind is Kind.SPEECH:
        return str(document.date or "日期未载明")
    adopted = f"{document.adopted} 公布" if document.adopted else "公布日期未载明"
    effective = f"{document.effective} 施行" if document.effective else "施行日期未载明"
    return f"{adopted}，{effective}"


def _counts(report: ImportReport) -> str:
    """5812 字，3 章，40 条，41 个片段"""
    counts = (
        (report.characters, "字"),
        (report.parts, "编"),
        (report.chapters, "章"),
        (report.sections, "节"),
        (report.articles, "条"),
        (report.points, "点"),
        (report.passages, "个片段"),
    )
    return "，".join(f"{number} {word}" for number, word in counts if number)


def _numbers(places: Sequence[str]) -> str:
    more = f"等 {len(places)} 处" if len(places) > LISTED else ""
    return "、".join(places[:LISTED]) + more


def _relation(document: Description, held: Sequence[Description]) -> str:
    if any(one.id == document.id for one in held):
        return "已有完全相同的一篇，入库不会改变什么"
    same = [one for one in held if one.identity == document.identity and one.volume == document.volume]
    if not same:
        return ""
    return "已有同名文献，将作为另一版本：" + "、".join(
        f"{one.date or '日期不详'}（{one.id}）" for one in same[:5]
    )
