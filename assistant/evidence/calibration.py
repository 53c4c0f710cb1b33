"""Derive the weights and the threshold of `assistant.evidence.decide` from labelled questions, and count the errors. Run as

    python -m assistant.evidence.calibration derive SETS TRAINING shipped=LIBRARY national=LIBRARY
    python -m assistant.evidence.calibration rates SETS TRAINING shipped=LIBRARY national=LIBRARY

`derive` writes `thresholds.json`, and before it `stated.json` of `assistant.understand` (`assistant.evidence.stating`),
from the development halves (`assistant.evidence.labelled`); each library, each of the two answers and each source of
questions counts. `rates` asks the questions of the test halves and those held out, and
prints for each library how many were wrongly answered and wrongly refused. Reads the libraries.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.records import Filter

from ..ask import Assistant
from ..understand.wording import readable
from . import refuse
from .decide import THRESHOLDS, Decision, Evidence, measures
from .labelled import DEVELOPMENT, Labelled, questions, wordings
from .retrieve import retrieve
from .stating import learn, save
from .stating import out_of_fold as left_out

COMMAND = "python -m assistant.evidence.calibration derive eval/sets ../shared/training shipped=LIBRARY national=LIBRARY"
_STEPS = 6000
_RATE = 0.5
_DECAY = 2e-3  # ridge on standardised measures, so that rare marks do not run away
# What a set of weights may not know: with other models there are no chances, or no quick cosines either.
_UNKNOWN: dict[str, tuple[str, ...]] = {
    "calibrated": (),
    "near": ("relevance",),
    "lexical": ("relevance", "near"),
}
# Decided by rule or kept for others to read; and what said nothing beside the rest when it was left in.
_NOT_WEIGHED = ("foreign", "own", "union", "unknown", "unsaid")
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    evidence: Evidence
    answerable: bool
    library: str = ""
    source: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class Errors:
    """`answered`: share of the unanswerable that was answered; `refused`: share of the answerable that was refused."""

    answered: float
    refused: float


def fit(rows: Sequence[Weighed], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression on standardised measures, given back in raw units with its bias. Deterministic."""
    x, y = _matrix(rows, names), np.array([row.answerable for row in rows], dtype=np.float64)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    importance = weights_of(rows)
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(_STEPS):
        error = importance * (1 / (1 + np.exp(-(z @ weights + bias))) - y)
        weights -= _RATE * (z.T @ error / len(y) + _DECAY * weights)
        bias -= _RATE * float(error.mean())
    raw = weights / spread
    return {"bias": round(float(bias - raw @ mean), 4)} | {
        name: round(float(w), 4) for name, w in zip(names, raw, strict=True)
    }


def weights_of(rows: Sequence[Weighed]) -> Numbers:
    """What each row counts, 1 on average: libraries and answers alike, sources by the root of their size."""
    sources = Counter((row.library, row.answerable, row.source) for row in rows)
    share = np.array([sources[row.library, row.answerable, row.source] ** -0.5 for row in rows])
    groups = np.array([f"{row.library} {row.answerable}" for row in rows])
    for group in set(groups):
        share[groups == group] /= share[groups == group].sum()
    return np.asarray(share * len(rows) / len(set(groups)), dtype=np.float64)


def chances(rows: Sequence[Weighed], weights: Mapping[str, float]) -> Numbers:
    names = [name for name in weights if name != "bias"]
    total = _matrix(rows, names) @ np.array([weights[name] for name in names]) + weights["bias"]
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), dtype=np.float64)


def out_of_fold(rows: Sequence[Weighed], names: Sequence[str], folds: int = 8) -> Numbers:
    """The chance of each row by weights that were fitted without it: the threshold must not trust its own rows."""
    found = np.zeros(len(rows))
    for fold in range(folds):
        kept = [row for i, row in enumerate(rows) if i % folds != fold]
        found[fold::folds] = chances(rows[fold::folds], fit(kept, names))
    return found


def threshold(found: Numbers, rows: Sequence[Weighed]) -> float:
    """Where the largest error of any library is smallest; the lowest of equals."""
    tried = np.unique(np.round(np.linspace(0.02, 0.98, 97), 2))
    parts = [[i for i, row in enumerate(rows) if row.library == name] for name in {r.library for r in rows}]
    worst = [max(max(_both(found, rows, part, float(t))) for part in parts) for t in tried]
    return float(tried[int(np.argmin(worst))])


def _both(found: Numbers, rows: Sequence[Weighed], part: Sequence[int], limit: float) -> tuple[float, float]:
    chosen = errors(found[list(part)], [rows[i] for i in part], limit)
    return chosen.answered, chosen.refused


