"""Collect the candidates of a question from both searchers, with all that the ranking may know of each. Ranks nothing.

A law that the question names is searched by itself too, so that what it says of the matter is always among them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import segment, shelf
from .asked import Asked, read
from .embedder import Embedder, Vectors
from .features import Candidate, QueryFeatures
from .generation import Generation
from .lexical import Term
from .lexicon import Lexicon
from .memory import Memory
from .records import Filter
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .reranker import Reranker

WORD_POOL, VECTOR_POOL = 80, 200  # candidates of each searcher: what words find late is seldom right
NAMED_POOL = 60  # of each searcher, within the laws that the question names


@dataclass(frozen=True, slots=True)
class Models:
    embedder: Embedder
    reranker: Reranker | None = None
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A question with all that decides its answer, besides the library."""

    query: str
    k: int
    wanted: Filter
    lexicon: Lexicon


def features(asked: Asked, models: Models) -> QueryFeatures:
    words = tuple(segment.words(asked.topic))
    return QueryFeatures(text=asked.topic, words=words, laws=asked.laws, embedder=models.embedder.name)


def gather(
    snapshot: Snapshot,
    connection: sqlite3.Connection,
    models: Models,
    request: Request,
    asked: Asked | None = None,
) -> list[Candidate]:
    """What the searchers found together, with what is known of each; in no order that means anything."""
    generation = snapshot.generation
    if generation is None:
        return []
    asked = asked or read(request.query, snapshot.names)
    mask = snapshot.allowed(request.wanted)
    terms = request.lexicon.terms(asked.topic)
    vector = models.embedder.encode_queries([asked.topic])[0]
    searching = _Searching(snapshot, generation, terms, vector, models.memory)
    lexical, near = searching.words(WORD_POOL, mask), searching.vectors(VECTOR_POOL, mask)
    inside = list[int]()
    named = _of_laws(snapshot, asked.laws) & mask
    if named.any():
        inside = [key for key, _ in searching.words(NAMED_POOL, named) + searching.vectors(NAMED_POOL, named)]
    return _described(searching, connection, asked, _Found(lexical, near, inside))


def _of_laws(snapshot: Snapshot, laws: Sequence[str]) -> NDArray[np.bool_]:
    """mask[document number] of all documents of these laws."""
    mask = np.zeros(max(snapshot.by_number, default=0) + 1, dtype=np.bool_)
    mask[[row.number for law in laws for row in snapshot.by_identity.get(law, [])]] = True
    return mask


@dataclass(frozen=True, slots=True)
class _Searching:
    snapshot: Snapshot
    generation: Generation
    terms: Sequence[Term]
    vector: NDArray[np.float32]
    memory: Memory | None

    def words(self, count: int, mask: NDArray[np.bool_]) -> list[tuple[int, float]]:
        return self._cut(self.generation.lexical.search(self.terms, count, mask), count)

    def vectors(self, count: int, mask: NDArray[np.bool_]) -> list[tuple[int, float]]:
        generation = self.generation
        nearest = generation.vectors.search(self.vector, count, mask[generation.numbers])
        return self._cut([(int(generation.keys[row]), cosine) for row, cosine in nearest], count)

    def _cut(self, scored: list[tuple[int, float]], count: int) -> list[tuple[int, float]]:
        """The first `count`; which of those that tie with the last is said by the passage's key, not by when it was
        added."""
        if len(scored) <= count:
            return scored
        last = scored[-1][1]
        ties = [pair for pair in scored if pair[1] == last]
        ties.sort(key=lambda pair: self._place(pair[0]))
        return (scored[: len(scored) - len(ties)] + ties)[:count]

    def _place(self, key: int) -> tuple[str, int]:
        number, ordinal = shelf.place_of(key)
        return (self.snapshot.by_number[number].description.id, ordinal)


@dataclass(frozen=True, slots=True)
class _Found:
    """(row key, score), best first, of both searchers, and row keys in the laws that were named."""

    lexical: Sequence[tuple[int, float]]
    near: Sequence[tuple[int, float]]
    inside: Sequence[int]


def _described(
    searching: _Searching, connection: sqlite3.Connection, asked: Asked, found: _Found
) -> list[Candidate]:
    snapshot, generation = searching.snapshot, searching.generation
    lexical_ranks, dense_ranks = _ranks(found.lexical), _ranks(found.near)
    order = sorted({*lexical_ranks, *dense_ranks, *found.inside})
    rows = generation.rows(order)
    scores = dict(found.lexical)
    scores.update(generation.lexical.scores(searching.terms, [key for key in order if key not in scores]))
    vectors = generation.vectors.at(rows)
    cosines = np.round(vectors @ searching.vector, 6).tolist()
    answered, laws = _answered(searching, vectors)
    share = _Shares(frozenset(segment.words(asked.topic)))
    named = frozenset(asked.laws)
    candidates = list[Candidate]()
    last = -1
    for i, (key, row) in enumerate(zip(order, rows.tolist(), strict=True)):
        number, ordinal = shelf.place_of(key)
        if number != last:  # keys of one document stand together
            last, laid = number, snapshot.texts.of(connection, number)
            description = snapshot.by_number[number].description
            title, is_named = share.of(description.title), description.identity in named
        text, headings = laid.passage(ordinal)
        candidates.append(
            Candidate(
                key=f"{description.id}:{ordinal}",
                document=description.id,
                kind=description.kind,
                row=row,
                length=len(text),
                lexical=scores.get(key),
                lexical_rank=lexical_ranks.get(key),
                dense=cosines[i],
                dense_rank=dense_ranks.get(key),
                answered=answered[i],
                law_answered=laws.get(description.identity, 0.0),
                title=title,
                headings=share.of(headings),
                named=is_named,
                text=text,
                title_text=description.title,
            )
        )
    return candidates


def _answered(searching: _Searching, passages: Vectors) -> tuple[list[float], dict[str, float]]:
    """Of each passage, and of each law by identity, how near the question is to ones that it answered."""
    memory = searching.memory
    if memory is None:
        return [0.0] * len(passages), {}
    return memory.support(searching.vector, passages).tolist(), memory.of_laws(searching.vector)


def _ranks(scored: Sequence[tuple[int, float]]) -> dict[int, int]:
    """Rank from 1; what ties shares a rank, so that no rank depends on the order of adding."""
    ranks: dict[int, int] = {}
    rank, last = 0, None
    for position, (key, score) in enumerate(scored, start=1):
        if score != last:
            rank, last = position, score
        ranks[key] = rank
    return ranks


class _Shares:
    """The share of the question's words that stand in a short text, each different text looked at once."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words, self._known = words, dict[str, float]()

    def of(self, text: str) -> float:
        known = self._known.get(text)
        if known is None:
            known = len(self._words & segment.word_set(text)) / len(self._words) if self._words else 0.0
            self._known[text] = known
        return known
