"""An article as passages: whole, or cut at 款 and 项 where it is too long for one."""

from __future__ import annotations

from documents.pinpoint import Pinpoint

from .article_units import article_units
from .lines import Line

LONG_ARTICLE = 1200
PIECE = 800


def split_article(lines: list[Line], pinpoint: Pinpoint) -> list[tuple[int, int, Pinpoint]]:
    """(start, end, pinpoint of its first unit) of each passage; one passage unless the article is very long."""
    start, end = lines[0].start, lines[-1].end
    if end - start <= LONG_ARTICLE:
        return [(start, end, pinpoint)]
    units = article_units([(line.start, line.text) for line in lines], pinpoint)
    pieces: list[tuple[int, int, Pinpoint]] = []
    first = start
    place = pinpoint
    for before, unit in zip(units, units[1:], strict=False):
        if unit.end - first > PIECE and before.end > first:
            pieces.append((first, before.end, place))
            first, place = unit.start, unit.pinpoint
    pieces.append((first, end, place))
    if len(pieces) > 1 and units[0].pinpoint.paragraph is not None:
        pieces[0] = (pieces[0][0], pieces[0][1], units[0].pinpoint)
    return pieces
