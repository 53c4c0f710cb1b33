"""fazhi ask: one question, or a file of them. Prints answers; composes nothing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from documents.errors import FazhiError
from documents.names import quoted

from . import batch, opening
from .terminal import out, out_json
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
    from assistant.ask import Assistant
    from assistant.explain import Explanation
    from assistant.records import Answer
    from index.library import Library
    from index.records import Filter


def register(app: typer.Typer) -> None:
    app.command("ask", help="提问：用库中原文作答，逐字引用并标明出处")(ask)


def ask(  # noqa: PLR0913 a command's signature is its table of options
    question: Annotated[
        list[str] | None, typer.Argument(metavar="问题", help="一句话；含空格时请加引号", show_default=False)
    ] = None,
    as_of: AsOfOption = None,
    kind: KindsOption = None,
    region: RegionOption = None,
    document: DocumentsOption = None,
    json: JsonOption = False,
    batch_file: Annotated[
        Path | None,
        typer.Option(
            "--batch", metavar="文件", help="每行一个问题（纯文本或 JSON），每行输出一个 JSON；- 为标准输入"
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="附上每个片段因何入选、哪些文献未检索及原因")
    ] = False,
    library: LibraryOption = None,
) -> None:
    text = " ".join(question or ())
    if bool(question) == bool(batch_file):
        raise typer.BadParameter("请写一个问题，或用 --batch 给出文件，二者取一")
    wanted = Wanted(as_of, kind, region, document)
    opened = opening.open_library(library)
    assistant = opening.assistant_over(opened, opening.settings(library))
    scope = as_filter(wanted, opened)
    if batch_file:
        _ask_all(assistant, batch_file, scope)
        return
    answer = assistant.ask(text, filter=scope)
    if json:
        extra = {"explanation": asdict(_explanation(answer, opened, scope))} if explain else {}
        out_json(as_record(answer, assistant) | extra)
        return
    from assistant.rendering import as_terminal

    out(as_terminal.render(answer))
    if explain:
        _explain(_explanation(answer, opened, scope))


def as_record(answer: Answer, assistant: Assistant) -> dict[str, object]:
    """The JSON object of design §7."""
    from assistant.rendering import as_json

    return as_json.render(answer, assistant.library)


def _ask_all(assistant: Assistant, path: Path, scope: Filter) -> None:
    for identity, question in batch.lines(path):
        try:
            record = as_record(assistant.ask(question, filter=scope), assistant)
        except FazhiError as error:
            record = batch.failed({}, question, error)
        out_json({**identity, **record})


def _explanation(answer: Answer, library: Library, scope: Filter) -> Explanation:
    from assistant.explain import explain

    return explain(answer, library, scope)


def _explain(explanation: Explanation) -> None:
    out(f"\n检索过程　问题类型：{explanation.kind}　检索词：{'、'.join(explanation.words) or '（无）'}")
    if explanation.synonyms:
        out(f"同义词一并检索：{'、'.join(explanation.synonyms)}")
    if explanation.chance is not None:
        out(f"可答的把握：{explanation.chance:.2f}")
    for number, row in enumerate(explanation.passages, 1):
        used = "、".join(f"[{n}]" for n in row.numbers)
        chance = f"，相关度 {row.relevance:.2f}" if row.relevance is not None else ""
        out(f"{number:>3}. {quoted(row.title)}{row.pinpoint}　{'引为 ' + used if used else '未引用'}")
        out(f"     {'，'.join(row.found)}{chance}；含：{'、'.join(row.held) or '（无）'}")
        if row.absent:
            out(f"     不含：{'、'.join(row.absent)}")
    out("未检索的文献" if explanation.left_out else "全部文献都在检索范围内。")
    for line in explanation.left_out:
        out(f"  {line}")
