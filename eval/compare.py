"""The same questions, the same embedder, the same machine: the product's search beside the plain assembly's, by type of question.

A chunk of 500 characters often holds three of our passages, so ten of them are not ten of ours: recall within the same number
of characters read leads, recall in ten hits stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from documents.pinpoint import Pinpoint
from index.embedder import load_embedder
from index.library import Library

from .cases import Case, Place
from .matching import squeeze
from .names import said
from .plain import PlainAssembly
from .ranking import RANKING, WITHIN, ranking, recall_within
from .records import Score, Table, table
from .run import Outcome, System, run
from .sets import Set
from .statistics import Difference, Interval, interval, paired

EVERY = "全部"
READ = (1_000, 2_000, 4_000)  # characters; 2,000 are what a person reads through
LEADING = (WITHIN, "R@10")  # of these every type of question is shown, of the others the whole set
FEW = "少"
VERDICTS = {"胜": "胜", "负": "负", "平": "平", FEW: "题数太少"}
FEWEST = 6  # questions of a type that are worth a verdict
WORDS = 20  # of an article that a gold place names without words


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure over one type of question of one set. `difference` is ours less theirs, paired by case."""

    set: str
    type: str
    measure: str
    ours: Interval
    theirs: Interval
    difference: Difference

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def compare(library: Library, sets: Sequence[Set]) -> Iterator[Compared]:
    """Sets of one library. Questions without gold places, and follow-ups, which the plain assembly cannot know, are left out."""
    documents = (library.document(described.id) for described in library.documents())
    plain = PlainAssembly(documents, load_embedder(None))
    ours = System.of(library)
    for each in sets:
        asked = (case for case in each.cases(library) if case.answerable and case.gold and not case.previous)
        cases = [replace(case, gold=tuple(_worded(place, library) for place in case.gold)) for case in asked]
        if cases:
            mine, theirs = (_table(run(system.answer, cases)) for system in (ours, plain))
            yield from _rows(each.name, cases, mine, theirs)


def _worded(place: Place, library: Library) -> Place:
    """A place that names an article without words gets its first ones: a chunk knows no articles and could never hold it."""
    if place.quote or not place.pinpoint:
        return place
    try:
        found = library.lookup(place.title, Pinpoint.parse(place.pinpoint))
    except ValueError:
        return place
    return replace(place, quote=squeeze(found[0].passage.text)[:WORDS]) if found else place


def _table(outcomes: Sequence[Outcome]) -> Table:
    scores = ranking(outcomes)
    for characters in READ:
        name = f"R@{characters}字"
        scores += [Score(name, outcome.case.id, recall_within(outcome, characters)) for outcome in outcomes]
    return table(scores)


def _rows(name: str, cases: Sequence[Case], mine: Table, theirs: Table) -> Iterator[Compared]:
    kinds = dict.fromkeys([EVERY, *(case.type for case in cases)])
    for measure in dict.fromkeys((*LEADING, *mine, *RANKING)):
        for kind in kinds if measure in LEADING else (EVERY,):
            ids = [case.id for case in cases if kind in (EVERY, case.type)]
            a, b = _of(mine[measure], ids), _of(theirs[measure], ids)
            yield Compared(
                name, kind, measure, interval(list(a.values())), interval(list(b.values())), paired(a, b)
            )


def _of(values: Mapping[str, float], ids: Sequence[str]) -> dict[str, float]:
    return {case: values[case] for case in ids}


def verdict(difference: Mapping[str, Any]) -> str:
    """胜, 负, or 平 where the interval of the difference holds 0; 少 for too few questions to say."""
    if difference["cases"] < FEWEST:
        return FEW
    if difference["low"] > 0:
        return "胜"
    return "负" if difference["high"] < 0 else "平"


def counted(rows: Sequence[Mapping[str, Any]], measure: str) -> str:
    """Over the types of question of all sets: how many are won, lost and level by that measure, the lost ones by name."""
    kinds = [row for row in rows if row["measure"] == measure and row["type"] != EVERY]
    found = {word: [row for row in kinds if verdict(row["difference"]) == word] for word in VERDICTS}
    lost = "、".join(f"{said(row['set'])}·{row['type']}" for row in found["负"])
    told = "，".join(f"{len(found[word])} 类{told_as}" for word, told_as in VERDICTS.items())
    return f"{measure}：按类型，{told}" + (f"（负：{lost}）" if lost else "")
