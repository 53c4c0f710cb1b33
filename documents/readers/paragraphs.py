"""Printed lines to paragraphs: page heads, feet and numbers out, lines that one sentence runs through joined.

Knows neither PDF nor OFD nor OCR; what it drops it counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median
from typing import NamedTuple

from .page_layout import Line
from .titles import largest_print

_PAGE_NUMBER = re.compile(
    r"[-—–－―·•~\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百〇]{1,5})\s*页?"
    r"(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－―·•~\s]*",
    re.I,
)
_MARKED_NUMBER = re.compile(r"[-—–－―·•~]\s*\d{1,4}\s*[-—–－―·•~]|第\s*\d+\s*页.*|\d+\s*[/／]\s*\d+")
_OPENING = re.compile(
    r"(?:第[〇零一二三四五六七八九十百千\d]+(?:条(?:之[一二三四五六七八九十]+)?|[编章节])(?:[\s　]|$)"
    r"|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\([一二三四五六七八九十]+\)|\d{1,2}[.．、](?!\d)|（\d{1,2}）"
    r"|附件?\s*\d*[:：]|附\s*[:：表录]|目\s*录$)"
)
_LEADERS = re.compile(r"\s*[.．…·]{4,}\s*[（(]?\d*[)）]?\s*$")
_SENTENCE_END = re.compile(r"[。；：！？]”?$|[：;]$")
_INK = re.compile(r"[A-Za-z0-9]$"), re.compile(r"^[A-Za-z0-9]")
_EDGE_LINES = 3
_FULL_PAGE = 12
_NARROW = 10  # letter widths
_ROOM = 1.6  # letter widths: more than this left free at the right, and the line ended on purpose


@dataclass(frozen=True, slots=True)
class Joined:
    """`dropped` says what was left out: (头尾, lines) pairs. `title` is what the first page prints larger than its text."""

    text: str
    dropped: tuple[tuple[str, int], ...]
    title: str | None = None


class _Set(NamedTuple):
    """A line with the edges of the column that it is set in."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    column: int
    left: float
    right: float
    row: bool


