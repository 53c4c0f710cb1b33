"""Is this run good enough to land? Floors, hard gates, and no significant fall below the committed baseline.

Reads thresholds and baseline, judges scores; asks nothing and prints nothing.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .measures import MEASURES, Score
from .run import Outcome
from .statistics import paired

HERE = Path(__file__).resolve().parent
THRESHOLDS = HERE / "thresholds.toml"
BASELINE = HERE / "baseline.json"

Table = Mapping[str, Mapping[str, float]]  # measure → case → value


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason to refuse. `kind`: gate, floor, baseline or error; `cases` are the ids to look at first."""

    set: str
    measure: str
    kind: str
    message: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose score or answer is not what the baseline holds."""

    set: str
    case: str
    question: str
    old: str
    new: str


def table(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Scores by measure and case, in order of appearance."""
    values: dict[str, dict[str, float]] = {}
    for score in scores:
        values.setdefault(score.measure, {})[score.case] = score.value
    return values


def digest(outcome: Outcome) -> str:
    """An answer in one line, to compare and to read: status, reason, and what it cites."""
    answer = outcome.answer
    if answer is None:
        return f"出错：{outcome.error}"
    if answer.status != "answered":
        return f"未作答：{answer.reason.value if answer.reason else ''}"
    cited = [
        f"《{c.hit.document.title}》{c.pinpoint}" for c in answer.citations if c.number not in answer.more
    ]
    return "；".join(dict.fromkeys(cited))


def thresholds(path: Path = THRESHOLDS) -> dict[str, dict[str, float]]:
    """Floors by set and measure."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def baseline(path: Path = BASELINE) -> dict[str, Any]:
    """{set: {"scores": {measure: {case: value}}, "answers": {case: digest}}}; {} when there is none yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def judge(name: str, values: Table, floors: Mapping[str, float], old: Mapping[str, Any]) -> list[Breach]:
    """Everything that forbids landing, gates first."""
    breaches = [
        breach for measure in MEASURES if measure.gate for breach in _gate(name, measure.name, values)
    ]
    for measure, floor in floors.items():
        cases = values.get(measure, {})
        if not cases:
            breaches.append(Breach(name, measure, "floor", f"{measure} 没有得到任何分数（下限 {floor:.3f}）"))
        elif (mean := sum(cases.values()) / len(cases)) < floor:
            breaches.append(
                Breach(name, measure, "floor", f"{measure} {mean:.3f} 低于下限 {floor:.3f}", _lowest(cases))
            )
    for measure, cases in values.items():
        before = old.get("scores", {}).get(measure, {})
        difference = paired(cases, before)
        if difference.worse:
            fallen = tuple(sorted(case for case in cases if case in before and cases[case] < before[case]))
            text = f"{measure} 比基线低 {-difference.mean:.3f}（95% 区间 {difference.low:+.3f}…{difference.high:+.3f}）"
            breaches.append(Breach(name, measure, "baseline", text, fallen))
    return breaches


def _gate(name: str, measure: str, values: Table) -> list[Breach]:
    broken = tuple(case for case, value in values.get(measure, {}).items() if value < 1)
    return [Breach(name, measure, "gate", f"{measure}：{len(broken)} 例不为 1", broken)] if broken else []


def _lowest(cases: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(cases, key=lambda case: (cases[case], case))[:10])


def changes(name: str, outcomes: Sequence[Outcome], old: Mapping[str, Any]) -> list[Change]:
    """Cases answered otherwise than in the baseline."""
    before = old.get("answers", {})
    return [
        Change(name, outcome.case.id, outcome.case.question, before[outcome.case.id], new)
        for outcome in outcomes
        if outcome.case.id in before and (new := digest(outcome)) != before[outcome.case.id]
    ]


def record(values: Mapping[str, Table], outcomes: Mapping[str, Sequence[Outcome]]) -> dict[str, Any]:
    """What `baseline.json` holds for a run."""
    return {
        name: {
            "scores": {m: {c: round(v, 4) for c, v in cases.items()} for m, cases in values[name].items()},
            "answers": {outcome.case.id: digest(outcome) for outcome in outcomes[name]},
        }
        for name in values
    }
