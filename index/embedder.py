"""The port through which texts become vectors, and what stands in while no trained model is on board.

`load_embedder` is the one place that decides which model is used. Knows nothing of storing or searching vectors.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from . import segment

Vectors = NDArray[np.float32]
_BUILTIN = Path(__file__).with_name("model")


WORDING = 1  # changes whenever `embedded_text` does: vectors of another wording are of another model


def embedded_text(title: str, headings: Sequence[str], text: str) -> str:
    """What of a passage is encoded: its title and headings are part of its meaning (which law, which chapter)."""
    return "\n".join((title, " ".join(headings), text))


def fingerprint(embedder: Embedder) -> str:
    """What the vectors of a library are tied to."""
    return f"{embedder.name}/{embedder.dimension}/{WORDING}"


class Embedder(Protocol):
    """`name` identifies the weights: two embedders of one name give the same vectors for the same text."""

    name: str
    dimension: int

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, rows of length 1 (a zero row for an empty text); row i belongs to texts[i]."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """The same shape and space; a model with a query prompt puts it on here."""
        ...


class HashedEmbedder:
    """Words and character pairs hashed into a fixed number of directions. No training, no weights: it finds what is
    worded alike and nothing else. It stands in until a trained model is on board, and says so by its name."""

    def __init__(self, dimension: int = 256) -> None:
        self.name = f"hashed-words-{dimension}-v1"
        self.dimension = dimension

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            self._fill(row, text)
        return vectors

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)

    def _fill(self, row: Vectors, text: str) -> None:
        cut = segment.words(text)
        pairs = [a[-1] + b[0] for a, b in zip(cut, cut[1:], strict=False)]
        counts = Counter(w for w in cut if len(w) > 1) + Counter(pairs)
        if not counts:
            counts = Counter(cut)
        tokens = [zlib.crc32(token.encode()) for token in counts]
        weights = 1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        hashed = np.asarray(tokens, dtype=np.int64)
        signs = np.where(hashed & 0x8000_0000, -1.0, 1.0).astype(np.float32)
        np.add.at(row, hashed % self.dimension, weights * signs)
        length = float(np.linalg.norm(row))
        if length > 0:
            row /= length


def load_embedder(spec: str | None) -> Embedder:
    """None: the built-in model. Else a sentence-transformers folder or hub id (torch is imported only then)."""
    if spec:
        from .models import load_sentence_transformer

        return load_sentence_transformer(spec)
    if (_BUILTIN / "config_sentence_transformers.json").exists():
        from .builtin import BuiltinEmbedder

        return BuiltinEmbedder.load(_BUILTIN)
    return HashedEmbedder()
