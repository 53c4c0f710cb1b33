"""How likely a stretch is one that answers, and one that bears on the question at all: learned logistic sums of what was
measured of it and of its rivals.

Weights stand in `selector.json`, with the command that learned them from labelled questions; two sets, because hits come
with the index's calibrated order or without. Chooses nothing and knows no wording.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.records import Kind
from index.records import Hit

from .measures import Choice, framing

WEIGHTS = Path(__file__).with_name("selector.json")
RANKED, PLAIN = "ranked", "plain"
ANSWERS, BEARS = "answers", "bears"
Numbers = NDArray[np.float64]

# The places in the two searchers' own lists are left out: they told apart what they were learned on, and nothing else.
DECAY = 2e-3  # ridge on standardised measures
_OLDEST, _NEWEST = 1950, 2025
_KINDS = (
    Kind.LAW,
    Kind.ADMINISTRATIVE_REGULATION,
    Kind.INTERPRETATION,
    Kind.DEPARTMENT_RULE,
    Kind.SPEECH,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch as it was measured: its place among the hits and within its passage, and the shares of the question's
    weight in the whole passage and in the title."""

    choice: Choice
    rank: int  # of the hit, from 0
    place: int  # within the passage, from 0
    passage_cover: float
    title_cover: float
    pairs: float  # share of the question's character pairs that stand in the stretch
    marked: bool  # shows the mark that the kind of question wants, of whatever act
    announced: bool = False  # it says in its head that it lists things of the kind asked for
    headed: float = 0.0  # share of the question's weight in the head of the list that was asked for
    heading: float = 0.0  # the same in the heading right above the passage
    crowd: float = 0.0  # share of the best hits that are of its text
    plays: bool = False  # the heading says that the section is about the kind of thing asked for
    barred: bool = False  # what may not be is asked for, and it says what may not be
    near: float = 0.0  # cosine with the question; 0 with another model than the one on board
    trade: bool = False  # it speaks of the trade of its own title, which the question does not name


def table(judged: Sequence[Judged]) -> dict[str, Numbers]:
    """Every measure by name, a column each; row i belongs to judged[i]. `…_gap` is the distance to the best rival."""
    passages = _best(judged)
    top = max(j.choice.hit.score for j in judged)
    elsewhere = _elsewhere(judged)
    rows = [
        (
            1 / (1 + j.rank),
            j.choice.hit.score - top,
            j.choice.hit.relevance or 0.0,
            j.passage_cover,
            j.title_cover,
            j.choice.score,
            j.choice.own,
            j.choice.own - passages[j.choice.hit.passage.key],
            j.choice.cover,
            j.choice.cue,
            float(j.marked),
            j.pairs,
            float(j.place == 0),
            elsewhere[i],
            float(framing(j.choice.hit)),
            _newness(j.choice.hit),
            float(j.announced),
            j.headed,
            j.heading,
            j.crowd,
            float(j.plays),
            float(j.barred),
            float(j.trade),
            j.near,
            j.choice.hit.cosine or 0.0,
            math.log(1 + len(j.choice.span.text)),
            *(float(j.choice.hit.document.kind is kind) for kind in _KINDS),
        )
        for i, j in enumerate(judged)
    ]
    matrix = np.array(rows, dtype=np.float64)
    columns = {name: matrix[:, i] for i, name in enumerate(_NAMES)}
    for name in _RIVALLED:
        columns[f"{name}_gap"] = columns[name] - columns[name].max()
    return columns


_NAMES = (
    "rank", "gap", "relevance", "passage_cover", "title_cover", "score", "own", "own_in_passage",
    "cover", "cue", "marked", "pairs", "first", "elsewhere", "framing", "newness",
    "announced", "headed", "heading", "crowd", "plays", "barred",
    "trade", "near", "cosine", "length", *(f"is_{kind.name.lower()}" for kind in _KINDS),
)  # fmt: skip
_RIVALLED = (
    "passage_cover",
    "score",
    "own",
    "cover",
    "cue",
    "pairs",
    "headed",
    "heading",
    "crowd",
    "barred",
    "near",
    "cosine",
)
# What the learned sum uses; PLAIN leaves out what only the index's calibrated order gives.
FEATURES = (*_NAMES, *(f"{name}_gap" for name in _RIVALLED))
_OF_THE_ORDER = frozenset(("rank", "gap", "relevance", "near", "cosine", "near_gap", "cosine_gap"))


