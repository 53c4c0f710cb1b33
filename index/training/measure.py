"""Recall and reciprocal rank over ranked lists, with bootstrap intervals. Ranks nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Gold = Sequence[frozenset[Hashable]]  # one set per relevant article: any of its pieces finds it
Measure = Callable[[Sequence[Hashable], Gold], float]


def recall(depth: int) -> Measure:
    """Share of the relevant articles of which a piece is among the first `depth`. Macro-averaged over questions."""

    def measure(ranked: Sequence[Hashable], gold: Gold) -> float:
        seen = set(ranked[:depth])
        return sum(bool(seen & pieces) for pieces in gold) / len(gold)

    return measure


def reciprocal_rank(depth: int) -> Measure:
    """1 / rank of the first relevant passage, 0 beyond `depth`. Voorhees, TREC-8, 1999."""

    def measure(ranked: Sequence[Hashable], gold: Gold) -> float:
        right = frozenset[Hashable]().union(*gold)
        return next((1 / rank for rank, key in enumerate(ranked[:depth], start=1) if key in right), 0.0)

    return measure


MEASURES: dict[str, Measure] = {
    "R@5": recall(5),
    "R@10": recall(10),
    "R@100": recall(100),
    "MRR@10": reciprocal_rank(10),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with the middle 95 % of its bootstrap distribution."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def bootstrap(values: Sequence[float], *, draws: int = 2000, seed: int = 0) -> Figure:
    """Percentile interval over resampled questions. Efron, 1979. No values give zeros."""
    sample: NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    if not len(sample):
        return Figure(0.0, 0.0, 0.0)
    chosen = np.random.default_rng(seed).integers(len(sample), size=(draws, len(sample)))
    low, high = np.quantile(sample[chosen].mean(axis=1), (0.025, 0.975))
    return Figure(float(sample.mean()), float(low), float(high))


def figures(lists: Sequence[Sequence[Hashable]], gold: Sequence[Gold]) -> dict[str, Figure]:
    """Every measure for every question; a question whose list is empty counts 0."""
    return {
        name: bootstrap([measure(ranked, right) for ranked, right in zip(lists, gold, strict=True)])
        for name, measure in MEASURES.items()
    }
