"""One round of evaluation: the sets are asked, scored, judged against the record, shown, and kept if wished.

Knows no commands; the exit code is the caller's, from whether `finish` found anything that forbids landing.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.progress import Progress

from . import baseline, report, screen
from .cases import Case
from .gate import changes, judge
from .libraries import Where, opened
from .measures import score
from .records import Table, table
from .run import Outcome, System, run
from .sets import Set, sample

HERE = Path(__file__).resolve().parent
SPEED, COMPARED, SCALES = HERE / "speed.json", HERE / "compared.json", HERE / "scales.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back and what it is worth, by set."""

    outcomes: dict[str, tuple[Outcome, ...]]
    tables: dict[str, Table]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a round is held against and what it leaves. `record`: becomes the baseline; `report_to`: a page."""

    against: Path = baseline.BASELINE
    report_to: Path | None = None
    record: bool = False


def by_library(picked: list[Set], *, given: bool = False) -> list[tuple[Where, list[Set]]]:
    """Sets by the library they are asked of; those that cannot run here are named and left out."""
    groups: dict[Where, list[Set]] = {}
    for each in picked:
        if each.missing and not given:
            screen.console.print(f"[yellow]{each.name}：{each.missing}[/]")
        else:
            groups.setdefault(each.where, []).append(each)
    return list(groups.items())


def ask(picked: list[Set], jobs: int, national: Path | None, *, sampled: bool = False) -> Asked:
    """A library is opened once for all the sets that share it."""
    asked = Asked({}, {})
    for where, group in by_library(picked, given=national is not None):
        began = time.perf_counter()
        with opened(where, national) as library:
            screen.console.print(f"[dim]{where} 库就绪，用时 {time.perf_counter() - began:.0f} 秒[/]")
            system = System.of(library)
            for each in group:
                cases = sample(each.cases(library), each.ci if sampled else None)
                asked.outcomes[each.name] = _with_progress(each.name, system, cases, jobs)
                asked.tables[each.name] = table(score(asked.outcomes[each.name], library))
    return asked


def _with_progress(name: str, system: System, cases: tuple[Case, ...], jobs: int) -> tuple[Outcome, ...]:
    with Progress(console=screen.console, transient=True) as progress:
        task = progress.add_task(name, total=len(cases))
        return run(system.answer, cases, jobs=jobs, tick=lambda: progress.advance(task))


def finish(asked: Asked, wish: Wish) -> bool:
    """Show, keep and judge; True when nothing forbids landing."""
    tables, outcomes = asked.tables, asked.outcomes
    recorded, limits = baseline.baseline(wish.against), baseline.thresholds()
    old = {
        name: recorded.get(name, baseline.Kept()).comparable(baseline.marks(found))
        for name, found in outcomes.items()
    }
    breaches = [
        b
        for name, values in tables.items()
        for b in judge(name, values, _floors(limits, name, asked, old), old[name], outcomes[name])
    ]
    changed = [c for name in tables for c in changes(name, outcomes[name], tables[name], old[name])]
    screen.show(screen.console, tables, outcomes)
    screen.show_changes(screen.console, changed)
    for name, found in outcomes.items():
        if other := [c for c, m in baseline.marks(found).items() if old[name].asked.get(c, m) != m]:
            screen.console.print(
                f"{name}：{len(other)} 题的题目或标准位置与基线时不同，分数不与基线相比", highlight=False
            )
    today = time.strftime("%Y-%m-%d")
    if wish.record:
        baseline.write({**recorded, **baseline.keep(tables, outcomes)})
        baseline.remember(tables, today)
    if wish.report_to:
        measured = _read(COMPARED, []), _read(SPEED, {}), _read(SCALES, [])
        kept = report.Run(tables, outcomes, breaches, changed, baseline.history(), *measured, today)
        wish.report_to.write_text(report.page(kept), encoding="utf-8")
    screen.show_breaches(screen.console, breaches)
    return not breaches


def _floors(
    limits: Mapping[str, dict[str, float]], name: str, asked: Asked, old: Mapping[str, baseline.Kept]
) -> dict[str, float]:
    """Floors hold for whole sets; a part of one is held against the same cases of the baseline."""
    part = len(asked.outcomes[name]) < len(old[name].answers)
    return {} if part else limits.get(name, {})


def _read(path: Path, otherwise: Any) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else otherwise
