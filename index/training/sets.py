"""Development sets beside the statute questions: speeches, policy answers, replies to citizens, graded sentences.

The speech questions are our own; each names a few characters that stand in the right passage. The others are every
tenth row of their file, which training never draws (`pairs.HELD_APART`). Measured here, printed elsewhere.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Hashable
from pathlib import Path

import numpy as np

from ..builtin import BuiltinEmbedder, tokens
from ..library import Library
from .measure import Figure, Gold, figures
from .pairs import HELD_APART
from .prepare import Ids
from .texts import rows
from .words import TokenIndex

SPEECH_QUESTIONS = Path(__file__).with_name("speech_questions.jsonl")
_DAMPING = 60
_DEPTH = 100
Table = dict[str, dict[str, Figure]]


def speech_cases(library: Library) -> list[tuple[str, Gold]]:
    """(question, gold) for every question whose phrase stands in exactly one passage of the library's speeches."""
    passages = [p for d in library.documents() if d.kind.value == "讲话" for p in library.passages(d.id)]
    found: list[tuple[str, Gold]] = []
    for line in SPEECH_QUESTIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        keys = [p.key for p in passages if row["phrase"] in p.text]
        if len(keys) == 1:
            found.append((row["question"], [frozenset[Hashable](keys)]))
    return found


def answers(training: Path, embedder: BuiltinEmbedder, file: str, question: str) -> Table:
    """Question → its own answer among all answers of the file: words, vectors, both by reciprocal ranks."""
    read = rows(training, file)
    texts = [str(row["answer"]) for row in read]
    vectors = embedder.encode_documents(texts)
    index = TokenIndex([embedder.ids(text) for text in texts])
    held = range(0, len(read), HELD_APART)
    lists: dict[str, list[list[Hashable]]] = {"lexical": [], "dense": [], "fused": []}
    for row in held:
        asked = str(read[row][question])
        wordy, near = index.scores(_known(embedder.ids(asked))), vectors @ embedder.encode_queries([asked])[0]
        ranks = [np.argsort(np.argsort(-score, kind="stable"), kind="stable") + 1 for score in (wordy, near)]
        both = sum(1 / (_DAMPING + rank) for rank in ranks)
        for name, score in (("lexical", wordy), ("dense", near), ("fused", np.asarray(both))):
            lists[name].append(np.argsort(-score, kind="stable")[:_DEPTH].tolist())
    gold: list[Gold] = [[frozenset[Hashable]([row])] for row in held]
    return {name: figures(found, gold) for name, found in lists.items()}


def _known(ids: Ids) -> Ids:
    return ids[ids > 0]


def agreement(training: Path, embedder: BuiltinEmbedder) -> dict[str, tuple[float, float, int]]:
    """Spearman of cosine and grade on the held-apart pairs of every set: (model, character pairs, rows)."""
    from scipy.stats import spearmanr  # type: ignore[import-untyped]

    read = [row for i, row in enumerate(rows(training, "sentence_pairs")) if i % HELD_APART == 0]
    found = {}
    for name in sorted({row["set"] for row in read}):
        chosen = [row for row in read if row["set"] == name]
        left, right = (embedder.encode_documents([r[side] for r in chosen]) for side in ("a", "b"))
        grams = [_gram_cosine(r["a"], r["b"]) for r in chosen]
        grades = [r["score"] for r in chosen]
        model = spearmanr((left * right).sum(axis=1), grades).statistic
        found[name] = (float(model), float(spearmanr(grams, grades).statistic), len(chosen))
    return found


def _gram_cosine(a: str, b: str) -> float:
    left, right = (Counter(t for t in tokens(text) if t.startswith("_")) for text in (a, b))
    shared = float(sum(left[t] * right[t] for t in left))
    return shared / max(1e-9, math.sqrt(_square(left) * _square(right)))


def _square(counts: Counter[str]) -> float:
    return float(sum(n * n for n in counts.values()))
