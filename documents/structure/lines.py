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
_BLANK = "[ \\t\\r\\f\\v\\x85\\xa0\\u1680\\u2000-\\u200f\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]*"
_LINE = re.compile(
    rf"^{_BLANK}(?:(?P<marks>#{{1,6}})(?=[^#]|$){_BLANK})?(?P<text>[^\n]*?){_BLANK}$", re.MULTILINE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_lines(text: str) -> list[Line]:
    """Every line that holds something, in order; comments are left out."""
    comments = [match.span() for match in _COMMENT.finditer(text)] if "<!--" in text else []
    if not comments:
        return _between(text, 0, len(text), broken=False)
    lines: list[Line] = []
    position = 0
    for start, end in comments:
        lines += _between(text, position, start, broken=bool(lines))
        position = end
    return lines + _between(text, position, len(text), broken=True)


def _between(text: str, start: int, end: int, *, broken: bool) -> list[Line]:
    lines: list[Line] = []
    for match in _LINE.finditer(text, start, end):
        first, last = match.span("text")
        if first < last:
            marks = match["marks"]
            lines.append(Line(first, last, match["text"], len(marks) if marks else 0, broken and not lines))
    return lines


def split_header(text: str, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """(header, body). The header is what stands before the end mark; without the mark it is empty."""
    mark = text.find(HEADER_END)
    if mark < 0:
        return [], lines
    return [line for line in lines if line.end <= mark], [line for line in lines if line.start > mark]
