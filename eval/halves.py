"""The half of a set that weights were learned from, beside the half they were not: does the product know its questions?

The halves are those of `eval.selecting`, by the id of the question. Sets nothing was learned from have none.
"""

from __future__ import annotations

from collections.abc import Sequence

from .records import Table, mean
from .run import Outcome
from .selecting import DEVELOPMENT, TEST, half

LEARNED = {"library", "governance", "practice"}
SHOWN = ("引用命中", "引用准确", "要点齐全")


def halves(name: str, values: Table, outcomes: Sequence[Outcome]) -> str:
    """One line, measure by measure, means over each half; "" where there are no halves."""
    if name not in LEARNED:
        return ""
    part = {outcome.case.id: half(outcome.case) for outcome in outcomes}
    told = []
    for measure in SHOWN:
        by_half = [
            {case: value for case, value in values.get(measure, {}).items() if part[case] == wanted}
            for wanted in (DEVELOPMENT, TEST)
        ]
        if all(by_half):
            told.append(f"{measure} {mean(by_half[0]):.3f} / {mean(by_half[1]):.3f}")
    return f"{name}：选句权重由一半题学得，开发半 / 测试半：{'，'.join(told)}" if told else ""
