"""What is kept of runs: baseline.json (every score and answer of the last recorded run), history.jsonl (means of all recorded
runs), thresholds.toml (floors). Reads and writes these three; judges nothing.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .cases import Case
from .measures import MEASURES
from .names import grouped
from .records import Table, mean
from .run import Outcome

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
HISTORY = HERE / "history.jsonl"
THRESHOLDS = HERE / "thresholds.toml"
MARGIN = 0.03  # below the measured mean, and at least
FEW = 1.5  # this many cases
_DIGEST = 300


@dataclass(frozen=True, slots=True)
class Kept:
    """One set of a recorded run: measure → case → value, case → answer in one line, and case → what was asked and wanted, in
    eight letters."""

    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)

    def comparable(self, asked: Mapping[str, str]) -> Kept:
        """Without the cases that were asked otherwise, or held against other gold: their scores say nothing of the product."""
        other = {case for case, mark in asked.items() if self.asked.get(case, mark) != mark}
        if not other:
            return self
        scores = {m: {c: v for c, v in cases.items() if c not in other} for m, cases in self.scores.items()}
        return Kept(scores, self.answers, self.asked)


def mark(case: Case) -> str:
    """Changes when the question, its gold or its judgements do."""
    return hashlib.sha256(repr(case).encode()).hexdigest()[:8]


def marks(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {outcome.case.id: mark(outcome.case) for outcome in outcomes}


def digest(outcome: Outcome) -> str:
    """An answer in one line, to compare and to read: status, reason, and what it cites."""
    if outcome.failure:
        return f"出错：{outcome.failure}"[:_DIGEST]
    if outcome.turned_away:
        return f"退回：{outcome.turned_away}"
    if outcome.findings:
        return "；".join(f"{finding.citation}：{finding.verdict}" for finding in outcome.findings)
    answer = outcome.answer
    if answer is None:
        return ""
    if answer.status != "answered":
        return f"未作答：{answer.reason.value if answer.reason else ''}"
    shown = [c for c in answer.citations if c.number not in answer.more]
    text = grouped((c.hit.document.title, str(c.pinpoint)) for c in shown)
    return text if len(text) <= _DIGEST else text[:_DIGEST] + "…"


def baseline(path: Path = BASELINE) -> dict[str, Kept]:
    """By set; {} when there is none yet."""
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return {name: _kept(cases) for name, cases in found.items()}


def _kept(cases: Mapping[str, Mapping[str, Any]]) -> Kept:
    scores: dict[str, dict[str, float]] = {}
    for case, row in cases.items():
        for measure, value in row["scores"].items():
            scores.setdefault(measure, {})[case] = float(value)
    asked = {case: row["asked"] for case, row in cases.items() if "asked" in row}
    return Kept(scores, {case: row["answer"] for case, row in cases.items()}, asked)


def keep(tables: Mapping[str, Table], outcomes: Mapping[str, Sequence[Outcome]]) -> dict[str, Kept]:
    """What a run leaves."""
    return {
        name: Kept(
            {m: {c: round(v, 4) for c, v in cases.items()} for m, cases in values.items()},
            {outcome.case.id: digest(outcome) for outcome in outcomes[name]},
            marks(outcomes[name]),
        )
        for name, values in tables.items()
    }


def write(kept: Mapping[str, Kept], path: Path = BASELINE) -> None:
    """One case a line, so that a change of one case is a change of one line."""
    sets = []
    for name, one in kept.items():
        lines = ",\n".join(f"{_json(case)}: {_json(_row(one, case))}" for case in one.answers)
        sets.append(f"{_json(name)}: {{\n{lines}\n}}")
    path.write_text("{\n" + ",\n".join(sets) + "\n}\n", encoding="utf-8")


def _row(kept: Kept, case: str) -> dict[str, Any]:
    scores = {m: _short(cases[case]) for m, cases in kept.scores.items() if case in cases}
    asked = {"asked": kept.asked[case]} if case in kept.asked else {}
    return {"answer": kept.answers[case], **asked, "scores": scores}


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def history(path: Path = HISTORY) -> list[dict[str, Any]]:
    """{"date", "means": {set: {measure: mean}}} of every recorded run, oldest first."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def remember(tables: Mapping[str, Table], day: str, path: Path = HISTORY) -> None:
    """Add the means of a run to the history."""
    means = {
        name: {m: round(mean(cases), 4) for m, cases in values.items()} for name, values in tables.items()
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(_json({"date": day, "means": means}) + "\n")


def thresholds(path: Path = THRESHOLDS) -> dict[str, dict[str, float]]:
    """Floors by set and measure; {} without the file."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def floors(kept: Mapping[str, Kept]) -> dict[str, dict[str, float]]:
    """For every measure that is no gate: the mean less a margin, rounded down to hundredths; none where that is nothing."""
    gates = {measure.name for measure in MEASURES if measure.gate}
    found: dict[str, dict[str, float]] = {}
    for name, one in kept.items():
        for measure, cases in one.scores.items():
            floor = math.floor(100 * (mean(cases) - max(MARGIN, FEW / len(cases))) + 1e-9) / 100
            if measure not in gates and floor > 0:
                found.setdefault(name, {})[measure] = floor
    return found


def write_floors(kept: Mapping[str, Kept], path: Path = THRESHOLDS) -> None:
    lines = ["# 下限：由 python -m eval floors 从基线写出（均值减去余量）。低于下限，评测以 1 退出。", ""]
    for name, measures in floors(kept).items():
        lines += [f'["{name}"]', *(f'"{measure}" = {floor:.2f}' for measure, floor in measures.items()), ""]
    path.write_text("\n".join(lines), encoding="utf-8")
