"""Derive the weights and the threshold of `assistant.evidence.decide` from labelled questions. Run as

    python -m assistant.evidence.calibration LIBRARY QUESTIONS.jsonl [LIBRARY QUESTIONS.jsonl …]

with one {"question": …, "answerable": true|false} a line; several libraries, because evidence looks otherwise in a small
one. Rows with a `reason` other than 库外 are left out: rules refuse them. Each library counts alike. Even lines develop,
odd lines test; both error rates of the test half are printed, and `thresholds.json` is written. Reads the library.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from documents.pinpoint import find_pinpoints
from index.library import Library

from ..ask import Assistant
from ..records import Reason
from .decide import THRESHOLDS, Evidence, model_of

COMMAND = "python -m assistant.evidence.calibration LIBRARY QUESTIONS.jsonl [LIBRARY QUESTIONS.jsonl …]"
_STEPS = 4000
_RATE = 0.5
_DECAY = 1e-3  # ridge on standardised features, so that rare marks do not run away


@dataclass(frozen=True, slots=True)
class Labelled:
    evidence: Evidence
    answerable: bool
    library: str = ""


@dataclass(frozen=True, slots=True)
class Errors:
    """`answered`: share of the unanswerable that was answered; `refused`: share of the answerable that was refused."""

    answered: float
    refused: float


def fit(rows: Sequence[Labelled]) -> dict[str, float]:
    """Logistic regression on standardised evidence, given back in raw units with its bias. Deterministic."""
    names = _names(rows)
    x, y = _matrix(rows, names), np.array([row.answerable for row in rows], dtype=np.float64)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    kinds = [(row.answerable, row.library) for row in rows]  # both kinds of error in each library count alike
    importance = np.array([len(rows) / (len(set(kinds)) * kinds.count(kind)) for kind in kinds])
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(_STEPS):
        error = importance * (1 / (1 + np.exp(-(z @ weights + bias))) - y)
        weights -= _RATE * (z.T @ error / len(y) + _DECAY * weights)
        bias -= _RATE * float(error.mean())
    raw = weights / spread
    return {"bias": round(float(bias - raw @ mean), 4)} | {
        name: round(float(w), 4) for name, w in zip(names, raw, strict=True)
    }


def chances(rows: Sequence[Labelled], weights: Mapping[str, float]) -> NDArray[np.float64]:
    names = [name for name in weights if name != "bias"]
    total = _matrix(rows, names) @ np.array([weights[name] for name in names]) + weights["bias"]
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), dtype=np.float64)


def threshold(found: NDArray[np.float64], rows: Sequence[Labelled]) -> float:
    """Where the largest error rate of any library is smallest; the lowest of equals."""
    tried = np.unique(np.round(np.linspace(0.02, 0.98, 97), 2))
    worst = [
        max(
            rate
            for part in _parts(rows)
            for rate in asdict(errors(found[part], [rows[i] for i in part], float(t))).values()
        )
        for t in tried
    ]
    return float(tried[int(np.argmin(worst))])


def _parts(rows: Sequence[Labelled]) -> list[NDArray[np.int64]]:
    """The rows of each library."""
    libraries = np.array([row.library for row in rows])
    return [np.flatnonzero(libraries == name) for name in sorted(set(libraries))]


def errors(found: NDArray[np.float64], rows: Sequence[Labelled], limit: float) -> Errors:
    answerable = np.array([row.answerable for row in rows])
    answered = found >= limit
    wrong = answered[~answerable].mean() if (~answerable).any() else 0.0
    refused = (~answered[answerable]).mean() if answerable.any() else 0.0
    return Errors(round(float(wrong), 4), round(float(refused), 4))


def _names(rows: Sequence[Labelled]) -> list[str]:
    """The measures that every row has."""
    return [
        name for name in asdict(rows[0].evidence) if all(getattr(r.evidence, name) is not None for r in rows)
    ]


def _matrix(rows: Sequence[Labelled], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[float(getattr(row.evidence, name)) for name in names] for row in rows])


def _rows(folder: Path, questions: Path) -> list[Labelled]:
    """Named addresses are left out: they exist or not, and no chance is asked."""
    assistant = Assistant(Library.open(folder))
    lines = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Labelled(assistant.evidence(line["question"]), line["answerable"], folder.name)
        for line in lines
        if not find_pinpoints(line["question"])
        and line.get("reason") in (None, "", Reason.OUT_OF_LIBRARY.value)
    ]


def main(arguments: Sequence[str]) -> int:
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    rows = [row for folder, questions in pairs for row in _rows(Path(folder), Path(questions))]
    # A question that finds nothing has no relevance: it is decided without one and says nothing of this set of weights.
    name = Counter(model_of(row.evidence) for row in rows).most_common(1)[0][0]
    rows = [row for row in rows if model_of(row.evidence) == name]
    development, test = rows[::2], rows[1::2]
    weights = fit(development)
    limit = threshold(chances(development, weights), development)
    record = json.loads(THRESHOLDS.read_text(encoding="utf-8"))
    record["made_by"] = COMMAND
    record["answer"][name], record["weights"][name] = limit, weights
    THRESHOLDS.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for half, part in (("development", development), ("test", test)):
        found = chances(part, weights)
        for chosen in _parts(part):
            rows = [part[i] for i in chosen]
            wrong = errors(found[chosen], rows, limit)
            sys.stdout.write(f"{half} {rows[0].library}: {wrong} of {len(rows)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
