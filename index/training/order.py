"""Learn the order of candidates (LambdaMART, Burges 2010) and the chance that a passage answers (logistic).

Every question is ranked by vectors, and by counts of asked laws, that have not seen it; otherwise the trees would
learn to trust a memory that new questions do not have. Speeches take part with questions made from their own
sentences, so that what is usual among lay questions about statutes does not bury them.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from documents.names import identity_of
from documents.records import Kind

from .. import segment
from ..builtin import MANIFEST, seal
from ..features import Candidate, Knowledge, Numbers, QueryFeatures, describe
from ..ranking import BUILTIN_PREFIX, RANKER, TABLES, Logistic, Ranker
from ..trees import LEAVES, Trees
from .pools import Place
from .questions import FOLDS

MEMORY = ("answered", "answered_gap", "law_answered", "law_answered_gap")
# Left out: raw sums that depend on how long a question is, and what only the calibration needs.
FEATURES = (
    "lexical", "lexical_share", "lexical_rank", "cosine", "cosine_gap", "cosine_rank", "cosine_spread",
    "fused", "fused_share", "document_finds", "document_fused", "document_share", "document_place", "document_cosine",
    "document_lexical", "near_1", "near_3", "near_8", "pairs_covered", "words_covered", "pairs_covered_with_title",
    "words_asked", "title", "headings", "named", "length", *MEMORY, "law_asked", "is_law", "is_interpretation",
    "is_administrative_regulation", "is_constitution", "is_speech",
)  # fmt: skip
CHANCE_FEATURES = (
    "score",
    "cosine",
    "cosine_spread",
    "pairs_covered",
    "words_covered",
    "lexical",
    "near_3",
    "document_share",
    "answered",
)
ROUNDS = 220
ALL_SHOWN = 1_000  # more than a pool holds
FEW_SHOWN = 100  # three times as fast, and half a point of R@10 lower: for comparing features
PARAMETERS: dict[str, Any] = {
    "objective": "lambdarank",
    "num_leaves": LEAVES,
    "learning_rate": 0.05,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 30,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
_CLAUSE = re.compile(r"[，。；：、！？“”（）\n]")
_PATTERNS = ("如何{}", "怎样{}？", "{}有什么要求", "关于{}", "讲话对{}怎么说的")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, without the names of laws, with its candidates. `gold`: one set of keys per right passage. `laws`: identities of the right.
    `own`: one of our own labelled questions."""

    text: str
    fold: int
    candidates: Sequence[Candidate]
    gold: tuple[frozenset[Hashable], ...]
    laws: frozenset[str] = frozenset()
    own: bool = False


def query_of(topic: str) -> QueryFeatures:
    """`topic`: the question without the names of laws, as it was searched."""
    return QueryFeatures(text=topic, words=tuple(segment.words(topic)), embedder=BUILTIN_PREFIX)


