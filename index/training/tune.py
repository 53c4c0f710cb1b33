"""Learn the order and the chances from the cross-fitted pools, write them beside the vectors, log what it gave.

Questions that nothing in the library answers are taken from general knowledge, shopping and search-engine sets, and
from a list of our own; they teach the chance of an answer only, never the order.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

import numpy as np

from ..features import Knowledge, Numbers
from ..memory import FILE, Memory
from ..ranking import Ranker
from .evaluate import open_library
from .learn import Stages
from .measure import figures
from .order import (
    FEATURES,
    FEW_SHOWN,
    MEMORY,
    Case,
    Learned,
    asked,
    calibrated,
    ordered,
    query_of,
    save,
    speech_questions,
)
from .pools import Pools, articles_in
from .questions import FOLDS, SIXTHS, Question
from .static import Weights
from .texts import Article, national_articles, rows

TRIALS = Path(__file__).with_name("trials.jsonl")
UNANSWERABLE = Path(__file__).with_name("unanswerable.txt")
ANSWERABLE = Path(__file__).with_name(
    "answerable.txt"
)  # our own, short, as people type them; no article is known
NAMED = ("{}规定，", "根据《{}》，", "{}里")  # a question that names the law wants that law
_GROUPS = {
    "nothing": (),
    "words": ("lexical", "pairs_covered", "words_covered", "pairs_covered_with_title"),
    "vectors": (
        "cosine",
        "cosine_gap",
        "cosine_rank",
        "cosine_spread",
        "fused",
        "fused_share",
        "document_cosine",
    ),
    "other finds of the document": ("document_finds", "document_fused", "document_share", "document_place"),
    "neighbouring articles": ("near_1", "near_3", "near_8"),
    "counts of asked laws": ("law_asked",),
    "questions asked before": MEMORY,
    "kind of text": tuple(f for f in FEATURES if f.startswith("is_")),
    "title and headings": ("title", "headings", "named"),
}


class Tuning:
    """Pools of all training questions under vectors that have not seen them."""

    def __init__(self, stages: Stages, corpus: Path, tell: Callable[[str], None]) -> None:
        self.stages, self._tell = stages, tell
        library = open_library(corpus, stages.work / "library", tell)
        self.pools = Pools(library, stages.vocabulary, stages.work / "passages.npz")
        newest = [a for a in national_articles(corpus / "laws") if a.newest]
        keys = articles_in(library, newest)
        self.memory = self._memory(stages.all(), keys)
        self.cases = [*self._labelled(newest, keys), *self._speeches()]
        tell(f"{len(self.cases)} questions with pools")
        self.rarity = self.pools.rarity()
        self.learned = Learned(self.cases, self.rarity)

    def _labelled(self, newest: Sequence[Article], keys: Sequence[frozenset[Hashable]]) -> list[Case]:
        found = []
        for fold in range(FOLDS):
            chosen = [q for q in self.stages.questions if q.fold == fold and orders(q)]
            if not chosen:
                continue
            named = [q for q in chosen if q.number % 4 == 0 and not q.own]
            texts = [q.text for q in chosen]
            for i, q in enumerate(named):
                texts.append(NAMED[i % len(NAMED)].format(newest[q.articles[0]].place[0]) + q.text)
            weights = self.stages.fold(fold)
            pools = self.pools.gather(weights, texts, self._memory(weights, keys, fold))
            for text, question, pool in zip(texts, [*chosen, *named], pools, strict=True):
                gold = tuple(keys[a] for a in question.articles)
                if text == question.text:
                    laws = frozenset(newest[a].place[0] for a in question.articles)
                    found.append(Case(self.pools.topic(text), fold, pool, gold, laws, question.own))
                else:  # counted and reported once, as it was asked
                    found.append(Case(self.pools.topic(text), fold, pool, gold))
        return found

    def _memory(
        self, weights: Weights, keys: Sequence[frozenset[Hashable]], fold: int | None = None
    ) -> Memory:
        """Of every question outside this fold."""
        seen = [q for q in self.stages.questions if q.fold != fold]
        return self.pools.memory(
            weights, [(q.text, frozenset().union(*(keys[a] for a in q.articles))) for q in seen]
        )

    def _speeches(self) -> list[Case]:
        made = speech_questions(self.pools.places)
        pools = self.pools.gather(self.stages.all(), [text for text, _, _ in made], self.memory)
        return [Case(t, fold, pool, (gold,)) for (t, fold, gold), pool in zip(made, pools, strict=True)]

    def report(self, name: str, scores: Sequence[Numbers]) -> dict[str, float]:
        """Of the questions handed in; of our own under names with "own " before."""
        result: dict[str, float] = {}
        for mark in ("", "own "):
            chosen = [i for i, case in enumerate(self.learned.cases) if case.laws and case.own == bool(mark)]
            lists = [ordered(self.learned.cases[i], scores[i]) for i in chosen]
            found = figures(lists, [self.learned.cases[i].gold for i in chosen])
            self._tell(f"{mark + name:34} " + "  ".join(f"{m} {f}" for m, f in found.items()))
            result |= {mark + measure: round(figure.mean, 4) for measure, figure in found.items()}
        return result


def orders(question: Question) -> bool:
    """Whether the order is learned from it too: from all that were handed in and every third of our own, which are many."""
    return not question.own or question.number // SIXTHS % 3 == 0


def run(stages: Stages, corpus: Path, folder: Path, tell: Callable[[str], None]) -> None:
    started = time.perf_counter()
    tuning = Tuning(stages, corpus, tell)
    learned = tuning.learned
    tuning.report("fused", [columns["fused"] for columns in learned.columns])
    tuning.report("dense", [columns["cosine"] for columns in learned.columns])
    crossed = learned.crossed()
    result = tuning.report("learned order, cross-fitted", crossed)
    off_topic, lay = _unanswerable(stages.training), _lay(stages.training)
    pools = tuning.pools.gather(stages.all(), [*lay, *off_topic], tuning.memory)
    trees = learned.trees([i for i, case in enumerate(learned.cases) if case.gold])
    knowledge = Knowledge(tuning.rarity, asked([case.laws for case in learned.cases if case.laws]))
    away = Learned(
        [Case(t, 0, pool, ()) for t, pool in zip([*lay, *off_topic], pools, strict=True)], tuning.rarity
    )
    bare = Ranker(FEATURES, trees, knowledge, None)
    scores = [_scored(bare, case) for case in away.cases]
    both = _joined(learned, away)
    asked_of_law = set(lay)
    answerable = [True] * len(learned.cases) + [case.text in asked_of_law for case in away.cases]
    chance, area = calibrated(both, [*crossed, *scores], answerable)
    tell(f"chance of an answer: area under the ROC curve {area:.3f}")
    stages.export(folder)
    tuning.memory.save(folder / FILE)
    save(Ranker(FEATURES, trees, knowledge, chance), folder)
    log("tune", {**result, "auc": round(area, 4)}, time.perf_counter() - started)


def ablate(stages: Stages, corpus: Path, tell: Callable[[str], None]) -> None:
    tuning = Tuning(stages, corpus, tell)
    for name, gone in _GROUPS.items():
        started = time.perf_counter()
        kept = [f for f in FEATURES if f not in gone]
        result = tuning.report(f"without {name}", tuning.learned.crossed(kept, FEW_SHOWN))
        log(f"ablate: without {name}", result, time.perf_counter() - started)


def log(trial: str, result: dict[str, float], seconds: float) -> None:
    with TRIALS.open("a", encoding="utf-8") as file:
        line = {"trial": trial, **result, "seconds": round(seconds)}
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _scored(ranker: Ranker, case: Case) -> Numbers:
    by_key = {key: score for key, score, _ in ranker.rank(query_of(case.text), case.candidates)}
    return np.array([by_key[c.key] for c in case.candidates])


def _joined(first: Learned, second: Learned) -> Learned:
    both = Learned([], {})
    both.cases = [*first.cases, *second.cases]
    both.columns = [*first.columns, *second.columns]
    both.right = [*first.right, *second.right]
    return both


def _lay(training: Path) -> list[str]:
    """What people ask a lawyer in their own words: no article is known, but the library has something to say."""
    return [*[row["question"] for row in rows(training, "consultations")][::20], *_lines(ANSWERABLE)]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _unanswerable(training: Path) -> list[str]:
    """Questions of everyday life and general knowledge."""
    wiki = [row["question"] for row in rows(training, "question_passage")][::30]
    graded = [
        row["a"] for row in rows(training, "sentence_pairs") if row["set"] in ("lcqmc", "oppo", "qbqtc")
    ][::80]
    return [*wiki, *graded, *_lines(UNANSWERABLE)]
