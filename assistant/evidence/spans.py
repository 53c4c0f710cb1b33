"""Cut a found passage into stretches that can be quoted: whole 款, lists with their head, sentences of a speech.

Every stretch is contiguous text of one passage. A list never loses its head, a rule never loses its exception.
Knows nothing of the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from documents.pinpoint import Pinpoint
from documents.records import Passage, Role, Unit
from documents.units import units
from index.records import Hit

LONG_PARAGRAPH = 200  # characters; a longer 款 is cut at sentences
SPOKEN = 70  # the same for speeches, whose sentences stand on their own
WHOLE_POINT = 180  # the same for a point of a speech
WHOLE_ARTICLE = 200  # characters; a shorter article is quoted whole

_SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*|\n+|；(?=[一二三四五六七八九]是)")
_CLAUSE_END = re.compile(r"[。！？!?；][”’」』）)]*|\n+")
_LABEL = 16
_EXCEPTION = re.compile(
    r"^\s*(?:但是?|但书|然而|法律、?(?:行政法规)?(?:、[^，。]{2,12})?另有规定|另有规定|国家另有|本法另有|前(?:款|项)[^。]{0,40}(?:除外|不适用|不受)|有下列情形之一的?除外|不适用)"
)
_EXCEPTS = re.compile(r"除外|另有规定的?，|从其规定|不适用前款|不受前款|但是")


@dataclass(frozen=True, slots=True)
class Span:
    """`start`, `end` are offsets in the document; `text` is exactly that stretch. `parts` are the 项 of a list, without its
    head, () otherwise. `pinpoint` is printed."""

    hit: Hit
    start: int
    end: int
    pinpoint: str
    parts: tuple[Span, ...] = ()
    head_end: int = 0  # where a list's head ends; 0 when it is no list

    @property
    def text(self) -> str:
        offset = self.hit.passage.start
        return self.hit.passage.text[self.start - offset : self.end - offset]

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.hit.passage.document, self.start, self.end)


def spans_of(hit: Hit) -> tuple[Span, ...]:
    """In reading order, not overlapping: each 款, each list with its head, each point of a speech. Long points are not
    cut here: see `sentences_of`."""
    groups: list[list[Unit]] = []
    for unit in _units(hit.passage):
        if groups and (unit.role in (Role.ITEM, Role.SUBITEM) or _opened(hit, groups[-1][0], unit)):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return tuple(_trim(_span(hit, group)) for group in groups if _has_text(hit, group))


@lru_cache(2048)
def _units(passage: Passage) -> tuple[Unit, ...]:
    """A passage is cut up more than once for one answer, and the same laws are asked about again and again."""
    return units(passage)


def _opened(hit: Hit, head: Unit, unit: Unit) -> bool:
    """Whether a numbered point hangs on a line that ends in a colon: 列了四种情形：1. …"""
    line = hit.passage.text[head.start - hit.passage.start : head.end - hit.passage.start].rstrip()
    depth = len(head.pinpoint.path)
    deeper = len(unit.pinpoint.path) > depth and unit.pinpoint.path[:depth] == head.pinpoint.path
    return deeper and line.endswith(("：", ":"))


def _has_text(hit: Hit, group: list[Unit]) -> bool:
    offset = hit.passage.start
    return bool(hit.passage.text[group[0].start - offset : group[-1].end - offset].strip())


def _span(hit: Hit, group: list[Unit]) -> Span:
    first, rest = group[0], group[1:]
    listed = first.role not in (Role.ITEM, Role.SUBITEM) and bool(rest)
    parts = tuple(_trim(Span(hit, u.start, u.end, str(u.pinpoint))) for u in rest) if listed else ()
    head_end = first.end if listed else 0
    return Span(hit, first.start, group[-1].end, str(_around([u.pinpoint for u in group])), parts, head_end)


def _around(places: Sequence[Pinpoint]) -> Pinpoint:
    """The first place where it holds the others; several 自然段 or points have their heading in common, not the first of
    them."""
    first = places[0]
    if first.article is not None or all(first.covers(place) for place in places):
        return first
    return replace(first, paragraph=None)


def _trim(span: Span) -> Span:
    text = span.text
    lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return replace(span, start=span.start + lead, end=span.end - tail) if lead or tail else span


def head_of(span: Span) -> Span:
    """The lead-in of a list alone."""
    return _trim(replace(span, end=span.head_end, parts=(), head_end=0))


def sentences_of(span: Span, *, clauses: bool = False) -> tuple[Span, ...]:
    """The sentences of a stretch, each with the exceptions that follow it, in reading order. With `clauses` a sentence is
    cut at its semicolons too; a label (一要科学立法。) stays with what follows it."""
    text, cuts = span.text, [0]
    for found in (_CLAUSE_END if clauses else _SENTENCE_END).finditer(text):
        labelled = clauses and found.end() - cuts[-1] < _LABEL and cuts[-1] == 0
        if found.end() < len(text) and not labelled and not _EXCEPTION.match(text[found.end() :]):
            cuts.append(found.end())
    pieces = zip(cuts, [*cuts[1:], len(text)], strict=True)
    made = (
        _trim(replace(span, start=span.start + a, end=span.start + b, parts=(), head_end=0))
        for a, b in pieces
    )
    return tuple(_closed(piece) for piece in made if piece.end > piece.start)


def _closed(span: Span) -> Span:
    """Without the semicolon that only joined it to the next clause."""
    return replace(span, end=span.end - 1) if span.text.endswith(("；", ";")) and len(span.text) > 2 else span


def whole_article(hit: Hit) -> Span | None:
    """Everything of the passage behind the article label; None where the passage has no text."""
    spans = spans_of(hit)
    if not spans:
        return None
    place = _around([hit.passage.pinpoint, *(unit.pinpoint for unit in _units(hit.passage))])
    return Span(hit, spans[0].start, spans[-1].end, article_name(place))


def in_context(span: Span) -> Span:
    """The whole article or point around a stretch where that is short enough to be read with it, else the stretch."""
    if span.parts:
        return span
    passage = span.hit.passage
    if passage.pinpoint.article is not None:
        whole = whole_article(span.hit)
        return whole if whole is not None and whole.end - whole.start <= WHOLE_ARTICLE else span
    around = next((s for s in spans_of(span.hit) if s.start <= span.start and span.end <= s.end), span)
    return around if len(around.text) <= WHOLE_POINT and not around.parts else span


def article_name(pinpoint: Pinpoint) -> str:
    return str(pinpoint.article_only()) if pinpoint.article is not None else str(pinpoint)


def exceptions_after(spans: tuple[Span, ...], chosen: Span) -> Iterator[Span]:
    """The 款 right behind `chosen` that takes something back: 前款规定的…除外."""
    following = [span for span in spans if span.start >= chosen.end][:1]
    for span in following:
        if span.text.startswith("前款") and _EXCEPTS.search(span.text[:160]):
            yield span
