"""How sure a mean is, and whether a difference is more than chance. Bootstrap over cases, seeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

ROUNDS = 2000
SEED = 20261120


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval over `cases` cases: drawn by case, never by place or citation, which hang together."""

    mean: float
    low: float
    high: float
    cases: int


def interval(values: Sequence[float]) -> Interval:
    """Raises ValueError for no values: a mean of nothing is not 0. Where all values are 1, or all 0, drawing again shows no
    spread though there is some: the exact binomial bound stands in (Clopper and Pearson 1934)."""
    if not values:
        raise ValueError("no values")
    sample = np.asarray(values, dtype=float)
    if len(set(values)) == 1 and values[0] in (0.0, 1.0):
        bound = 0.025 ** (1 / len(values))
        low, high = (bound, 1.0) if values[0] else (0.0, 1 - bound)
        return Interval(float(values[0]), low, high, len(values))
    means = sample[_draws(len(sample))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(sample.mean()), float(low), float(high), len(sample))


@dataclass(frozen=True, slots=True)
class Difference:
    """New minus old over the cases both have. `worse`: the whole 95 % interval lies below 0."""

    mean: float
    low: float
    high: float
    cases: int

    @property
    def worse(self) -> bool:
        return self.cases > 0 and self.high < 0

    @property
    def better(self) -> bool:
        return self.cases > 0 and self.low > 0


def paired(new: Mapping[str, float], old: Mapping[str, float]) -> Difference:
    """Paired bootstrap (Efron and Tibshirani 1993, ch. 16) of the mean difference, case by case."""
    shared = sorted(new.keys() & old.keys())
    if not shared:
        return Difference(0.0, 0.0, 0.0, 0)
    gaps = np.asarray([new[case] - old[case] for case in shared])
    means = gaps[_draws(len(gaps))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Difference(float(gaps.mean()), float(low), float(high), len(shared))


def _draws(size: int) -> np.ndarray:
    """(ROUNDS, size) row numbers, the same for the same size."""
    return np.random.default_rng(SEED).integers(0, size, (ROUNDS, size))
