"""The same questions, the same embedder, the same machine: the product's search beside the plain assembly's, by type of question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.embedder import load_embedder
from index.library import Library

from .cases import Case
from .measures import score
from .plain import PlainAssembly
from .ranking import RANKING, WITHIN, ranking
from .records import Table, table
from .run import System, run
from .sets import Set
from .statistics import Difference, Interval, interval, paired

EVERY = "全部"


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
        cases = [case for case in each.cases(library) if case.answerable and case.gold and not case.previous]
        if cases:
            mine = table(score(run(ours.answer, cases), library))
            theirs = table(ranking(run(plain.answer, cases)))
            yield from _rows(each.name, cases, mine, theirs)


def _rows(name: str, cases: Sequence[Case], mine: Table, theirs: Table) -> Iterator[Compared]:
    kinds = dict.fromkeys([EVERY, *(case.type for case in cases)])
    for measure in (*RANKING, WITHIN):
        for kind in kinds:
            ids = [case.id for case in cases if kind in (EVERY, case.type)]
            a = {case: mine[measure][case] for case in ids}
            b = {case: theirs[measure][case] for case in ids}
            yield Compared(
                name, kind, measure, interval(list(a.values())), interval(list(b.values())), paired(a, b)
            )
