"""Evaluation sets: questions with the places that answer them. Reads; asks and scores nothing.

A set is a folder under eval/sets: queries.jsonl, gold.jsonl, README.md (the card). `statutes` is read from the shared
training data and `addresses` is made from a library (`eval.addresses`).
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

    `grade` 2 answers by itself, 1 helps. An empty `quote` means the whole place.
    """

    title: str
    pinpoint: str
    quote: str = ""
    grade: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`previous` are the questions asked before, oldest first; `points` the full list a complete answer holds.

    `reason` is the refusal expected of an unanswerable case; `edition` the date of the version that must be cited.
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
    must_not_cite: tuple[str, ...] = ()
    reason: str | None = None
    edition: date | None = None
    part: str = "test"  # dev or test half, where thresholds are derived from dev


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
    gold: dict[str, list[dict[str, Any]]] = {}
    points: dict[str, list[dict[str, Any]]] = {}
    for row in rows(folder / name / "gold.jsonl"):
        gold.setdefault(row["id"], []).extend(row.get("places", ()))
        points.setdefault(row["id"], []).extend(row.get("points", ()))
    return tuple(_case(name, row, gold.get(row["id"], []), points.get(row["id"], [])) for row in queries)


def _case(name: str, row: Mapping[str, Any], gold: list[Any], points: list[Any]) -> Case:
    return Case(
        id=row["id"],
        set=name,
        question=row["question"],
        type=row.get("type", "其他"),
        answerable=row.get("answerable", True),
        as_of=_day(row.get("as_of")),
        previous=tuple(row.get("previous") or ()),
        gold=tuple(_place(place) for place in gold),
        points=tuple(_place(place) for place in points),
        must_not_cite=tuple(row.get("must_not_cite") or ()),
        reason=row.get("reason"),
        edition=_day(row.get("edition")),
        part=row.get("split", "test"),
    )


def _place(row: Mapping[str, Any]) -> Place:
    return Place(row["title"], row.get("pinpoint", ""), row.get("quote", ""), row.get("grade", 2))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def statutes(folder: Path = SHARED / "training") -> tuple[Case, ...]:
    """The development split of the lay statute questions, as the data's README fixes it; never trained or tuned on."""
    cases = []
    for row in rows(folder / "statute_questions.jsonl"):
        if int(str(row["id"]).split("-")[1]) % 6:
            continue
        gold = tuple(_article(name) for name in row["articles"])
        cases.append(Case(id=row["id"], set="statutes", question=row["question"], type="口语", gold=gold))
    return tuple(cases)


def _article(name: str) -> Place:
    """个体工商户条例第二条 → title and pinpoint; the last 第…条 begins the pinpoint."""
    at = name.rfind("第")
    return Place(name[:at], name[at:])
