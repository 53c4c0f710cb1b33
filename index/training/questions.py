"""The labelled questions: their fixed split, and which articles answer them. Trains and measures nothing.

Split by the number in the id: remainder 0 of 6 is the development set (never trained or tuned on), 1 is the tuning
set, the others are trained on. Those handed in are lay questions; `own_questions.jsonl` holds ours, which officials,
businesses and citizens might ask, written for training and for nothing else. The version of 2022–23 that the labels were made for has been renumbered since for two
laws; their labels are moved to the present article with the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from zlib import crc32

from .texts import Article, rows, split_label

RENUMBERED = ("公司法", "民事诉讼法")
SAME_TEXT = 0.35  # Jaccard of character pairs, above which an article is the same one renumbered
FOLDS = 5
SIXTHS = 6
OWN = Path(__file__).with_name("own_questions.jsonl")
_OWN_NUMBERS = 600_000  # where the numbers of our own begin


@dataclass(frozen=True, slots=True)
class Question:
    """`articles` are positions in the list of candidate articles, never empty, ascending. `answer` may be ""."""

    number: int
    text: str
    answer: str
    articles: tuple[int, ...]

    @property
    def own(self) -> bool:
        return self.number >= _OWN_NUMBERS

    @property
    def split(self) -> str:
        if in_development(self.number):
            return "dev"
        return "tune" if self.number % SIXTHS == 1 else "train"

    @property
    def fold(self) -> int:
        """0 to FOLDS - 1. Neighbouring numbers ask about the same article and stand in different folds, as those of
        the development set stand apart from their neighbours: a fold is then as hard as the development set. Of our own every
        second one stands with its sisters and the others apart from them: some people ask what was asked before."""
        row = self.number // SIXTHS
        if self.own and row % 2:
            return row // 2 % FOLDS
        return (self.number % SIXTHS + FOLDS - 1) % FOLDS


def in_development(number: int) -> bool:
    """Whether a question is kept for measuring: never trained or tuned on."""
    return number % SIXTHS == 0


def labelled_questions(training: Path, articles: Sequence[Article]) -> list[Question]:
    """Those handed in, then our own; positions count the newest articles only."""
    return [*statute_questions(training, articles), *own_questions(articles)]


def own_questions(articles: Sequence[Article], file: Path = OWN) -> list[Question]:
    """Ours. Raises KeyError for an article that is not there."""
    places = _places(a for a in articles if a.newest)
    return [
        Question(
            number, row["question"], "", tuple(sorted({places[split_label(a)] for a in row["articles"]}))
        )
        for number, row in own_rows(file)
    ]


def own_rows(file: Path = OWN) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each with its number. Questions with the same first article have numbers of the same remainder, so that none is
    measured, or ranked across folds, by what was learned from a sister."""
    sixths = [count(_OWN_NUMBERS + remainder, SIXTHS) for remainder in range(SIXTHS)]
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield next(sixths[crc32(row["articles"][0].encode()) % SIXTHS]), row


def _places(newest: Iterable[Article]) -> dict[tuple[str, str], int]:
    """The first position of every place."""
    places: dict[tuple[str, str], int] = {}
    for position, article in enumerate(newest):
        places.setdefault(article.place, position)
    return places


def statute_questions(training: Path, articles: Sequence[Article]) -> list[Question]:
    """Every question with at least one label among the newest `articles`; positions count the newest only."""
    newest = [a for a in articles if a.newest]
    places = _places(newest)
    renumbering = _Renumbering(articles, newest)
    found = []
    for row in rows(training, "statute_questions"):
        places_of = (split_label(label) for label in row["articles"])
        gold = {renumbering.present(p) if p[0] in RENUMBERED else places.get(p) for p in places_of}
        known = tuple(sorted(p for p in gold if p is not None))
        if known:
            number = int(row["id"].rpartition("-")[2])
            found.append(Question(number, row["question"], row.get("answer", ""), known))
    return found


class _Renumbering:
    def __init__(self, articles: Sequence[Article], newest: Sequence[Article]) -> None:
        self._old = {a.place: a for a in articles if not a.newest and a.place[0] in RENUMBERED}
        self._new = [(i, a.place, _pairs(a.text)) for i, a in enumerate(newest) if a.place[0] in RENUMBERED]

    def present(self, place: tuple[str, str]) -> int | None:
        """Where the text of this place of the former version stands now; None if it is gone."""
        old = self._old.get(place)
        if old is None:
            return next((i for i, p, _ in self._new if p == place), None)
        wanted = _pairs(old.text)
        alike = [(_jaccard(wanted, pairs), -i) for i, p, pairs in self._new if p[0] == place[0]]
        best, position = max(alike, default=(0.0, 0))
        return -position if best > SAME_TEXT else None


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, len(a | b))


def of_split(questions: Iterable[Question], *splits: str) -> list[Question]:
    return [q for q in questions if q.split in splits]
