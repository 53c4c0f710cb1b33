"""Is this run good enough to land? Hard gates, floors, and no significant fall below the committed baseline.

Judges scores against what it is given; asks nothing, reads nothing and prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .baseline import Kept, digest
from .measures import MEASURES
from .records import Table, mean
from .run import Outcome
from .statistics import paired

SMALLEST = 0.005  # a significant fall of the mean below this is not worth stopping anyone


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason to refuse. `kind`: error, gate, floor or baseline; `cases` are the ids to look at first."""

    set: str
    measure: str
    kind: str
    message: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A case that is answered otherwise than in the baseline. `better` and `worse` are the measures that moved."""

    set: str
    case: str
    question: str
    old: str
    new: str
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()


def judge(
    name: str, values: Table, floors: Mapping[str, float], old: Kept, outcomes: Sequence[Outcome] = ()
) -> list[Breach]:
    """Everything that forbids landing: failures, broken promises, floors, falls."""
    failed = tuple(outcome.case.id for outcome in outcomes if outcome.failure)
    breaches = [Breach(name, "", "error", f"{len(failed)} 例提问时出错", failed)] if failed else []
    breaches += [
        breach for measure in MEASURES if measure.gate for breach in _gate(name, measure.name, values)
    ]
    breaches += [
        breach
        for measure, floor in floors.items()
        for breach in _floor(name, measure, floor, values.get(measure, {}))
    ]
    for measure, cases in values.items():
        breaches += _fall(name, measure, cases, old.scores.get(measure, {}))
    return breaches


def _gate(name: str, measure: str, values: Table) -> list[Breach]:
    broken = tuple(case for case, value in values.get(measure, {}).items() if value < 1)
    return [Breach(name, measure, "gate", f"{measure}：{len(broken)} 例不为 1", broken)] if broken else []


def _floor(name: str, measure: str, floor: float, cases: Mapping[str, float]) -> list[Breach]:
    """A measure with a floor that got no score at all is below it."""
    if not cases:
        return [Breach(name, measure, "floor", f"{measure} 没有得到任何分数（下限 {floor:.3f}）")]
    if (found := mean(cases)) >= floor:
        return []
    lowest = tuple(sorted(cases, key=lambda case: (cases[case], case))[:10])
    return [Breach(name, measure, "floor", f"{measure} {found:.3f} 低于下限 {floor:.3f}", lowest)]


def _fall(name: str, measure: str, cases: Mapping[str, float], before: Mapping[str, float]) -> list[Breach]:
    """The cases that fell, deepest first."""
    difference = paired(cases, before)
    if not difference.worse or -difference.mean < SMALLEST:
        return []
    fallen = sorted((cases[case] - before[case], case) for case in cases if case in before)
    text = f"{measure} 比基线低 {-difference.mean:.3f}（95% 区间 {difference.low:+.3f} 至 {difference.high:+.3f}）"
    return [Breach(name, measure, "baseline", text, tuple(case for gap, case in fallen if gap < 0))]


def changes(name: str, outcomes: Sequence[Outcome], values: Table, old: Kept) -> list[Change]:
    """Cases answered otherwise than in the baseline: those that got worse first, then in the order of the set."""
    found = []
    for outcome in outcomes:
        case = outcome.case.id
        before, new = old.answers.get(case), digest(outcome)
        if before is None or before == new:
            continue
        moved = {
            measure: cases[case] - old.scores.get(measure, {}).get(case, cases[case])
            for measure, cases in values.items()
            if case in cases
        }
        better = tuple(measure for measure, gap in moved.items() if gap > 0)
        worse = tuple(measure for measure, gap in moved.items() if gap < 0)
        found.append(Change(name, case, outcome.case.question, before, new, better, worse))
    return sorted(found, key=lambda change: (not change.worse, bool(change.better)))