def features_of(name: str) -> tuple[str, ...]:
    return tuple(f for f in FEATURES if name == RANKED or f not in _OF_THE_ORDER)


def _best(judged: Sequence[Judged]) -> dict[str, float]:
    """By passage the most that one of its stretches carries."""
    best: dict[str, float] = defaultdict(float)
    for j in judged:
        key = j.choice.hit.passage.key
        best[key] = max(best[key], j.choice.own)
    return best


def _elsewhere(judged: Sequence[Judged]) -> list[float]:
    """The best score of another passage of the same text: a law that is about the matter has several."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for j in judged:
        inside, key = best[j.choice.hit.document.id], j.choice.hit.passage.key
        inside[key] = max(inside.get(key, 0.0), j.choice.score)
    return [
        max(
            (s for key, s in best[j.choice.hit.document.id].items() if key != j.choice.hit.passage.key),
            default=0.0,
        )
        for j in judged
    ]


def _newness(hit: Hit) -> float:
    """About 0 for the oldest texts, 1 for the newest; undated ones count as new."""
    day = hit.document.date
    return 1.0 if day is None else (day.year - _OLDEST) / (_NEWEST - _OLDEST)


def weights_for(judged: Sequence[Judged]) -> str:
    """Which set of weights fits what is known of the hits."""
    ordered = all(j.choice.hit.relevance is not None for j in judged)
    return RANKED if ordered and not any("exact" in j.choice.hit.ranks for j in judged) else PLAIN


def chances(judged: Sequence[Judged]) -> dict[str, Numbers]:
    """Under ANSWERS and BEARS, in (0, 1) each; row i belongs to judged[i]. Measures are held to the range they were
    learned in."""
    if not judged:
        return {ANSWERS: np.zeros(0), BEARS: np.zeros(0)}
    columns = table(judged)
    return {name: learned[weights_for(judged)].chance(columns) for name, learned in selector().items()}


@dataclass(frozen=True, slots=True)
class Learned:
    names: tuple[str, ...]
    bias: float
    weights: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def fit(cls, names: Sequence[str], rows: Numbers, right: Numbers, decay: float = DECAY) -> Learned:
        """Logistic regression by Newton's method on standardised measures, given back in raw units. Deterministic."""
        low, high = np.percentile(rows, 0.5, axis=0), np.percentile(rows, 99.5, axis=0)
        rare = low == high  # a mark that few stretches show is no outlier
        low, high = np.where(rare, rows.min(axis=0), low), np.where(rare, rows.max(axis=0), high)
        rows = np.clip(rows, low, high)
        mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
        x = np.column_stack([np.ones(len(rows)), (rows - mean) / spread])
        keep = np.full(x.shape[1], decay * len(rows))
        keep[0] = 0.0
        w = np.zeros(x.shape[1])
        for _ in range(30):
            p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
            slope = x.T @ (p - right) + keep * w
            bend = (x * (p * (1 - p))[:, None]).T @ x + np.diag(keep + 1e-9)
            w = w - np.linalg.solve(bend, slope)
        raw = w[1:] / spread
        return cls(tuple(names), float(w[0] - raw @ mean), raw, low, high)

    def chance(self, columns: Mapping[str, Numbers]) -> Numbers:
        matrix = np.column_stack([columns[name] for name in self.names])
        total = self.bias + np.clip(matrix, self.low, self.high) @ self.weights
        return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), dtype=np.float64)

    def to_json(self) -> dict[str, object]:
        rounded = {
            name: [_round(self.weights[i]), _round(self.low[i]), _round(self.high[i])]
            for i, name in enumerate(self.names)
        }
        return {"bias": _round(self.bias), "measures": rounded}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Learned:
        values = np.array(list(row["measures"].values()), dtype=np.float64)
        return cls(tuple(row["measures"]), float(row["bias"]), values[:, 0], values[:, 1], values[:, 2])


def _round(value: float) -> float:
    return round(float(value), 5) if math.isfinite(value) else 0.0


@cache
def selector() -> dict[str, dict[str, Learned]]:
    """By what is asked of a stretch, then by what is known of the hits."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {
        wanted: {name: Learned.from_json(read[wanted][name]) for name in (RANKED, PLAIN)}
        for wanted in (ANSWERS, BEARS)
    }
