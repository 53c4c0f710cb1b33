"""A document's title by the size of its print, where no style names it. Looks at the opening paragraphs only."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WITHIN = 12  # paragraphs
_LARGER = 1.15  # than the text
_NO_TITLE = re.compile(
    r"文\s*件$|公\s*报$|号$|^目\s*录$|[。；：]$|^第[〇零一二三四五六七八九十百千\d]+[编章节条]|^[一二三四五六七八九十]+、"
)


def largest_print(paragraphs: Sequence[tuple[str, float]], body: float) -> str | None:
    """The largest paragraph of (text, size), with those of its size right after it; ties: the first. None if none is larger.

    The issuer's head over an official document (…文件) and its number are larger than the text too, but no title.
    """
    opening = [(text.strip(), size) for text, size in paragraphs if text.strip()][:_WITHIN]
    large = [
        (size, -index)
        for index, (text, size) in enumerate(opening)
        if size > _LARGER * body > 0 and len(text) <= 120 and not _NO_TITLE.search(text)
    ]
    if not large:
        return None
    size, first = max(large)[0], -max(large)[1]
    title = ""
    for text, other in opening[first:]:
        if abs(other - size) > 0.5 or _NO_TITLE.search(text):
            break
        title += text
    return title if len(title) >= 4 else None
