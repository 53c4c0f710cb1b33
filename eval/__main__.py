"""`python -m eval [SET…]`: ask, score, judge, report. Exit 1 when something forbids landing.

Parses arguments and prints; everything it prints is computed elsewhere.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from . import baseline, report, screen
from . import figures as figures_
from .cases import Case
from .gate import changes, judge
from .libraries import opened
from .measures import score
from .records import Table, table
from .run import Outcome, System, run
from .sets import Set, chosen, sample

console = Console(width=120 if not sys.stdout.isatty() else None)
HERE = Path(__file__).resolve().parent
SPEED, COMPARED = HERE / "speed.json", HERE / "compared.json"
COMMANDS = {"run", "ci", "speed", "compare", "figures", "floors", "from-feedback", "audit", "prove", "sweep"}
app = typer.Typer(add_completion=False, no_args_is_help=False, help="评测：提问、评分、把关、出报告。")

Names = Annotated[list[str] | None, typer.Argument(help="评测集，省略为全部", show_default=False)]
Jobs = Annotated[int, typer.Option(help="同时提问数")]
National = Annotated[
    Path | None,
    typer.Option(
        help="用这个现成的库代替全国库（省略则按 ../shared 建库并保留在 .fazhi）", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back and what it is worth, by set."""

    outcomes: dict[str, tuple[Outcome, ...]]
    tables: dict[str, Table]


@app.command("run")
def run_(
    sets: Names = None,
    against: Annotated[Path, typer.Option(help="对照的基线")] = baseline.BASELINE,
    report_to: Annotated[Path | None, typer.Option("--report", help="写出 HTML 报告")] = None,
    jobs: Jobs = 1,
    record: Annotated[bool, typer.Option("--record", help="把本次结果写为基线")] = False,
    national: National = None,
) -> None:
    """对评测集提问并评分；破坏承诺、低于下限或明显低于基线时以 1 退出。"""
    asked = _ask(_chosen(sets), jobs, national)
    _finish(asked, against, report_to, record=record)


@app.command()
def ci(jobs: Jobs = 1) -> None:
    """每次提交都跑的部分（三分钟以内）：各集全部或均匀抽取的题目。"""
    began = time.perf_counter()
    asked = _ask(chosen([]), jobs, None, sampled=True)
    console.print(f"用时 {time.perf_counter() - began:.0f} 秒")
    _finish(asked, baseline.BASELINE, None, record=False)


@app.command()
def speed(
    corpus: Annotated[list[Path] | None, typer.Argument(help="文档文件夹，省略为共享语料的全国部分")] = None,
    out: Annotated[Path, typer.Option(help="写出 JSON，供报告使用")] = SPEED,
    passages: Annotated[int, typer.Option(help="扩充到这么多片段（地方法规不够时用合成文本）")] = 0,
    plain: Annotated[bool, typer.Option(help="同时测量对照组装")] = True,
    served: Annotated[bool, typer.Option(help="同时测量服务并发")] = True,
) -> None:
    """测量建库、启动、检索与问答的速度和内存，并与通常的 LangChain 组装对照。"""
    from .cases import SHARED, read_set
    from .libraries import SHIPPED, local_sources, national_sources
    from .speed import Wanted, measure

    here = SHARED.exists()
    sources = corpus or (national_sources() if here else [SHIPPED])
    if passages and not corpus and here:
        sources = [*sources, *local_sources()]
    cases = read_set("governance" if here else "library")[:200]
    found: dict[str, dict[str, float]] = {}
    for section, figures in measure(Wanted(sources, passages, plain, served), cases):
        found[section] = {name: round(value, 4) for name, value in figures.items()}
        console.print(f"[bold]{section}[/]")
        for name, value in figures.items():
            console.print(
                f"  {name}　{value:,.3f}" if value < 100 else f"  {name}　{value:,.0f}", highlight=False
            )
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@app.command()
def compare(
    sets: Names = None,
    national: National = None,
    out: Annotated[Path, typer.Option(help="写出 JSON，供报告使用")] = COMPARED,
) -> None:
    """同一批问题、同一嵌入模型，与通常的 LangChain 组装比较检索效果，按类型。"""
    from .compare import EVERY, compare
    from .ranking import WITHIN

    found = []
    for where, picked in _by_library(_chosen(sets or ["library", "governance", "statutes"])):
        with opened(where, national) as library:
            for row in compare(library, picked):
                found.append(row.as_json())
                if row.type == EVERY or row.measure in ("R@10", WITHIN):
                    gap = row.difference
                    console.print(
                        f"{row.set}　{row.type}　{row.measure}　本品 {row.ours.mean:.3f}　对照 {row.theirs.mean:.3f}　"
                        f"差 {gap.mean:+.3f}（{gap.low:+.3f} 至 {gap.high:+.3f}，{gap.cases} 例）",
                        highlight=False,
                    )
    out.write_text(
        "[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in found) + "\n]\n", encoding="utf-8"
    )


@app.command()
def audit(
    count: Annotated[int, typer.Argument(help="提问数")] = 1000,
    national: National = None,
) -> None:
    """问很多不同的问题，逐条核对引文、出处和地址；有一处不符即以 1 退出。"""
    from .audit import audit as check
    from .audit import questions
    from .cases import SHARED

    asked = questions(count)
    with opened("national" if SHARED.exists() or national else "shipped", national) as library:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("核对", total=len(asked))
            result = check(library, asked, tick=lambda: progress.advance(task))
    for line in [*result.lines(), *result.faults]:
        console.print(line, highlight=False, markup=False)
    raise typer.Exit(1 if result.faults else 0)


