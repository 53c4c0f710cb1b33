"""Ranking measures of what the search found: ir_measures' own R@k, nDCG@10, RR@10 and Success@1, and recall within what
is read, for comparing passages of unlike length.

Gold places are the documents judged; a hit stands for the places it holds, and a place counts once. A hit that holds three
places is one hit: R@k is over the first k hits, whatever they hold. Knows no answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import ir_measures
from ir_measures import RR, R, Success, nDCG

from .matching import stands_in
from .records import Score
from .run import Outcome

DEPTHS = (5, 10, 100)
ALL = R @ 1000  # of a list that was cut before
RANKING = ("Success@1", *(f"R@{depth}" for depth in DEPTHS), "nDCG@10", "RR@10")
READ = 2_000  # characters
WITHIN = f"R@{READ}字"


def ranking(outcomes: Sequence[Outcome]) -> list[Score]:
    """Every (ranking measure, answerable case with gold places); a case without hits scores 0."""
    judged = [outcome for outcome in outcomes if outcome.case.answerable and outcome.case.gold]
    qrels = [
        ir_measures.Qrel(outcome.case.id, f"g{i}", place.grade)
        for outcome in judged
        for i, place in enumerate(outcome.case.gold)
    ]
    if not qrels:
        return []
    values = _values((Success @ 1, nDCG @ 10, RR @ 10), qrels, [_ranked(outcome) for outcome in judged])
    for depth in DEPTHS:
        cut = _values((ALL,), qrels, [_ranked(outcome, depth) for outcome in judged])
        values |= {(f"R@{depth}", case): value for (_, case), value in cut.items()}
    return [
        Score(name, outcome.case.id, values.get((name, outcome.case.id), 0.0))
        for name in RANKING
        for outcome in judged
    ] + [Score(WITHIN, outcome.case.id, recall_within(outcome, READ)) for outcome in judged]


def _values(
    measures: Sequence[ir_measures.Measure],
    qrels: list[ir_measures.Qrel],
    lists: Iterable[list[ir_measures.ScoredDoc]],
) -> dict[tuple[str, str], float]:
    found = ir_measures.iter_calc(list(measures), qrels, [doc for ranked in lists for doc in ranked])
    return {(str(metric.measure), metric.query_id): float(metric.value) for metric in found}


def recall_within(outcome: Outcome, characters: int) -> float:
    """Share of gold places in the first so many characters that the hits give; what the last one has beyond is not read."""
    left, room, found = set(outcome.case.gold), characters, 0
    for hit in outcome.hits:
        read = replace(hit.passage, text=hit.passage.text[:room])
        held = {place for place in left if stands_in(place, hit.document, read)}
        left -= held
        found += len(held)
        room -= len(read.text)
        if room <= 0:
            break
    return found / len(set(outcome.case.gold))


def _ranked(outcome: Outcome, depth: int | None = None) -> list[ir_measures.ScoredDoc]:
    left = dict(enumerate(outcome.case.gold))
    ranked = []
    for rank, hit in enumerate(outcome.hits[:depth]):
        held = [i for i, place in left.items() if stands_in(place, hit.document, hit.passage)]
        for i in held:
            left.pop(i)
        for key in [f"g{i}" for i in held] or [f"x{rank}"]:
            ranked.append(ir_measures.ScoredDoc(outcome.case.id, key, -float(rank)))
    return ranked
