"""For every labelled question, articles that share its words and do not answer it: BM25 over tokens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .prepare import Ragged
from .questions import Question

_K1, _B = 1.2, 0.75
DEPTH = 40


def hard_negatives(
    headings: Ragged, articles: Ragged, asked: Ragged, questions: Sequence[tuple[int, Question]]
) -> dict[int, list[int]]:
    """Question number → at most DEPTH articles, nearest first. `questions` are (row in `asked`, question)."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    whole = [np.concatenate([headings[i], articles[i]]) for i in range(len(articles))]
    rows = np.repeat(np.arange(len(whole)), [len(ids) for ids in whole])
    flat = np.concatenate(whole)
    counts = csr_matrix((np.ones(len(flat), np.float32), (rows, flat)))
    counts.sum_duplicates()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((len(whole) - documents + 0.5) / (documents + 0.5)).astype(np.float32)
    length = lengths[np.repeat(np.arange(len(whole)), np.diff(counts.indptr))] / lengths.mean()
    counts.data *= (_K1 + 1) / (counts.data + _K1 * (1 - _B + _B * length)) * rarity[counts.indices]
    found = {}
    for row, question in questions:
        ids = asked[row]
        score = counts @ np.bincount(ids[ids < counts.shape[1]], minlength=counts.shape[1]).astype(np.float32)
        best = np.argsort(-score, kind="stable")[: DEPTH + len(question.articles)]
        found[question.number] = [int(i) for i in best if int(i) not in question.articles][:DEPTH]
    return found
