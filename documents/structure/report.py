"""What an import report says of a structure: counts, gaps and doubles in the numbering, what looks odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from documents.pinpoint import Pinpoint
from documents.records import Document, Heading, ImportReport, Note, Passage

from .articles import Articles

_MOST_LISTED = 60
_BROKEN_LEAST = 5
# A line that ends in the middle of a sentence, before one that begins with neither a label nor a heading.
_BROKEN = re.compile(
    r"(?<=[^\n]{12})[\u4e00-\u9fff，、]\n\s*(?![第附总（(]|[一二三四五六七八九十]+、)[\u4e00-\u9fff]"
)


def report_on(
    document: Document, articles: Articles | None, passages: Sequence[Passage], headings: Sequence[Heading]
) -> ImportReport:
    numbers = articles.numbers if articles else []
    counts = articles.counts if articles else {}
    missing, duplicate = _missing(numbers), _duplicate(numbers)
    return ImportReport(
        kind=document.kind,
        format=document.format,
        characters=len(document.text),
        parts=counts.get(1, 0),
        chapters=counts.get(3, 0),
        sections=counts.get(4, 0),
        articles=len(numbers) or len(_annexed(passages)),
        points=0 if articles else len(headings),
        passages=len(passages),
        missing=missing,
        duplicate=duplicate,
        notes=tuple(_notes(document, articles, passages, missing, duplicate)),
    )


def _annexed(passages: Sequence[Passage]) -> set[tuple[str | None, int, int | None]]:
    """The articles of a notice that has them in its annexes only."""
    places = (passage.pinpoint for passage in passages)
    return {(place.annex, place.article, place.insertion) for place in places if place.article is not None}


def _missing(numbers: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Numbers between the first and the last that are not there; a volume of a code begins where the one before ended."""
    present = {number for number, _ in numbers}
    if not present:
        return ()
    gaps = [n for n in range(min(present), max(present)) if n not in present]
    return tuple(str(Pinpoint(article=n)) for n in gaps[:_MOST_LISTED])


def _duplicate(numbers: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(
        str(Pinpoint(article=number, insertion=insertion or None))
        for (number, insertion), count in Counter(numbers).items()
        if count > 1
    )


def _notes(
    document: Document,
    articles: Articles | None,
    passages: Sequence[Passage],
    missing: tuple[str, ...],
    duplicate: tuple[str, ...],
) -> list[Note]:
    notes: list[Note] = []
    if missing:
        notes.append(
            Note(
                "MISSING_ARTICLE",
                f"条号不连续，缺{'、'.join(missing[:10])}{'等' if len(missing) > 10 else ''}",
            )
        )
    if duplicate:
        notes.append(
            Note(
                "DUPLICATE_ARTICLE",
                f"条号重复：{'、'.join(duplicate[:10])}{'等' if len(duplicate) > 10 else ''}",
            )
        )
    if articles:
        order = [number for number in articles.numbers]
        back = [
            a
            for a, b in zip(order[1:], order, strict=False)
            if a < b and str(Pinpoint(article=a[0])) not in duplicate
        ]
        if back:
            notes.append(
                Note(
                    "ARTICLE_ORDER", f"条号倒退：{'、'.join(str(Pinpoint(article=a[0])) for a in back[:10])}"
                )
            )
    broken = len(_BROKEN.findall(document.text)) if articles else 0
    if broken >= _BROKEN_LEAST:
        notes.append(Note("BROKEN_LINES", f"约有{broken}处断行，已按上下文接续，款的序号请核对"))
    if not passages:
        notes.append(Note("NO_PASSAGES", "没有识别出正文内容"))
    return notes
