"""A document as outline and passages: what kind of numbering it has decides who reads it.

`.articles` reads texts with 条, `.points` everything else. Neither a file nor a library is touched here.
"""

from __future__ import annotations

import re

from documents.records import Document, Kind, Passage, Structure

from .articles import Articles, article_lines, read_articles
from .drafts import Found
from .front import drop_front
from .glued import take_apart
from .lines import read_lines, split_header
from .points import Place, line_label, read_points
from .report import report_on

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
    marks = article_lines(body, amending)
    found: Found
    if len(marks) >= _least(document.kind):
        found = read_articles(body, marks, "引言", amending)
    else:
        labelled = document.kind in (Kind.SPEECH, Kind.NORMATIVE, Kind.PARTY_RULE, Kind.MODEL_TEXT)
        before = ("开头" if labelled else "引言") if any(map(line_label, body)) else "正文"
        found = read_points(body, Place(before=before, quotes=amending))
    passages = _passages(document, found)
    articles = found if isinstance(found, Articles) else None
    return Structure(tuple(found.headings), passages, report_on(document, articles, passages, found.headings))


def _least(kind: Kind) -> int:
    """A speech or a case that quotes one article on a line of its own does not become a statute."""
    return 3 if kind in (Kind.SPEECH, Kind.CASE) else 1


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
