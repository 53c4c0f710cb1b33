"""Find passages for a question: exact address ∪ shared words ∪ nearest vectors, then one order.

Knows nothing of answers, prompts or screens. Every step works on one snapshot and one mask of allowed documents.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from . import ranking, shelf
from .asked import Asked, read
from .gathering import Models, Request, features, gather
from .lookup import lookup
from .ranking import Candidate
from .records import Hit
from .snapshot import Snapshot

if TYPE_CHECKING:
    from .reranker import Reranker

RERANKED = 50


def search(
    snapshot: Snapshot, connection: sqlite3.Connection, models: Models, request: Request
) -> tuple[Hit, ...]:
    """At most k hits, best first. Addresses that exist come first, in the order in which they stand in the question."""
    asked = read(request.query, snapshot.names)
    exact = _exact(snapshot, connection, request, asked)
    if len(exact) >= request.k:  # nothing that is searched for could stand before them
        return tuple(_raised(hit, float(len(exact) - i), ()) for i, hit in enumerate(exact[: request.k]))
    candidates = gather(snapshot, connection, models, request, asked)
    ranked = ranking.rank(features(asked, models), candidates)
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


def _raised(hit: Hit, score: float, found: Sequence[Hit]) -> Hit:
    others = next((dict(f.ranks) for f in found if f.passage.key == hit.passage.key), {})
    return Hit(hit.passage, hit.document, hit.validity, score, {**hit.ranks, **others}, 1.0)


def _exact(snapshot: Snapshot, connection: sqlite3.Connection, request: Request, asked: Asked) -> list[Hit]:
    """Hits at the addresses that stand in the question."""
    hits: dict[str, Hit] = {}
    for address in asked.addresses:
        if address.pinpoint is not None:
            # A short name may mean several laws: the first of them that has the article.
            meant = (
                lookup(snapshot, connection, law, address.pinpoint, request.wanted) for law in address.laws
            )
            for hit in next(filter(None, meant), ()):
                hits.setdefault(hit.passage.key, hit)
    return [
        Hit(h.passage, h.document, h.validity, h.score, {"exact": i}, h.relevance)
        for i, h in enumerate(hits.values(), start=1)
    ]


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
        standing = validity[candidate.document]
        hits.append(Hit(passage, row.description, standing, score, known, relevance, candidate.dense))
    return hits
