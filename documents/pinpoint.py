"""The address of a provision inside one document. Prints as a lawyer writes it, parses every form people type.

Knows nothing of law names (`documents.address`) or of text offsets.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinpoint:
    """`insertion` is 2 in 第一百二十条之二. An article with one paragraph has `paragraph=None`, as lawyers write it.

    Texts without articles (speeches, notices, amendment decisions) use `path`, the labels of the headings and
    run-in points from the outermost inwards: ("三、", "（二）", "三要"). `annex` is 附件 or 附件2.
    """

    article: int | None = None
    insertion: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    part: int | None = None
    chapter: int | None = None
    section: int | None = None
    path: tuple[str, ...] = ()
    annex: str | None = None
