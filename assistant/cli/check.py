"""fazhi check: the citations of a draft, each with what is wrong with it. The checking is `documents.citations`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.naming import finding_record
from documents.errors import InputError

from . import opening
from .terminal import out, out_json
from .values import JsonOption, LibraryOption


def register(app: typer.Typer) -> None:
    app.command("check", help="核验：检查文稿里引用的法条是否存在、条号与文字是否相符、是否有效")(check)


def check(
    draft: Annotated[
        Path, typer.Argument(metavar="文稿", help="docx、pdf、txt、md、html", show_default=False)
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    from documents.citations import Verdict
    from documents.citations import check as find
    from documents.load import load

    if not draft.is_file():
        raise InputError("NO_FILE", f"找不到文稿“{draft}”", "请检查路径。")
    opened = opening.open_library(library)
    findings = find(load(draft).document.text, opened)
    if json:
        out_json([finding_record(one) for one in findings])
        return
    for one in findings:
        out(str(one))
    wrong = sum(one.verdict is not Verdict.EXISTS for one in findings)
    out(f"共 {len(findings)} 处引用，{wrong} 处需要看一看。" if findings else "没有找到对法条的引用。")
