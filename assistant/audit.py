"""Check an answer against the library it came from: every quotation word for word, every place right, every [n] there.

Used by the evaluation and by tests. Finds faults; repairs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from documents.pinpoint import Pinpoint
from documents.records import Document, Passage, Unit
from documents.units import units

from .records import Answer, Citation


class Texts(Protocol):
    """What the check needs of a library."""

    def document(self, id: str) -> Document: ...  # noqa: A002
    def passages(self, id: str) -> tuple[Passage, ...]: ...  # noqa: A002


def faults(answer: Answer, texts: Texts) -> tuple[str, ...]:
    """One line for each fault, () for a sound answer."""
    found = [line for citation in answer.citations for line in _citation_faults(citation, texts)]
    found += _number_faults(answer)
    found += _sentence_faults(answer)
    return tuple(found)


def _citation_faults(citation: Citation, texts: Texts) -> Iterator[str]:
    document = texts.document(citation.hit.document.id)
    where = f"[{citation.number}] {document.title}{citation.pinpoint}"
    if document.text[citation.start : citation.end] != citation.quote or not citation.quote.strip():
        yield f"{where}: quotation is not at {citation.start}–{citation.end}"
    held = [p for p in texts.passages(document.id) if p.start <= citation.start and citation.end <= p.end]
    touched = [p for p in texts.passages(document.id) if p.start < citation.end and citation.start < p.end]
    places = [unit for passage in held or touched for unit in units(passage) if _overlap(unit, citation)]
    if not places:
        yield f"{where}: no unit of the document stands there"
    elif not any(_names(citation.pinpoint, unit.pinpoint, passages=touched) for unit in places):
        yield f"{where}: stands at {places[0].pinpoint}"


def _overlap(unit: Unit, citation: Citation) -> bool:
    return unit.start < citation.end and citation.start < unit.end


def _names(printed: str, place: Pinpoint, passages: list[Passage]) -> bool:
    """Whether the printed place is the unit's own, or one that covers it: the article, the paragraph, the point."""
    if printed in (str(place), str(place.article_only())):
        return True
    if any(printed == str(passage.pinpoint) for passage in passages):
        return True
    try:
        return Pinpoint.parse(printed).covers(place)
    except ValueError:
        return False


def _number_faults(answer: Answer) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"citations are numbered {numbers}"
    if answer.status != "answered" and numbers:
        yield "a refusal carries citations"
    if answer.status == "answered" and not numbers:
        yield "an answer without a citation"


def _sentence_faults(answer: Answer) -> Iterator[str]:
    """A sentence marked 原文 has to hold what it cites; whatever cites nothing may state nothing."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for section in answer.sections:
        for sentence in section.sentences:
            if sentence.label == "原文" and not any(
                quotes[n] in sentence.text or _quoted_from(sentence.text, quotes[n])
                for n in sentence.citations
            ):
                yield f"“{sentence.text[:30]}” does not hold its citation"
            if answer.status == "answered" and sentence.label == "原文" and not sentence.citations:
                yield f"“{sentence.text[:30]}” cites nothing"


def _quoted_from(text: str, quote: str) -> bool:
    """Words of the citation shown alone: “行政执法机关”（…）."""
    shown = text.partition("”")[0].lstrip("“")
    return bool(shown) and shown in quote
