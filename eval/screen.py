"""A run as people read it on a terminal. Formats; computes nothing that is judged."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table as RichTable

from .compare import Compared, verdict
from .gate import Breach, Change
from .halves import halves
from .judged import coverage
from .names import said
from .records import Table
from .run import Outcome
from .statistics import interval

console = Console(width=120 if not sys.stdout.isatty() else None)
SHOWN = 30  # changed cases
WORDS = 160  # characters of an answer


def show(console: Console, tables: Mapping[str, Table], outcomes: Mapping[str, Sequence[Outcome]]) -> None:
    for name, values in tables.items():
        console.print(_table(name, values, outcomes[name]))
        for outcome in outcomes[name]:
            if outcome.failure:
                console.print(
                    f"[red]出错[/] {outcome.case.id} {outcome.case.question[:40]}：{outcome.failure}",
                    highlight=False,
                )
        seen, cited = coverage(outcomes[name])
        if cited:
            console.print(f"{name}：引用切题按读过的引文计，所引 {cited} 处中读过 {seen} 处", highlight=False)
        if told := halves(name, values, outcomes[name]):
            console.print(told, highlight=False)
    for line in confusion(tables):
        console.print(line, highlight=False)


def _table(name: str, values: Table, outcomes: Sequence[Outcome]) -> RichTable:
    seconds = sorted(outcome.seconds for outcome in outcomes if outcome.seconds)
    title = f"{name}　{said(name)}　{len(outcomes)} 题"
    if seconds:
        p50, p95 = seconds[len(seconds) // 2], seconds[int(0.95 * (len(seconds) - 1))]
        title += f"　每题 p50 {1000 * p50:.1f} ms，p95 {1000 * p95:.1f} ms"
    table = RichTable("指标", title=title, title_justify="left")
    for column in ("均值", "95% 区间", "例数", "为 0 者"):
        table.add_column(column, justify="right")
    for measure, cases in values.items():
        found = interval(list(cases.values()))
        zero = sum(value == 0 for value in cases.values())
        table.add_row(
            measure, f"{found.mean:.3f}", f"{found.low:.3f}–{found.high:.3f}", str(found.cases), str(zero)
        )
    return table


def confusion(tables: Mapping[str, Table]) -> list[str]:
    """Wrongly answered and wrongly refused over all sets of a run."""
    lines = []
    for label, measure in (
        ("误答（应拒而答）", "应拒即拒"),
        ("其中测试半", "应拒即拒·测试半"),
        ("误拒（应答而拒）", "应答即答"),
    ):
        values = [value for table in tables.values() for value in table.get(measure, {}).values()]
        if values:
            wrong = sum(value < 1 for value in values)
            lines.append(f"{label}：{wrong} / {len(values)}（{wrong / len(values):.1%}）")
    return lines


def show_changes(console: Console, changes: Sequence[Change]) -> None:
    """Those that got worse first."""
    for change in changes[:SHOWN]:
        moved = f"[red]↓{'、'.join(change.worse[:3])}[/] " if change.worse else ""
        moved += f"[green]↑{'、'.join(change.better[:3])}[/]" if change.better else ""
        console.print(f"{change.set} {change.case} {change.question[:60]}　{moved}", highlight=False)
        console.print(f"[dim]  原：{change.old[:WORDS]}\n  现：{change.new[:WORDS]}[/]", highlight=False)
    if len(changes) > SHOWN:
        console.print(f"（另有 {len(changes) - SHOWN} 例与基线不同，见 --report）")


def show_breaches(console: Console, breaches: Iterable[Breach]) -> None:
    for breach in breaches:
        ids = "、".join(breach.cases[:10]) + (" 等" if len(breach.cases) > 10 else "")
        console.print(f"[red]不通过[/] {breach.set}：{breach.message}　{ids}", highlight=False)


def show_figures(console: Console, section: str, figures: Mapping[str, float]) -> None:
    console.print(f"[bold]{section}[/]")
    for name, value in figures.items():
        console.print(
            f"  {name}　{value:,.3f}" if value < 100 else f"  {name}　{value:,.0f}", highlight=False
        )


def show_compared(console: Console, row: Compared) -> None:
    gap = row.difference
    console.print(
        f"{row.set}　{row.type}　{row.measure}　本品 {row.ours.mean:.3f}　对照 {row.theirs.mean:.3f}　"
        f"差 {gap.mean:+.3f}（{gap.low:+.3f} 至 {gap.high:+.3f}，{gap.cases} 例）{verdict(asdict(gap))}",
        highlight=False,
    )
