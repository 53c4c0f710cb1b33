"""The plain alternative, assembled as the tutorials do: RecursiveCharacterTextSplitter 500/50, the same embedder in
FAISS, BM25 over jieba words, reciprocal rank fusion. Measured beside the product in the same run.

It knows no articles, versions or refusals: a chunk counts for a gold place when it is of that law and holds the gold words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from documents.pinpoint import Pinpoint
from documents.records import Description, Document, Passage, Status
from documents.validity import Validity
from index.embedder import Embedder
from index.records import Hit
from index.segment import words
from index.vectors import VectorIndex

from .cases import Case
from .run import DEPTH, Outcome

Floats = NDArray[Any]
K1, B, DAMPING = 1.5, 0.75, 60
TOGETHER = 1024  # chunks encoded at once


@dataclass(frozen=True, slots=True)
class Chunk:
    document: Description
    text: str
    start: int


class PlainAssembly:
    """Built from whole documents; `answer` gives hits only, there is nothing that would answer or refuse."""

    def __init__(self, documents: Iterable[Document], embedder: Embedder) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50, add_start_index=True)
        self.embedder = embedder
        self.chunks = [
            Chunk(document, piece.page_content, piece.metadata["start_index"])
            for document in documents
            for piece in splitter.create_documents([document.text])
        ]
        texts = [chunk.text for chunk in self.chunks]
        parts = [texts[i : i + TOGETHER] for i in range(0, len(texts), TOGETHER)]
        encoded = [embedder.encode_documents(part).astype(np.float16) for part in parts]
        self.vectors = VectorIndex.build(np.concatenate(encoded))
        self._index(Counter(words(text)) for text in texts)

    def _index(self, counts: Iterable[Counter[str]]) -> None:
        """BM25 (Robertson and Zaragoza 2009) as postings of word → (rows, weights)."""
        rows: dict[str, tuple[list[int], list[int]]] = {}
        totals = []
        for row, count in enumerate(counts):
            totals.append(count.total())
            for word, n in count.items():
                held, times = rows.setdefault(word, ([], []))
                held.append(row)
                times.append(n)
        lengths = np.array(totals, dtype=np.float32)
        average = float(lengths.mean()) if totals else 1.0
        self.postings: dict[str, tuple[Floats, Floats]] = {}
        for word, (held, times) in rows.items():
            where, counted = np.array(held), np.array(times, dtype=np.float32)
            idf = math.log(1 + (len(totals) - len(where) + 0.5) / (len(where) + 0.5))
            norm = K1 * (1 - B + B * lengths[where] / average)
            self.postings[word] = (where, (idf * counted * (K1 + 1) / (counted + norm)).astype(np.float32))

    def answer(self, case: Case) -> Outcome:
        """Asked the case's own words; of a follow-up it knows nothing but them."""
        best = self.search(case.question)
        return Outcome(case, tuple(self._hit(row, score) for row, score in best))

    def search(self, question: str) -> Sequence[tuple[int, float]]:
        """(chunk, score), best first, ties by chunk."""
        scores = np.zeros(len(self.chunks), dtype=np.float32)
        for word in words(question):
            if word in self.postings:
                where, weights = self.postings[word]
                scores[where] += weights
        lexical = [int(row) for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0]
        asked = self.embedder.encode_queries([question])[0]
        dense = [row for row, _ in self.vectors.search(asked, DEPTH)]
        fused: dict[int, float] = {}
        for ranked in (lexical, dense):
            for rank, row in enumerate(ranked, 1):
                fused[row] = fused.get(row, 0.0) + 1 / (DAMPING + rank)
        return sorted(fused.items(), key=lambda pair: (-pair[1], pair[0]))[:DEPTH]

    def _hit(self, row: int, score: float) -> Hit:
        chunk = self.chunks[row]
        end = chunk.start + len(chunk.text)
        passage = Passage(chunk.document.id, row, chunk.start, end, chunk.text, (), Pinpoint())
        return Hit(passage, chunk.document, Validity(Status.UNVERIFIED), score)
