"""Hits, choices and material made by hand, for the tests of composing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.compose.plan import Material
from assistant.evidence.measures import Choice, Weights
from assistant.evidence.spans import spans_of
from assistant.understand.question import Question, understand
from documents.names import LawNames
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind, Passage, Status
from index.records import Hit, Validity
from index.segment import words


def asked(text: str) -> Question:
    return understand(text, LawNames({}), words)


def hit(text: str, title: str = "星河法", *, kind: Kind = Kind.LAW, **more: object) -> Hit:
    """`article` or `path` say where, `status` and `day` what the text is; each title is a document of its own."""
    article, path = more.get("article"), more.get("path", ())
    pinpoint = Pinpoint(path=path) if path else Pinpoint(article=article or 1)  # type: ignore[arg-type]
    day = more.get("day", date(2021, 1, 1))
    described = Description(id=title, title=title, kind=kind, identity=title, adopted=day)  # type: ignore[arg-type]
    headings = more.get("headings", ())
    ordinal = more.get("ordinal", 0)
    start = 1000 * ordinal  # type: ignore[operator]
    passage = Passage(title, ordinal, start, start + len(text), text, headings, pinpoint)  # type: ignore[arg-type]
    status = more.get("status", Status.UNVERIFIED)
    return Hit(passage, described, Validity(status), 1.0)  # type: ignore[arg-type]


def choice(found: Hit, which: int = 0, *, chance: float = 0.5) -> Choice:
    """The `which`-th stretch of a hit, as if it carried all of the question."""
    return Choice(spans_of(found)[which], score=1.0, cover=1.0, own=1.0, cue=1.0, chance=chance)


def material(text: str, choices: Sequence[Choice], passages: Sequence[Passage] = ()) -> Material:
    weights = Weights(rarity=lambda word: 5.0)
    return Material(asked(text), tuple(choices), weights, passages=lambda _: passages)
