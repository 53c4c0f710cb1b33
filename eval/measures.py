"""What is measured of answers, each measure a value with a name: `score(outcome, held)` gives a number in [0, 1], or None
where the measure does not apply to the case. A failed case scores 0 wherever the measure applies.

Bigger is better everywhere; the gates are 1.0 when nothing is wrong. Ranking is measured by `eval.ranking`, drafts by `eval.drafts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.records import Citation, Reason
from documents.records import Status

from .cases import Case, Place
from .drafts import draft_scores
from .held import Held, Texts, to_come
from .judged import on_topic
from .matching import quoted, same_law, stands_in
from .ranking import ranking
from .records import Score
from .run import TODAY, Outcome

SUPERSEDED = {Status.AMENDED, Status.REPEALED, Status.NOT_YET}
_SPEAKS_OF_TIME = re.compile(r"[12]\d{3}|旧|原来|以前|过去|修订|修正|修改|废止|当时|失效|还在用")
_EDGE_BEFORE = re.compile(
    r"(?:^|[\s　。；：，、！？…—”’」』）)》〉】\]:;,.!?|]|第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?|[“‘「『（(《])$"
)
_EDGE_AFTER = re.compile(r"^(?:$|[\s　。；：，、！？…—”’」』）)《〈:;,.!?|])")
_CLOSED = re.compile(r"[。；：，、！？…—”’」』）)》〉:;,.!?|]$")


@dataclass(frozen=True, slots=True)
class Measure:
    """`gate`: any value below 1 fails the run, whatever the baseline."""

    name: str
    score: Callable[[Outcome, Held], float | None]
    gate: bool = False


def _of_citations(outcome: Outcome, right: Callable[[Citation], bool]) -> float | None:
    """The share of citations that are right. Failed, or answered without any: 0. A refusal cites nothing that could be wrong."""
    if outcome.case.citations:
        return None
    if outcome.answer is None:
        return 0.0 if outcome.error or outcome.case.answerable else None
    judged = [right(citation) for citation in outcome.answer.citations]
    if not judged:
        return None if outcome.answer.status == "refused" else 0.0
    return sum(judged) / len(judged)


def quote_exactness(outcome: Outcome, held: Held) -> float | None:
    """Share of citations whose quotation is the stored text at its offsets."""
    return _of_citations(
        outcome, lambda c: held.document(c.hit.document.id).text[c.start : c.end] == c.quote and bool(c.quote)
    )


def fabrication(outcome: Outcome, held: Held) -> float | None:
    """Share of citations whose document and passage the library holds as they are given."""

    def right(citation: Citation) -> bool:
        document, passage = held.document(citation.hit.document.id), citation.hit.passage
        same = document.title == citation.hit.document.title
        return same and document.text[passage.start : passage.end] == passage.text

    return _of_citations(outcome, right)


def boundaries(outcome: Outcome, held: Held) -> float | None:
    """Share of citations that begin and end where a clause does, never inside a word. Of unanswerable cases nothing: a set
    that is refused as it should be would have no score, and a floor under it would punish that."""
    if not outcome.case.answerable:
        return None

    def right(citation: Citation) -> bool:
        text = held.document(citation.hit.document.id).text
        before, after = (
            text[max(0, citation.start - 24) : citation.start],
            text[citation.end : citation.end + 1],
        )
        whole = bool(_CLOSED.search(citation.quote)) or bool(_EDGE_AFTER.match(after))
        return bool(_EDGE_BEFORE.search(before)) and whole

    return _of_citations(outcome, right)


def validity(outcome: Outcome, held: Held) -> float | None:
    """1 unless superseded law is cited as current: shown as in force or unverified where a newer version had taken effect
    by the day asked about (worked out from dates alone), or cited at all where nothing speaks of another time."""
    if outcome.case.citations or (outcome.turned_away and not outcome.case.answerable):
        return None
    answer, case = outcome.answer, outcome.case
    if answer is None:
        return 0.0
    for citation in answer.citations:
        document, shown = citation.hit.document, citation.hit.validity.status
        stale = held.newer(document, answer.as_of) is not None or to_come(document, answer.as_of)
        if stale and (shown not in SUPERSEDED or not _dated(case, outcome)):
            return 0.0
    return 1.0


def avoided(outcome: Outcome, _: Held) -> float | None:
    """1 unless a text is cited as if it held that the case rules out, for a reason the library itself cannot know."""
    if not outcome.case.must_not_cite:
        return None
    if outcome.answer is None:
        return 0.0
    return float(
        not any(
            same_law(title, citation.hit.document) and citation.hit.validity.status not in SUPERSEDED
            for title in outcome.case.must_not_cite
            for citation in outcome.answer.citations
        )
    )


def _dated(case: Case, outcome: Outcome) -> bool:
    if case.as_of or case.edition or case.type.startswith("时效"):
        return True
    asked = " ".join((*case.previous, case.question))
    return bool(_SPEAKS_OF_TIME.search(asked)) or (
        outcome.answer is not None and outcome.answer.as_of != TODAY
    )


def citation_precision(outcome: Outcome, _: Held) -> float | None:
    """Share of the answer's citations (更多依据 left out) that stand at a gold place of the case."""
    case, answer = outcome.case, outcome.answer
    if not case.answerable or not case.gold:
        return None
    if answer is None:
        return 0.0
    shown = [citation for citation in answer.citations if citation.number not in answer.more]
    right = [any(stands_in(place, c.hit.document, c.hit.passage) for place in case.gold) for c in shown]
    return sum(right) / len(right) if right else 0.0


