"""The two consoles: results go to stdout, everything said along the way to stderr. Chooses no words."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer


def out(text: str) -> None:
    """One result, plain, to stdout: no markup is interpreted, so text of documents cannot colour or hide anything."""
    typer.echo(visible(text))


def say(text: str) -> None:
    """One remark to stderr."""
    typer.echo(visible(text), err=True)


def out_json(value: Any) -> None:
    """One JSON value on one line, flushed, so that a reader of a pipe sees each answer when it is ready."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def visible(text: str) -> str:
    """Control characters (a document could carry terminal commands) are replaced; line ends and tabs stay."""
    return "".join(c if c in "\n\t" or (ord(c) >= 32 and not 127 <= ord(c) < 160) else "\ufffd" for c in text)


def clipped(text: str, length: int) -> str:
    """One line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def table(heads: list[str], rows: list[list[str]]) -> None:
    """A table to stdout; on a pipe tab-separated lines without the head, for other programs to read."""
    if not sys.stdout.isatty():
        for row in rows:
            out("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*heads, header_style="bold", box=None, pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(visible(cell)) for cell in row))
    Console().print(drawn)


@contextmanager
def progress(title: str) -> Iterator[Any]:
    """A function (done, total, name) that draws a bar on stderr; on a pipe it draws nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}", markup=False),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(title, total=None, name="")

        def show(done: int, total: int, name: str = "") -> None:
            bar.update(task, completed=done, total=total, name=clipped(visible(str(name)), 40))

        yield show
