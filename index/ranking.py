"""Turn what the searchers found into one order. Knows nothing of how candidates are found or stored.

First version: reciprocal ranks. Cormack, Clarke, Büttcher, SIGIR 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.records import Kind

DAMPING = 60  # the k of reciprocal rank fusion; 60 is the paper's


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFeatures:
    """The question as the searchers saw it. `laws`: identities named in it. `words` are cut as the index is."""

    text: str
    words: tuple[str, ...]
    laws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that some searcher found. Scores are raw (BM25 sum, cosine); ranks count from 1, None where the
    searcher did not list it. `dense` is known for every candidate, `lexical` for those the lexical searcher listed.
    `title`, `headings` are the shares in [0, 1] of the question's words that stand there."""

    key: str
    document: str
    kind: Kind
    row: int
    length: int  # characters
    lexical: float | None = None
    lexical_rank: int | None = None
    dense: float | None = None
    dense_rank: int | None = None
    title: float = 0.0
    headings: float = 0.0
    named: bool = False  # its law is named in the question
    text: str = field(default="", repr=False)
    title_text: str = ""


def rank(query: QueryFeatures, candidates: Sequence[Candidate]) -> list[tuple[str, float, float | None]]:
    """(key, score, relevance) for every candidate, best first, ties by key. Relevance None: not calibrated."""
    scored = [(fuse(c), c.key) for c in candidates]
    return [(key, score, None) for score, key in sorted(scored, key=lambda pair: (-pair[0], pair[1]))]


def fuse(candidate: Candidate) -> float:
    ranks = (candidate.lexical_rank, candidate.dense_rank)
    return sum(1 / (DAMPING + rank) for rank in ranks if rank is not None)
