"""What scoring gives: values by measure and case. They hold; they measure and judge nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Table = Mapping[str, Mapping[str, float]]  # measure → case → value


@dataclass(frozen=True, slots=True)
class Score:
    """`value` in [0, 1], bigger is better."""

    measure: str
    case: str
    value: float


def table(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Scores by measure and case, in order of appearance."""
    values: dict[str, dict[str, float]] = {}
    for score in scores:
        values.setdefault(score.measure, {})[score.case] = score.value
    return values


def mean(cases: Mapping[str, float]) -> float:
    """ValueError for no cases: a mean of nothing is not 0."""
    if not cases:
        raise ValueError("no values")
    return sum(cases.values()) / len(cases)
