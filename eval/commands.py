"""What `python -m eval` does besides a round of the sets: measures of size and speed, comparison, audits, proof.

Prints what is computed elsewhere; each function is one command, its docstring the help a user reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from . import screen
from .cases import SHARED
from .libraries import Where, opened
from .round import COMPARED, SCALES, SPEED, by_library
from .sets import SETS, Set, chosen

Names = Annotated[
    list[str] | None, typer.Argument(help="评测集的名称或文件夹，省略为全部", show_default=False)
]
National = Annotated[
    Path | None,
    typer.Option(
        help="用这个现成的库代替全国库（省略则按 ../shared 建库并保留在 .fazhi）", show_default=False
    ),
]


def picked(names: list[str] | None) -> list[Set]:
    """The sets named; an unknown name ends with the names there are."""
    try:
        return chosen(names or [])
    except KeyError as error:
        known = "、".join(each.name for each in SETS)
        screen.console.print(f"没有名为 {error.args[0]} 的评测集；有：{known}", soft_wrap=True)
        raise typer.Exit(2) from None


def speed(
    corpus: Annotated[list[Path] | None, typer.Argument(help="文档文件夹，省略为共享语料的全国部分")] = None,
    out: Annotated[Path, typer.Option(help="写出 JSON，供报告使用")] = SPEED,
    passages: Annotated[int, typer.Option(help="扩充到这么多片段（地方法规不够时用合成文本）")] = 0,
    plain: Annotated[bool, typer.Option(help="同时测量对照组装")] = True,
    served: Annotated[bool, typer.Option(help="同时测量服务并发")] = True,
) -> None:
    """测量建库、启动、检索与问答的速度和内存，并与通常的 LangChain 组装对照。"""
    from .cases import read_set
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
        screen.show_figures(screen.console, section, figures)
    out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def scales(
    libraries: Annotated[list[Path], typer.Argument(help="已经建好的文库，一个一行")],
    out: Annotated[Path, typer.Option(help="写出 JSON，供报告使用")] = SCALES,
    plain: Annotated[bool, typer.Option(help="同时测量对照组装")] = True,
) -> None:
    """在不同大小的现成文库上测量启动、检索、问答和内存，并与对照组装同场比较；大库用 speed --passages 的办法先建好。"""
    from .cases import read_set
    from .speed import at_scale

    cases = read_set("governance" if SHARED.exists() else "library")[:200]
    rows = []
    for folder in libraries:
        figures = at_scale(folder, cases, plain=plain)
        rows.append({name: round(value, 4) for name, value in figures.items()})
        screen.show_figures(screen.console, f"{figures['片段']:,.0f} 片段", figures)
        out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compare(
    sets: Names = None,
    national: National = None,
    out: Annotated[Path, typer.Option(help="写出 JSON，供报告使用")] = COMPARED,
) -> None:
    """同一批问题、同一嵌入模型，与通常的 LangChain 组装比较检索效果，按类型。"""
    from .compare import LEADING, counted
    from .compare import compare as beside

    found = []
    for where, group in by_library(picked(sets)):
        with opened(where, national) as library:
            for row in beside(library, group):
                found.append(row.as_json())
                screen.show_compared(screen.console, row)
    for measure in LEADING:
        screen.console.print(counted(found, measure), highlight=False)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
    out.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def audit(
    count: Annotated[int, typer.Argument(help="提问数")] = 1000,
    national: National = None,
) -> None:
    """问很多不同的问题，逐条核对引文、出处和地址；有一处不符即以 1 退出。"""
    from .audit import audit as check
    from .audit import questions

    asked = questions(count)
    with opened(_largest(national), national) as library:
        with Progress(console=screen.console, transient=True) as progress:
            task = progress.add_task("核对", total=len(asked))
            result = check(library, asked, tick=lambda: progress.advance(task))
    for line in [*result.lines(), *result.faults]:
        screen.console.print(line, highlight=False, markup=False)
    raise typer.Exit(1 if result.faults else 0)


def sweep(national: National = None) -> None:
    """每部现行法规的每一条，用四种写法各查一次：是不是排在第一。全国库约二十五万问。"""
    from .sweep import sweep as ask_all

    with opened(_largest(national), national) as library:
        counts = ask_all(library)
    for name, count in counts.items():
        screen.console.print(f"{name}　{count.right}/{count.asked}　{count.right / max(1, count.asked):.4%}")
        for question, first in count.misses:
            screen.console.print(f"  未中：{question}　→ {first}", highlight=False, markup=False)


def prove() -> None:
    """证明把关有效：逐一破坏产品，看评测是否因应有的原因不通过。"""
    from .damages import DAMAGES
    from .proof import prove as check

    failed = False
    for damage, proof in zip(DAMAGES, check(), strict=True):
        failed |= not proof.seen
        seen = "[green]察觉[/]" if proof.seen else "[red]未察觉[/]"
        screen.console.print(f"{seen} {damage.name}", highlight=False)
        screen.show_breaches(screen.console, proof.breaches)
    raise typer.Exit(1 if failed else 0)


def figures(readme: Annotated[list[Path] | None, typer.Argument(help="要更新的文件")] = None) -> None:
    """把基线中的数字写进 README。"""
    from .figures import write

    for path in readme or [Path("README.md"), Path("README.en.md")]:
        write(path)


def floors() -> None:
    """由基线写出各指标的下限。"""
    from . import baseline

    baseline.write_floors(baseline.baseline())


def from_feedback(
    library: Annotated[Path, typer.Argument(help="文库所在文件夹")],
    out: Annotated[Path, typer.Argument(help="写出的评测集文件夹")],
) -> None:
    """把问答页收到的反馈变成评测题（应有出处留待人工填写）。"""
    from index.library import Library

    from .feedback import write

    with Library.open(library) as held:
        screen.console.print(f"已写出 {write(held, out)} 题：{out}")


def _largest(national: Path | None) -> Where:
    return "national" if SHARED.exists() or national else "shipped"