def speech_questions(places: Sequence[Place]) -> list[tuple[str, int, frozenset[Hashable]]]:
    """(question, fold, right keys) made of two neighbouring clauses of every passage of a speech."""
    found = []
    for number, place in enumerate(p for p in places if p.kind == Kind.SPEECH.value):
        clauses = [c for c in _CLAUSE.split(place.text) if 5 <= len(c) <= 18]
        for i in range(0, len(clauses) - 1, max(3, len(clauses) // 4)):
            text = _PATTERNS[(number + i) % len(_PATTERNS)].format(clauses[i])
            found.append((text, number % FOLDS, frozenset[Hashable]([place.key])))
    return found


def asked(laws: Sequence[frozenset[str]]) -> dict[str, float]:
    """log(1 + number of questions) by identity of the law that answered."""
    counts = Counter(identity_of(law) for found in laws for law in found)
    return {law: round(math.log1p(count), 3) for law, count in sorted(counts.items())}


class Learned:
    """Features of every case, computed once with the counts of the other folds."""

    def __init__(self, cases: Sequence[Case], rarity: Mapping[str, float]) -> None:
        self.cases = [case for case in cases if case.candidates]
        by_fold = {
            fold: Knowledge(rarity, asked([c.laws for c in cases if c.fold != fold])) for fold in range(FOLDS)
        }
        described = [describe(query_of(c.text), c.candidates, by_fold[c.fold]) for c in self.cases]
        self.columns: list[dict[str, Numbers]] = described
        self.right: list[NDArray[np.int64]] = [
            np.array([any(k.key in g for g in c.gold) for k in c.candidates], dtype=np.int64)
            for c in self.cases
        ]

    def matrix(self, chosen: Sequence[int], features: Sequence[str]) -> NDArray[np.float64]:
        return np.concatenate([np.column_stack([self.columns[i][f] for f in features]) for i in chosen])

    def trees(
        self, chosen: Sequence[int], features: Sequence[str] = FEATURES, best: int = ALL_SHOWN
    ) -> Trees:
        import lightgbm

        kept = [shown(self.columns[i]["fused"], self.right[i], best) for i in chosen]
        data = lightgbm.Dataset(
            self.matrix(chosen, features)[np.concatenate(kept)],
            np.concatenate([self.right[i][rows] for i, rows in zip(chosen, kept, strict=True)]),
            group=[int(rows.sum()) for rows in kept],
            free_raw_data=True,
        )
        booster = lightgbm.train(PARAMETERS, data, ROUNDS)
        return Trees.from_dump(booster.dump_model())

    def crossed(self, features: Sequence[str] = FEATURES, best: int = ALL_SHOWN) -> list[Numbers]:
        """The score of every candidate of every case, by trees that were learned on the other folds."""
        scores: list[Numbers] = [np.zeros(0)] * len(self.cases)
        for fold in range(FOLDS):
            others = [i for i, case in enumerate(self.cases) if case.fold != fold and case.gold]
            trees = self.trees(others, features, best)
            for i, case in enumerate(self.cases):
                if case.fold == fold:
                    scores[i] = trees.predict(self.matrix([i], features))
        return scores


def shown(fused: Numbers, right: NDArray[np.int64], best: int) -> NDArray[np.bool_]:
    """Which candidates the trees learn from: the right ones, the `best` by fused ranks, and every fifth of the rest,
    which are all alike."""
    order = np.argsort(-fused, kind="stable")
    chosen = right > 0
    chosen[order[:best]] = True
    chosen[order[best::5]] = True
    return np.asarray(chosen, dtype=np.bool_)


def ordered(case: Case, scores: Numbers) -> list[Hashable]:
    """Keys, best first, ties by key."""
    pairs = sorted(
        zip(scores.tolist(), (c.key for c in case.candidates), strict=True), key=lambda p: (-p[0], p[1])
    )
    return [key for _, key in pairs]


def calibrated(
    learned: Learned, scores: Sequence[Numbers], answerable: Sequence[bool]
) -> tuple[Logistic, float]:
    """The chance that a question is answered, read off its best candidate; and the area under the ROC curve.

    Positive and negative questions weigh the same in total, so 0.5 means: no more like the one than the other."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict

    rows = []
    for columns, score in zip(learned.columns, scores, strict=True):
        best = int(np.argmax(score))
        rows.append([float(score[best]), *(float(columns[f][best]) for f in CHANCE_FEATURES[1:])])
    data, truth = np.array(rows), np.array(answerable)
    model = LogisticRegression(class_weight="balanced", C=10.0, max_iter=2000)
    held = cross_val_predict(model, data, truth, cv=5, method="predict_proba")[:, 1]
    model.fit(data, truth)
    weights = {f: round(float(w), 4) for f, w in zip(CHANCE_FEATURES, model.coef_[0], strict=True)}
    return Logistic(round(float(model.intercept_[0]), 4), weights), float(roc_auc_score(truth, held))


def save(ranker: Ranker, folder: Path) -> None:
    """Beside the vectors, and seal the folder again."""
    tokens = sorted(ranker.knowledge.rarity)
    about = {
        "features": list(ranker.names),
        "asked": dict(ranker.knowledge.asked),
        "relevance": None
        if ranker.relevance is None
        else {"bias": ranker.relevance.bias, "weights": dict(ranker.relevance.weights)},
        "tokens": tokens,
    }
    (folder / RANKER).write_text(json.dumps(about, ensure_ascii=False) + "\n", encoding="utf-8")
    rarity = np.array([ranker.knowledge.rarity[token] for token in tokens], dtype=np.float16)
    arrays: dict[str, Any] = {"rarity": rarity, **ranker.trees.to_arrays()}
    np.savez_compressed(folder / TABLES, **arrays)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    seal(folder, {k: v for k, v in manifest.items() if k != "files"})
