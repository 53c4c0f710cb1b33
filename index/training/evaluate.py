"""Print how good retrieval is, through the product's own search. Changes nothing but its own working folder.

The development questions are the fixed split of `questions`; candidates are all articles of the national folders in
their newest versions, beside the speeches.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar

from .. import ranking
from ..asked import read
from ..embedder import load_embedder
from ..features import Candidate, fuse
from ..gathering import Models, Request, gather
from ..lexicon import Lexicon, load_lexicon
from ..library import Library
from ..memory import memory_for
from ..records import Filter
from .measure import Figure, Gold, bootstrap, figures, recall
from .order import query_of
from .perturb import CHANGES
from .pools import articles_in
from .questions import labelled_questions, of_split
from .sets import speech_cases
from .texts import NOT_NATIONAL, national_articles

DEPTH = 100
LAW_NAMED = {"the law's name without marks": "{}规定，", "the law's name in marks": "根据《{}》，"}
Table = dict[str, dict[str, Figure]]
Keys = list[Sequence[Hashable]]
T = TypeVar("T")


def open_library(corpus: Path, folder: Path, tell: Callable[[str], None]) -> Library:
    """The national folders and the speeches under the model on board; made when it is not there yet."""
    embedder = load_embedder(None)
    if not folder.exists():
        started = time.perf_counter()
        with Library.open(folder, embedder=embedder, create=True) as library:
            national = [p for p in sorted((corpus / "laws").iterdir()) if p.name not in NOT_NATIONAL]
            library.add([*national, corpus / "speeches"])
            tell(f"indexed {library.counts()} in {time.perf_counter() - started:.1f} s")
    return Library.open(folder, embedder=embedder)


def labelled_cases(
    corpus: Path, training: Path, library: Library
) -> tuple[list[tuple[str, Gold]], list[tuple[str, Gold]]]:
    """(question, gold) of the development set, those handed in and our own; gold is in passage keys of the library."""
    articles = national_articles(corpus / "laws")
    pieces = articles_in(library, [a for a in articles if a.newest])
    handed: list[tuple[str, Gold]] = []
    own: list[tuple[str, Gold]] = []
    for q in of_split(labelled_questions(training, articles), "dev"):
        (own if q.own else handed).append((q.text, [pieces[a] for a in q.articles]))
    return handed, own


class Ways:
    """One question ranked in every way that the table compares."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._embedder = library.embedder()
        self._lexicon = load_lexicon(library.folder)
        self._identities = {about.id: about.identity for about in library.documents()}

    def candidates(self, question: str, *, expand: bool = True) -> list[Candidate]:
        lexicon = self._lexicon if expand else Lexicon({}, frozenset())
        with self._library._held(indexes=True) as (held, connection):
            return gather(
                held,
                connection,
                Models(self._embedder, memory=memory_for(self._embedder)),
                Request(question, DEPTH, Filter(), lexicon),
            )

    def law_of(self, gold: Gold) -> str:
        """The name by which the law of the first right article is known, without 中华人民共和国."""
        key = min(str(key) for pieces in gold for key in pieces)
        return self._identities[key.rpartition(":")[0]]

    def topic(self, question: str) -> str:
        return read(question, self._library.names()).topic

    def full(self, question: str) -> list[str]:
        return [hit.passage.key for hit in self._library.search(question, k=DEPTH)]

    def learned(self, question: str, candidates: Sequence[Candidate]) -> list[str]:
        return [key for key, _, _ in ranking.rank(query_of(self.topic(question)), candidates)][:DEPTH]

    def all(self, question: str) -> dict[str, Sequence[Hashable]]:
        plain, wide = self.candidates(question, expand=False), self.candidates(question)
        return {
            "lexical": _by(plain, lambda c: -(c.lexical_rank or 10**6)),
            "dense": _by(plain, lambda c: -(c.dense_rank or 10**6)),
            "fused": _by(plain, fuse),
            "fused + synonyms": _by(wide, fuse),
            "fused + synonyms + learned order": self.learned(question, wide),
            "full: fazhi search": self.full(question),
        }


