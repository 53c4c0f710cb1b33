"""`python -m eval [SET…]`: ask, score, judge, report. Exit 1 when something forbids landing.

Parses arguments and prints; everything it prints is computed elsewhere.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table as RichTable

from index.embedder import load_embedder
from index.library import Library

from . import figures as figures_
from . import gate, report
from .cases import Case
from .measures import Score, score
from .run import Outcome, System, run
from .sets import Set, chosen, sample
from .statistics import interval

console = Console(width=120 if not sys.stdout.isatty() else None)
HISTORY = gate.HERE / "history.jsonl"
COMMANDS = {"run", "ci", "speed", "compare", "figures", "from-feedback"}
app = typer.Typer(add_completion=False, no_args_is_help=False, help="评测：提问、评分、把关、出报告。")


@app.command("run")
def run_(
    sets: Annotated[list[str] | None, typer.Argument(help="评测集，省略为全部", show_default=False)] = None,
    against: Annotated[Path, typer.Option(help="对照的基线")] = gate.BASELINE,
    report_to: Annotated[Path | None, typer.Option("--report", help="写出 HTML 报告")] = None,
    jobs: Annotated[int, typer.Option(help="同时提问数")] = 1,
    record: Annotated[bool, typer.Option("--record", help="把本次结果写为基线")] = False,
) -> None:
    """对评测集提问并评分；低于下限或明显低于基线时以 1 退出。"""
    try:
        picked = chosen(sets or [])
    except KeyError as error:
        console.print(f"没有名为 {error} 的评测集")
        raise typer.Exit(2) from None
    outcomes, scores = _ask(picked, jobs, whole=True)
    _finish(outcomes, scores, against, report_to, record=record)


@app.command()
def ci(jobs: Annotated[int, typer.Option(help="同时提问数")] = 1) -> None:
    """每次提交都跑的部分（约三分钟以内）。"""
    outcomes, scores = _ask([each for each in chosen([]) if each.ci != 0], jobs, whole=False)
    _finish(outcomes, scores, gate.BASELINE, None, record=False)


@app.command()
def speed(
    corpus: Annotated[list[Path] | None, typer.Argument(help="文档文件夹，省略为共享语料的全国部分")] = None,
    out: Annotated[Path | None, typer.Option(help="写出 JSON")] = None,
    plain: Annotated[bool, typer.Option(help="同时测量对照组装")] = True,
) -> None:
    """测量建库、启动、检索与问答的速度和内存，并与通常的 LangChain 组装对照。"""
    from .cases import SHARED, read_set
    from .libraries import SHIPPED, national_sources
    from .speed import measure

    sources = corpus or (national_sources() if SHARED.exists() else [SHIPPED])
    figures = measure(sources, read_set("governance")[:200], plain=plain)
    for name, value in figures.items():
        console.print(f"{name:　<18} {value:,.3f}" if isinstance(value, float) else f"{name:　<18} {value:,}")
    if out:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


@app.command()
def compare(sets: Annotated[list[str] | None, typer.Argument(help="评测集")] = None) -> None:
    """同一批问题、同一嵌入模型，与通常的 LangChain 组装比较检索效果。"""
    from .measures import ranking
    from .plain import PlainAssembly

    for each in chosen(sets or ["library", "governance", "statutes"]):
        if each.missing:
            console.print(f"{each.name}：{each.missing}")
            continue
        with each.where() as library:
            cases = [
                case for case in each.cases(library) if case.answerable and case.gold and not case.previous
            ]
            documents = [library.document(described.id) for described in library.documents()]
            plain = PlainAssembly(documents, load_embedder(None))
            theirs = ranking(run(plain.answer, cases))
            ours = ranking(run(System(library).answer, cases))
        for name, scores in (("本品", ours), ("对照", theirs)):
            means = {m: sum(v.values()) / len(v) for m, v in gate.table(scores).items()}
            console.print(
                f"{each.name}　{name}　" + "　".join(f"{m} {value:.3f}" for m, value in means.items())
            )


@app.command()
def figures(readme: Annotated[list[Path] | None, typer.Argument(help="要更新的文件")] = None) -> None:
    """把基线中的数字写进 README。"""
    for path in readme or [Path("README.md"), Path("README.en.md")]:
        figures_.write(path)


@app.command("from-feedback")
def from_feedback(
    library: Annotated[Path, typer.Argument(help="文库所在文件夹")],
    out: Annotated[Path, typer.Argument(help="写出的评测集文件夹")],
) -> None:
    """把问答页收到的反馈变成评测题（应有出处留待人工填写）。"""
    from .feedback import cases

    rows = cases(Library.open(library))
    out.mkdir(parents=True, exist_ok=True)
    for name, lines in rows.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / name).write_text(text, encoding="utf-8")
    console.print(f"已写出 {len(rows['queries.jsonl'])} 题：{out}")


def _ask(
    picked: list[Set], jobs: int, *, whole: bool
) -> tuple[dict[str, tuple[Outcome, ...]], dict[str, list[Score]]]:
    """Outcomes and scores by set; libraries are opened once for all the sets that share them."""
    outcomes: dict[str, tuple[Outcome, ...]] = {}
    scores: dict[str, list[Score]] = {}
    for where in dict.fromkeys(each.where for each in picked):
        group = [each for each in picked if each.where is where]
        if group[0].missing:
            for each in group:
                console.print(f"[yellow]{each.name}：{each.missing}[/]")
            continue
        with where() as library:
            system = System(library)
            for each in group:
                cases = each.cases(library)
                cases = cases if whole else sample(cases, each.ci)
                outcomes[each.name] = _with_progress(each.name, system, cases, jobs)
                scores[each.name] = score(outcomes[each.name], library)
    return outcomes, scores


def _with_progress(name: str, system: System, cases: tuple[Case, ...], jobs: int) -> tuple[Outcome, ...]:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(name, total=len(cases))
        return run(system.answer, cases, jobs=jobs, tick=lambda: progress.advance(task))


def _finish(
    outcomes: dict[str, tuple[Outcome, ...]],
    scores: dict[str, list[Score]],
    against: Path,
    report_to: Path | None,
    *,
    record: bool,
) -> None:
    tables = {name: gate.table(found) for name, found in scores.items()}
    old, floors = gate.baseline(against), gate.thresholds()
    breaches = [
        b for name in tables for b in gate.judge(name, tables[name], floors.get(name, {}), old.get(name, {}))
    ]
    changes = [c for name in tables for c in gate.changes(name, outcomes[name], old.get(name, {}))]
    for name, values in tables.items():
        console.print(_table(name, values, outcomes[name]))
    for change in changes[:40]:
        console.print(
            f"[dim]{change.set} {change.case}[/] {change.question}\n  原：{change.old}\n  现：{change.new}",
            highlight=False,
        )
    if len(changes) > 40:
        console.print(f"（另有 {len(changes) - 40} 例与基线不同，见 --report）")
    if report_to:
        page = report.page(tables, outcomes, breaches, changes, _history())
        report_to.write_text(page, encoding="utf-8")
    if record:
        _record(old, tables, outcomes)
    for breach in breaches:
        console.print(
            f"[red]不通过[/] {breach.set}：{breach.message}　{'、'.join(breach.cases[:10])}", highlight=False
        )
    raise typer.Exit(1 if breaches else 0)


def _table(name: str, values: gate.Table, outcomes: tuple[Outcome, ...]) -> RichTable:
    seconds = sorted(outcome.seconds for outcome in outcomes if outcome.answer)
    failed = [outcome.case.id for outcome in outcomes if outcome.error]
    title = f"{name}　{len(outcomes)} 题"
    if seconds:
        title += f"　问答 p50 {1000 * seconds[len(seconds) // 2]:.1f} ms，p95 {1000 * seconds[int(len(seconds) * 0.95)]:.1f} ms"
    if failed:
        title += f"　出错 {len(failed)}：{'、'.join(failed[:5])}"
    table = RichTable("指标", "均值", "95% 区间", "例数", title=title, title_justify="left")
    for measure, cases in values.items():
        found = interval(list(cases.values()))
        table.add_row(measure, f"{found.mean:.3f}", f"{found.low:.3f}–{found.high:.3f}", str(found.cases))
    return table


def _record(old: dict[str, Any], tables: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]) -> None:
    """Sets not run keep what the baseline had; a line of means goes to the history."""
    text = json.dumps({**old, **gate.record(tables, outcomes)}, ensure_ascii=False, indent=0, sort_keys=True)
    gate.BASELINE.write_text(text + "\n", encoding="utf-8")
    means = {
        name: {measure: round(sum(v.values()) / len(v), 4) for measure, v in values.items()}
        for name, values in tables.items()
    }
    line = {"date": time.strftime("%Y-%m-%d"), "means": means}
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _history() -> list[dict[str, Any]]:
    if not HISTORY.exists():
        return []
    return [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """`python -m eval library` means `python -m eval run library`."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS | {"--help"}:
        sys.argv.insert(1, "run")
    app()


if __name__ == "__main__":
    main()
