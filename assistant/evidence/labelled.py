"""Questions of which it is known whether a library can answer them: for deriving the thresholds and for counting errors.

Reads the sets of `eval/sets` and, where they are at hand, the collections of `../shared/training`. Asks nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.training.questions import SIXTHS, in_development, own_rows

from ..understand.vocabulary import everyday, in_order, kept_aside, rows

DEVELOPMENT, TEST, HELD_OUT = "dev", "test", "heldout"
_ANSWERED = {
    "shipped": ("library", "plain", "asked"),
    "national": ("governance", "versions", "plain", "asked"),
}
_OUTSIDE = {"lcqmc": 35, "oppo": 35, "afqmc": 35}  # everyday questions, so many of each collection
_ENCYCLOPAEDIC, _OF_PLACES, _OTHER_LAW = 80, 100, 150
_CONSULTED, _SHORTEST, _LONGEST = 120, 8, 40  # what people wrote to lawyers, where the reply names articles
# How many of each collection tell what wording says.
_COLLECTED = {
    "statutes": 1200,
    "own": 3000,
    "consultations": 2500,
    "places": 1500,
    "encyclopaedia": 1500,
    "lcqmc": 1000,
    "oppo": 1000,
    "afqmc": 500,
}
_LEGAL = ("statutes", "own", "consultations")
COLLECTED = frozenset((*_COLLECTED, "other law"))
_PLACE = re.compile("[市县州省]|北京|上海|天津|重庆")
# Fields of law that the shipped texts treat of; questions on any other cannot be answered from them.
_SHIPPED = re.compile("行政|政府|国家赔偿|公平竞争|营商|信访|公务员|监察|普法")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`source` names where the question comes from; each counts alike whatever its size."""

    question: str
    answerable: bool
    half: str
    source: str


def questions(name: str, sets: Path, training: Path | None = None) -> list[Labelled]:
    """Of the library called shipped or national, none twice: what was asked before is not held out."""
    found = [*_unanswerable(sets, name), *_answerable(sets, name), *_own(name)]
    if training is not None and training.exists():
        found += [*_statutes(training, name), *_of_the_world(training)]
    known = {row.question: row for row in found}
    held = (row for row in _held_out(sets, name) if row.question not in known)
    return [*known.values(), *held]


def wordings(sets: Path, training: Path | None = None) -> list[Labelled]:
    """Of the development half, whatever the library: `answerable` where one of them answers it, not where none does. What
    was collected elsewhere (`COLLECTED`) is here in greater numbers: wording alone needs no library to be asked."""
    every = [row for name in _ANSWERED for row in questions(name, sets, training)]
    other = {r["question"] for r in _read(sets, "unanswerable", "plain", "asked") if _of_other_law(r)}
    every = [replace(row, answerable=row.answerable or row.question in other) for row in every]
    answered = {row.question for row in every if row.answerable}
    tested = {row.question for row in every if row.half != DEVELOPMENT}
    elsewhere = {
        r["question"] for r in _read(sets, "unanswerable", "plain", "asked") if r["library"] != "both"
    }
    rows_ = [row for row in every if row.question in answered or row.question not in elsewhere]
    rows_ += _worded(sets)
    rows_ += list(_collected(training)) if training is not None and training.exists() else []
    found = {row.question: row for row in reversed(rows_) if row.source != "other law"}
    found |= {row.question: row for row in rows_ if row.answerable}
    return [row for row in found.values() if row.question not in tested]


def _worded(sets: Path) -> list[Labelled]:
    """Written for this alone, near misses beside questions in the same words that law does answer; each author a source."""
    path = sets / "asked" / "wording.jsonl"
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Labelled(r["question"], r["answerable"], DEVELOPMENT, f"wording {r['by']}") for r in found]


def _of_other_law(row: dict[str, Any]) -> bool:
    """A question of law that only the shipped library cannot answer."""
    return not row.get("answerable", True) and row["library"] == "shipped"


