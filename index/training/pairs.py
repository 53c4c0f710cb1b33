"""Draw training pairs: something like a question, and the text that should be found with it.

Each source is a small function of the random generator. A pair's `group` says what counts as the same text, so that
two pairs of one group in a batch are never each other's wrong answer. Nothing of the development set is ever drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .prepare import Ids, Ragged, question_rows
from .questions import Question

HELD_APART = 10  # every tenth policy question, citizen's message and graded pair is kept for measuring
NEGATIVES = 2  # wrong articles per labelled question, of those that share its words
ALIKE = 0.75  # graded pairs from here on are taken for saying the same
_CROSS_LINGUAL = "ocnli"  # entailment, not sameness: its pairs are graded only

# How often each source is drawn. Structure first (no question is needed for it), then the questions.
STRUCTURE = {
    "title": 3.0, "inside": 3.0, "sample": 2.0, "local": 1.5, "news": 1.5, "consult": 1.5, "consult_inside": 0.5,
    "cited": 0.5, "reference": 0.5, "policy": 0.5, "message": 0.4, "wiki": 0.8, "alike": 1.0,
}  # fmt: skip
QUESTIONS = {
    "title": 1.0, "inside": 1.0, "sample": 1.0, "news": 0.3, "consult": 1.5, "cited": 1.0, "reference": 0.3,
    "policy": 0.5, "message": 0.3, "wiki": 0.4, "alike": 0.5, "labelled": 6.0, "own": 9.0, "explained": 1.0,
    "explanation": 1.0, "graded": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    query: Ids
    document: Ids
    group: int
    wrong: tuple[int, ...] = ()  # articles that share words with the question and do not answer it
    right: frozenset[int] = frozenset()  # all articles that do


@dataclass(frozen=True, slots=True)
class Pieced:
    """Texts of several sentences: text i has the `pieces[first[i]:first[i + 1]]`."""

    pieces: Ragged
    first: NDArray[np.int64]
    usable: NDArray[np.int64]

    @classmethod
    def load(cls, work: Path, source: str) -> Pieced:
        counts = np.load(work / f"{source}.counts.npy")
        first = np.concatenate([[0], np.cumsum(counts)])
        return cls(Ragged.load(work / f"{source}.pieces.npz"), first, np.flatnonzero(counts > 1))


class Material:
    """All prepared texts and the drawing of pairs from them. `questions` are those that may be learned from."""

    def __init__(
        self,
        work: Path,
        questions: Sequence[tuple[int, Question]],
        wrong: Mapping[int, Sequence[int]],
        seed: int,
    ) -> None:
        names = json.loads((work / "prepared.json").read_text(encoding="utf-8"))
        links = json.loads((work / "links.json").read_text(encoding="utf-8"))
        graded = json.loads((work / "graded.json").read_text(encoding="utf-8"))
        self._question_rows = question_rows(
            json.loads((work / "vocabulary.json").read_text(encoding="utf-8"))
        )
        self.random = np.random.default_rng(seed)
        self.texts = {name: Ragged.load(work / f"{name}.npz") for name in names}
        self.grades = np.array([score for score, _ in graded], dtype=np.float32)
        self.graded_sets = np.array([name for _, name in graded])
        self._wrong = wrong
        self._handed = [(row, question) for row, question in questions if not question.own]
        self._own = [(row, question) for row, question in questions if question.own]
        self._pieced = {
            name: Pieced.load(work, name) for name in ("article", "local", "news_body", "consult_answer")
        }
        self._cited = [(i, found) for i, found in enumerate(links["cited"]) if found]
        self._references = links["references"]
        rows = np.arange(len(graded))
        sound = (rows % HELD_APART != 0) & (self.grades >= ALIKE) & (self.graded_sets != _CROSS_LINGUAL)
        self._alike = rows[sound]
        self.sources: dict[str, Callable[[], Pair]] = {
            "title": self._title, "inside": self._inside, "sample": self._sample, "local": self._local,
            "news": self._news, "consult": self._consult, "consult_inside": self._consult_inside,
            "cited": self._cited_by, "reference": self._reference, "policy": self._policy,
            "message": self._message, "wiki": self._wiki, "alike": self._same, "labelled": lambda: self._labelled(self._handed),
            "own": lambda: self._labelled(self._own),
            "explained": self._explained, "explanation": self._explanation,
        }  # fmt: skip

    def as_asked(self, ids: Ids) -> Ids:
        """The rows that stand for these tokens in a question."""
        return self._question_rows[ids]

    def whole(self, article: int) -> Ids:
        """Title, headings and text, as the product encodes a passage."""
        return np.concatenate([self.texts["heading"][article], self.texts["article"][article]])

    def some(self, ids: Ids, count: int) -> Ids:
        """At most `count` of the tokens: long texts would fill the batch and be no better for it."""
        return ids if len(ids) <= count else ids[self.random.choice(len(ids), count, replace=False)]

    def thinned(self, ids: Ids, share: float) -> Ids:
        """Without a random share of its tokens, never without all."""
        if len(ids) < 3:
            return ids
        kept = ids[self.random.random(len(ids)) >= share]
        return kept if len(kept) else ids

    def graded_batch(self, size: int) -> tuple[list[Ids], list[Ids], NDArray[np.float32]]:
        """Pairs of one set with their grades: grades are comparable within a set only."""
        name = sorted(set(self.graded_sets.tolist()))[self._draw(len(set(self.graded_sets.tolist())))]
        rows = np.flatnonzero((self.graded_sets == name) & (np.arange(len(self.grades)) % HELD_APART != 0))
        a, b = self.texts["pair_a"], self.texts["pair_b"]
        chosen = [int(r) for r in self.random.choice(rows, size) if len(a[int(r)]) and len(b[int(r)])]
        return (
            [self.thinned(a[r], 0.1) for r in chosen],
            [self.thinned(b[r], 0.1) for r in chosen],
            self.grades[chosen],
        )

    def strangers(self, count: int) -> list[int]:
        """Articles drawn at random."""
        return [int(i) for i in self.random.integers(len(self.texts["article"]), size=count)]

    def _draw(self, count: int) -> int:
        return int(self.random.integers(count))

    def _unheld(self, count: int) -> int:
        row = self._draw(count)
        return row if row % HELD_APART else row + 1 if row + 1 < count else 1

    def _cut_out(self, source: str) -> tuple[Ids, Ids, int]:
        """One sentence, the rest of its text (now and then with the sentence), and which text."""
        pieced = self._pieced[source]
        text = int(pieced.usable[self._draw(len(pieced.usable))])
        first, end = int(pieced.first[text]), int(pieced.first[text + 1])
        chosen = first + self._draw(end - first)
        keep = self.random.random() < 0.2
        rest = [pieced.pieces[i] for i in range(first, end) if keep or i != chosen]
        return self.thinned(pieced.pieces[chosen], 0.2), np.concatenate(rest), text

    def _title(self) -> Pair:
        i = self._draw(len(self.texts["article"]))
        return Pair(self.thinned(self.texts["heading"][i], 0.3), self.some(self.texts["article"][i], 120), i)

    def _inside(self) -> Pair:
        query, rest, i = self._cut_out("article")
        if self.random.random() < 0.7:
            rest = np.concatenate([self.texts["heading"][i], rest])
        return Pair(query, self.some(rest, 150), i)

    def _sample(self) -> Pair:
        i = self._draw(len(self.texts["article"]))
        return Pair(self.thinned(self.texts["article"][i], 0.65), self.some(self.whole(i), 150), i)

    def _local(self) -> Pair:
        query, rest, i = self._cut_out("local")
        if self.random.random() < 0.5:
            rest = np.concatenate([self.texts["local_heading"][i], rest])
        return Pair(query, self.some(rest, 150), i)

    def _news(self) -> Pair:
        if self.random.random() < 0.5:
            i = self._draw(len(self.texts["news_title"]))
            return Pair(self.texts["news_title"][i], self.some(self.texts["news_body"][i], 150), i)
        query, rest, i = self._cut_out("news_body")
        return Pair(query, self.some(rest, 150), i)

    def _consult(self) -> Pair:
        i = self._draw(len(self.texts["consult_question"]))
        query = self.thinned(self.texts["consult_question"][i], 0.1)
        return Pair(query, self.some(self.texts["consult_answer"][i], 150), i)

    def _consult_inside(self) -> Pair:
        query, rest, i = self._cut_out("consult_answer")
        return Pair(query, self.some(rest, 150), i)

    def _cited_by(self) -> Pair:
        i, articles = self._cited[self._draw(len(self._cited))]
        article = articles[self._draw(len(articles))]
        query = self.thinned(self.texts["consult_question"][i], 0.1)
        return Pair(query, self.some(self.whole(article), 150), article)

    def _reference(self) -> Pair:
        citing, cited = self._references[self._draw(len(self._references))]
        return Pair(self.some(self.whole(citing), 100), self.some(self.whole(cited), 150), cited)

    def _policy(self) -> Pair:
        i = self._unheld(len(self.texts["policy_question"]))
        query = self.thinned(self.texts["policy_question"][i], 0.1)
        return Pair(query, self.some(self.texts["policy_answer"][i], 150), i)

    def _message(self) -> Pair:
        i = self._unheld(len(self.texts["message"]))
        answer = self.some(self.texts["message_answer"][i], 150)
        if self.random.random() < 0.5:
            return Pair(self.texts["message_title"][i], answer, i)
        return Pair(self.some(self.texts["message"][i], 80), answer, i)

    def _wiki(self) -> Pair:
        i = self._draw(len(self.texts["wiki_question"]))
        passage = self.texts["wiki_passage"][i]  # several questions share one
        return Pair(self.texts["wiki_question"][i], self.some(passage, 150), hash(passage.tobytes()))

    def _same(self) -> Pair:
        i = int(self._alike[self._draw(len(self._alike))])
        return Pair(self.texts["pair_a"][i], self.texts["pair_b"][i], i)

    def _labelled(self, questions: Sequence[tuple[int, Question]]) -> Pair:
        row, question = questions[self._draw(len(questions))]
        article = question.articles[self._draw(len(question.articles))]
        alone = self.random.random() < 0.15
        document = self.texts["article"][article] if alone else self.whole(article)
        wrong = self._wrong[question.number]
        return Pair(
            self.thinned(self.texts["labelled_question"][row], 0.1),
            self.some(document, 200),
            article,
            tuple(int(wrong[self._draw(len(wrong))]) for _ in range(NEGATIVES)),
            frozenset(question.articles),
        )

    def _explained(self) -> Pair:
        row, _ = self._handed[self._draw(len(self._handed))]
        query = self.thinned(self.texts["labelled_question"][row], 0.1)
        return Pair(query, self.some(self.texts["labelled_answer"][row], 150), row)

    def _explanation(self) -> Pair:
        row, question = self._handed[self._draw(len(self._handed))]
        article = question.articles[self._draw(len(question.articles))]
        return Pair(
            self.some(self.texts["labelled_answer"][row], 100), self.some(self.whole(article), 150), article
        )
