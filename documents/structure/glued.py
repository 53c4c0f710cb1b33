"""Articles that a source has run together on one line, as text out of PDF or web pages often is: taken apart again."""

from __future__ import annotations

import re

from documents.numerals import NUMERAL as _N
from documents.numerals import to_int

from .lines import Line
from .marks import article_mark

_GLUED = re.compile(
    rf"(?<=[。；：”》）)])[ \t\u3000\xa0\u2002]+(?P<piece>(?:第{_N}[编章节][ \t\u3000][^。；]{{2,25}}[ \t\u3000]+)*第(?P<number>{_N})条(?!例|的|第|、|和|至|规定))"
)


def take_apart(lines: list[Line]) -> list[Line]:
    """Lines cut where, after the end of a sentence and a blank, the very next article of the text begins.

    References in a sentence are not touched: they are neither the next number nor behind a full stop and a blank.
    """
    result: list[Line] = []
    expected: int | None = None
    for line in lines:
        mark = article_mark(line.text)
        if mark is not None:
            expected = mark.number + 1
        start = 0
        if expected is not None or "第一条" in line.text:
            for match in _GLUED.finditer(line.text):
                number = _int(match["number"])
                if number != (expected or 1):
                    continue
                result += _pieces(line, start, match.start("piece"))
                start, expected = match.start("piece"), number + 1
        result += [line] if start == 0 else _pieces(line, start, len(line.text))
    return result


_HEADING = re.compile(rf"第{_N}[编章节][ \t\u3000][^。；]{{2,25}}?[ \t\u3000]+(?=第{_N}[编章节条])")


def _pieces(line: Line, start: int, end: int) -> list[Line]:
    """The part of a line as a line of its own, headings glued to its front as further lines."""
    pieces: list[Line] = []
    while match := _HEADING.match(line.text, start, end):
        pieces.append(_cut(line, start, match.end()))
        start = match.end()
    pieces.append(_cut(line, start, end))
    return pieces


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip()
    return Line(line.start + start, line.start + start + len(text), text, 0, line.broken and start == 0)


def _int(text: str) -> int | None:
    try:
        return to_int(text)
    except ValueError:
        return None
