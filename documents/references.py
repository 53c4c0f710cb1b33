"""Mentions of articles inside a text, resolved from where they stand: 本法第十条、第十二条第二款, 《立法法》第七十二条, 前款第二项.

Gives the law and the place meant. Whether that place exists, and in which version, is for the library to say. Not
read: mentions without a number (有关法律、法规), 本法 and 本条 alone, and titles of other texts inside a title.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .address import Named, name_before
from .identity import identity_of
from .names import LawNames
from .numerals import to_chinese
from .pinpoint import Pinpoint, find_pinpoints
from .records import Document, Passage, Reference
from .relative import Place, anchored, standing_alone

_TYPES = (
    "法典|法|条例|规定|办法|解释|细则|决定|规则|意见|安排|批复|章程|准则|规程|规范|实施细则|实施办法|实施条例|若干规定|"
    "暂行规定|暂行条例|暂行办法|通则|公约|标准|议事规则|通知|方案|规约|守则|纲要"
)
_OWN = re.compile(rf"(?<!基)本(?:{_TYPES})的?$")
_THAT = re.compile(rf"(?:该|此|上述|前述)(?:{_TYPES}|条)的?$")
# 第十条第一款规定，或者第十二条 … one law is meant throughout.
_LIST = re.compile(
    r"(?:(?:的?规定|所列|之规定|规定情形|情形)(?:的|之一的?)?)?[ \u3000]*(?:、|，|,|；|;)?[ \u3000]*(?:和|及|以及|或|或者|与|至|到|并|及其)?[ \u3000]*"
)
_TO = re.compile(r"[ \u3000]*(?:至|到|—|－|-)[ \u3000]*")
_ALIAS = re.compile(
    r"《((?:[^《》]|《[^《》]*》)+)》[^《》。；\n]{0,12}[（(](?:以下|下)(?:简称|称)(?:为|：|:)?[《“\"]?([^》”\"）)]{1,20})[》”\"]?[）)]"
)
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_AMENDED = re.compile(r"(?:修改|修订|修正|补充).*?《(.+?)》(?!等|和|、)")
_MOST_IN_RANGE = 60


def references(document: Document, passages: Sequence[Passage], names: LawNames) -> tuple[Reference, ...]:
    """In reading order. A range (第十条至第十五条) gives every article in it; 前两款 gives two with one span."""
    reader = _Reader(document, passages, names)
    return tuple(
        sorted(
            {reference for passage in passages for reference in reader.read(passage)},
            key=lambda r: (r.start, r.end, r.pinpoint.sort_key if r.pinpoint else (), r.law),
        )
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A pinpoint in a passage's text with its law; `start` includes the words before it (本法, 前款, 《…》)."""

    start: int
    end: int
    law: str | None
    pinpoint: Pinpoint


@dataclass(frozen=True, slots=True)
class _Mention:
    """A pinpoint where it stands, and what was mentioned before it in the same passage."""

    passage: Passage
    start: int
    end: int
    pinpoint: Pinpoint
    before: _Found | None
    explicit: Pinpoint | None


