"""Turn what the searchers found into one order, and say how likely each passage answers. Knows nothing of how
candidates are found or stored.

The order is learned (`index/training/`, LambdaMART over `index.features`); it holds for the built-in embedder, whose
cosines it was learned on. With any other embedder, and while nothing is learned, ranks are fused reciprocally.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .builtin import BUILTIN_PREFIX, checked
from .features import DAMPING, Candidate, Knowledge, Numbers, QueryFeatures, describe, fuse
from .trees import Trees

__all__ = ["BUILTIN_PREFIX", "DAMPING", "Candidate", "QueryFeatures", "Ranker", "fuse", "load_ranker", "rank"]

FOLDER = Path(__file__).with_name("model")
RANKER, TABLES = "ranker.json", "ranker.npz"
Ranked = list[tuple[str, float, float | None]]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Relevance as 1 / (1 + exp(-(bias + Σ weight · feature))); `score` is the trees' own sum."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, columns: Mapping[str, Numbers]) -> Numbers:
        total = self.bias + sum(weight * columns[name] for name, weight in self.weights.items())
        return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Ranker:
    names: tuple[str, ...]  # of the features, in the trees' order
    trees: Trees
    knowledge: Knowledge
    relevance: Logistic | None

    def rank(self, query: QueryFeatures, candidates: Sequence[Candidate]) -> Ranked:
        columns = describe(query, candidates, self.knowledge)
        columns["score"] = self.trees.predict(np.column_stack([columns[name] for name in self.names]))
        chances = self.relevance.probability(columns).tolist() if self.relevance else [None] * len(candidates)
        scores = np.round(columns["score"], 6).tolist()
        rows = [(c.key, s, chance) for c, s, chance in zip(candidates, scores, chances, strict=True)]
        return sorted(rows, key=lambda row: (-row[1], row[0]))


@lru_cache(maxsize=2)
def load_ranker(folder: Path = FOLDER) -> Ranker | None:
    """None while the folder holds no learned ranking. Raises ModelError MODEL_DAMAGED."""
    if not (folder / RANKER).exists():
        return None
    about = json.loads(checked(folder, RANKER))
    with np.load(io.BytesIO(checked(folder, TABLES)), allow_pickle=False) as arrays:
        trees = Trees.from_arrays(arrays)
        rarity = dict(zip(about["tokens"], arrays["rarity"].tolist(), strict=True))
    chances = about.get("relevance")
    relevance = Logistic(chances["bias"], chances["weights"]) if chances else None
    return Ranker(tuple(about["features"]), trees, Knowledge(rarity, about["asked"]), relevance)


def rank(query: QueryFeatures, candidates: Sequence[Candidate]) -> Ranked:
    """(key, score, relevance) for every candidate, best first, ties by key. Relevance None: not calibrated."""
    if not candidates:
        return []
    ranker = load_ranker() if query.embedder.startswith(BUILTIN_PREFIX) else None
    if ranker is not None:
        return ranker.rank(query, candidates)
    scored = [(fuse(c), c.key) for c in candidates]
    return [(key, score, None) for score, key in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]
