"""Learn how likely a stretch answers, and bears on the question, from the gold quotations and the readers' grades of the
development halves. Run as

    python -m eval.selecting

which asks the sets of `LEARNED_FROM` of their libraries, writes `assistant/evidence/selector.json` and prints, on both
halves, how often the first stretch answers, and how many of those that answer are among the first five, by the learned
order and by the plain sum; and how right it is that a stretch bears on the question, from several chances on. The halves are fixed by the hash of the case's id.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.ask import Assistant
from assistant.evidence.on_day import OnDay
from assistant.evidence.retrieve import retrieve
from assistant.evidence.select import judged
from assistant.evidence.selector import (
    ANSWERS,
    BEARS,
    PLAIN,
    RANKED,
    WEIGHTS,
    Judged,
    Learned,
    Numbers,
    features_of,
    table,
    weights_for,
)
from assistant.evidence.weighing import weights_of
from index.library import Library
from index.records import Filter

from . import practice
from .cases import Case
from .judged import best_grade
from .libraries import opened
from .matching import quoted
from .run import TODAY
from .sets import chosen

COMMAND = "python -m eval.selecting"
LEARNED_FROM = ("library", "governance", "practice")
HELPS = 0.3  # what a stretch that only bears on the question counts beside one that answers it
DEVELOPMENT, TEST = "dev", "test"
FEW = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """The stretches of one question that were graded: 2 for each that answers by itself, 1 for each that only bears on the
    question, 0 for the others."""

    case: Case
    stretches: tuple[Judged, ...]
    grades: Numbers


def half(case: Case) -> str:
    """Which half of its set a question is in: fixed for good by its id."""
    odd = int(hashlib.sha256(case.id.encode()).hexdigest(), 16) % 2
    return DEVELOPMENT if odd else TEST


def asked(library: Library, cases: Sequence[Case]) -> Iterator[Asked]:
    """Questions that stand alone and name no address: the others are not chosen for by likelihood."""
    books = OnDay(library, TODAY)
    assistant = Assistant(books)
    holdings = assistant.holdings()
    for case in cases:
        if not case.answerable or case.previous or not case.gold:
            continue
        question = assistant.understood(case.question)
        found = retrieve(question, books, holdings, Filter(as_of=case.as_of))
        if found.places or not found.hits:
            continue
        stretches = judged(question, found.hits, weights_of(question, books, holdings))
        graded = [(s, grade) for s in stretches if (grade := _grade(case, s)) is not None]
        if graded:
            yield Asked(case, tuple(s for s, _ in graded), np.array([grade for _, grade in graded], float))


def _grade(case: Case, stretch: Judged) -> int | None:
    """By the readers' grades where the stretches were read, else by the gold quotations; None where nobody read it."""
    span = stretch.choice.span
    if case.set == practice.NAME:
        return best_grade(case.judged or (), span.hit.document, span.text, span.pinpoint)
    places = (*(place for place in case.gold if place.grade == 2), *case.points)
    return 2 * any(quoted(place, span.hit.document, span.text, span.pinpoint) for place in places)


def learn(questions: Sequence[Asked], name: str, wanted: str = ANSWERS) -> Learned:
    """What bears on a question is learned only where every stretch was read for that."""
    read = [q for q in questions if wanted == ANSWERS or q.case.set == practice.NAME]
    names = features_of(name)
    rows = np.concatenate([_matrix(q, names) for q in read])
    grades = np.concatenate([q.grades for q in read])
    right = np.where(grades == 1, HELPS, grades / 2) if wanted == ANSWERS else np.sign(grades)
    return Learned.fit(names, rows, right)


def _matrix(question: Asked, names: Sequence[str]) -> Numbers:
    columns = table(question.stretches)
    return np.column_stack([columns[name] for name in names])


def order_of(learned: Learned, question: Asked) -> Numbers:
    rows = np.clip(_matrix(question, learned.names), learned.low, learned.high)
    return np.asarray(rows @ learned.weights, dtype=np.float64)


def figures(questions: Sequence[Asked], scores: Sequence[Numbers]) -> tuple[float, float]:
    """The share of questions whose first stretch is right, and of the right stretches (at most FEW) among the first FEW."""
    first, among = [], []
    for question, score in zip(questions, scores, strict=True):
        answering = question.grades[np.argsort(-score, kind="stable")] == 2
        first.append(answering[0])
        among.append(answering[:FEW].sum() / max(1.0, min(FEW, answering.sum())))
    return float(np.mean(first)), float(np.mean(among))


def _read(case: Case) -> bool:
    """Whether it is known which stretches answer: of the questions whose gold is whole articles only what was read."""
    return case.set != practice.NAME or case.judged is not None


def main() -> int:
    questions: list[Asked] = []
    for each in chosen(LEARNED_FROM):
        with opened(each.where) as library:
            questions += asked(library, [c for c in each.cases(library) if _read(c)])
    development = [q for q in questions if half(q.case) == DEVELOPMENT]
    learned = {name: learn(development, name) for name in (RANKED, PLAIN)}
    bearing = {name: learn(development, name, BEARS) for name in (RANKED, PLAIN)}
    record = {"made_by": COMMAND, ANSWERS: _packed(learned), BEARS: _packed(bearing)}
    WEIGHTS.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for part in (DEVELOPMENT, TEST):
        of_part = [q for q in questions if half(q.case) == part]
        plain = [np.array([s.choice.score for s in q.stretches]) for q in of_part]
        ordered = [order_of(learned[weights_for(q.stretches)], q) for q in of_part]
        for title, scores in (("plain sum", plain), ("learned", ordered)):
            first, among = figures(of_part, scores)
            sys.stdout.write(f"{part} {title}: first {first:.3f}, among five {among:.3f} of {len(of_part)}\n")
        read = [q for q in of_part if q.case.set == practice.NAME]
        told = np.concatenate([bearing[weights_for(q.stretches)].chance(table(q.stretches)) for q in read])
        truth = np.concatenate([np.sign(q.grades) for q in read])
        for limit in (0.3, 0.4, 0.5, 0.6, 0.7):
            kept = told >= limit
            sys.stdout.write(
                f"{part} bears from {limit}: right {truth[kept].mean():.3f}, found {truth[kept].sum() / truth.sum():.3f}\n"
            )
    return 0


def _packed(learned: Mapping[str, Learned]) -> dict[str, object]:
    return {name: each.to_json() for name, each in learned.items()}


if __name__ == "__main__":
    sys.exit(main())
