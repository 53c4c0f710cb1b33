"""What is measured, each measure a value with a name: `score(outcome, library)` gives a number in [0, 1] or None where
the measure does not apply to the case. A failed case scores 0 wherever the measure applies.

Ranking measures are ir_measures' own (R@k, nDCG@10, RR@10, Success@1; definitions in its documentation); what it has no
word for (quotations, refusals, validity) is ours. Bigger is better everywhere; the gates are 1.0 when nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import ir_measures
from ir_measures import RR, R, Success, nDCG

from documents.records import Document, Status

from .cases import Place
from .matching import quoted, same_law, stands_in
from .run import Outcome

SUPERSEDED = {Status.AMENDED, Status.REPEALED, Status.NOT_YET}


class Texts(Protocol):
    """Where stored texts are read back from: the library."""

    def document(self, id: str) -> Document: ...  # noqa: A002


@dataclass(frozen=True, slots=True)
class Measure:
    """`gate`: any value below 1 fails the run, whatever the baseline."""

    name: str
    score: Callable[[Outcome, Texts], float | None]
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    measure: str
    case: str
    value: float


RANKING = {str(measure): measure for measure in (Success @ 1, R @ 5, R @ 10, R @ 100, nDCG @ 10, RR @ 10)}


def ranking(outcomes: Sequence[Outcome]) -> list[Score]:
    """Every (ranking measure, case with gold places); a case without hits scores 0.

    Gold places are the documents judged; a hit stands for the first place it holds, and a place counts once.
    """
    judged = [outcome for outcome in outcomes if outcome.case.answerable and outcome.case.gold]
    qrels, ranked = [], []
    for outcome in judged:
        case = outcome.case
        qrels += [ir_measures.Qrel(case.id, f"g{i}", place.grade) for i, place in enumerate(case.gold)]
        ranked += list(_ranked(outcome))
    if not qrels:
        return []
    found = ir_measures.iter_calc(list(RANKING.values()), qrels, ranked)
    values = {(str(metric.measure), metric.query_id): metric.value for metric in found}
    return [
        Score(name, outcome.case.id, values.get((name, outcome.case.id), 0.0))
        for name in RANKING
        for outcome in judged
    ]


def _ranked(outcome: Outcome) -> Iterable[ir_measures.ScoredDoc]:
    left = dict(enumerate(outcome.case.gold))
    for rank, hit in enumerate(outcome.hits):
        held = [i for i, place in left.items() if stands_in(place, hit.document, hit.passage)]
        for i in held:
            left.pop(i)
        for key in [f"g{i}" for i in held] or [f"x{rank}"]:
            yield ir_measures.ScoredDoc(outcome.case.id, key, -float(rank))


def quote_exactness(outcome: Outcome, texts: Texts) -> float | None:
    """Share of citations whose quotation is the stored text at its offsets."""
    if outcome.answer is None or not outcome.answer.citations:
        return None
    right = [
        texts.document(citation.hit.document.id).text[citation.start : citation.end] == citation.quote
        for citation in outcome.answer.citations
    ]
    return sum(right) / len(right)


def validity(outcome: Outcome, _: Texts) -> float | None:
    """1 unless superseded law is cited as current: without an as-of date, not named by the case, not said in the notes."""
    if outcome.answer is None or outcome.case.type == "时效" or outcome.case.as_of or outcome.case.edition:
        return None
    for citation in outcome.answer.citations:
        if citation.hit.validity.status in SUPERSEDED and not outcome.answer.notes:
            return 0.0
    banned = any(
        same_law(t, c.hit.document) for t in outcome.case.must_not_cite for c in outcome.answer.citations
    )
    return 0.0 if banned else 1.0


def fabrication(outcome: Outcome, texts: Texts) -> float | None:
    """1 unless a citation names a document or place that the library does not hold."""
    if outcome.answer is None or not outcome.answer.citations:
        return None
    for citation in outcome.answer.citations:
        document = texts.document(citation.hit.document.id)
        passage = citation.hit.passage
        if (
            document.title != citation.hit.document.title
            or document.text[passage.start : passage.end] != passage.text
        ):
            return 0.0
    return 1.0


def citation_precision(outcome: Outcome, _: Texts) -> float | None:
    """Share of the answer's citations (更多依据 left out) that stand at a gold place of the case."""
    case, answer = outcome.case, outcome.answer
    if not case.answerable or not case.gold:
        return None
    if answer is None:
        return 0.0
    shown = [citation for citation in answer.citations if citation.number not in answer.more]
    right = [any(stands_in(place, c.hit.document, c.hit.passage) for place in case.gold) for c in shown]
    return sum(right) / len(right) if right else 0.0


