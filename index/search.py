"""Find passages for a question: exact address ∪ shared words ∪ nearest vectors, then one order.

Knows nothing of answers, prompts or screens. Every step works on one snapshot and one mask of allowed documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from documents.address import find_addresses

from . import ranking, segment, shelf
from .embedder import Embedder
from .lexical import row_key
from .lexicon import Lexicon
from .lookup import lookup
from .ranking import Candidate, QueryFeatures
from .records import Filter, Hit
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .reranker import Reranker

POOL = 100  # candidates of each searcher
RERANKED = 50


@dataclass(frozen=True, slots=True)
class Models:
    embedder: Embedder
    reranker: Reranker | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A question with all that decides its answer, besides the library."""

    query: str
    k: int
    wanted: Filter
    lexicon: Lexicon


def search(
    snapshot: Snapshot, connection: sqlite3.Connection, models: Models, request: Request
) -> tuple[Hit, ...]:
    """At most k hits, best first. Addresses that exist come first, in the order in which they stand in the question."""
    exact, laws = _exact(snapshot, connection, request)
    if len(exact) >= request.k:  # nothing that is searched for could stand before them
        return tuple(_raised(hit, float(len(exact) - i), ()) for i, hit in enumerate(exact[: request.k]))
    candidates = gather(snapshot, connection, models, request, laws)
    ranked = ranking.rank(features(request, models, laws), candidates)
    if models.reranker is not None:
        ranked = _reranked(models.reranker, request.query, ranked, candidates)
    found = _hits(snapshot, connection, request, ranked, candidates)
    if not exact:
        return tuple(found[: request.k])
    best = max([hit.score for hit in found], default=0.0)
    first = [_raised(hit, best + len(exact) - i, found) for i, hit in enumerate(exact)]
    others = [hit for hit in found if not any(_inside(hit, whole) for whole in first)]
    return tuple(first + others)[: request.k]


def _inside(hit: Hit, whole: Hit) -> bool:
    """A piece of an article that is already given whole."""
    a, b = hit.passage, whole.passage
    return a.document == b.document and b.start <= a.start and a.end <= b.end


def features(request: Request, models: Models, laws: tuple[str, ...]) -> QueryFeatures:
    words = tuple(segment.words(request.query))
    return QueryFeatures(text=request.query, words=words, laws=laws, embedder=models.embedder.name)


def _raised(hit: Hit, score: float, found: Sequence[Hit]) -> Hit:
    others = next((dict(f.ranks) for f in found if f.passage.key == hit.passage.key), {})
    return Hit(hit.passage, hit.document, hit.validity, score, {**hit.ranks, **others}, 1.0)


def _exact(
    snapshot: Snapshot, connection: sqlite3.Connection, request: Request
) -> tuple[list[Hit], tuple[str, ...]]:
    """Hits at the addresses that stand in the question, and the identities of all laws it names."""
    hits: dict[str, Hit] = {}
    laws: dict[str, None] = {}
    for address in find_addresses(request.query, snapshot.names):
        laws.update(dict.fromkeys(address.laws[:1]))
        if address.pinpoint is not None:
            # A short name may mean several laws: the first of them that has the article.
            meant = (
                lookup(snapshot, connection, law, address.pinpoint, request.wanted) for law in address.laws
            )
            for hit in next(filter(None, meant), ()):
                hits.setdefault(hit.passage.key, hit)
    ranked = [
        Hit(h.passage, h.document, h.validity, h.score, {"exact": i}, h.relevance)
        for i, h in enumerate(hits.values(), start=1)
    ]
    return ranked, tuple(laws)


def gather(
    snapshot: Snapshot,
    connection: sqlite3.Connection,
    models: Models,
    request: Request,
    laws: tuple[str, ...] = (),
) -> list[Candidate]:
    """What the searchers found together, with what is known of each; in no order that means anything."""
    generation = snapshot.generation
    if generation is None:
        return []
    query = request.query
    mask = snapshot.allowed(request.wanted)
    terms = request.lexicon.terms(query)
    lexical = _cut(snapshot, generation.lexical.search(terms, POOL, mask))
    vector = models.embedder.encode_queries([query])[0]
    nearest = generation.vectors.search(vector, POOL, mask[generation.numbers])
    near = _cut(snapshot, [(int(generation.keys[row]), cosine) for row, cosine in nearest])
    order = sorted({key for key, _ in lexical} | {key for key, _ in near})
    rows = generation.rows(order)
    cosines = generation.vectors.cosines(vector, rows)
    scores = generation.lexical.scores(terms, order)
    return _described(snapshot, connection, _Found(query, laws, order, rows, cosines, scores), lexical, near)


