"""Learn `stated.json`, what `assistant.understand.stated` knows of wording, from questions that rules answer and others.

Only the wording is seen, no hits. A part of `assistant.evidence.calibration derive`, which weighs what was learned here
by chances of questions that were left out (`out_of_fold`): weights must not trust what was learned from their own rows.
Logistic regression on runs of characters, numpy only. Deterministic.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..understand.stated import STATED, Wording, runs, score, wording
from ..understand.vocabulary import in_order
from .labelled import COLLECTED, Labelled

_LEAST = 4  # questions that hold a run before it is learned
_SLIGHT = 0.03  # what says less is left out of the file
_STEPS = 250
_DECAY = 0.2  # ridge, by the weight of one row
_FOLDS = 5
_OURS = 3.0  # what a source written for this counts beside one that was collected for something else
_runs = cache(runs)  # every question is learned from several times
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


def learn(rows: Sequence[Labelled]) -> Wording:
    """Raises ValueError for no rows of either kind."""
    if len({row.answerable for row in rows}) < 2:
        raise ValueError("questions that rules answer and others are needed to tell them apart")
    held = [_runs(row.question) for row in rows]
    counts = Counter(run for each in held for run in each)
    known = sorted(run for run, count in counts.items() if count >= _LEAST)
    at = {run: place for place, run in enumerate(known)}
    where = [[at[run] for run in sorted(each) if run in at] for each in held]
    y = np.array([row.answerable for row in rows], dtype=np.float64)
    weights, bias = _fitted(where, len(known), y, _importance(rows))
    kept = {run: round(float(w), 2) for run, w in zip(known, weights, strict=True) if abs(w) >= _SLIGHT}
    return Wording(round(bias, 3), kept)


def _importance(rows: Sequence[Labelled]) -> Numbers:
    """1 on average: both kinds alike, sources by the root of their size, ours for more."""
    sizes = Counter((row.source, row.answerable) for row in rows)
    share = np.array(
        [
            (1.0 if row.source in COLLECTED else _OURS) * sizes[row.source, row.answerable] ** -0.5
            for row in rows
        ]
    )
    kinds = np.array([row.answerable for row in rows])
    for kind in (True, False):
        share[kinds == kind] /= share[kinds == kind].sum()
    return np.asarray(share * len(rows) / 2, dtype=np.float64)


def _fitted(
    where: Sequence[Sequence[int]], width: int, y: Numbers, importance: Numbers
) -> tuple[Numbers, float]:
    """Accelerated gradient descent; each row is divided by the root of its length, so that a quarter of the rows' weight
    bounds the curvature."""
    row: Places = np.repeat(np.arange(len(where)), [len(each) for each in where])
    column: Places = np.array([place for each in where for place in each], dtype=np.int64)
    value = np.array([1 / math.sqrt(len(each)) for each in where for _ in each])
    weights, ahead, bias, bias_ahead = np.zeros(width), np.zeros(width), 0.0, 0.0
    rate = _rate(row, column, value, importance, width)
    for step in range(_STEPS):
        z = np.bincount(row, value * ahead[column], len(where)) + bias_ahead
        error = importance * (1 / (1 + np.exp(-np.clip(z, -30, 30))) - y)
        slope = np.bincount(column, value * error[row], width) + _DECAY * ahead
        new, new_bias = ahead - rate * slope, bias_ahead - rate * float(error.sum())
        push = step / (step + 3)
        ahead, bias_ahead = new + push * (new - weights), new_bias + push * (new_bias - bias)
        weights, bias = new, new_bias
    return weights, bias


def _rate(row: Places, column: Places, value: Numbers, importance: Numbers, width: int) -> float:
    """One over the largest curvature, by a few steps of power iteration, the bias counted in."""
    v, b = np.ones(width) / math.sqrt(width + 1), 1 / math.sqrt(width + 1)
    size = 1.0
    for _ in range(12):
        z = importance * (np.bincount(row, value * v[column], len(importance)) + b)
        v, b = np.asarray(np.bincount(column, value * z[row], width), dtype=np.float64), float(z.sum())
        size = math.sqrt(float(v @ v) + b * b)
        v, b = v / size, b / size
    return 1 / (0.3 * size + _DECAY)


def out_of_fold(rows: Sequence[Labelled]) -> dict[str, float]:
    """For each question the measure by what was learned without it."""
    found: dict[str, float] = {}
    fold = {question: i % _FOLDS for i, question in enumerate(in_order(row.question for row in rows))}
    for left_out in range(_FOLDS):
        by = learn([row for row in rows if fold[row.question] != left_out])
        found |= {q: score(_runs(q), by) for q, place in fold.items() if place == left_out}
    return found


def save(learned: Wording, command: str) -> None:
    record: Mapping[str, object] = {"made_by": command, "bias": learned.bias, "weights": learned.weights}
    text = json.dumps(record, ensure_ascii=False, indent=0, separators=(",", ":"))
    STATED.write_text(text + "\n", encoding="utf-8")
    wording.cache_clear()
