"""What 前款, 前条, 本条 and a bare 第二款 mean, from where they stand in a text.

Knows one document's articles in their order and where its 款 and 项 lie; law names are for `documents.references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .pinpoint import Pinpoint
from .records import Passage, Role, Unit
from .units import units

_COUNTS = {"": 1, "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_COUNT = "([一两二三四五六]?)"
_ANCHOR = re.compile(rf"(?:(?P<own>本)(?P<own_unit>[条款项])|前{_COUNT}(?P<unit>[条款项]))的?(?:规定的)?$")
_ALONE = re.compile(rf"(?<![以目之跟面])前{_COUNT}(?P<unit>[条款项])(?![件例目])")


@dataclass(frozen=True, slots=True)
class Place:
    """The articles of a document: those before each, in reading order, and the addresses (款, 项) in each."""

    previous: Mapping[Pinpoint, tuple[Pinpoint, ...]]
    passages: Mapping[Pinpoint, tuple[Passage, ...]]

    @classmethod
    def over(cls, passages: Sequence[Passage]) -> Place:
        held: dict[Pinpoint, tuple[Passage, ...]] = {}
        for passage in passages:
            article = passage.pinpoint.article_only()
            if article.article is not None:
                held[article] = (*held.get(article, ()), passage)
        order = list(held)
        return cls({article: tuple(order[max(0, i - 6) : i]) for i, article in enumerate(order)}, held)

    def has(self, article: Pinpoint, inner: Pinpoint) -> bool:
        """Whether `article` has the 款 and 项 of `inner`."""
        wanted = replace(article, paragraph=inner.paragraph, item=inner.item)
        return any(
            _lies_in(unit.pinpoint, wanted) for p in self.passages.get(article, ()) for unit in _units(p)
        )

    def here(
        self, passage: Passage, position: int, pinpoint: Pinpoint, before: Pinpoint | None
    ) -> Pinpoint | None:
        """A bare 第二款 or 第三项: in the article it stands in, if that has one, else in the article mentioned last,
        else in the article before (as 前款所列第三项 across two articles)."""
        at = position_of(passage, position).article_only()
        if at.article is None:
            return None
        candidates = [at]
        if before is not None:
            # 罚则: 违反本条例第二十条规定的：（一）违反第三项的，… speaks of 第二十条
            breaks = passage.text[max(0, position - 2) : position] == "违反"
            candidates.insert(0 if breaks else 1, before.article_only())
        candidates += self.previous.get(at, ())[-1:]
        for article in candidates:
            if self.has(article, pinpoint):
                return _within(article, pinpoint)
        return _within(at, pinpoint)


def _lies_in(one: Pinpoint, wanted: Pinpoint) -> bool:
    if wanted.covers(one):
        return True
    # 第一款 of an article of one paragraph; 第三项 of one whose items stand in a later 款
    if wanted.paragraph == 1 and one.paragraph is None:
        return wanted.item in (None, one.item)
    return wanted.paragraph is None and wanted.item == one.item


@lru_cache(maxsize=64)
def _units(passage: Passage) -> tuple[Unit, ...]:
    return units(passage)  # asked for every mention in the passage


def position_of(passage: Passage, position: int) -> Pinpoint:
    """The address of the 款 or 项 that a position in the passage's text lies in."""
    found = passage.pinpoint
    for unit in _units(passage):
        if unit.start <= passage.start + position:
            found = unit.pinpoint
    return found


def anchored(
    passage: Passage, start: int, pinpoint: Pinpoint, place: Place
) -> tuple[int, Pinpoint | None] | None:
    """前款第二项, 本条第一款, 前条第二款: where the words begin and what is meant. None if no such word stands before
    `start`; (start, None) if it does but nothing is there to mean."""
    anchor = _ANCHOR.search(passage.text, max(0, start - 8), start)
    if anchor is None or pinpoint.article is not None:
        return None
    at = position_of(passage, start)
    if anchor["own"]:
        base = at.article_only() if anchor["own_unit"] == "条" else replace(at, item=None, subitem=None)
        if anchor["own_unit"] == "项":
            base = at
    else:
        targets = _before(passage, start, anchor["unit"], _COUNTS[anchor[3]], place)
        if not targets:
            return anchor.start(), None
        base = targets[-1]
    if base.article is None:
        return anchor.start(), None
    return anchor.start(), _within(base, pinpoint)


def _within(base: Pinpoint, inner: Pinpoint) -> Pinpoint:
    return replace(
        base,
        paragraph=base.paragraph if inner.paragraph is None else inner.paragraph,
        item=base.item if inner.item is None else inner.item,
        subitem=inner.subitem,
    )


def standing_alone(passage: Passage, place: Place) -> Iterator[tuple[int, int, Pinpoint]]:
    """前款, 前两款, 前条 without a number behind them; 前两款 gives two with one span."""
    for match in _ALONE.finditer(passage.text):
        for target in _before(passage, match.start(), match["unit"], _COUNTS[match[1]], place):
            yield match.start(), match.end(), target


def _before(passage: Passage, position: int, unit: str, count: int, place: Place) -> tuple[Pinpoint, ...]:
    """The `count` articles, 款 or 项 before the one at `position`, in reading order; () if there are not so many."""
    at = position_of(passage, position)
    if at.article is None:
        return ()
    if unit == "条":
        found = place.previous.get(at.article_only(), ())
        return found[-count:] if len(found) >= count else ()
    if unit == "款":
        number = _paragraph(passage, position, at)
        if number <= count:
            return ()
        return tuple(replace(at.article_only(), paragraph=n) for n in range(number - count, number))
    if at.item is None or at.item <= count:
        return ()
    return tuple(replace(at, item=n, subitem=None) for n in range(at.item - count, at.item))


def _paragraph(passage: Passage, position: int, at: Pinpoint) -> int:
    """前款 in an article set as one run of sentences, or right after a list, still counts by 款."""
    if at.paragraph is not None:
        return at.paragraph
    return 1 + sum(
        1
        for unit in _units(passage)
        if unit.role in (Role.PARAGRAPH, Role.HEAD) and unit.end <= passage.start + position
    )
