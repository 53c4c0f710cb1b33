"""A document as outline and passages: what kind of numbering it has decides who reads it.

`.articles` reads texts with 条, `.points` everything else. Neither a file nor a library is touched here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from documents.pinpoint import Pinpoint
from documents.records import Document, Heading, Kind, Passage, Structure

from .articles import Articles, Setting, article_lines, read_articles
from .drafts import Draft, Found, under_volume
from .front import drop_front
from .glued import take_apart
from .lines import Line, read_lines, split_header
from .marks import ArticleMark
from .points import Place, read_points
from .policy import Annex, read_frame, split_annexes, split_closing
from .report import report_on
from .tree import line_label

__all__ = ["structure"]

_AMENDS = re.compile(
    r"修正案|(?:修改|修正|废止|补充).*决定|决定.*(?:修改|修正)|若干修改|修改.*的(?:解释|规定|意见|批复|通知)"
)


def structure(document: Document) -> Structure:
    """Passages in reading order, not overlapping, each `document.text[start:end]`; heading lines are in none of them."""
    _, body = split_header(document.text, read_lines(document.text))
    body = drop_front(body, document.title)
    amending = bool(_AMENDS.search(document.title))
    if not amending:
        body = take_apart(body)
    body, closing = split_closing(body)
    reader = _Reader(document, amending)
    if _has_articles(document.kind, article_lines(body, amending)) and not _framed(body):
        found: Found = reader.articles(body)
    else:
        found = reader.framed(body)
    found.drafts += [_named(lines[0], lines[-1], name) for name, lines in closing]
    if document.volume:
        found = under_volume(found, document.volume)
    passages = _passages(document, found)
    articles = found if isinstance(found, Articles) else None
    return Structure(tuple(found.headings), passages, report_on(document, articles, passages, found.headings))


def _framed(lines: list[Line]) -> bool:
    """Whether articles stand in an annex only: a notice that puts a regulation into circulation."""
    main, annexes = split_annexes(lines)
    return bool(annexes) and not article_lines(main, False)


class _Reader:
    def __init__(self, document: Document, amending: bool) -> None:
        self.kind = document.kind
        self.amending = amending

    def articles(self, lines: list[Line], annex: Annex | None = None) -> Articles:
        return read_articles(
            lines, article_lines(lines, self.amending), Setting("引言", self.amending, annex)
        )

    def framed(self, lines: list[Line]) -> Found:
        """A text without articles of its own: 主送, the points, 落款, and each annex by its own numbering."""
        main, annexes = split_annexes(lines)
        frame = read_frame(main)
        found = Found()
        if frame.addressee:
            found.drafts.append(_named(frame.addressee, frame.addressee, "主送"))
        found.extend(self.points(frame.lines))
        if frame.annexes:
            found.drafts.append(_named(frame.annexes[0], frame.annexes[-1], "附件目录"))
        if frame.signature:
            found.drafts.append(_named(frame.signature[0], frame.signature[-1], "落款"))
        for annex in annexes:
            found.extend(self._annex(annex))
        return found

    def points(self, lines: list[Line]) -> Found:
        labelled = any(map(line_label, lines))
        spoken = self.kind in (Kind.SPEECH, Kind.NORMATIVE, Kind.PARTY_RULE, Kind.MODEL_TEXT)
        before = ("开头" if spoken else "引言") if labelled else "正文"
        return read_points(lines, Place(before=before, quotes=self.amending))

    def _annex(self, annex: Annex) -> Found:
        if article_lines(annex.lines, False):
            return self.articles(annex.lines, annex)
        shown = f"{annex.heading.text.rstrip('：: ')} {annex.title}".strip()
        title = shown if annex.title and annex.title not in annex.heading.text else annex.heading.text
        found = read_points(annex.lines, Place(headings=(title,), annex=annex.label))
        start, end = annex.heading.start, (annex.lines or [annex.heading])[-1].end
        found.headings.insert(0, Heading(1, annex.label, annex.title, start, end))
        return found


def _named(first: Line, last: Line, name: str) -> Draft:
    return Draft(first.start, last.end, (), Pinpoint(path=(name,)))


def _has_articles(kind: Kind, marks: Mapping[int, ArticleMark]) -> bool:
    """A speech or a case that quotes articles on lines of their own does not become a statute."""
    if kind in (Kind.SPEECH, Kind.CASE):
        return len(marks) >= 3 and [mark.number for mark in marks.values()][:2] == [1, 2]
    return bool(marks)


def _passages(document: Document, found: Found) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            document=document.id,
            ordinal=ordinal,
            start=draft.start,
            end=draft.end,
            text=document.text[draft.start : draft.end],
            headings=draft.headings,
            pinpoint=draft.pinpoint,
        )
        for ordinal, draft in enumerate(found.drafts)
    )
