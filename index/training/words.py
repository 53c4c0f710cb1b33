"""BM25 over token numbers, for what is not in a library: hard negatives, and answers as a collection of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .prepare import Ids, Ragged
from .questions import Question

_K1, _B = 1.2, 0.75
DEPTH = 40


class TokenIndex:
    """Robertson and Zaragoza, 2009. Row i is texts[i]; every text is scored for every question."""

    def __init__(self, texts: Sequence[Ids]) -> None:
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

        rows = np.repeat(np.arange(len(texts)), [len(ids) for ids in texts])
        flat = np.concatenate(texts)
        counts = csr_matrix(
            (np.ones(len(flat), np.float32), (rows, flat)), shape=(len(texts), int(flat.max()) + 1)
        )
        counts.sum_duplicates()
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = np.log1p((len(texts) - held + 0.5) / (held + 0.5)).astype(np.float32)
        length = lengths[np.repeat(np.arange(len(texts)), np.diff(counts.indptr))] / lengths.mean()
        counts.data *= (_K1 + 1) / (counts.data + _K1 * (1 - _B + _B * length)) * rarity[counts.indices]
        self._weights = counts

    def scores(self, ids: Ids) -> NDArray[np.float32]:
        width = self._weights.shape[1]
        asked = np.bincount(ids[ids < width], minlength=width).astype(np.float32)
        return np.asarray(self._weights @ asked, dtype=np.float32)


def hard_negatives(
    headings: Ragged, articles: Ragged, asked: Ragged, questions: Sequence[tuple[int, Question]]
) -> dict[int, list[int]]:
    """Question number → at most DEPTH articles that share its words and do not answer it, nearest first.
    `questions` are (row in `asked`, question)."""
    index = TokenIndex([np.concatenate([headings[i], articles[i]]) for i in range(len(articles))])
    found = {}
    for row, question in questions:
        best = np.argsort(-index.scores(asked[row]), kind="stable")[: DEPTH + len(question.articles)]
        found[question.number] = [int(i) for i in best if int(i) not in question.articles][:DEPTH]
    return found