def citation_recall(outcome: Outcome, _: Texts) -> float | None:
    """Share of grade-2 gold places whose words stand in a quotation of the answer."""
    case = outcome.case
    wanted = [place for place in case.gold if place.grade == 2]
    return _carried(outcome, wanted) if case.answerable and wanted else None


def completeness(outcome: Outcome, _: Texts) -> float | None:
    """Share of the listed points that stand in the answer's quotations, 更多依据 included."""
    return _carried(outcome, outcome.case.points) if outcome.case.points else None


def _carried(outcome: Outcome, places: Sequence[Place]) -> float:
    if outcome.answer is None:
        return 0.0
    citations = outcome.answer.citations
    held = [any(quoted(place, c.hit.document, c.quote, c.pinpoint) for c in citations) for place in places]
    return sum(held) / len(held)


def answered(outcome: Outcome, _: Texts) -> float | None:
    """1 when an answerable question was answered."""
    if not outcome.case.answerable:
        return None
    return float(outcome.answer is not None and outcome.answer.status == "answered")


def refused(outcome: Outcome, _: Texts) -> float | None:
    """1 when an unanswerable question was refused (a failure is no refusal)."""
    if outcome.case.answerable:
        return None
    return float(outcome.answer is not None and outcome.answer.status == "refused")


def reason_named(outcome: Outcome, _: Texts) -> float | None:
    """1 when a refused question was refused for the reason the case expects."""
    case, answer = outcome.case, outcome.answer
    if case.answerable or not case.reason:
        return None
    return float(answer is not None and answer.reason is not None and answer.reason.value == case.reason)


def edition(outcome: Outcome, _: Texts) -> float | None:
    """1 when the first citation of the law in question is of the version expected."""
    case, answer = outcome.case, outcome.answer
    if case.edition is None:
        return None
    if answer is None or not case.gold:
        return 0.0
    cited = [c.hit.document for c in answer.citations if same_law(case.gold[0].title, c.hit.document)]
    return float(bool(cited) and cited[0].date == case.edition)


def address(outcome: Outcome, _: Texts) -> float | None:
    """1 when the first hit of an address question is the very provision, or its absence is said."""
    case = outcome.case
    if case.set != "addresses":
        return None
    if not case.answerable:
        return refused(outcome, _)
    return float(
        bool(outcome.hits) and stands_in(case.gold[0], outcome.hits[0].document, outcome.hits[0].passage)
    )


MEASURES = (
    Measure("引文逐字", quote_exactness, gate=True),
    Measure("出处真实", fabrication, gate=True),
    Measure("效力正确", validity, gate=True),
    Measure("引用准确", citation_precision),
    Measure("引用完整", citation_recall),
    Measure("要点齐全", completeness),
    Measure("应答即答", answered),
    Measure("应拒即拒", refused),
    Measure("拒因正确", reason_named),
    Measure("版本正确", edition),
    Measure("条号定位", address),
)


def score(outcomes: Sequence[Outcome], texts: Texts) -> list[Score]:
    """Every measure that applies to a case, for every case, in the order of MEASURES and of the cases."""
    scores = ranking(outcomes)
    for measure in MEASURES:
        for outcome in outcomes:
            value = measure.score(outcome, texts)
            if value is not None:
                scores.append(Score(measure.name, outcome.case.id, value))
    return scores
