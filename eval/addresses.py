"""Address questions made from a library by code: every way people write an address, and places that do not exist."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from documents.numerals import to_chinese
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind, Passage, Role, Status
from documents.units import units
from documents.validity import Validity
from index.library import Library

from .cases import Case, Place
from .run import TODAY

SEED = 7
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
STATUTES = {
    Kind.CONSTITUTION,
    Kind.LAW,
    Kind.ADMINISTRATIVE_REGULATION,
    Kind.DEPARTMENT_RULE,
    Kind.NORMATIVE,
    Kind.MODEL_TEXT,
}
STATE = "中华人民共和国"
QUOTED = 24

Spot = tuple[Description, Pinpoint, str]  # where, and the first words that stand there


def _arabic(place: Pinpoint) -> str:
    inserted = f"之{to_chinese(place.insertion)}" if place.insertion else ""
    paragraph = f"第{place.paragraph}款" if place.paragraph else ""
    item = f"第{place.item}项" if place.item else ""
    return f"{place.article}条{inserted}{paragraph}{item}"


def _short(title: str) -> str:
    return title.removeprefix(STATE)


FORMS: tuple[tuple[str, Callable[[str, Pinpoint], str]], ...] = (
    ("书名号全称", lambda title, place: f"《{title}》{place}"),
    ("简称", lambda title, place: f"{_short(title)}{place}"),
    ("阿拉伯数字", lambda title, place: f"{_short(title)}第{_arabic(place)}"),
    ("省略第", lambda title, place: f"{_short(title)}{_arabic(place)}"),
    ("全角数字", lambda title, place: f"《{title}》第{_arabic(place)}".translate(FULL_WIDTH)),
    ("问句", lambda title, place: f"《{title}》{place}是怎么规定的？"),
    ("中间有空格", lambda title, place: f"{_short(title)} 第 {_arabic(place).replace('条', ' 条', 1)}"),
    ("口语", lambda title, place: f"请问{_short(title)}的{place}讲的是什么"),
    ("加国名", lambda title, place: f"《{title if title.startswith(STATE) else STATE + title}》{place}"),
    ("倒装", lambda title, place: f"{place} {_short(title)}"),
)


def addresses(library: Library, count: int = 300) -> tuple[Case, ...]:
    """`count` existing places, some of them narrower than an article, and for every fifth one a place that does not exist.

    Which places, and in which form each is written, follows from law and number alone: a library that changes a little
    changes a few questions, and a question keeps its id.
    """
    spots = list(_spots(library))
    drawn = sorted(spots, key=lambda spot: (_lot(spot), spot[0].id))[:count]
    last = {spot[0].identity: _last(spots, spot[0]) for spot in drawn}
    return tuple(case for spot in drawn for case in _cases(library, spot, last[spot[0].identity]))


def _lot(spot: Spot) -> int:
    """A number drawn for a place, the same on every machine."""
    document, place, _ = spot
    return int.from_bytes(hashlib.sha256(f"{SEED} {document.identity} {place}".encode()).digest()[:6])


def _spots(library: Library) -> Iterator[Spot]:
    """Articles of the newest version of every statute whose title names one law only."""
    validity = library.validity(TODAY)
    statutes = [d for d in library.documents() if d.kind in STATUTES and _holds(validity[d.id], d.id)]
    count = Counter(document.identity for document in statutes)
    for document in statutes:
        if document.volume or count[document.identity] > 1:
            continue
        passages = library.passages(document.id)
        pieces = Counter(passage.pinpoint.article_only() for passage in passages)
        for passage in passages:
            place = passage.pinpoint
            if place.article and not place.annex and pieces[place.article_only()] == 1:
                yield document, place.article_only(), _words(passage, passage.start)


def _holds(validity: Validity, id: str) -> bool:  # noqa: A002
    return validity.current in (None, id) and validity.status in (Status.IN_FORCE, Status.UNVERIFIED)


def _words(passage: Passage, start: int) -> str:
    """The first words at an offset; of an article those behind its number."""
    begin = units(passage)[0].start if start == passage.start else start
    return passage.text[begin - passage.start :].strip().split("\n")[0][:QUOTED]


def _narrower(library: Library, spot: Spot) -> Spot:
    """The last 款 or 项 of the article, the article itself where it has neither."""
    document, place, _ = spot
    passage = next(p for p in library.passages(document.id) if p.pinpoint.article_only() == place)
    parts = [u for u in units(passage) if u.role in (Role.PARAGRAPH, Role.ITEM)]
    parts = [u for u in parts if u.pinpoint.paragraph or u.pinpoint.item]
    if not parts:
        return spot
    last = parts[-1]
    return (
        document,
        replace(place, paragraph=last.pinpoint.paragraph, item=last.pinpoint.item),
        _words(passage, last.start),
    )


def _last(spots: Sequence[Spot], document: Description) -> int:
    return max(place.article or 0 for other, place, _ in spots if other.identity == document.identity)


def _cases(library: Library, spot: Spot, last: int) -> Iterator[Case]:
    lot = _lot(spot)
    document, place, words = _narrower(library, spot) if lot % 3 == 0 else spot
    form, write = FORMS[lot // 16 % len(FORMS)]
    gold = (Place(document.title, str(place), words, source=document.source.rpartition("/")[2]),)
    question = write(document.title, place)
    key = f"address-{lot:015d}"
    yield Case(id=key, set="addresses", question=question, type=form, gold=gold)
    if lot % 5 == 0:
        beyond = write(document.title, Pinpoint(article=last + 1 + lot % 50))
        yield Case(
            id=f"{key}-none",
            set="addresses",
            question=beyond,
            type="不存在的条号",
            answerable=False,
            reason="条号不存在",
        )
