"""Address questions made from a library by code: every way people write an address, and places that do not exist."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from documents.numerals import to_chinese
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind
from index.library import Library

from .cases import Case, Place

SEED = 7
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
STATUTES = {
    Kind.CONSTITUTION,
    Kind.LAW,
    Kind.ADMINISTRATIVE_REGULATION,
    Kind.DEPARTMENT_RULE,
    Kind.MODEL_TEXT,
}


def _arabic(place: Pinpoint) -> str:
    inserted = f"之{to_chinese(place.insertion)}" if place.insertion else ""
    return f"{place.article}条{inserted}"


FORMS: tuple[tuple[str, Callable[[str, Pinpoint], str]], ...] = (
    ("书名号全称", lambda title, place: f"《{title}》{place}"),
    ("简称", lambda title, place: f"{title.removeprefix('中华人民共和国')}{place}"),
    ("阿拉伯数字", lambda title, place: f"{title.removeprefix('中华人民共和国')}第{_arabic(place)}"),
    ("省略第", lambda title, place: f"{title.removeprefix('中华人民共和国')}{_arabic(place)}"),
    ("全角数字", lambda title, place: f"《{title}》第{_arabic(place)}".translate(FULL_WIDTH)),
    ("问句", lambda title, place: f"《{title}》{place}是怎么规定的？"),
)


def addresses(library: Library, count: int = 300) -> tuple[Case, ...]:
    """`count` existing places drawn with a fixed seed, forms in turn, and one that does not exist for every fifth."""
    rng = random.Random(SEED)
    places = sorted(_places(library), key=lambda pair: (pair[0].id, pair[1].sort_key))
    chosen = rng.sample(places, min(count, len(places)))
    return tuple(_cases(chosen, {document.id: _last(places, document) for document, _ in chosen}))


def _places(library: Library) -> Iterator[tuple[Description, Pinpoint]]:
    """Articles of the newest version of every statute whose title names one law only."""
    validity = library.validity()
    statutes = [
        d for d in library.documents() if d.kind in STATUTES and validity[d.id].current in (None, d.id)
    ]
    count = Counter(document.identity for document in statutes)
    for document in statutes:
        if count[document.identity] > 1 and not document.volume:
            continue
        for passage in library.passages(document.id):
            if passage.pinpoint.article and passage.pinpoint.paragraph is None and not passage.pinpoint.annex:
                yield document, passage.pinpoint.article_only()


def _last(places: Sequence[tuple[Description, Pinpoint]], document: Description) -> int:
    return max(place.article or 0 for other, place in places if other.identity == document.identity)


def _cases(chosen: Sequence[tuple[Description, Pinpoint]], last: dict[str, int]) -> Iterator[Case]:
    for i, (document, place) in enumerate(chosen):
        form, write = FORMS[i % len(FORMS)]
        gold = (Place(document.title, str(place)),)
        question = write(document.title, place)
        yield Case(id=f"address-{i:04d}", set="addresses", question=question, type=form, gold=gold)
        if i % 5 == 0:
            beyond = Pinpoint(article=last[document.id] + 1 + i)
            yield Case(
                id=f"address-{i:04d}-none",
                set="addresses",
                question=write(document.title, beyond),
                type="不存在的条号",
                answerable=False,
                reason="条号不存在",
            )
