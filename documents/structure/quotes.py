"""Which lines stand inside a quotation that runs over several lines, as articles do in decisions that amend a law."""

from __future__ import annotations

from .lines import Line


def quoted_lines(lines: list[Line]) -> frozenset[int]:
    """Indexes of lines that continue an open quotation or begin one.

    A quotation of several paragraphs opens each with “ and closes only the last, so a “ at the start of a line
    begins the count anew instead of nesting. A quotation that is never closed ends at its line.
    """
    inside: set[int] = set()
    depth, since = 0, 0
    for index, line in enumerate(lines):
        opens = line.text[0] == "“"
        if depth or opens:
            inside.add(index)
        if opens or not depth:
            depth, since = 0, index if depth == 0 else since
        depth = max(0, depth + line.text.count("“") - line.text.count("”"))
    if depth:
        inside.difference_update(range(since + 1, len(lines)))
        inside.update(i for i in range(since + 1, len(lines)) if lines[i].text[0] == "“")
    return frozenset(inside)
