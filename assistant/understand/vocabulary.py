"""Derive `field.json`, what `assistant.understand.field` knows of words, from texts of the field and other texts. Run as

    python -m assistant.understand.vocabulary TRAINING LAWS

where TRAINING holds the question collections of `../shared/training` and LAWS the texts of `../shared/corpus/laws`. The
rows that calibration may use (`assistant.evidence.calibration`, `kept_aside`) are left out. Deterministic.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.segment import normalise

from .field import VOCABULARY, pairs, terms

COMMAND = "python -m assistant.understand.vocabulary ../shared/training ../shared/corpus/laws"
# The first so many, in the order of their hashes; everyday questions come from several collections of unlike wording.
_CONSULTATIONS, _ENCYCLOPAEDIC, _PASSAGES = 4000, 4000, 3000
_EVERYDAY = {"lcqmc": 3000, "oppo": 2000, "qbqtc": 2000, "afqmc": 1200}
_PER_LAW = 4
_LONGEST = 80
_LEAST, _CLEAR = 6, 0.8  # how often a term has to stand, and how much it has to say, to be kept
_COMMON = 30  # questions that hold a pair before it counts as common
_ASIDE = 4


def kept_aside(text: str) -> bool:
    """One row in four, by hash: for calibration, never for words."""
    return _hash(text) % _ASIDE == 0


def rows(path: Path) -> list[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def everyday(training: Path, collection: str) -> list[str]:
    pairs_of = rows(training / "sentence_pairs.jsonl.gz")
    return in_order(row["a"] for row in pairs_of if row["set"] == collection)


def _hash(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def in_order(texts: Iterator[str]) -> list[str]:
    return sorted(set(texts), key=_hash)


def _some(texts: Iterator[str] | Sequence[str], count: int) -> list[str]:
    return [text[:_LONGEST] for text in in_order(iter(texts)) if not kept_aside(text)][:count]


def _sentences(text: str) -> list[str]:
    cut = (part.strip() for part in re.split("[。；\n]", text))
    return [part for part in cut if 8 <= len(part) <= 60 and "#" not in part]


def _of_law(training: Path, laws: Path) -> tuple[list[str], list[str]]:
    """Questions of the field, and sentences of its texts."""
    statutes = [
        r["question"] for r in rows(training / "statute_questions.jsonl") if int(r["id"].split("-")[1]) % 6
    ]
    asked = [text for text in statutes if not kept_aside(text)]
    asked += _some((r["question"] for r in rows(training / "consultations.jsonl.gz")), _CONSULTATIONS)
    said: list[str] = []
    for path in sorted(laws.rglob("*.md")):
        if "DLC" not in path.parts:  # local regulations are no part of the national library
            text = path.read_text(encoding="utf-8").split("<!-- INFO END -->")[-1]
            said += _some([re.sub(r"^第.{1,8}条\s*", "", s) for s in _sentences(text)], _PER_LAW)
    return asked, said


def _of_the_world(training: Path) -> tuple[list[str], list[str]]:
    found = rows(training / "question_passage.jsonl.gz")
    asked = _some((row["question"] for row in found), _ENCYCLOPAEDIC)
    for collection, count in _EVERYDAY.items():
        asked += _some(everyday(training, collection), count)
    said = [s[0] for row in found if (s := _some(_sentences(row["passage"]), 1))]
    return asked, _some(said, _PASSAGES)


def derive(
    asked: Sequence[str], said: Sequence[str], other: Sequence[str], told: Sequence[str]
) -> dict[str, Any]:
    """`asked` and `said` are of the field, `other` and `told` are not."""
    inside = Counter(term for text in (*asked, *said) for term in terms(text))
    outside = Counter(term for text in (*other, *told) for term in terms(text))
    ins, outs = len(asked) + len(said) + 1, len(other) + len(told) + 1
    ratio = {
        term: round(math.log((inside[term] + 0.5) / ins) - math.log((outside[term] + 0.5) / outs), 1)
        for term in inside.keys() | outside.keys()
        if inside[term] + outside[term] >= _LEAST
    }
    questions = (*asked, *other)
    counts = Counter(pair for text in questions for pair in pairs(normalise(text)))
    rare = math.log(max(2.0, len(questions) / 8))
    common = {p: round(math.log(len(questions) / n) / rare, 2) for p, n in counts.items() if n >= _COMMON}
    return {
        "made_by": COMMAND,
        "common": dict(sorted((p, w) for p, w in common.items() if w < 1)),
        "ratio": dict(sorted((term, value) for term, value in ratio.items() if abs(value) >= _CLEAR)),
    }


def main(arguments: Sequence[str]) -> int:
    training, laws = (Path(argument) for argument in arguments)
    record = derive(*_of_law(training, laws), *_of_the_world(training))
    VOCABULARY.write_text(
        json.dumps(record, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    sys.stdout.write(f"{len(record['ratio'])} terms, {len(record['common'])} common pairs\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