class _Reader:
    def __init__(self, document: Document, passages: Sequence[Passage], names: LawNames) -> None:
        self.names = names
        self.own = _own_law(document)
        self.amends = self.own != document.identity
        self.region = document.region
        self.aliases = {match[2]: self.law_of(match[1]) for match in _ALIAS.finditer(document.text)}
        self.place = Place.over(passages)
        self.subject = self._subject(document)

    def _subject(self, document: Document) -> str | None:
        """The law that the title applies, if it names one: 关于适用《公司法》若干问题的规定."""
        applied = re.search(
            r"(?:适用|执行|关于)《?([^《》的]{1,30}?法)(?=》|分则|若干|确定|的)", document.identity
        )
        return self.law_of(applied[1]) if applied else None

    def read(self, passage: Passage) -> Iterator[Reference]:
        text, offset = passage.text, passage.start
        titles = [match.span() for match in _TITLE.finditer(text)]
        before: _Found | None = None
        explicit: Pinpoint | None = None  # the article of the text's own that was mentioned last
        numbered: list[tuple[int, int]] = []
        for start, end, pinpoint in find_pinpoints(text):
            if _is_label(passage, start, end) or _inside(start, titles):
                continue
            found = self._one(_Mention(passage, start, end, pinpoint, before, explicit))
            numbered.append((found.start, found.end))
            if found.law is not None:
                if before is not None and before.law == found.law and _TO.fullmatch(text, before.end, start):
                    for between in _between(before.pinpoint, found.pinpoint):
                        yield Reference(offset + before.start, offset + end, found.law, between)
                yield Reference(offset + found.start, offset + end, found.law, _of(found))
            before = found
            if found.law == self.own and pinpoint.article is not None:
                explicit = found.pinpoint
        if self.own is not None:
            for start, end, pinpoint in standing_alone(passage, self.place):
                if not _inside(start, numbered) and not _inside(start, titles):
                    yield Reference(offset + start, offset + end, self.own, pinpoint)
        yield from self._laws_alone(text, offset, numbered)

    def _one(self, at: _Mention) -> _Found:
        text, start, end, pinpoint, before = at.passage.text, at.start, at.end, at.pinpoint, at.before
        own = _OWN.search(text, max(0, start - 12), start)
        if own:
            return _Found(own.start(), end, self.own, pinpoint)
        anchor = anchored(at.passage, start, pinpoint, self.place)
        if anchor is not None:
            return _Found(anchor[0], end, self.own if anchor[1] is not None else None, anchor[1] or pinpoint)
        named = self._named(text, start)
        if named is not None:
            return _Found(named.start, end, named.laws[0], pinpoint)
        if before is not None and (
            _THAT.search(text, max(0, start - 12), start) or _LIST.fullmatch(text, before.end, start)
        ):
            return _Found(start, end, before.law, _inherited(before.pinpoint, pinpoint))
        if pinpoint.article is None and pinpoint.chapter is None and pinpoint.part is None:
            return self._inner(at)
        return _Found(start, end, self._bare(pinpoint, before), pinpoint)

    def _bare(self, pinpoint: Pinpoint, before: _Found | None) -> str | None:
        """第十条 with no law before it is the text's own, if it has such an article; else of the law named last."""
        if self.amends:
            return self.own
        if pinpoint.article is None or self.place.passages.get(pinpoint.article_only()):
            return self.own if self.place.passages else None
        if self.subject is None and before is not None and before.law != self.own:
            return before.law
        return self.subject or (self.own if self.place.passages else None)

    def _inner(self, at: _Mention) -> _Found:
        """A 款 or 项 without its article. In a text that amends it belongs to the article just named."""
        start, end, pinpoint, before = at.start, at.end, at.pinpoint, at.before
        if self.amends or at.passage.pinpoint.article is None:
            if before is None or before.law is None:
                return _Found(start, end, None, pinpoint)
            return _Found(start, end, before.law, _inherited(before.pinpoint, pinpoint))
        here = self.place.here(at.passage, start, pinpoint, at.explicit)
        return _Found(start, end, self.own if here else None, here or pinpoint)

    def _named(self, text: str, start: int) -> Named | None:
        named = name_before(text, start, self.names)
        if named is None:
            return None
        bracketed = text[named.start] == "《"
        if not named.laws and not bracketed and named.name in ("本法", "该法"):
            return None
        law = self.aliases.get(named.name) or self.law_of(named.name, named.laws)
        return Named(named.start, named.name, (law,))

    def law_of(self, name: str, laws: tuple[str, ...] | None = None) -> str:
        """The identity meant; of several, one of the document's own region; what no library knows keeps its own name."""
        known = self.names.resolve(name) if laws is None else laws
        if len(known) > 1 and self.region:
            known = tuple(sorted(known, key=lambda law: not law.startswith(self.region or "")))
        return known[0] if known else identity_of(name.translate(str.maketrans("〈〉<>", "《》《》")))

    def _laws_alone(self, text: str, offset: int, numbered: Sequence[tuple[int, int]]) -> Iterator[Reference]:
        for match in _TITLE.finditer(text):
            if _inside(match.start(), numbered):
                continue
            law = self.aliases.get(match[1]) or self.law_of(match[1])
            if self.names.resolve(law):
                yield Reference(offset + match.start(), offset + match.end(), law, None)


def _of(found: _Found) -> Pinpoint:
    """刑法修正案（六）第十条 is its point 十、."""
    pinpoint = found.pinpoint
    if pinpoint.article is not None and re.search(r"(?<!宪)法修正案", found.law or ""):
        return Pinpoint(path=(f"{to_chinese(pinpoint.article)}、",), paragraph=pinpoint.paragraph)
    return pinpoint


def _own_law(document: Document) -> str | None:
    """本法 in a text that amends means the law amended; None if it amends several."""
    identity = document.identity
    amendment = re.match(r"(.*法)修正案", identity)
    if amendment:
        return amendment[1]
    if re.search(r"关于修改.*决定", identity):
        titles = _AMENDED.findall(identity)
        return identity_of(titles[0]) if len(titles) == 1 and "等" not in identity.split("》")[-1] else None
    return identity


def _is_label(passage: Passage, start: int, end: int) -> bool:
    """第十条 at the head of the passage is its number, not a mention."""
    return passage.text[:start].strip(" \u3000\n*#") == "" and passage.pinpoint.article is not None


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect.bisect_right(spans, (position, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= position < spans[at][1]


def _inherited(before: Pinpoint, after: Pinpoint) -> Pinpoint:
    if after.article is not None or after.chapter is not None or after.part is not None:
        return after
    if after.paragraph is not None:
        return replace(after, article=before.article, insertion=before.insertion, annex=before.annex)
    return replace(
        after,
        article=before.article,
        insertion=before.insertion,
        paragraph=before.paragraph,
        item=before.item if after.item is None else after.item,
        annex=before.annex,
    )


def _between(first: Pinpoint, last: Pinpoint) -> Iterator[Pinpoint]:
    """What lies strictly between the ends of a range, at the level at which they differ."""
    if first.article != last.article:
        for number in _numbers(first.article, last.article):
            yield Pinpoint(article=number)
    elif first.paragraph != last.paragraph:
        for number in _numbers(first.paragraph, last.paragraph):
            yield replace(first, paragraph=number, item=None, subitem=None)
    else:
        for number in _numbers(first.item, last.item):
            yield replace(first, item=number, subitem=None)


def _numbers(low: int | None, high: int | None) -> range:
    if low is None or high is None or high - low > _MOST_IN_RANGE:
        return range(0)
    return range(low + 1, high)
