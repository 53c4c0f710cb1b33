"""The two sides of a citation: the words quoted beside it in a draft, and the text of a law in which they should stand.

Compares wording only; which version holds and what to tell the drafter is for `documents.citations`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .address import Address
from .pinpoint import Pinpoint
from .records import Description, Passage, Unit
from .units import units
from .wording import bigrams, plain, similarity

_QUOTED = re.compile(r"“([^“”]{6,})”|「([^「」]{6,})」|\"([^\"\n]{6,})\"")
# 第十条规定：“…”; 第十条第二款明确要求“…”
_BETWEEN = re.compile(r"[^。；;“”「」\"\n《》]{0,30}[:：,，]?\s*$")
# “…”（《…》第十条）
_BEFORE = re.compile(r"[，,]?\s*(?:——|—|[（(]|[（(]?(?:见|参见|引自|出自|语出|详见|摘自))\s*$")
_GAP = re.compile(r"…+|\.{3,}|⋯+")


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words at `start`..`end` of the draft, without the quotation marks."""

    start: int
    end: int
    text: str


def find_quotes(text: str, addresses: Sequence[Address]) -> Mapping[int, Quote]:
    """The quotation that goes with each address, by its index. Terms of under six characters are not quotations."""
    found: dict[int, Quote] = {}
    quotes = [Quote(m.start() + 1, m.end() - 1, m[0][1:-1]) for m in _QUOTED.finditer(text)]
    for index, address in enumerate(addresses):
        if address.pinpoint is None:
            continue
        following = addresses[index + 1].start if index + 1 < len(addresses) else len(text)
        for quote in quotes:
            after = address.end <= quote.start - 1 <= following
            if after and _BETWEEN.fullmatch(text, address.end, quote.start - 1):
                found[index] = quote
                break
            if quote.end < address.start and _BEFORE.fullmatch(text, quote.end + 1, address.start):
                found[index] = quote
                break
    return found


@dataclass(frozen=True)
class Text:
    """One version of a law, open for looking up places and words."""

    description: Description
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, description: Description, passages: Sequence[Passage]) -> Text:
        return cls(description, tuple(passages))

    def at(self, place: Pinpoint) -> str:
        """The words at a place, label included for a whole article; "" if there is no such place.

        Of a text set in points (一、二、) point 十 is also its 第十条. 第一款 of an article of one paragraph is the article.
        """
        found = self.passages_at(place)
        if not found or _whole(place):
            return "\n".join(passage.text for passage in found)
        pieces = [
            passage.text[unit.start - passage.start : unit.end - passage.start]
            for passage in found
            for unit in units(passage)
            if _within(place, unit)
        ]
        return "\n".join(pieces)

    def passages_at(self, place: Pinpoint) -> tuple[Passage, ...]:
        if place.article is None and not place.path and not place.annex:
            return tuple(p for p in self.passages if place.covers(p.pinpoint)) if place.chapter else ()
        return self._by_place.get(_key(place), ())

    @cached_property
    def _by_place(self) -> Mapping[tuple[object, ...], tuple[Passage, ...]]:
        held: dict[tuple[object, ...], tuple[Passage, ...]] = {}
        for passage in self.passages:
            key, numbered = _key(passage.pinpoint), _as_article(passage.pinpoint)
            held[key] = (*held.get(key, ()), passage)
            if numbered is not None:
                held[numbered] = (*held.get(numbered, ()), passage)
        return held

    def says(self, quote: str, place: Pinpoint) -> bool:
        """Whether the words stand there; parts around …… in their order. Width of punctuation and spaces do not count."""
        return _contains(plain(self.at(place)), quote)

    def where(self, quote: str, near: Pinpoint) -> Pinpoint | None:
        """The narrowest place where the words stand, in the article of `near` first; None if nowhere."""
        first = self.passages_at(near.article_only())
        for passage in (*first, *(p for p in self.passages if p not in first)):
            if not _contains(plain(passage.text), quote):
                continue
            for unit in units(passage):
                if _contains(
                    plain(passage.text[unit.start - passage.start : unit.end - passage.start]), quote
                ):
                    return unit.pinpoint
            return passage.pinpoint.article_only() if passage.pinpoint.article else passage.pinpoint
        return None

    def nearest(self, words: str, near: Pinpoint, least: float = 0.0) -> tuple[Pinpoint | None, float]:
        """The article most like the words, and how like; ties go to `near`, then to the first."""
        wanted = bigrams(plain(words))
        best: tuple[Pinpoint | None, float] = (None, least)
        for place, likeness in self._likeness(wanted):
            if likeness > best[1] or (likeness == best[1] and place == near.article_only()):
                best = (place, likeness)
        return best

    def _likeness(self, wanted: Counter[str]) -> Iterator[tuple[Pinpoint, float]]:
        for passage in self.passages:
            place = passage.pinpoint.article_only()
            bags = [bigrams(plain(passage.text))]
            bags += [
                bigrams(plain(sentence))
                for sentence in re.split("[。；\n]", passage.text)
                if len(sentence) > 8
            ]
            yield place, max(similarity(wanted, bag) for bag in bags)

    def stretch(self, quote: str, place: Pinpoint) -> str:
        """The sentences at `place` (else in its article) that the quoted words were meant to be."""
        text = self.at(place) or self.at(place.article_only())
        sentences = [
            s
            for s in re.split(r"(?<=[。；])|\n", re.sub(r"^第[^条]{1,9}条[\s\u3000]*", "", text))
            if s.strip()
        ]
        wanted = bigrams(plain(quote))
        best, likeness = text, 0.0
        for i in range(len(sentences)):
            for j in range(i + 1, min(len(sentences), i + 6) + 1):
                stretch = "".join(sentences[i:j]).strip()
                now = similarity(wanted, bigrams(plain(stretch)))
                if now > likeness:
                    best, likeness = stretch, now
        return best if quote.endswith(("。", "；")) else best.rstrip("。；")


def _whole(place: Pinpoint) -> bool:
    return place.paragraph is None and place.item is None and place.subitem is None


def _key(place: Pinpoint) -> tuple[object, ...]:
    return (place.article, place.insertion, place.path, place.annex)


def _as_article(place: Pinpoint) -> tuple[object, ...] | None:
    if place.article is not None or len(place.path) != 1 or place.annex:
        return None
    try:
        number = Pinpoint.parse(f"第{place.path[0].removesuffix('、')}条")
    except ValueError:
        return None
    return _key(number)


def _within(place: Pinpoint, unit: Unit) -> bool:
    wanted = Pinpoint(
        article=place.article, insertion=place.insertion, paragraph=place.paragraph, item=place.item
    )
    one = unit.pinpoint
    if wanted.covers(one) and (place.subitem is None or place.subitem == one.subitem):
        return True
    if place.paragraph == 1 and one.paragraph is None:
        return place.item in (None, one.item)
    return place.paragraph is None and place.item is not None and place.item == one.item


def _contains(text: str, quote: str) -> bool:
    position = 0
    for part in _GAP.split(quote):
        wanted = plain(part).strip("，。；：、")
        found = text.find(wanted, position)
        if found < 0:
            return False
        position = found + len(wanted)
    return True
