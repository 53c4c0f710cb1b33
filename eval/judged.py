"""What the citations of an answer are worth to a reader: pooled judgements (Voorhees and Harman 2005, ch. 3).

For a seeded sample of questions every stretch that an answer cited was read and graded: 2 answers the question, 1 helps, 0
does not bear on it. A citation that no reader has seen is left out, not guessed; `coverage` says how many those are.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import Citation
from documents.records import Description

from .cases import Case, Place
from .held import Held
from .matching import quoted
from .run import Outcome


def grade(case: Case, citation: Citation) -> int | None:
    """The best grade among the judged stretches and gold places whose words the quotation holds; None for unseen."""
    places = (*(case.judged or ()), *case.gold)
    return best_grade(places, citation.hit.document, citation.quote, citation.pinpoint)


def best_grade(places: Iterable[Place], document: Description, text: str, pinpoint: str) -> int | None:
    """Of those whose words a stretch holds; None for none."""
    found = (p.grade for p in places if p.quote and quoted(p, document, text, pinpoint))
    return max(found, default=None)


def _shown(outcome: Outcome) -> list[Citation]:
    """Without 更多依据."""
    answer = outcome.answer
    return [] if answer is None else [c for c in answer.citations if c.number not in answer.more]


def on_topic(outcome: Outcome, _: Held) -> float | None:
    """Share of the cited stretches that bear on the question, of those that were read. 0 for an answer that cites nothing."""
    if outcome.case.judged is None:
        return None
    shown = _shown(outcome)
    grades = [found for c in shown if (found := grade(outcome.case, c)) is not None]
    if not grades:
        return None if shown else 0.0
    return sum(found > 0 for found in grades) / len(grades)


def coverage(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many citations were read before, and how many there are, over the cases with judgements."""
    cited = [(o.case, c) for o in outcomes if o.case.judged is not None for c in _shown(o)]
    return sum(grade(case, c) is not None for case, c in cited), len(cited)
