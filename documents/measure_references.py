"""How many references in a number of texts lead to an article that is there, and why the others do not.

Printed by `python -m documents DIR references`; gives rows, prints nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .names import LawNames, quoted
from .numerals import to_int
from .pinpoint import Pinpoint
from .records import Document, Passage, Reference
from .references import references
from .units import units
from .validity import replaces

Loaded = tuple[Document, Sequence[Passage]]
_NO_PLACE = "有此条，无此款项"


@dataclass(frozen=True, slots=True)
class Miss:
    """A reference that leads nowhere, the words it stands in, and the reason as far as the library can tell."""

    title: str
    words: str
    law: str
    pinpoint: str
    reason: str


@dataclass(slots=True)
class Count:
    """`articles` lead to an article that is there, `places` to the very 款 and 项."""

    total: int = 0
    articles: int = 0
    places: int = 0
    misses: list[Miss] = field(default_factory=list)


def measure(texts: Sequence[Loaded], misses: int = 40) -> Iterator[str]:
    """Printable rows: shares first, then why the others are unresolved, then examples of each reason."""
    counts = count(texts)
    yield f"文献 {len(texts)} 篇"
    for name, counted in counts.items():
        yield (
            f"{name}：{counted.total} 处；条 {_share(counted.articles, counted.total)}；"
            f"款项 {_share(counted.places, counted.total)}"
        )
    for name, counted in counts.items():
        reasons = Counter(miss.reason for miss in counted.misses)
        for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0])):
            yield f"{name}　未解析　{reason}　{number}"
            for miss in [m for m in counted.misses if m.reason == reason][:misses]:
                yield f"    {miss.title}：{miss.words}　→　{quoted(miss.law)}{miss.pinpoint}"


def _share(part: int, whole: int) -> str:
    return f"{part}（{part / whole:.2%}）" if whole else "—"


def count(texts: Sequence[Loaded]) -> dict[str, Count]:
    """By kind of mention. References to laws that no text of the folder is are counted apart and not as missed."""
    names = LawNames.from_titles(document.title for document, _ in texts)
    places = _Places.over(texts)
    counts = {
        name: Count()
        for name in ("本法第X条", "前款、前条、本条", "《…》第X条（库内）", "《…》第X条（库外）", "《…》")
    }
    for document, passages in texts:
        for reference in references(document, passages, names):
            name = _name(document, reference, places)
            counts[name].total += 1
            if name == "《…》第X条（库外）":
                continue
            reason = places.missing(document, reference)
            counts[name].articles += reason in (None, _NO_PLACE)
            counts[name].places += reason is None
            if reason is not None:
                older = places.older(document, reference)
                counts[name].misses.append(_miss(document, reference, reason + older))
    return counts


def _name(document: Document, reference: Reference, places: _Places) -> str:
    words = document.text[reference.start : reference.end]
    if reference.pinpoint is None:
        return "《…》"
    if re.match(r"前|本[条款项](?!例)", words):
        return "前款、前条、本条"
    if reference.law == document.identity and "《" not in words:
        return "本法第X条"
    return "《…》第X条（库内）" if reference.law in places.versions else "《…》第X条（库外）"


def _miss(document: Document, reference: Reference, reason: str) -> Miss:
    start, end = max(0, reference.start - 16), reference.end + 10
    words = document.text[start:end].replace("\n", " ")
    return Miss(document.title, words, reference.law, str(reference.pinpoint or ""), reason)


@dataclass(frozen=True, slots=True)
class _Places:
    """`versions[identity]` are documents; `articles` and `units` are what exists in each."""

    versions: Mapping[str, Sequence[str]]
    articles: Mapping[str, frozenset[tuple[int | None, int | None]]]
    passages: Mapping[str, Mapping[tuple[int | None, int | None], Sequence[Passage]]]
    dates: Mapping[str, date | None]

    @classmethod
    def over(cls, texts: Sequence[Loaded]) -> _Places:
        versions: dict[str, list[str]] = defaultdict(list)
        by_article: dict[str, dict[tuple[int | None, int | None], list[Passage]]] = {}
        for document, passages in texts:
            if replaces(document):
                versions[document.identity].append(document.id)
            else:
                versions.setdefault(document.identity, [document.id])
            held: dict[tuple[int | None, int | None], list[Passage]] = defaultdict(list)
            for passage in passages:
                held[_article(passage.pinpoint)].append(passage)
            by_article[document.id] = held
        return cls(
            versions,
            {k: frozenset(v) for k, v in by_article.items()},
            by_article,
            {d.id: d.date for d, _ in texts},
        )

    def older(self, document: Document, reference: Reference) -> str:
        """Whether the citing text is older than every version held of the law: then it cites one that is not here."""
        if reference.law == document.identity or document.date is None:
            return ""
        days = [self.dates[one] for one in self.versions.get(reference.law, ())]
        known = [day for day in days if day is not None]
        return "（引用的版本早于库内各版本）" if known and document.date < min(known) else ""

    def missing(self, document: Document, reference: Reference) -> str | None:
        """None if the place is there: in the citing text for its own references, else in any version."""
        pinpoint = reference.pinpoint
        if pinpoint is None:
            return None if reference.law in self.versions else "库内无此文"
        if reference.law == document.identity:
            held: Iterable[str] = self.versions[reference.law] if document.volume else (document.id,)
        else:
            held = self.versions.get(reference.law, ())
        held = tuple(held)
        if not held:
            return "库内无此文"
        at = _article(pinpoint)
        if at[0] is None:
            return None  # chapters and parts
        having = [one for one in held if at in self.articles[one]]
        if not having:
            highest = max((a or 0 for one in held for a, _ in self.articles[one]), default=0)
            if not highest:
                return "该文不分条"
            return "条号大于末条" if at[0] > highest else "库内各版本均无此条"
        if pinpoint.path or (pinpoint.paragraph is None and pinpoint.item is None):
            return None
        if any(_exists(self.passages[one][at], pinpoint) for one in having):
            return None
        return _NO_PLACE


def _article(pinpoint: Pinpoint) -> tuple[int | None, int | None]:
    """A text set in points (一、二、) is cited by articles all the same: its point 十、 is 第十条."""
    if pinpoint.article is None and pinpoint.path and not pinpoint.annex:
        number = re.fullmatch(r"([一二三四五六七八九十百]+)、", pinpoint.path[0])
        return (to_int(number[1]) if number else None, None)
    return (pinpoint.article, pinpoint.insertion)


def _exists(passages: Sequence[Passage], wanted: Pinpoint) -> bool:
    wanted = Pinpoint(
        article=wanted.article, insertion=wanted.insertion, paragraph=wanted.paragraph, item=wanted.item
    )
    found = [unit.pinpoint for passage in passages for unit in units(passage)]
    if any(wanted.covers(one) for one in found):
        return True
    # 第一款 of an article of one paragraph, and 第二项 where the text does not say of which 款
    if wanted.paragraph == 1 and all(one.paragraph is None for one in found):
        return any(one.item == wanted.item or wanted.item is None for one in found)
    return wanted.paragraph is None and any(one.item == wanted.item for one in found)
