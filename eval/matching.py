"""Does a passage or a quotation stand at a gold place? The one judgement every measure rests on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from documents.names import identity_of
from documents.pinpoint import Pinpoint
from documents.records import Description, Passage

from .cases import Place


@lru_cache(maxsize=100_000)
def squeeze(text: str) -> str:
    """Without white space and in one width, as quotations are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=4096)
def _identity(title: str) -> str:
    return identity_of(title)


@lru_cache(maxsize=4096)
def _pinpoint(text: str) -> Pinpoint | None:
    try:
        return Pinpoint.parse(text)
    except ValueError:
        return None


def same_law(title: str, document: Description) -> bool:
    """By identity, in any version; 民法典 names every file of the code."""
    return document.identity == _identity(title)


def same_text(place: Place, document: Description) -> bool:
    """By file where the place names one, else by law; in the one version that is meant, where one is."""
    if place.source:
        return f"/{document.source}".endswith(f"/{place.source}")
    if place.day is not None and place.day not in (document.adopted, document.effective, document.date):
        return False
    return same_law(place.title, document)


def stands_in(place: Place, document: Description, passage: Passage) -> bool:
    """The passage is of that text, and holds the gold words or, where there are none, is the article named."""
    if not same_text(place, document):
        return False
    wanted = _pinpoint(place.pinpoint)
    article = wanted.article_only() if wanted is not None and wanted.article is not None else None
    here = passage.pinpoint.article_only() if passage.pinpoint.article is not None else None
    if place.quote:
        return not _elsewhere(article, here) and squeeze(place.quote) in squeeze(passage.text)
    if article is None:
        return not place.pinpoint or place.pinpoint.startswith(str(passage.pinpoint) or "\0")
    return here is not None and _number(article) == _number(here)


def _elsewhere(wanted: Pinpoint | None, here: Pinpoint | None) -> bool:
    """Both are articles, and not the same: neighbouring articles often share their words."""
    if wanted is None or here is None or wanted.article is None or here.article is None:
        return False
    return _number(wanted) != _number(here)


def _number(pinpoint: Pinpoint) -> tuple[int | None, int | None]:
    return pinpoint.article, pinpoint.insertion


def quoted(place: Place, document: Description, quote: str, pinpoint: str) -> bool:
    """A quotation carries the place: it holds the gold words, or without any is cut from that very provision."""
    if not same_text(place, document):
        return False
    wanted, cited = _pinpoint(place.pinpoint), _pinpoint(pinpoint)
    if place.quote:
        return not _elsewhere(wanted, cited) and squeeze(place.quote) in squeeze(quote)
    if wanted is None or cited is None:
        return place.pinpoint == pinpoint
    return wanted.covers(cited) or cited.covers(wanted)