@dataclass(frozen=True, slots=True)
class _Found:
    query: str
    laws: tuple[str, ...]
    keys: list[int]
    rows: NDArray[np.int64]
    cosines: NDArray[np.float32]
    scores: dict[int, float]


def _described(
    snapshot: Snapshot,
    connection: sqlite3.Connection,
    found: _Found,
    lexical: Sequence[tuple[int, float]],
    near: Sequence[tuple[int, float]],
) -> list[Candidate]:
    lexical_ranks = _ranks(lexical)
    dense_ranks = _ranks(near)
    asked = set(segment.words(found.query))
    places = [shelf.place_of(key) for key in found.keys]
    texts = [snapshot.texts.of(connection, number).passage(ordinal) for number, ordinal in places]
    candidates = []
    for (number, ordinal), (text, headings), row, cosine in zip(
        places, texts, found.rows, found.cosines, strict=True
    ):
        key = row_key(number, ordinal)
        description = snapshot.by_number[number].description
        candidates.append(
            Candidate(
                key=f"{description.id}:{ordinal}",
                document=description.id,
                kind=description.kind,
                row=int(row),
                length=len(text),
                lexical=found.scores.get(key),
                lexical_rank=lexical_ranks.get(key),
                dense=float(cosine),
                dense_rank=dense_ranks.get(key),
                title=_share(asked, description.title),
                headings=_share(asked, headings),
                named=description.identity in found.laws,
                text=text,
                title_text=description.title,
            )
        )
    return candidates


def _cut(snapshot: Snapshot, scored: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """The first POOL; which of those that tie with the last is said by the passage's key, not by when it was added."""

    def place(pair: tuple[int, float]) -> tuple[float, str, int]:
        number, ordinal = shelf.place_of(pair[0])
        return (-pair[1], snapshot.by_number[number].description.id, ordinal)

    return sorted(scored, key=place)[:POOL]


def _ranks(scored: Sequence[tuple[int, float]]) -> dict[int, int]:
    """Rank from 1; what ties shares a rank, so that no rank depends on the order of adding."""
    ranks: dict[int, int] = {}
    rank, last = 0, None
    for position, (key, score) in enumerate(scored, start=1):
        if score != last:
            rank, last = position, score
        ranks[key] = rank
    return ranks


def _share(asked: set[str], text: str) -> float:
    return len(asked & segment.word_set(text)) / len(asked) if asked else 0.0


def _reranked(
    reranker: Reranker,
    query: str,
    ranked: list[tuple[str, float, float | None]],
    candidates: Sequence[Candidate],
) -> list[tuple[str, float, float | None]]:
    """The first RERANKED in the reranker's order, above all others; its scores replace theirs."""
    head, tail = ranked[:RERANKED], ranked[RERANKED:]
    by_key = {c.key: c for c in candidates}
    scores = reranker.score(query, [f"{by_key[key].title_text} {by_key[key].text}" for key, _, _ in head])
    lowest = float(min(scores, default=0.0))
    again = [(key, float(score), relevance) for (key, _, relevance), score in zip(head, scores, strict=True)]
    again.sort(key=lambda entry: (-entry[1], entry[0]))
    return again + [
        (key, lowest - position, relevance) for position, (key, _, relevance) in enumerate(tail, 1)
    ]


def _hits(
    snapshot: Snapshot,
    connection: sqlite3.Connection,
    request: Request,
    ranked: Sequence[tuple[str, float, float | None]],
    candidates: Sequence[Candidate],
) -> list[Hit]:
    by_key = {c.key: c for c in candidates}
    validity = snapshot.validity(request.wanted.as_of or date.today())
    wanted: dict[str, list[int]] = {}
    for key, _, _ in ranked[: request.k]:
        wanted.setdefault(by_key[key].document, []).append(int(key.rpartition(":")[2]))
    # Each text is read and checked once, however many of its passages were found.
    passages = {
        passage.key: passage
        for document, ordinals in wanted.items()
        for passage in shelf.passages(connection, snapshot.by_id[document], ordinals=ordinals)
    }
    hits = []
    for key, score, relevance in ranked[: request.k]:
        candidate, passage = by_key[key], passages[key]
        row = snapshot.by_id[candidate.document]
        ranks = {"lexical": candidate.lexical_rank, "dense": candidate.dense_rank}
        known = {name: rank for name, rank in ranks.items() if rank is not None}
        hits.append(Hit(passage, row.description, validity[candidate.document], score, known, relevance))
    return hits
