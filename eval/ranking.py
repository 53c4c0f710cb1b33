"""Ranking measures of what the search found: ir_measures' own R@k, nDCG@10, RR@10 and Success@1, and recall within what
is read, for comparing passages of unlike length.

Gold places are the documents judged; a hit stands for the places it holds, and a place counts once. Knows no answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from .matching import stands_in
from .records import Score
from .run import Outcome

RANKING = {str(measure): measure for measure in (Success @ 1, R @ 5, R @ 10, R @ 100, nDCG @ 10, RR @ 10)}
READ = 2_000  # characters
WITHIN = f"R@{READ}字"


def ranking(outcomes: Sequence[Outcome]) -> list[Score]:
    """Every (ranking measure, answerable case with gold places); a case without hits scores 0."""
    judged = [outcome for outcome in outcomes if outcome.case.answerable and outcome.case.gold]
    qrels, ranked = [], []
    for outcome in judged:
        case = outcome.case
        qrels += [ir_measures.Qrel(case.id, f"g{i}", place.grade) for i, place in enumerate(case.gold)]
        ranked += list(_ranked(outcome))
    if not qrels:
        return []
    found = ir_measures.iter_calc(list(RANKING.values()), qrels, ranked)
    values = {(str(metric.measure), metric.query_id): float(metric.value) for metric in found}
    return [
        Score(name, outcome.case.id, values.get((name, outcome.case.id), 0.0))
        for name in RANKING
        for outcome in judged
    ] + [Score(WITHIN, outcome.case.id, recall_within(outcome, READ)) for outcome in judged]


def recall_within(outcome: Outcome, characters: int) -> float:
    """Share of gold places held by the first hits that together have at most so many characters, the first in any case."""
    left, room, found = set(outcome.case.gold), characters, 0
    for rank, hit in enumerate(outcome.hits):
        room -= len(hit.passage.text)
        if room < 0 and rank:
            break
        held = {place for place in left if stands_in(place, hit.document, hit.passage)}
        left -= held
        found += len(held)
    return found / len(set(outcome.case.gold))


def _ranked(outcome: Outcome) -> Iterable[ir_measures.ScoredDoc]:
    left = dict(enumerate(outcome.case.gold))
    for rank, hit in enumerate(outcome.hits):
        held = [i for i, place in left.items() if stands_in(place, hit.document, hit.passage)]
        for i in held:
            left.pop(i)
        for key in [f"g{i}" for i in held] or [f"x{rank}"]:
            yield ir_measures.ScoredDoc(outcome.case.id, key, -float(rank))