def _by(candidates: Sequence[Candidate], value: Callable[[Candidate], float]) -> list[str]:
    return [c.key for c in sorted(candidates, key=lambda c: (-value(c), c.key))][:DEPTH]


def table(ways: Ways, cases: Sequence[tuple[str, Gold]]) -> Table:
    lists: dict[str, Keys] = {}
    for question, _ in cases:
        for name, found in ways.all(question).items():
            lists.setdefault(name, []).append(found)
    gold = [right for _, right in cases]
    return {name: figures(found, gold) for name, found in lists.items()}


def robustness(ways: Ways, cases: Sequence[tuple[str, Gold]]) -> dict[str, Figure]:
    """R@10 of the full ranking for the questions as they are, and after each change."""
    found = {"as they are": [recall(10)(ways.full(q), gold) for q, gold in cases]}
    for name, change in CHANGES.items():
        found[name] = [recall(10)(ways.full(change(q, i)), gold) for i, (q, gold) in enumerate(cases)]
    for name, pattern in LAW_NAMED.items():
        asked = [pattern.format(ways.law_of(gold)) + q for q, gold in cases]
        found[name] = [recall(10)(ways.full(q), gold) for q, (_, gold) in zip(asked, cases, strict=True)]
    return {name: bootstrap(values) for name, values in found.items()}


def speed(ways: Ways, library: Library, questions: Sequence[str]) -> dict[str, str]:
    """Milliseconds of a warm process: p50 and p95 of each stage."""
    embedder = library.embedder()
    library.search(questions[0])
    stages: dict[str, Callable[[str], object]] = {
        "encode the question": lambda q: embedder.encode_queries([q]),
        "gather candidates": ways.candidates,
        "whole search, k=10": lambda q: library.search(q, k=10),
    }
    found = {}
    for name, stage in stages.items():
        found[name] = _timed(stage, questions)
    pools = [(query_of(ways.topic(q)), ways.candidates(q)) for q in questions]
    found["rank"] = _timed(lambda pair: ranking.rank(*pair), pools)
    started = time.perf_counter()
    embedder.encode_queries(list(questions))
    found["questions encoded per second"] = f"{len(questions) / (time.perf_counter() - started):.0f}"
    found["peak memory"] = f"{peak_memory():.2f} GB"
    return found


def _timed(stage: Callable[[T], object], values: Sequence[T]) -> str:
    """Waiting time, and the processor's own: only the second holds on a machine that others use too."""
    waited, worked = [], []
    for value in values:
        started, before = time.perf_counter(), time.process_time()
        stage(value)
        waited.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - before) * 1000)
    half, most = len(values) // 2, int(len(values) * 0.95)
    waits, works = sorted(waited), sorted(worked)
    return (
        f"p50 {waits[half]:.1f} ms, p95 {waits[most]:.1f} ms;"
        f" of the processor p50 {works[half]:.1f} ms, p95 {works[most]:.1f} ms"
    )


def peak_memory() -> float:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def determinism(folder: Path, questions: Sequence[str]) -> bool:
    """Whether two processes with other hash seeds and thread counts give the same lists and scores."""
    code = (
        "import sys, hashlib; from pathlib import Path; from index.library import Library\n"
        "from index.embedder import load_embedder\n"
        "library = Library.open(Path(sys.argv[1]), embedder=load_embedder(None))\n"
        "found = [[(h.passage.key, h.score) for h in library.search(q, k=50)] for q in sys.argv[2:]]\n"
        "sys.stdout.write(hashlib.sha256(repr(found).encode()).hexdigest())"
    )
    seen = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("12345", "2")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        command = [sys.executable, "-c", code, str(folder), *questions]
        seen.add(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
    return len(seen) == 1


def speech_table(ways: Ways, library: Library) -> Table:
    return table(ways, speech_cases(library))
