"""The smallest addresses of a passage: 款、项、目 of an article, paragraphs and run-in points of anything else.

Looks at the passage alone, so that it can be asked of any passage at any time. Knows nothing of scores or sentences.
"""

from __future__ import annotations

from .records import Passage, Role, Unit
from .structure.article_units import article_units
from .structure.lines import Line, read_lines
from .structure.point_units import point_units


def units(passage: Passage) -> tuple[Unit, ...]:
    """In reading order, not overlapping, offsets in the document; at least one, for the whole passage if need be."""
    offset = passage.start
    lines = [
        Line(offset + line.start, offset + line.end, line.text, line.level, line.broken)
        for line in read_lines(passage.text)
    ]
    if not lines:
        found: tuple[Unit, ...] = ()
    elif passage.pinpoint.article is not None:
        found = article_units([(line.start, line.text) for line in lines], passage.pinpoint)
    else:
        found = point_units(lines, passage.pinpoint)
    return found or (Unit(passage.pinpoint, Role.PARAGRAPH, passage.start, passage.end),)
