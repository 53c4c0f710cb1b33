"""fazhi ask: one question, or a file of them. Prints answers; composes nothing."""

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
    from assistant.ask import Assistant
    from assistant.records import Answer
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
    explain: Annotated[bool, typer.Option("--explain", help="附上检索到的片段及各检索器的名次")] = False,
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
        out_json(as_record(answer, assistant))
        return
    from assistant.rendering import as_terminal

    out(as_terminal.render(answer))
    if explain:
        _explain(answer)


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


def _explain(answer: Answer) -> None:
    out("\n检索过程")
    for number, hit in enumerate(answer.hits, 1):
        ranks = "，".join(f"{name} 第{rank}" for name, rank in sorted(hit.ranks.items()))
        chance = f"，相关度 {hit.relevance:.2f}" if hit.relevance is not None else ""
        out(
            f"{number:>3}. {quoted(hit.document.title)}{hit.passage.pinpoint}　{hit.score:.3f}（{ranks}{chance}）"
        )
        out(f"     {clipped(hit.passage.text, 70)}")