def errors(found: Numbers, rows: Sequence[Weighed], limit: float) -> Errors:
    """Weighed as `weights_of`."""
    counts = weights_of(rows)
    answerable = np.array([row.answerable for row in rows])
    answered = found >= limit

    def share(wrong: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
        return round(float(counts[wrong & of].sum() / counts[of].sum()), 4) if of.any() else 0.0

    return Errors(share(answered, ~answerable), share(~answered, answerable))


def _matrix(rows: Sequence[Weighed], names: Sequence[str]) -> Numbers:
    found = [measures(row.evidence) for row in rows]
    return np.array([[values[name] for name in names] for values in found], dtype=np.float64)


def weighed(
    assistant: Assistant,
    asked: Sequence[Labelled],
    library: str,
    apart: Mapping[str, float] = MappingProxyType({}),
) -> Iterator[Weighed]:
    """Those that the chance decides: what rules answer or refuse says nothing of the weights. `apart` is what the wording
    of a question says by what was learned without it."""
    books, holdings = assistant.library, assistant.holdings()
    for row in asked:
        question = assistant.understood(row.question)
        found = retrieve(question, books, holdings, Filter())
        if found.places or not found.hits or not question.words or not readable(question.query):
            continue
        evidence = assistant.evidence(question, found)
        ruled = refuse.by_evidence(question, Decision(None, 1.0, evidence), found, books, holdings)
        if ruled is None and not evidence.foreign:
            evidence = replace(evidence, stated=apart.get(row.question, evidence.stated))
            yield Weighed(evidence, row.answerable, library, row.source, row.question)


def names_for(model: str, evidence: Evidence) -> list[str]:
    """The measures that these weights belong to: a product is as unknown as its parts."""
    left = {*_NOT_WEIGHED, *_UNKNOWN[model]}
    return [name for name in measures(evidence) if not left & {*name.split("_")}]


def derive(rows: Sequence[Weighed]) -> dict[str, object]:
    """The content of `thresholds.json`. Raises ValueError for no rows."""
    full = [row for row in rows if row.evidence.relevance is not None and row.evidence.near is not None]
    if not full:
        raise ValueError("no labelled question found anything: is the library empty?")
    answer, weights = {}, {}
    for model in _UNKNOWN:
        names = names_for(model, full[0].evidence)
        weights[model] = fit(full, names)
        answer[model] = threshold(out_of_fold(full, names), full)
    return {"made_by": COMMAND, "answer": answer, "weights": weights}


def rates(assistant: Assistant, asked: Sequence[Labelled]) -> Iterator[str]:
    """One line for each half and source, by what the user gets."""
    wrong: Counter[tuple[str, str, bool]] = Counter()
    counts: Counter[tuple[str, str, bool]] = Counter()
    for row in asked:
        key = (row.half, row.source, row.answerable)
        counts[key] += 1
        wrong[key] += (assistant.ask(row.question).status == "answered") != row.answerable
    for half in dict.fromkeys(key[0] for key in sorted(counts)):
        for answerable, said in ((False, "wrongly answered"), (True, "wrongly refused")):
            keys = sorted(key for key in counts if key[0] == half and key[2] == answerable)
            bad, every = sum(wrong[k] for k in keys), sum(counts[k] for k in keys)
            if every:
                parts = ", ".join(f"{k[1]} {wrong[k]}/{counts[k]}" for k in keys)
                yield f"{half}: {said} {bad}/{every} = {bad / every:.1%} ({parts})"


def _wording(sets: Path, training: Path) -> dict[str, float]:
    """Learns `stated.json` anew; what is given back was learned without each question."""
    asked = wordings(sets, training)
    save(learn(asked), COMMAND)
    return left_out(asked)


def main(arguments: Sequence[str]) -> int:
    what, sets, training = arguments[0], Path(arguments[1]), Path(arguments[2])
    rows: list[Weighed] = []
    apart = _wording(sets, training) if what == "derive" else {}
    for name, _, folder in (argument.partition("=") for argument in arguments[3:]):
        with Library.open(Path(folder)) as library:
            assistant, asked = Assistant(library), questions(name, sets, training)
            if what == "rates":
                for line in rates(assistant, [row for row in asked if row.half != DEVELOPMENT]):
                    sys.stdout.write(f"{name} {line}\n")
            else:
                rows += weighed(assistant, [row for row in asked if row.half == DEVELOPMENT], name, apart)
    if what == "derive":
        record = derive(rows)
        THRESHOLDS.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        sys.stdout.write(f"{len(rows)} questions, thresholds {record['answer']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
