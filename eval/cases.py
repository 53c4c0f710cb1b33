"""Evaluation sets: questions with the places that answer them. Reads; asks and scores nothing.

A set is a folder under eval/sets: queries.jsonl, gold.jsonl, judged.jsonl where answers were read, README.md (the card). Sets that need a library to be made
(`statutes`, `addresses`) have files of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SETS = Path(__file__).resolve().parent / "sets"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: document title as people write it, pinpoint as printed, a short run of its words.

    `grade` 2 answers by itself, 1 helps, 0 (of judged ones only) does not bear on the question. An empty `quote` means the whole place. `source` is the end of the path of the
    one file that is meant, whatever title it was recognised by; `day` the date of the one version that is meant.
    """

    title: str
    pinpoint: str
    quote: str = ""
    grade: int = 2
    source: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation planted in a draft, at `start`..`end` of its text; any of `verdicts` is right, the first is expected."""

    start: int
    end: int
    verdicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`previous` are the questions asked before, oldest first; `points` the full list a complete answer holds.

    `reason` is the refusal expected of an unanswerable case, empty for any; `edition` the date of the version that must
    be cited. `judged` are stretches an answer once cited, each graded by a reader (pooled judgements, as TREC makes them); they
    say what a citation is worth, never what must be found; None where no answer was read. `library` says which library the case speaks of: shipped, national or both. A case with `citations` is a draft to be
    checked, its text in `question`.
    """

    id: str
    set: str
    question: str
    type: str
    answerable: bool = True
    as_of: date | None = None
    previous: tuple[str, ...] = ()
    gold: tuple[Place, ...] = ()
    points: tuple[Place, ...] = ()
    judged: tuple[Place, ...] | None = None
    must_not_cite: tuple[str, ...] = ()
    reason: str | None = None
    edition: date | None = None
    part: str = "test"  # dev or test half, where thresholds are derived from dev
    library: str = "both"
    citations: tuple[Cited, ...] = ()


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file; [] when it is absent."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read_set(name: str, folder: Path = SETS) -> tuple[Case, ...]:
    """The cases of one set in file order. Raises FileNotFoundError naming the set when it has no queries."""
    queries = rows(folder / name / "queries.jsonl")
    if not queries:
        raise FileNotFoundError(f"eval/sets/{name}/queries.jsonl")
    gold = {row["id"]: row for row in rows(folder / name / "gold.jsonl")}
    judged = {row["id"]: row["judged"] for row in rows(folder / name / "judged.jsonl")}
    return tuple(_case(name, row, gold.get(row["id"], {}), judged.get(row["id"])) for row in queries)


def asked_of(cases: tuple[Case, ...], library: str) -> tuple[Case, ...]:
    """Those that speak of this library (shipped or national)."""
    return tuple(case for case in cases if case.library in ("both", library))


def _case(
    name: str, row: Mapping[str, Any], gold: Mapping[str, Any], judged: list[Mapping[str, Any]] | None
) -> Case:
    return Case(
        id=row["id"],
        set=name,
        question=row["question"],
        type=row.get("kind") or row.get("type", "其他"),
        answerable=row.get("answerable", True),
        as_of=_day(row.get("as_of")),
        previous=tuple(row.get("previous") or ()),
        gold=tuple(_place(place) for place in gold.get("places", ())),
        points=tuple(_place(place) for place in gold.get("points", ())),
        judged=None if judged is None else tuple(_place(place) for place in judged),
        must_not_cite=tuple(row.get("must_not_cite") or ()),
        reason=row.get("reason") or None,
        edition=_day(row.get("edition")),
        part=row.get("split", "test"),
        library=row.get("library", "both"),
        citations=tuple(_cited(cited) for cited in gold.get("citations", ())),
    )


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        row["title"],
        row.get("pinpoint", ""),
        row.get("quote", ""),
        row.get("grade", 2),
        row.get("source") or row.get("file", ""),
        _day(row.get("date")),
    )


def _cited(row: Mapping[str, Any]) -> Cited:
    return Cited(row["start"], row["end"], (row["verdict"], *row.get("accept", ())))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
