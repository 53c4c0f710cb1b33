"""/doc/ID: one document as a page that needs no script: outline, text with marked passages, links to what it refers to.

The chat page shows the same page's <main> in its reading window; there is one rendering.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from assistant.naming import documents_named
from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, Passage, Reference, Status

from .pages import page, prefix, text
from .state import state_of

if TYPE_CHECKING:
    from index.library import Library
    from index.records import Validity

router = APIRouter(include_in_schema=False)
MOST_MARKS = 200
BLANK = re.compile(r"\n(?:[ \t]*\n)+")  # layout of the file; the page has its own
STALE = (Status.AMENDED, Status.REPEALED)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text with the tags around it. Spans of one kind do not overlap."""

    start: int
    end: int
    opening: str
    closing: str


@router.get("/doc/{identity}")
def show(
    request: Request,
    identity: str,
    mark: Annotated[str, Query(max_length=8000)] = "",
    pin: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """`mark`: 120-156,200-230, character places to mark. `pin`: 第十条, an address to open at."""
    library = state_of(request).library
    validity = library.validity()
    one = _current(documents_named(library, identity), validity)
    marks = _marks(mark)
    if not marks and pin:
        marks = _place(library, one.id, pin)
    return page(
        request, f"{one.title} · 法治问答", _main(request, library, one, validity, marks), script="reading.js"
    )


def _current(found: Sequence[Description], validity: Mapping[str, Validity]) -> Description:
    """The version in force where a name means several."""
    return min(
        found, key=lambda one: (validity[one.id].status in STALE if one.id in validity else True, one.id)
    )


def _marks(written: str) -> list[tuple[int, int]]:
    found = [(int(a), int(b)) for a, b in re.findall(r"(\d{1,9})-(\d{1,9})", written)][:MOST_MARKS]
    return sorted({pair for pair in found if pair[0] < pair[1]})


def _place(library: Library, identity: str, pin: str) -> list[tuple[int, int]]:
    """Where an address stands; nothing when it cannot be read or does not exist."""
    try:
        wanted = Pinpoint.parse(pin)
    except ValueError:
        return []
    for passage in library.passages(identity):
        if wanted.covers(passage.pinpoint) or passage.pinpoint.covers(wanted):
            return [(passage.start, passage.end)]
    return []


def _main(
    request: Request,
    library: Library,
    one: Description,
    validity: Mapping[str, Validity],
    marks: list[tuple[int, int]],
) -> str:
    base = prefix(request)
    full = library.document(one.id).text
    marks = [(start, min(end, len(full))) for start, end in marks if start < len(full)]
    outline, passages = library.outline(one.id), library.passages(one.id)
    return f"""<main class="reading" data-document="{text(one.id)}">
{_head(base, library, one, validity)}
<div class="columns"><nav class="outline" aria-label="提纲"><details open><summary>提纲</summary>{_outline(outline, passages)}</details></nav>
<article class="text" lang="zh-CN" tabindex="-1">{"".join(_body(base, full, outline, passages, library.references(one.id), marks))}</article></div>
</main>"""


def _head(base: str, library: Library, one: Description, validity: Mapping[str, Validity]) -> str:
    found = validity.get(one.id)
    status = str(found.status) if found else Status.UNVERIFIED
    facts = [
        text(str(value))
        for value in (
            one.issuer,
            one.number,
            one.speaker,
            f"{one.date} 公布" if one.date else None,
            f"{one.effective} 起施行" if one.effective else None,
        )
        if value
    ]
    reason = f'<p class="reason">{text(found.reason)}</p>' if found and found.reason else ""
    if found and found.current and found.current != one.id:
        reason += f'<p class="warning" role="note">这不是现行版本。<a href="{text(base)}/doc/{quote(found.current)}">看现行版本</a></p>'
    return f"""<header class="document-head"><h1>{text(one.title)}</h1>
<p class="badges"><span class="badge kind">{text(one.kind)}</span> <span class="badge status" data-status="{text(status)}">{text(status)}</span> {"　".join(facts)}</p>
{reason}<p class="tools">{_versions(base, library, one, validity)}
<a href="{text(base)}/api/documents/{quote(one.id)}/original" download>下载原文件</a></p></header>"""


def _versions(base: str, library: Library, one: Description, validity: Mapping[str, Validity]) -> str:
    others = sorted(
        (d for d in library.documents() if d.identity == one.identity and d.volume == one.volume),
        key=lambda d: str(d.date or ""),
        reverse=True,
    )
    if len(others) < 2:
        return ""
    links = "".join(
        f'<li><a href="{text(base)}/doc/{quote(d.id)}"{" aria-current=page" if d.id == one.id else ""}>'
        f"{text(str(d.date or '日期不详'))}　{text(validity[d.id].status if d.id in validity else '')}</a></li>"
        for d in others
    )
    return f'<details class="versions"><summary>{len(others)} 个版本</summary><ul>{links}</ul></details>'


def _outline(outline: Sequence[Heading], passages: Sequence[Passage]) -> str:
    """Headings, and under each the articles that stand before the next one."""
    borders = [0, *(head.start for head in outline), sys.maxsize]
    items = [_articles(passages, borders[0], borders[1])]
    for number, head in enumerate(outline, 1):
        words = text(f"{head.label} {head.title}".strip()[:60])
        items.append(f'<li class="level-{min(head.level, 6)}"><a href="#at-{head.start}">{words}</a></li>')
        items.append(_articles(passages, borders[number], borders[number + 1]))
    return f"<ol>{''.join(items)}</ol>" if any(items) else "<p>没有编章节</p>"


def _articles(passages: Sequence[Passage], start: int, end: int) -> str:
    first: dict[str, int] = {}  # an article cut into several passages is listed once
    for passage in passages:
        if start <= passage.start < end and passage.pinpoint.article is not None:
            first.setdefault(str(passage.pinpoint.article_only()), passage.start)
    links = " ".join(f'<a href="#at-{at}">{text(name)}</a>' for name, at in first.items())
    return f'<li class="articles">{links}</li>' if links else ""


def _body(
    base: str,
    full: str,
    outline: Sequence[Heading],
    passages: Sequence[Passage],
    references: Sequence[Reference],
    marks: Sequence[tuple[int, int]],
) -> Iterator[str]:
    """The text in blocks: heading lines, passages, and what stands between them; nothing of it left out."""
    inline = [
        *(
            Span(
                ref.start,
                ref.end,
                f'<a class="reference" href="{text(base)}/doc/{quote(ref.law)}?{urlencode({"pin": str(ref.pinpoint or "")})}">',
                "</a>",
            )
            for ref in references
        ),
        *(
            Span(start, end, f'<mark data-mark="{number}" data-place="{start}-{end}">', "</mark>")
            for number, (start, end) in enumerate(marks)
        ),
    ]
    at = 0
    for block in _blocks(full, outline, passages):
        if block.start < at:
            continue
        yield _between(full, at, block.start, inline)
        yield block.opening + _inline(full, block.start, block.end, inline) + block.closing
        at = block.end
    yield _between(full, at, len(full), inline)


def _between(full: str, start: int, end: int, inline: Sequence[Span]) -> str:
    """What stands outside headings and passages (title, preamble), without the blank lines around it; the marks before
    a Markdown heading are no text."""
    while start < end and full[start].isspace():
        start += 1
    while end > start and (full[end - 1].isspace() or full[end - 1] == "#"):
        end -= 1
    return f'<div class="between">{_inline(full, start, end, inline)}</div>' if start < end else ""


def _blocks(full: str, outline: Sequence[Heading], passages: Sequence[Passage]) -> list[Span]:
    held = {passage.start for passage in passages}
    blocks = [
        Span(p.start, p.end, f'<section class="passage" id="at-{p.start}" data-end="{p.end}">', "</section>")
        for p in passages
    ]
    for head in outline:
        end = full.find("\n", head.start)
        end = min(len(full) if end < 0 else end, head.end)
        if head.start not in held and end > head.start:
            blocks.append(
                Span(
                    head.start, end, f'<h2 class="level-{min(head.level, 6)}" id="at-{head.start}">', "</h2>"
                )
            )
    return sorted(blocks, key=lambda block: (block.start, -block.end))


def _inline(full: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """Escaped text with the spans' tags. At every border all tags close and open again, so that they always nest."""
    inside = [span for span in spans if span.start < end and span.end > start]
    borders = sorted(
        {start, end, *(min(max(b, start), end) for span in inside for b in (span.start, span.end))}
    )
    parts = []
    for left, right in zip(borders, borders[1:], strict=False):
        around = [span for span in inside if span.start <= left and span.end >= right]
        opening = "".join(span.opening for span in around)
        closing = "".join(span.closing for span in reversed(around))
        parts.append(opening + text(BLANK.sub("\n", full[left:right])) + closing)
    return "".join(parts)