def citation_recall(outcome: Outcome, _: Held) -> float | None:
    """Share of grade-2 gold places whose words stand in a quotation of the answer."""
    case = outcome.case
    wanted = [place for place in case.gold if place.grade == 2]
    return _carried(outcome, wanted) if case.answerable and wanted else None


def citation_hit(outcome: Outcome, _: Held) -> float | None:
    """1 when at least one grade-2 gold place stands in a quotation of the answer."""
    found = citation_recall(outcome, _)
    return None if found is None else float(found > 0)


def completeness(outcome: Outcome, _: Held) -> float | None:
    """Share of the listed points that stand in the answer's quotations, 更多依据 included."""
    return _carried(outcome, outcome.case.points) if outcome.case.points else None


def completeness_shown(outcome: Outcome, _: Held) -> float | None:
    """The same without 更多依据: a list that is only offered for opening is not yet read."""
    points, answer = outcome.case.points, outcome.answer
    if not points or answer is None:
        return 0.0 if points else None
    shown = tuple(citation for citation in answer.citations if citation.number not in answer.more)
    return _carried(replace(outcome, answer=replace(answer, citations=shown, more=())), points)


def _carried(outcome: Outcome, places: Sequence[Place]) -> float:
    if outcome.answer is None:
        return 0.0
    citations = outcome.answer.citations
    held = [any(quoted(place, c.hit.document, c.quote, c.pinpoint) for c in citations) for place in places]
    return sum(held) / len(held)


def answered(outcome: Outcome, _: Held) -> float | None:
    """1 when an answerable question was answered, with at least one citation."""
    if not outcome.case.answerable or outcome.case.citations:
        return None
    answer = outcome.answer
    return float(answer is not None and answer.status == "answered" and bool(answer.citations))


def refused(outcome: Outcome, _: Held) -> float | None:
    """1 when an unanswerable question was refused or sent back as unreadable (a failure is no refusal)."""
    if outcome.case.answerable:
        return None
    return float(
        bool(outcome.turned_away) or (outcome.answer is not None and outcome.answer.status == "refused")
    )


def refused_test(outcome: Outcome, held: Held) -> float | None:
    """The same on the half that no threshold was derived from, where a set has halves."""
    halved = outcome.case.set == "unanswerable" and outcome.case.part == "test"
    return refused(outcome, held) if halved else None


def reason_named(outcome: Outcome, _: Held) -> float | None:
    """1 when an unanswerable question was refused for the reason the case expects."""
    case, answer = outcome.case, outcome.answer
    if case.answerable or not case.reason:
        return None
    if outcome.turned_away:
        return float(case.reason == Reason.NOT_UNDERSTOOD.value)
    return float(answer is not None and answer.reason is not None and answer.reason.value == case.reason)


def edition(outcome: Outcome, _: Held) -> float | None:
    """1 when the first citation of the law in question is of the version expected."""
    case, answer = outcome.case, outcome.answer
    if case.edition is None:
        return None
    if answer is None or not case.gold:
        return 0.0
    cited = [c.hit.document for c in answer.citations if same_law(case.gold[0].title, c.hit.document)]
    return float(bool(cited) and case.edition in (cited[0].adopted, cited[0].effective, cited[0].date))


def address(outcome: Outcome, held: Held) -> float | None:
    """1 when the first citation of an address question is of that article and one holds the very provision (an item comes
    with the head of its list before it), or when its absence is said."""
    case, answer = outcome.case, outcome.answer
    if case.set != "addresses":
        return None
    if not case.answerable:
        return reason_named(outcome, held)
    if answer is None or not answer.citations:
        return 0.0
    place, first = case.gold[0], answer.citations[0]
    there = any(quoted(place, c.hit.document, c.quote, c.pinpoint) for c in answer.citations)
    return float(there and stands_in(replace(place, quote=""), first.hit.document, first.hit.passage))


MEASURES = (
    Measure("引文逐字", quote_exactness, gate=True),
    Measure("出处真实", fabrication, gate=True),
    Measure("效力正确", validity, gate=True),
    Measure("引文起止", boundaries),
    Measure("引用命中", citation_hit),
    Measure("引用完整", citation_recall),
    Measure("引用准确", citation_precision),
    Measure("引用切题", on_topic),
    Measure("要点齐全", completeness),
    Measure("要点在正文", completeness_shown),
    Measure("应答即答", answered),
    Measure("应拒即拒", refused),
    Measure("应拒即拒·测试半", refused_test),
    Measure("拒因正确", reason_named),
    Measure("避开旧法", avoided),
    Measure("版本正确", edition),
    Measure("条号定位", address),
)


def score(outcomes: Sequence[Outcome], texts: Texts) -> list[Score]:
    """Every measure that applies to a case, for every case, in the order of MEASURES and of the cases."""
    held = Held(texts)
    scores = ranking(outcomes)
    for measure in MEASURES:
        for outcome in outcomes:
            value = measure.score(outcome, held)
            if value is not None:
                scores.append(Score(measure.name, outcome.case.id, value))
    return scores + draft_scores(outcomes)
