"""Answers and outcomes made by hand, for the tests of measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.records import Answer, Citation, Reason
from documents.pinpoint import Pinpoint
from documents.records import Description, Document, Kind, Passage, Status
from documents.validity import Validity
from eval.cases import Case, Place
from eval.run import TODAY, Outcome
from index.records import Hit

TEXT = (
    "示例市公示办法\n\n第一条　为了规范公示，制定本办法。\n第二条　处罚决定应当在七日内公示。公示期为三年。\n"
)
FIRST, SECOND = TEXT.index("第一条"), TEXT.index("第二条")
NEW = Document(
    id="new", title="示例市公示办法", kind=Kind.NORMATIVE, identity="示例市公示办法", source="库/公示办法.txt",
    adopted=date(2024, 5, 1), effective=date(2024, 7, 1), text=TEXT,
)  # fmt: skip
OLD = replace(
    NEW, id="old", adopted=date(2019, 5, 1), effective=date(2019, 7, 1), source="库/公示办法2019.txt"
)


class Shelf:
    """A library of two versions of one text."""

    def document(self, id: str) -> Document:  # noqa: A002
        return {"new": NEW, "old": OLD}[id]

    def documents(self) -> tuple[Description, ...]:
        return (NEW, OLD)


def passage(number: int, document: Document = NEW) -> Passage:
    start, end = (FIRST, SECOND - 1) if number == 1 else (SECOND, len(TEXT) - 1)
    return Passage(document.id, number - 1, start, end, TEXT[start:end], (), Pinpoint(article=number))


def hit(number: int, document: Document = NEW, status: Status = Status.UNVERIFIED) -> Hit:
    return Hit(passage(number, document), document, Validity(status), 1.0)


def cite(number: int, words: str = "", at: Hit | None = None) -> Citation:
    """The whole article behind its label, or the words given."""
    found = at or hit(2)
    words = words or found.passage.text[4:]
    start = TEXT.index(words)
    return Citation(number, found, start, start + len(words), str(found.passage.pinpoint))


def answer(*citations: Citation, **fields: Any) -> Answer:
    known: dict[str, Any] = {"asked": "问", "question": "问", "status": "answered", "as_of": TODAY} | fields
    return Answer(citations=citations, **known)


def refusal(reason: Reason = Reason.OUT_OF_LIBRARY) -> Answer:
    return Answer(asked="问", question="问", status="refused", reason=reason, as_of=TODAY)


def case(**fields: Any) -> Case:
    known: dict[str, Any] = {"id": "c", "set": "s", "question": "几日内公示？", "type": "多少"}
    gold = (Place("《示例市公示办法》", "第二条", "七日内公示"),)
    return Case(**(known | {"gold": gold} | fields))


def outcome(given: Answer | None, **fields: Any) -> Outcome:
    return Outcome(case(**fields), answer=given)
