"""The plain alternative, assembled as the tutorials do: RecursiveCharacterTextSplitter 500/50, the same embedder in
FAISS, BM25 over jieba words, reciprocal rank fusion. Measured beside the product in the same run.

It knows no articles: a chunk counts for a gold place when it holds the gold words, or the heading of the article.
"""

from __future__ import annotations

import math
import re
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
_ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?", re.MULTILINE)


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
        self.vectors = VectorIndex.build(embedder.encode_documents(texts).astype(np.float16))
        self._index([Counter(words(text)) for text in texts])

    def _index(self, counts: Sequence[Counter[str]]) -> None:
        """BM25 (Robertson and Zaragoza 2009) as postings of word → (rows, weights)."""
        lengths = np.array([sum(count.values()) for count in counts], dtype=np.float32)
        average = float(lengths.mean()) or 1.0
        rows: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counts):
            for word, n in count.items():
                rows.setdefault(word, []).append((row, n))
        self.postings: dict[str, tuple[Floats, Floats]] = {}
        for word, found in rows.items():
            where = np.array([row for row, _ in found])
            times = np.array([n for _, n in found], dtype=np.float32)
            idf = math.log(1 + (len(counts) - len(found) + 0.5) / (len(found) + 0.5))
            norm = K1 * (1 - B + B * lengths[where] / average)
            self.postings[word] = (where, idf * times * (K1 + 1) / (times + norm))

    def answer(self, case: Case) -> Outcome:
        scores = np.zeros(len(self.chunks), dtype=np.float32)
        for word in words(case.question):
            if word in self.postings:
                where, weights = self.postings[word]
                scores[where] += weights
        lexical = [int(row) for row in np.argsort(-scores, kind="stable")[:DEPTH] if scores[row] > 0]
        asked = self.embedder.encode_queries([case.question])[0]
        dense = [row for row, _ in self.vectors.search(asked, DEPTH)]
        fused: dict[int, float] = {}
        for ranked in (lexical, dense):
            for rank, row in enumerate(ranked, 1):
                fused[row] = fused.get(row, 0.0) + 1 / (DAMPING + rank)
        best = sorted(fused, key=lambda row: (-fused[row], row))[:DEPTH]
        return Outcome(case, tuple(hit for row in best for hit in self._hits(row, fused[row])))

    def _hits(self, row: int, score: float) -> list[Hit]:
        """One hit for each article that begins in the chunk, so that an article found is an article counted."""
        chunk = self.chunks[row]
        found = _ARTICLE.findall(chunk.text) or [""]
        return [
            Hit(
                Passage(
                    chunk.document.id, row, chunk.start, chunk.start + len(chunk.text), chunk.text, (), place
                ),
                chunk.document,
                Validity(Status.UNVERIFIED),
                score,
            )
            for place in (Pinpoint.parse(name) if name else Pinpoint() for name in found)
        ]
