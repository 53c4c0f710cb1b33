"""From an understood question to hits: places that were named first, then search within the scope that was named.

Chooses the filter and the version; ranking is the index's, deciding and wording come later.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from documents.address import Address
from documents.pinpoint import Pinpoint
from documents.records import Kind, Status
from index.records import Filter, Hit

from ..compose.article import named
from ..understand.kinds import Type
from ..understand.question import Question
from .holdings import Books, Holdings
from .spans import Span

LOCAL = frozenset({Kind.LOCAL_REGULATION, Kind.LOCAL_RULE})
POOL = 30  # hits that answers are composed from
_TODAY = 5  # hits by which the law is known that a question of an earlier day describes


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the question. `hits` are its article's passages, `spans` the place itself: () where it does not exist."""

    address: Address
    law: str | None
    pinpoint: Pinpoint
    hits: tuple[Hit, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """`hits` best first, without repeats; `scope` is what was searched with. `untimely` is the law that a question of an earlier day is about where only later versions of it are
    held, "" otherwise."""

    places: tuple[Place, ...]
    hits: tuple[Hit, ...]
    scope: Filter
    untimely: str = ""


def retrieve(question: Question, books: Books, holdings: Holdings, given: Filter) -> Found:
    narrowed = _narrow(question, books, holdings, given)
    places = tuple(
        _place(_named(address, question, holdings), books, narrowed)
        for address in question.addresses
        if address.pinpoint is not None
    )
    exact = [hit for place in places for hit in place.hits]
    settled = question.type is Type.ARTICLE and places and all(place.spans for place in places)
    described = _described(question, books, narrowed)
    searched = () if settled else _search(question, books, holdings, narrowed, described)
    unique = {hit.passage.key: hit for hit in (*exact, *searched)}
    for hit in exact:  # an exact rank wins over the same passage found again
        unique[hit.passage.key] = hit
    untimely = described if _all_later(described, question, books, holdings, narrowed) else ""
    return Found(places, tuple(unique.values()), narrowed, untimely)


def _narrow(question: Question, books: Books, holdings: Holdings, given: Filter) -> Filter:
    """The door's filter with what the question says on top. A kind outside the door's is not searched."""
    kinds = given.kinds & question.kinds if given.kinds and question.kinds else given.kinds or question.kinds
    as_of = given.as_of or question.as_of
    if as_of is None and question.before_amendment:
        as_of = _before_amendment(question, books, holdings)
    if as_of is not None and question.edition and given.as_of is None:
        as_of = max([as_of, *_begins(question, holdings)])
    return replace(given, kinds=kinds or given.kinds, as_of=as_of)


def _begins(question: Question, holdings: Holdings) -> list[date]:
    """The days from which the versions hold that were adopted in the year named: 2023年版 may begin in 2024."""
    named = [d for law in question.laws for d in holdings.versions.get(law, ())]
    return [d.effective for d in named if d.effective and d.adopted and d.adopted.year == question.edition]


def _regions(question: Question, holdings: Holdings) -> frozenset[str]:
    """The library's own names for the regions asked about; none where it holds nothing of them."""
    wanted = question.scope.regions
    return frozenset(held for held in holdings.regions if any(held.startswith(name) for name in wanted))


def _before_amendment(question: Question, books: Books, holdings: Holdings) -> date | None:
    """The day before the present version of the law began: of the one named, else of the first found that has versions."""
    law = next((law for law in question.laws if law in holdings.versioned), None)
    if law is None and not question.laws:
        found = books.search(question.query, k=5)
        law = next((h.document.identity for h in found if h.document.identity in holdings.versioned), None)
    if law is None:
        return None
    validity = books.validity()
    current = [
        d for d in holdings.versions[law] if validity[d.id].status not in (Status.AMENDED, Status.REPEALED)
    ]
    days = [day for d in current if (day := d.effective or d.adopted)]
    return max(days) - timedelta(days=1) if days else None


_OF_A_PLACE = re.compile(r"[一-龥]{1,7}[省市县区州盟旗]$")
_BRACKET = re.compile(r"（[^）]*）$")


def _named(address: Address, question: Question, holdings: Holdings) -> Address:
    """The address with the law it names, where the reader of names could not know: a title with a bracket behind it
    （示范文本）, and a rule of a place (某市优化营商环境条例) that only shares its name with a national one."""
    before = question.text[: address.start]
    if not address.laws and not address.name:
        bare = {_BRACKET.sub("", identity): identity for identity in holdings.versions}
        title = max((t for t in bare if t and before.rstrip("》").endswith(t)), key=len, default="")
        return replace(address, name=title, laws=(bare[title],)) if title else address
    place = _OF_A_PLACE.search(before)
    if place and address.laws and not any(law.startswith(place.group()[:2]) for law in address.laws):
        return replace(address, name=place.group() + address.name, laws=())
    return address


def _place(address: Address, books: Books, scope: Filter) -> Place:
    """The first law of that name that has the article, in the version that comes first; kinds are not applied to what was
    named."""
    pinpoint = address.pinpoint or Pinpoint()
    scope = replace(scope, kinds=frozenset(), regions=frozenset())
    for law in address.laws:
        found = tuple(books.lookup(law, pinpoint.article_only(), scope))
        hits = tuple(hit for hit in found if hit.document.id == found[0].document.id)
        spans = named(hits, pinpoint)
        if spans:
            return Place(address, law, pinpoint, hits, spans)
        if hits:
            return Place(address, law, pinpoint, hits)
    return Place(address, address.laws[0] if address.laws else None, pinpoint)


def _search(
    question: Question, books: Books, holdings: Holdings, scope: Filter, described: str
) -> Sequence[Hit]:
    """Within the laws named or described first; around them only what binds or was said about them."""
    if question.subject:
        defining = books.search(f"{question.subject}是指 所称{question.subject}", k=POOL // 2, filter=scope)
        return (*books.search(question.query, k=POOL // 2, filter=scope), *defining)
    if question.count and not scope.documents and (not scope.kinds or Kind.SPEECH in scope.kinds):
        spoken = books.search(question.query, k=6, filter=replace(scope, kinds=frozenset({Kind.SPEECH})))
        return (*books.search(question.query, k=POOL, filter=scope), *spoken)
    regions = frozenset() if scope.regions else _regions(question, holdings)
    if regions:  # what holds there is what the place laid down and what holds everywhere
        local = books.search(question.query, k=POOL // 2, filter=replace(scope, regions=regions))
        national = replace(scope, kinds=(scope.kinds or frozenset(Kind)) - LOCAL)
        return (*local, *books.search(question.query, k=POOL // 2, filter=national))
    laws = question.laws or ((described,) if described in holdings.versioned else ())
    ids = _in_force(laws, books, holdings, scope)
    if not ids or scope.documents:
        return books.search(question.query, k=POOL, filter=scope)
    within = books.search(
        question.query, k=POOL // 2, filter=replace(scope, documents=ids, kinds=frozenset())
    )
    beyond = books.search(question.query, k=POOL // 2, filter=scope)
    return (*within, *beyond)


def _described(question: Question, books: Books, scope: Filter) -> str:
    """The law that a question of an earlier day is about without naming it: one of the first hits of today that is called
    after what the question asks about, or else the one that most of them belong to, "" for none. Old versions are found less
    surely than the present one."""
    if scope.as_of is None or question.laws or scope.documents:
        return ""
    today = books.search(question.query, k=_TODAY, filter=replace(scope, as_of=None))
    laws = Counter(hit.document.identity for hit in today)
    called = next(
        (law for law in laws if law.endswith("法") and law.removesuffix("法") in question.query), ""
    )
    return called or next((law for law, count in laws.items() if count > _TODAY / 2), "")


def _all_later(law: str, question: Question, books: Books, holdings: Holdings, scope: Filter) -> bool:
    """Whether the question is about what the law is called after, and nothing of it held on the day asked about."""
    if not law or law.removesuffix("法") not in question.query:
        return False
    validity = books.validity(scope.as_of)
    return all(validity[d.id].status is Status.NOT_YET for d in holdings.versions.get(law, ()))


def _in_force(laws: Sequence[str], books: Books, holdings: Holdings, scope: Filter) -> frozenset[str]:
    """The documents of these laws that hold on the day asked about; all of them where none does."""
    named = [d.id for law in laws for d in holdings.versions.get(law, ())]
    validity = books.validity(scope.as_of)
    holding = [
        i for i in named if validity[i].status not in (Status.AMENDED, Status.REPEALED, Status.NOT_YET)
    ]
    return frozenset(holding or named)
