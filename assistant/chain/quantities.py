"""Does every quantity of a sentence stand in its passages, with its bound, and of the same matter?

Each check gives a reason in Chinese, or "".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clauses import pairs
from .figures import STOPS, Number, arabic, numbers

_CLAUSES = re.compile(r"[，,；;。：:！!？?\n]")


def quantities(text: str, passages: Sequence[tuple[str, str]]) -> str:
    """A quantity must stand in a passage, and in the clause that speaks of the same matter."""
    clauses = [clause for title, stored in passages for clause in short_clauses(f"{title}。{stored}")]
    counted = [(clause, numbers(clause)) for clause in clauses]
    for clause in short_clauses(text):
        for number in sorted(numbers(clause)):
            alike = [(other, found) for other, found in counted if any(_alike(number, n) for n in found)]
            if not any(_same(number, n) for _, found in alike for n in found):
                return f"数字与原文不符：{number.value:g}{number.unit}{number.bound}"
            nearest = _closest(clause, [other for other, _ in alike])
            if nearest and not any(
                _same(number, n) for other, found in alike if other in nearest for n in found
            ):
                return f"数字所指与原文不符：{number.value:g}{number.unit}{number.bound}"
        if reason := _together(numbers(clause), passages):
            return reason
    return ""


def _together(found: set[Number], passages: Sequence[tuple[str, str]]) -> str:
    """An age or a threshold and what follows from it have to come from the same part of a sentence."""
    limits = {number for number in found if number.unit == "岁"}
    parts = [numbers(part) for _, stored in passages for part in STOPS.split(stored)]
    if limits and len(found) > len(limits):
        if not any(all(any(_same(number, n) for n in part) for number in found) for part in parts):
            return f"数字所指与原文不符：{min(limits).value:g}岁"
    return ""


def _alike(number: Number, other: Number) -> bool:
    return not number.unit or number.unit == other.unit


def _same(number: Number, other: Number) -> bool:
    """A bare Arabic figure (no unit) matches its value under any unit."""
    return _alike(number, other) and number.value == other.value and number.bound == other.bound


def _closest(clause: str, stated: Sequence[str]) -> list[str]:
    """The clauses that agree best in their wording, figures left out; [] when hardly anything agrees."""
    own = pairs(re.sub(r"\d+", "", arabic(clause)))
    scores = []
    for other in stated:
        theirs = pairs(re.sub(r"\d+", "", arabic(other)))
        scores.append(2 * len(own & theirs) / max(1, len(own) + len(theirs)))
    best = max(scores, default=0.0)
    return (
        [other for other, score in zip(stated, scores, strict=True) if score == best] if best > 0.25 else []
    )


def short_clauses(text: str) -> list[str]:
    return [clause for part in _CLAUSES.split(text) if len(clause := part.strip("“”「」 \u3000")) >= 4]
