"""What was asked before and what answered it: the labelled questions and the texts of their articles, as vectors.

People ask about few of the articles there are, and ask alike. So a passage is the likelier the nearer the question is
to one that was answered by a text like it, and a law the nearer the question is to one that was answered from it.
Nothing is looked up by number: a passage supports itself by what it says, so that renumbering, other versions and
other copies of a law do no harm. Holds no words of any question; `index/training/` makes it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .builtin import BUILTIN_PREFIX, checked
from .embedder import Embedder, Vectors

FOLDER = Path(__file__).with_name("model")
FILE = "memory.npz"
NEAREST = 20  # questions whose answers are looked at
_SHARPNESS = 4  # power of the cosine of two texts: what is merely of one field counts little
_BYTE = 127
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Memory:
    """`questions`: (n, d), `answers`: (m, d) each different one once, rows of length 1. Link i says that question
    `answered[i]` was answered by text `answer[i]` of the law `laws[law[i]]`, an identity."""

    questions: Vectors
    answers: Vectors
    answered: NDArray[np.int32]
    answer: NDArray[np.int32]
    law: NDArray[np.int32]
    laws: tuple[str, ...]

    def support(self, query: Vectors, passages: Vectors) -> Numbers:
        """Of each passage, in [0, 1]: the nearness of the question to one of those asked before, times that of the
        passage to what answered it; the best of the NEAREST questions. `query`: (d,), `passages`: (c, d)."""
        near = self.questions @ query
        if not len(near) or not len(passages):
            return np.zeros(len(passages))
        chosen = np.argsort(-near, kind="stable")[:NEAREST]
        rows = np.flatnonzero(np.isin(self.answered, chosen))
        best: Vectors = np.zeros(len(passages), dtype=np.float32)
        # Answer by answer: one product of two matrices wakes a second thread, which then burns as much as the first.
        for row in rows:
            alike = np.maximum(passages @ self.answers[self.answer[row]], 0.0) ** _SHARPNESS
            best = np.maximum(best, alike * near[self.answered[row]])
        found: Numbers = best.astype(np.float64)
        return np.round(found, 6)

    def of_laws(self, query: Vectors) -> dict[str, float]:
        """By identity, the nearness of the question to the nearest that this law answered."""
        near = self.questions @ query
        best = np.zeros(len(self.laws))
        np.maximum.at(best, self.law, near[self.answered])
        return dict(zip(self.laws, np.round(best, 6).tolist(), strict=True))

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path,
            questions=_as_bytes(self.questions),
            answers=_as_bytes(self.answers),
            answered=self.answered,
            answer=self.answer,
            law=self.law,
            laws=np.array(self.laws),
        )


def _as_bytes(vectors: Vectors) -> NDArray[np.int8]:
    """A byte a number, each row by its own greatest: a cosine is off by less than 0.01."""
    greatest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    return np.asarray(np.round(vectors / greatest * _BYTE), dtype=np.int8)


def _from_bytes(stored: NDArray[np.int8]) -> Vectors:
    """Rows of length 1."""
    vectors = stored.astype(np.float32)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


@lru_cache(maxsize=2)
def load_memory(folder: Path = FOLDER) -> Memory | None:
    """None while the folder holds none. Raises ModelError MODEL_DAMAGED."""
    if not (folder / FILE).exists():
        return None
    with np.load(io.BytesIO(checked(folder, FILE)), allow_pickle=False) as stored:
        return Memory(
            _from_bytes(stored["questions"]),
            _from_bytes(stored["answers"]),
            stored["answered"],
            stored["answer"],
            stored["law"],
            tuple(stored["laws"].tolist()),
        )


def memory_for(embedder: Embedder) -> Memory | None:
    """Its vectors are of the built-in model and mean nothing to another."""
    return load_memory() if embedder.name.startswith(BUILTIN_PREFIX) else None


def remembered(questions: Vectors, answers: Sequence[Sequence[tuple[str, Vectors]]]) -> Memory:
    """`answers[i]`: (law, vector) of every text that answered question i."""
    laws = sorted({law for found in answers for law, _ in found})
    numbers = {law: number for number, law in enumerate(laws)}
    texts: dict[bytes, int] = {}
    links, vectors = [], list[Vectors]()
    for question, found in enumerate(answers):
        for law, vector in found:
            text = texts.setdefault(vector.tobytes(), len(texts))
            if text == len(vectors):
                vectors.append(vector)
            links.append((question, text, numbers[law]))
    table = np.array(links, dtype=np.int32).reshape(len(links), 3)
    known = np.stack(vectors) if vectors else np.zeros((0, questions.shape[1]), np.float32)
    return Memory(questions, known, table[:, 0], table[:, 1], table[:, 2], tuple(laws))