def _collected(training: Path) -> Iterator[Labelled]:
    asked = (r["question"] for r in rows(training / "consultations.jsonl.gz") if r["articles"])
    told = (text for text in asked if _SHORTEST <= len(text) <= _LONGEST)
    found = {
        "statutes": [
            r["question"]
            for r in rows(training / "statute_questions.jsonl")
            if int(r["id"].split("-")[1]) % 6
        ],
        "own": in_order(row["question"] for number, row in own_rows() if not in_development(number)),
        "consultations": in_order(told)[: _COLLECTED["consultations"]],
        "places": in_order(r["question"] for r in rows(training / "policy_questions.jsonl.gz")),
        "encyclopaedia": in_order(r["question"] for r in rows(training / "question_passage.jsonl.gz")),
    }
    found |= {name: everyday(training, name) for name in _OUTSIDE}
    for source, texts in found.items():
        yield from (
            Labelled(text, source in _LEGAL, DEVELOPMENT, source) for text in texts[: _COLLECTED[source]]
        )


def _read(sets: Path, *names: str) -> list[dict[str, Any]]:
    texts = ((sets / name / "queries.jsonl").read_text(encoding="utf-8") for name in names)
    return [json.loads(line) for text in texts for line in text.splitlines() if line.strip()]


def _half(question: str) -> str:
    return DEVELOPMENT if int(hashlib.sha256(question.encode()).hexdigest(), 16) % 2 else TEST


def _unanswerable(sets: Path, name: str) -> Iterator[Labelled]:
    for row in _read(sets, "unanswerable"):
        if row["library"] in ("both", name):
            yield Labelled(row["question"], False, row["split"], "unanswerable")


def _answerable(sets: Path, name: str) -> Iterator[Labelled]:
    """Follow-ups are left out, they are no questions by themselves."""
    for folder in _ANSWERED[name]:
        for row in _read(sets, folder):
            if row.get("previous") or row.get("as_of") or row.get("library", "both") not in ("both", name):
                continue
            answerable = row.get("answerable", True)
            half = row.get("split") or _half(row["question"])
            yield Labelled(row["question"], answerable, half, folder if answerable else "unanswerable")


def _held_out(sets: Path, name: str) -> Iterator[Labelled]:
    for row in _read(sets, "heldout"):
        if row["library"] in ("both", name):
            yield Labelled(row["question"], row["answerable"], HELD_OUT, "heldout")


def _statutes(training: Path, name: str) -> Iterator[Labelled]:
    """Lay questions with the articles that answer them: all of them are in the national library."""
    every = rows(training / "statute_questions.jsonl")
    tested = [row for row in every if int(row["id"].split("-")[1]) % 6 == 0]
    learned = [row for row in every if row not in tested and kept_aside(row["question"])]
    if name == "national":
        yield from (Labelled(row["question"], True, TEST, "statutes") for row in tested)
        yield from (Labelled(row["question"], True, DEVELOPMENT, "statutes") for row in learned)
        told = (r["question"] for r in rows(training / "consultations.jsonl.gz") if r["articles"])
        short = _some((text for text in told if _SHORTEST <= len(text) <= _LONGEST), _CONSULTED)
        yield from (Labelled(text, True, DEVELOPMENT, "consultations") for text in short)
    else:
        other = [r for r in learned if not _SHIPPED.search("".join(r["articles"]) + r["question"])]
        yield from (Labelled(r["question"], False, DEVELOPMENT, "other law") for r in other[:_OTHER_LAW])


def _own(name: str) -> Iterator[Labelled]:
    """Our own labelled questions that retrieval has not learned from: the national library has what they ask for; every third
    of those on other fields says what the shipped texts do not state."""
    for number, row in own_rows():
        question, half = row["question"], _half(row["question"])
        if not in_development(number):
            continue
        if name == "national":
            yield Labelled(question, True, half, "own")
        elif number // SIXTHS % 3 == 0 and not _SHIPPED.search("".join(row["articles"]) + question):
            yield Labelled(question, False, half, "other law")


def _of_the_world(training: Path) -> Iterator[Labelled]:
    """Questions that no library of law answers, and questions of what single places did in one year."""
    found: dict[str, Sequence[str]] = {
        "encyclopaedia": _some(
            (row["question"] for row in rows(training / "question_passage.jsonl.gz")), _ENCYCLOPAEDIC
        ),
        "places": _some(
            (
                row["question"]
                for row in rows(training / "policy_questions.jsonl.gz")
                if _PLACE.search(row["question"])
            ),
            _OF_PLACES,
        ),
    }
    found |= {name: _some(iter(everyday(training, name)), count) for name, count in _OUTSIDE.items()}
    for source, texts in found.items():
        yield from (Labelled(text, False, DEVELOPMENT, source) for text in texts)


def _some(texts: Iterator[str], count: int) -> list[str]:
    return [text for text in in_order(texts) if kept_aside(text)][:count]