@app.command()
def sweep(national: National = None) -> None:
    """每部现行法规的每一条，用四种写法各查一次：是不是排在第一。全国库约二十五万问。"""
    from .cases import SHARED
    from .sweep import sweep as ask_all

    with opened("national" if SHARED.exists() or national else "shipped", national) as library:
        counts = ask_all(library)
    for name, count in counts.items():
        console.print(f"{name}　{count.right}/{count.asked}　{count.right / max(1, count.asked):.4%}")
        for question, first in count.misses:
            console.print(f"  未中：{question}　→ {first}", highlight=False, markup=False)


@app.command()
def prove() -> None:
    """证明把关有效：逐一破坏产品，看评测是否因应有的原因不通过。"""
    from .damages import DAMAGES
    from .proof import prove as check

    failed = False
    for damage, proof in zip(DAMAGES, check(), strict=True):
        failed |= not proof.seen
        console.print(
            f"{'[green]察觉[/]' if proof.seen else '[red]未察觉[/]'} {damage.name}", highlight=False
        )
        screen.show_breaches(console, proof.breaches)
    raise typer.Exit(1 if failed else 0)


@app.command()
def figures(readme: Annotated[list[Path] | None, typer.Argument(help="要更新的文件")] = None) -> None:
    """把基线中的数字写进 README。"""
    for path in readme or [Path("README.md"), Path("README.en.md")]:
        figures_.write(path)


@app.command()
def floors() -> None:
    """由基线写出各指标的下限。"""
    baseline.write_floors(baseline.baseline())


@app.command("from-feedback")
def from_feedback(
    library: Annotated[Path, typer.Argument(help="文库所在文件夹")],
    out: Annotated[Path, typer.Argument(help="写出的评测集文件夹")],
) -> None:
    """把问答页收到的反馈变成评测题（应有出处留待人工填写）。"""
    from index.library import Library

    from .feedback import write

    with Library.open(library) as held:
        console.print(f"已写出 {write(held, out)} 题：{out}")


def _chosen(names: list[str] | None) -> list[Set]:
    try:
        return chosen(names or [])
    except KeyError as error:
        known = "、".join(each.name for each in chosen([]))
        console.print(f"没有名为 {error.args[0]} 的评测集；有：{known}")
        raise typer.Exit(2) from None


def _by_library(picked: list[Set], *, given: bool = False) -> list[tuple[Any, list[Set]]]:
    """Sets by the library they are asked of; those that cannot run here are named and left out."""
    groups: dict[Any, list[Set]] = {}
    for each in picked:
        if each.missing and not given:
            console.print(f"[yellow]{each.name}：{each.missing}[/]")
        else:
            groups.setdefault(each.where, []).append(each)
    return list(groups.items())


def _ask(picked: list[Set], jobs: int, national: Path | None, *, sampled: bool = False) -> Asked:
    """A library is opened once for all the sets that share it."""
    asked = Asked({}, {})
    for where, group in _by_library(picked, given=national is not None):
        began = time.perf_counter()
        with opened(where, national) as library:
            console.print(f"[dim]{where} 库就绪，用时 {time.perf_counter() - began:.0f} 秒[/]")
            system = System.of(library)
            for each in group:
                cases = sample(each.cases(library), each.ci if sampled else None)
                asked.outcomes[each.name] = _with_progress(each.name, system, cases, jobs)
                asked.tables[each.name] = table(score(asked.outcomes[each.name], library))
    return asked


def _with_progress(name: str, system: System, cases: tuple[Case, ...], jobs: int) -> tuple[Outcome, ...]:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(name, total=len(cases))
        return run(system.answer, cases, jobs=jobs, tick=lambda: progress.advance(task))


def _finish(asked: Asked, against: Path, report_to: Path | None, *, record: bool) -> None:
    tables, outcomes = asked.tables, asked.outcomes
    old, limits = baseline.baseline(against), baseline.thresholds()
    none = baseline.Kept()
    breaches = [
        b
        for name, values in tables.items()
        for b in judge(name, values, _floors(limits, name, asked, old), old.get(name, none), outcomes[name])
    ]
    changed = [c for name in tables for c in changes(name, outcomes[name], tables[name], old.get(name, none))]
    screen.show(console, tables, outcomes)
    screen.show_changes(console, changed)
    today = time.strftime("%Y-%m-%d")
    if record:
        baseline.write({**old, **baseline.keep(tables, outcomes)})
        baseline.remember(tables, today)
    if report_to:
        kept = report.Run(
            tables,
            outcomes,
            breaches,
            changed,
            baseline.history(),
            _read(COMPARED, []),
            _read(SPEED, {}),
            today,
        )
        report_to.write_text(report.page(kept), encoding="utf-8")
    screen.show_breaches(console, breaches)
    if breaches:
        raise typer.Exit(1)
    console.print("[green]通过[/]")


def _floors(
    limits: dict[str, dict[str, float]], name: str, asked: Asked, old: dict[str, baseline.Kept]
) -> dict[str, float]:
    """Floors hold for whole sets; a part of one is held against the same cases of the baseline."""
    part = name in old and len(asked.outcomes[name]) < len(old[name].answers)
    return {} if part else limits.get(name, {})


def _read(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else otherwise


def main() -> None:
    """`python -m eval library` means `python -m eval run library`."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS | {"--help"}:
        sys.argv.insert(1, "run")
    app()


if __name__ == "__main__":
    main()
