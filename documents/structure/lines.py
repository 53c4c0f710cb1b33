"""A text as lines with offsets: what is heading mark, comment or table, and where the printed header ends.

Knows nothing of articles. Markdown marks are left out of `Line.text` by moving `start`, never by changing the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADER_END = "<!-- INFO END -->"


@dataclass(frozen=True, slots=True)
class Line:
    """`text == document.text[start:end]`, without surrounding white space and heading marks. `level` is the number of #,
    0 for an ordinary line. `broken` says that a comment of the source (a page break) stands right before it."""

    start: int
    end: int
    text: str
    level: int = 0
    broken: bool = False

    @property
    def table(self) -> bool:
        return self.text.startswith("|")


# Every blank that a Chinese text uses for indentation, and zero-width characters: a line of them holds nothing.
_BLANK = (
    " \t\r\f\v\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_CONTENT = re.compile(r"[^\n]+")


def read_lines(text: str) -> list[Line]:
    """Every line that holds something, in order; comments are left out. Linear in the text, whatever it holds."""
    lines: list[Line] = []
    position, broken = 0, False
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        lines += _between(text, position, start, broken and bool(lines))
        position, broken = end + 3, True
    return lines + _between(text, position, len(text), broken and bool(lines))


def _between(text: str, start: int, end: int, broken: bool) -> list[Line]:
    lines: list[Line] = []
    for match in _CONTENT.finditer(text, start, end):
        whole = match[0]
        content = whole.strip(_BLANK)
        if not content:
            continue
        first = match.start() + (len(whole) - len(whole.lstrip(_BLANK)))
        level = 0
        if content[0] == "#":
            bare = content.lstrip("#")
            marks = len(content) - len(bare)
            if marks <= 6:
                level, content = marks, bare.lstrip(_BLANK)
                if not content:
                    continue
                first += marks + len(bare) - len(content)
        lines.append(Line(first, first + len(content), content, level, broken and not lines))
    return lines


def split_header(text: str, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(header, body). The header is what stands before the end mark; without the mark it is empty."""
    mark = text.find(HEADER_END)
    if mark < 0:
        return [], lines
    return [line for line in lines if line.end <= mark], [line for line in lines if line.start > mark]
