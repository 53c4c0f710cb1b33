"""Learn how likely a stretch answers, from the gold quotations of the development halves. Run as

    python -m eval.selecting

which asks the `library` and `governance` sets of their libraries, writes `assistant/evidence/selector.json` and prints how
often the first stretch is a gold one, and how many of the gold ones are among the first five: by the learned order and by
the plain sum, on both halves. The halves are fixed by the hash of the case's id.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.ask import Assistant
from assistant.evidence.measures import Weights
from assistant.evidence.on_day import OnDay
from assistant.evidence.retrieve import retrieve
from assistant.evidence.select import judged
from assistant.evidence.selector import (
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
from assistant.understand.question import understand
from index.library import Library
from index.records import Filter
from index.segment import words

from .cases import Case, asked_of, read_set
from .libraries import Where, opened
from .matching import quoted
from .run import TODAY

COMMAND = "python -m eval.selecting"
LEARNED_FROM: tuple[tuple[str, Where], ...] = (("library", "shipped"), ("governance", "national"))
DEVELOPMENT, TEST = "dev", "test"
FEW = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """The stretches of one question; `right` has 1 for each that holds a gold quotation that answers by itself."""

    case: Case
    stretches: tuple[Judged, ...]
    right: Numbers


def half(case: Case) -> str:
    """Which half of its set a question is in: fixed for good by its id."""
    odd = int(hashlib.sha256(case.id.encode()).hexdigest(), 16) % 2
    return DEVELOPMENT if odd else TEST


def asked(library: Library, cases: Sequence[Case]) -> Iterator[Asked]:
    """Questions that stand alone and name no address: the others are not chosen for by likelihood."""
    books = OnDay(library, TODAY)
    holdings = Assistant(books).holdings()
    for case in cases:
        if not case.answerable or case.previous or not case.gold:
            continue
        question = understand(case.question, books.names(), words)
        found = retrieve(question, books, holdings, Filter(as_of=case.as_of))
        if found.places or not found.hits:
            continue
        weights = Weights(rarity=holdings.rarity, alternatives=found.alternatives)
        stretches = judged(question, found.hits, weights)
        if stretches:
            yield Asked(case, stretches, np.array([_answers(case, s) for s in stretches], dtype=np.float64))


def _answers(case: Case, stretch: Judged) -> bool:
    span = stretch.choice.span
    places = (*(place for place in case.gold if place.grade == 2), *case.points)
    return any(quoted(place, span.hit.document, span.text, span.pinpoint) for place in places)


def learn(questions: Sequence[Asked], name: str) -> Learned:
    names = features_of(name)
    rows = np.concatenate([_matrix(q, names) for q in questions])
    return Learned.fit(names, rows, np.concatenate([q.right for q in questions]))


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
        ranked = question.right[np.argsort(-score, kind="stable")]
        first.append(ranked[0])
        among.append(ranked[:FEW].sum() / max(1.0, min(FEW, ranked.sum())))
    return float(np.mean(first)), float(np.mean(among))


def main() -> int:
    questions: list[Asked] = []
    for name, where in LEARNED_FROM:
        with opened(where) as library:
            questions += asked(library, asked_of(read_set(name), where))
    development = [q for q in questions if half(q.case) == DEVELOPMENT]
    learned = {name: learn(development, name) for name in (RANKED, PLAIN)}
    record = {"made_by": COMMAND, **{name: each.to_json() for name, each in learned.items()}}
    WEIGHTS.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for part in (DEVELOPMENT, TEST):
        chosen = [q for q in questions if half(q.case) == part]
        plain = [np.array([s.choice.score for s in q.stretches]) for q in chosen]
        ordered = [order_of(learned[weights_for(q.stretches)], q) for q in chosen]
        for title, scores in (("plain sum", plain), ("learned", ordered)):
            first, among = figures(chosen, scores)
            sys.stdout.write(f"{part} {title}: first {first:.3f}, among five {among:.3f} of {len(chosen)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
