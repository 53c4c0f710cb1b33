"""Pieces of text with boxes to lines in reading order, two-column pages included. Knows neither PDF nor OFD nor OCR.

Coordinates are points; x grows to the right, y grows UPWARDS, as in PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LATIN = re.compile(r"[A-Za-z0-9%)\]]")
_WIDE_GAP = 1.2
_WORD_GAP = 0.18
_FULL_ROWS = 4
_LABEL = re.compile(r"第[〇零一二三四五六七八九十百千\d]+(?:条(?:之[一二三四五六七八九十]+)?|[编章节])")
_CLOSING = "，。、；：！？）》〉」』”’】〕"
_OPENING = "（《〈「『“‘【〔"


@dataclass(frozen=True, slots=True)
class Box:
    """A character or a recognised line: its text and where it stands; `size` is the height of its letters."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `page` counts from 1; `column` is 1 or 2 on a page of two columns, else 0.

    `row` marks the row of a table: never joined with its neighbours.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    column: int = 0
    row: bool = False


def lines_of(boxes: Sequence[Box], page: int) -> list[Line]:
    """Lines in reading order: top to bottom; where the page is set in two columns, the left one first.

    A line that runs across the gutter (a title) ends both columns above it. Ties cannot occur: rows are disjoint.
    """
    spans = _spans(boxes)
    if not spans:
        return []
    rows = _rows(spans)
    gutter = _gutter(rows)
    if gutter is None:
        return [_line(row, page) for row in rows]
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        if any(span.x0 < gutter < span.x1 for span in row):
            ordered += [*left, *right, _line(row, page)]
            left, right = [], []
            continue
        for side, column, pieces in (
            (left, 1, [span for span in row if span.x1 <= gutter]),
            (right, 2, [span for span in row if span.x0 >= gutter]),
        ):
            if pieces:
                side.append(_line(pieces, page, column))
    return [*ordered, *left, *right]


def _spans(boxes: Iterable[Box]) -> list[Box]:
    """Neighbours in the order of the file that stand on one line without a wide gap, as one box each."""
    groups: list[list[Box]] = []
    for box in boxes:
        if groups and _beside(groups[-1][-1], box):
            groups[-1].append(box)
        else:
            groups.append([box])
    return [_span(group) for group in groups if any(box.text.strip() for box in group)]


def _span(group: Sequence[Box]) -> Box:
    gaps = [(after.x0 - before.x1) / max(before.size, after.size) for before, after in pairwise(group)]
    # Justified lines are set wider throughout; what counts as a blank is what is wider than the rest of the line.
    usual = sorted(gaps)[len(gaps) * 3 // 10] if len(gaps) > 3 else 0.0
    text = group[0].text
    for gap, box in zip(gaps, group[1:], strict=True):
        text += _space(text, box.text, gap - max(usual, 0.0)) + box.text
    ink = [box for box in group if box.text.strip()]
    return Box(
        text,
        group[0].x0,
        min(box.y0 for box in group),
        ink[-1].x1,
        max(box.y1 for box in group),
        sorted(box.size for box in ink)[len(ink) // 2],
    )


def _beside(last: Box, box: Box) -> bool:
    size = max(last.size, box.size, 0.1)
    overlap = min(last.y1, box.y1) - max(last.y0, box.y0)
    return (
        overlap > 0.4 * min(last.y1 - last.y0, box.y1 - box.y0)
        and -0.6 * size < box.x0 - last.x1 < _WIDE_GAP * size
    )


def _space(before: str, after: str, gap: float) -> str:
    """What stands in a gap of so many letter heights: nothing between Chinese characters set close.

    After 第十二条 a small gap is a blank that a lawyer typed; between other characters it is only a loose setting.
    """
    if before[-1:].isspace() or after[:1].isspace() or gap < _WORD_GAP:
        return ""
    if _LATIN.match(before[-1:]) and _LATIN.match(after[:1]):
        return " "
    if _LABEL.fullmatch(before.strip()):
        return "　"
    return " " if gap >= 0.5 and before[-1:] not in _CLOSING and after[:1] not in _OPENING else ""


def _rows(spans: Sequence[Box]) -> list[list[Box]]:
    """Spans that share a height, from the top of the page down, each row from left to right."""
    rows: list[list[Box]] = []
    for span in sorted(spans, key=lambda span: (-(span.y0 + span.y1), span.x0)):
        middle = (span.y0 + span.y1) / 2
        for row in rows[-3:]:
            if row[0].y0 <= middle <= row[0].y1 or span.y0 <= (row[0].y0 + row[0].y1) / 2 <= span.y1:
                row.append(span)
                break
        else:
            rows.append([span])
    return [sorted(row, key=lambda span: (span.x0, span.x1)) for row in rows]


def _gutter(rows: Sequence[Sequence[Box]]) -> float | None:
    """The middle of a white strip that splits the page in two columns of running text; None if there is none."""
    spans = [span for row in rows for span in row]
    left, right = min(span.x0 for span in spans), max(span.x1 for span in spans)
    width = right - left
    size = sorted(span.size for span in spans)[len(spans) // 2]
    best: tuple[int, float, float] | None = None
    steps = 80
    for step in range(steps + 1):
        x = left + width * (0.3 + 0.4 * step / steps)
        crossing = sum(1 for span in spans if span.x0 < x < span.x1)
        sides = [sum(1 for span in spans if _fills(span, side, size)) for side in ((left, x), (x, right))]
        if min(sides) < _FULL_ROWS or crossing > 0.2 * sum(sides):
            continue
        candidate = (crossing, abs(x - (left + right) / 2), x)
        best = candidate if best is None or candidate < best else best
    return None if best is None else best[2]


def _fills(span: Box, side: tuple[float, float], size: float) -> bool:
    """The span stands on that side and takes most of it: running text, not a cell of a table."""
    low, high = side
    return span.x0 >= low - 1 and span.x1 <= high + 1 and span.x1 - span.x0 > 0.7 * (high - low) - size


def _line(row: Sequence[Box], page: int, column: int = 0) -> Line:
    text = row[0].text
    for before, span in pairwise(row):
        gap = (span.x0 - before.x1) / max(before.size, span.size, 0.1)
        text += ("　" if gap >= _WIDE_GAP else _space(text, span.text, gap)) + span.text
    size = max(row, key=lambda span: (len(span.text), span.size)).size
    top, bottom = max(span.y1 for span in row), min(span.y0 for span in row)
    ends = row[0].x0 + _indent(text, row[0].size), max(span.x1 for span in row)
    return Line(text.strip(), ends[0], ends[1], (top + bottom) / 2, size, page, column=column)


def _indent(text: str, size: float) -> float:
    """Width of the spaces that a line begins with: typed, they indent as much as set white does."""
    blank = text[: len(text) - len(text.lstrip())]
    return sum(size if character == "　" else size / 2 for character in blank)
