"""`python -m eval [SET…]`: ask, score, judge, report. Exit 1 when something forbids landing, 2 for a wrong call.

Only says which command does what: a round of the sets is `eval.round`, the other commands are `eval.commands`. The first
word is a command when it is one; anything else, also nothing, is a round (`run`, which need not be written).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from . import baseline, commands, screen
from .commands import Names, National
from .round import Asked, Wish, ask, finish
from .sets import chosen

ROUND = "run"
Jobs = Annotated[int, typer.Option(help="同时提问数", min=1)]


class Commands(TyperGroup):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [ROUND, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    help="评测：提问、评分、把关、出报告。用法：python -m eval [评测集…] [--against 基线] [--report 网页] [--jobs N]，"
    "或者下列命令之一（run 可以不写）。",
)


@app.command(ROUND)
def run(
    sets: Names = None,
    against: Annotated[Path, typer.Option(help="对照的基线")] = baseline.BASELINE,
    report_to: Annotated[Path | None, typer.Option("--report", help="写出 HTML 报告")] = None,
    jobs: Jobs = 1,
    record: Annotated[bool, typer.Option("--record", help="把本次结果写为基线")] = False,
    national: National = None,
) -> None:
    """对评测集提问并评分；破坏承诺、低于下限或明显低于基线时以 1 退出。"""
    _end(ask(commands.picked(sets), jobs, national), Wish(against, report_to, record))


@app.command()
def ci(jobs: Jobs = 1) -> None:
    """每次提交都跑的部分（三分钟以内）：各集全部或均匀抽取的题目。"""
    began = time.perf_counter()
    asked = ask([each for each in chosen([]) if each.ci != 0], jobs, None, sampled=True)
    screen.console.print(f"用时 {time.perf_counter() - began:.0f} 秒")
    _end(asked, Wish())


def _end(asked: Asked, wish: Wish) -> None:
    if not finish(asked, wish):
        raise typer.Exit(1)
    screen.console.print("[green]通过[/]" if asked.tables else "[yellow]没有可跑的评测集[/]")


OTHERS: tuple[Callable[..., None], ...] = (
    commands.speed, commands.scales, commands.compare, commands.audit, commands.sweep, commands.prove,
    commands.figures, commands.floors, commands.from_feedback,
)  # fmt: skip
for other in OTHERS:
    app.command()(other)


if __name__ == "__main__":
    app()