def join(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> Joined:
    """Paragraphs, one a line. `pages[i]` are the lines of a page in reading order, `heights[i]` its height in points."""
    dropped = _repeated(pages, heights)
    kept = [
        line
        for number, page in enumerate(pages)
        for index, line in enumerate(page)
        if (number, index) not in dropped
    ]
    counts = Counter(dropped.values())
    body = _body_size(kept)
    paragraphs: list[str] = []
    sizes: list[float] = []
    last: _Set | None = None
    for line in _set_in(kept):
        text = _LEADERS.sub("", line.text) if _LEADERS.search(line.text) else line.text
        if last is not None and _continues(last, line, body):
            paragraphs[-1] = _glue(paragraphs[-1], text)
        else:
            paragraphs.append(text)
            sizes.append(0.0 if line.row or line.page > 1 else line.size)
        last = line
    title = largest_print(list(zip(paragraphs, sizes, strict=True)), body)
    return Joined("\n".join(paragraphs), tuple(sorted(counts.items())), title)


def _continues(last: _Set, line: _Set, body: float) -> bool:
    """Whether `line` goes on with the sentence that `last` broke off."""
    size = max(last.size, line.size, 1.0)
    if last.row or line.row:
        return False
    if abs(last.size - line.size) > 0.18 * size or _LEADERS.search(last.text) or _LEADERS.search(line.text):
        return False
    # Where all lines are short, the longest is no measure of the page: each stands for itself.
    full = last.right - last.x1 <= _ROOM * size and last.right - last.left > _NARROW * size
    if _centred(line) and (full or _centred(last)):
        # A heading of two lines; two headings, one under the other, have marks of their own.
        return (
            line.size > 1.1 * body
            and not _OPENING.match(line.text)
            and (full or not _OPENING.match(last.text))
        )
    if _centred(last) or not full:
        return False
    if line.x0 - line.left > 0.7 * size:
        return False
    if last.page == line.page and last.column == line.column and last.y - line.y > 2.6 * size + 0.01:
        return False
    return not (_OPENING.match(line.text) and _SENTENCE_END.search(last.text))


def _set_in(lines: Sequence[Line]) -> list[_Set]:
    """Each line with its column's edges: where lines begin, where the longest end.

    Pages that hold only a few lines show no edges of their own and take those of the document.
    """
    columns: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.row:
            columns[line.page, line.column].append(line)
    edges = {place: _edges_of(column) for place, column in columns.items()}
    whole = {
        column: (median(left), median(right))
        for column in (0, 1, 2)
        if (
            full := [
                edges[place] for place in columns if place[1] == column and len(columns[place]) >= _FULL_PAGE
            ]
        )
        for left, right in [tuple(zip(*full, strict=True))]
    }
    found = []
    for line in lines:
        place = line.page, line.column
        left, right = edges.get(place, (line.x0, line.x1))
        if len(columns[place]) < _FULL_PAGE and line.column in whole:
            left, right = min(left, whole[line.column][0]), max(right, whole[line.column][1])
        found.append(
            _Set(
                line.text, line.x0, line.x1, line.y, line.size, line.page, line.column, left, right, line.row
            )
        )
    return found


def _edges_of(lines: Sequence[Line]) -> tuple[float, float]:
    starts, ends = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    return starts[len(starts) // 10], ends[-1 - len(ends) // 20]


def _centred(line: _Set) -> bool:
    left, right = line.x0 - line.left, line.right - line.x1
    return left > 2.2 * line.size and abs(left - right) < 0.25 * (left + right) + 0.5 * line.size


def _glue(before: str, after: str) -> str:
    latin = _INK[0].search(before) and _INK[1].match(after)
    return f"{before} {after}" if latin else before + after


def _body_size(lines: Sequence[Line]) -> float:
    """The letter size that most characters have; 0 for no lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] if sizes else 0.0


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[tuple[int, int], str]:
    """(page, line) → what it is, for lines at the top or foot that repeat from page to page, and page numbers."""
    found: dict[tuple[int, int], str] = {}
    places: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    numbers: list[tuple[int, int]] = []
    for number, page in enumerate(pages):
        for index in _outermost(page):
            line, height = page[index], heights[number] or 1.0
            share = line.y / height
            if not (share > 0.88 or share < 0.12):
                continue
            if _PAGE_NUMBER.fullmatch(line.text):
                if _MARKED_NUMBER.fullmatch(line.text.strip()):
                    found[number, index] = "页码"
                else:
                    numbers.append((number, index))
            places[re.sub(r"\d+", "#", line.text), round(share * 40)].append((number, index))
    if len(numbers) > 1:
        found |= dict.fromkeys(numbers, "页码")
    for spots in _near(places):
        # Odd and even pages may have heads of their own, so a third of the pages is enough.
        if len({number for number, _ in spots}) >= max(min(3, max(2, len(pages))), len(pages) / 3):
            found |= {spot: found.get(spot, "页眉页脚") for spot in spots}
    kept = _at_the_edge(pages, found)
    return {spot: what for spot, what in found.items() if spot in kept}


def _at_the_edge(pages: Sequence[Sequence[Line]], found: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of `found` with nothing but others of them between them and the page's edge: a line inside is text."""
    kept: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        by_height = sorted(range(len(page)), key=lambda index: (page[index].y, index))
        for order in (by_height, by_height[::-1]):
            spots = [(number, index) for index in order]
            kept.update(takewhile(found.__contains__, spots))
    return kept


def _near(places: dict[tuple[str, int], list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Lines of one wording at one height, or a hair beside it."""
    return [[*spots, *places.get((text, height + 1), [])] for (text, height), spots in sorted(places.items())]


def _outermost(page: Sequence[Line]) -> list[int]:
    """Indexes of the lines highest and lowest on the page, whatever their place in the reading order."""
    by_height = sorted(range(len(page)), key=lambda index: (page[index].y, index))
    return sorted({*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]})
