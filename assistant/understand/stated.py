"""Whether a question is worded as one that rules answer, or as one for a price, a person, the news, a window's hours. Wording only.

`stated.json` holds what each run of one to three characters says; `assistant.evidence.stating` learns it from labelled
questions, whatever library they were asked of. A weak signal, weighed together with the evidence of the hits.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.segment import normalise

from .scope import find_scope

STATED = Path(__file__).with_name("stated.json")
_LONGEST = 3
_FULL = 6.0  # log odds that count as certain
_DIGITS = re.compile(r"\d+")
_EDGES = "？?。！!，, "
_PLACE = "□"  # one mark for every place: which one it is says nothing


@dataclass(frozen=True, slots=True)
class Wording:
    """`weights`: what a run of characters adds to the log odds, before `root` of the number of known runs divides it."""

    bias: float
    weights: Mapping[str, float]


@cache
def wording() -> Wording:
    record = json.loads(STATED.read_text(encoding="utf-8"))
    return Wording(record["bias"], record["weights"])


def runs(text: str) -> frozenset[str]:
    """The runs of characters that are looked at; ^ and $ are the ends of the question, 0 is any number."""
    plain = text
    for place in sorted(find_scope(text).places, key=len, reverse=True):
        plain = plain.replace(place, _PLACE)
    marked = f"^{_DIGITS.sub('0', normalise(plain)).strip(_EDGES)}$"
    return frozenset(
        marked[i : i + length] for length in range(1, _LONGEST + 1) for i in range(len(marked) - length + 1)
    )


def stated(text: str) -> float:
    """In [-1, 1]: above 0 for the wording of what rules state, 0 for a question of which no run is known."""
    return score(runs(text), wording())


def score(held: Collection[str], by: Wording) -> float:
    """The measure for the runs of a question."""
    known = [by.weights[run] for run in sorted(held) if run in by.weights]
    total = by.bias + sum(known) / math.sqrt(len(known)) if known else 0.0
    return max(-1.0, min(1.0, total / _FULL))
