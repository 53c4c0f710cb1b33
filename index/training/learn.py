"""The stages of training the vectors, each resumed from what it left in the working folder.

structure    no labelled question: what belongs together by the structure of texts, and answered consultations
fold-K       from there, the labelled questions of all folds but K: what ranks fold K without having seen it
all          from there, every labelled question but the development set: the model that is shipped
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from .folder import write_model
from .pairs import QUESTIONS, STRUCTURE, Material
from .prepare import Ragged
from .questions import FOLDS, Question, labelled_questions, of_split
from .static import Recipe, Trainer, Weights, fresh
from .texts import national_articles
from .words import hard_negatives

STRUCTURE_RECIPE = Recipe(mix=STRUCTURE, steps=5000, rate=0.01, temperature=0.05)
QUESTIONS_RECIPE = Recipe(mix=QUESTIONS, steps=400, rate=0.008, temperature=0.12, strangers=2048)
NAME = "fazhi-static"


class Stages:
    def __init__(self, corpus: Path, training: Path, work: Path, tell: Callable[[str], None]) -> None:
        self.training, self.work, self._tell = training, work, tell
        every = labelled_questions(training, national_articles(corpus / "laws"))
        self.questions = of_split(every, "train", "tune")
        self._rows = {question.number: row for row, question in enumerate(every)}
        self.vocabulary: list[str] = json.loads((work / "vocabulary.json").read_text(encoding="utf-8"))

    def structure(self, recipe: Recipe = STRUCTURE_RECIPE) -> Weights:
        start = fresh(len(self.vocabulary), recipe.dimension, recipe.seed)
        return self._trained("structure", [], recipe, start)

    def fold(self, fold: int, recipe: Recipe = QUESTIONS_RECIPE) -> Weights:
        """Vectors that have not seen the questions of this fold."""
        seen = [q for q in self.questions if q.fold != fold]
        return self._trained(f"fold-{fold}", seen, recipe, self.structure())

    def all(self, recipe: Recipe = QUESTIONS_RECIPE) -> Weights:
        return self._trained("all", self.questions, recipe, self.structure())

    def run(self) -> None:
        self.structure()
        for fold in range(FOLDS):
            self.fold(fold)
        self.all()

    def export(self, folder: Path) -> None:
        """The shipped model: rounded to half floats (the wheel packs them to half the size), stored as floats."""
        weights = self.all().astype(np.float16).astype(np.float32)
        write_model(folder, weights, self.vocabulary, {"name": NAME})

    def _trained(self, name: str, questions: Sequence[Question], recipe: Recipe, start: Weights) -> Weights:
        checkpoint = self.work / f"{name}.weights.npz"
        if checkpoint.exists():
            with np.load(checkpoint, allow_pickle=False) as stored:
                return np.asarray(stored["weights"], dtype=np.float32)
        chosen = [(self._rows[q.number], q) for q in questions]
        material = Material(self.work, chosen, self._wrong() if chosen else {}, recipe.seed)
        self._tell(f"{name}: {recipe.steps} steps")
        return Trainer(material, replace(recipe), start).run(checkpoint, self._tell)

    def _wrong(self) -> Mapping[int, Sequence[int]]:
        stored = self.work / "negatives.json"
        if not stored.exists():
            texts = {
                n: Ragged.load(self.work / f"{n}.npz") for n in ("heading", "article", "labelled_question")
            }
            chosen = [(self._rows[q.number], q) for q in self.questions]
            found = hard_negatives(texts["heading"], texts["article"], texts["labelled_question"], chosen)
            stored.write_text(json.dumps(found), encoding="utf-8")
        return {int(k): v for k, v in json.loads(stored.read_text(encoding="utf-8")).items()}
