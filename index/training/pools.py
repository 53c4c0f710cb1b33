"""The candidates of a question, gathered by the product's own search but with any vectors: what the ranking learns on.

A library is the one of `fazhi add`; only its vectors are exchanged, in memory, so that each question can be ranked by
vectors that have not seen it.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from documents.pinpoint import Pinpoint

from .. import shelf
from ..asked import read
from ..builtin import BuiltinEmbedder, tokens
from ..embedder import embedded_text
from ..features import Candidate
from ..gathering import Models, Request, gather
from ..lexical import ORDINAL_BITS
from ..lexicon import load_lexicon
from ..library import Library
from ..memory import Memory, remembered
from ..records import Filter
from ..vectors import VectorIndex
from .prepare import Ragged
from .static import Weights
from .texts import Article

_ORDINAL = (1 << ORDINAL_BITS) - 1


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of row i of the vectors."""

    key: str
    identity: str
    kind: str
    text: str


class Pools:
    def __init__(self, library: Library, vocabulary: Sequence[str], cache: Path) -> None:
        self.library = library
        self._rows_of = {token: row for row, token in enumerate(vocabulary)}
        self.places, texts = self._read()
        self._numbers: dict[Hashable, int] = {place.key: row for row, place in enumerate(self.places)}
        if not cache.exists():
            cut = ([self._rows_of.get(t, 0) for t in tokens(text)] for text in texts)
            Ragged.of(list(cut)).save(cache)
        self._ids = Ragged.load(cache)
        if len(self._ids) != len(self.places):
            raise ValueError(
                f"{cache} has {len(self._ids)} passages, the library {len(self.places)}: delete it"
            )

    def gather(
        self, weights: Weights, questions: Sequence[str], memory: Memory | None = None
    ) -> list[list[Candidate]]:
        """Under these vectors, for each question, in an order that means nothing."""
        embedder = self._embedder(weights)
        lexicon = load_lexicon(self.library.folder)
        with ExitStack() as stack:
            held, connection = stack.enter_context(self.library._held(indexes=True))
            before = held.generation
            stack.callback(setattr, held, "generation", before)
            swapped = copy.copy(before)
            if swapped is None:
                return [[] for _ in questions]
            swapped.vectors = VectorIndex.build(self.encoded(weights).astype(np.float16))
            held.generation = swapped
            models, found = Models(embedder, memory=memory), list[list[Candidate]]()
            for question in questions:
                found.append(gather(held, connection, models, Request(question, 10, Filter(), lexicon)))
            return found

    def topic(self, question: str) -> str:
        """What of a question is searched for: all but the names of laws."""
        return read(question, self.library.names()).topic

    def memory(self, weights: Weights, seen: Sequence[tuple[str, frozenset[Hashable]]]) -> Memory:
        """Of questions and the keys of all that answers them."""
        vectors = self.encoded(weights)
        asked = self._embedder(weights).encode_queries([self.topic(text) for text, _ in seen])
        answers = [
            [(self.places[row].identity, vectors[row]) for row in sorted(self._numbers[key] for key in right)]
            for _, right in seen
        ]
        return remembered(asked, answers)

    def _embedder(self, weights: Weights) -> BuiltinEmbedder:
        return BuiltinEmbedder("fazhi-static-trial", weights, self._rows_of)

    def encoded(self, weights: Weights) -> Weights:
        vectors = np.zeros((len(self._ids), weights.shape[1]), dtype=np.float32)
        for row in range(len(self._ids)):
            ids = self._ids[row]
            if len(ids):
                vectors[row] = weights[ids].mean(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, lengths, out=vectors, where=lengths > 0)
        return vectors

    def rarity(self) -> Mapping[str, float]:
        """Inverse document frequency of every token of the vocabulary over the library's passages."""
        count = np.zeros(len(self._rows_of), dtype=np.int64)
        for row in range(len(self._ids)):
            count[np.unique(self._ids[row])] += 1
        total = len(self._ids)
        rarity = np.log1p((total - count + 0.5) / (count + 0.5))
        return {token: round(float(rarity[row]), 2) for token, row in self._rows_of.items() if row}

    def _read(self) -> tuple[list[Place], list[str]]:
        with self.library._held(indexes=True) as (held, connection):
            if held.generation is None:
                return [], []
            known: dict[int, tuple[Place, str]] = {}
            for row in held.rows:
                about = row.description
                for p in shelf.passages(connection, row):
                    place = Place(p.key, about.identity, about.kind.value, p.text)
                    known[row.number << ORDINAL_BITS | p.ordinal] = (
                        place,
                        embedded_text(about.title, p.headings, p.text),
                    )
            pairs = [known[int(key)] for key in held.generation.keys]
        return [place for place, _ in pairs], [text for _, text in pairs]


def articles_in(library: Library, articles: Sequence[Article]) -> list[frozenset[Hashable]]:
    """For each article the keys of its pieces in the library, in the version that holds; empty where it is not."""
    names, valid = library.names(), library.validity(date.today())
    by_place: dict[tuple[str, int | None, int | None], list[str]] = {}
    for about in library.documents():
        if valid[about.id].current in (None, about.id):
            for p in library.passages(about.id):
                at = p.pinpoint
                by_place.setdefault((about.identity, at.article, at.insertion), []).append(p.key)
    resolved: dict[str, tuple[str, ...]] = {}
    found = list[frozenset[Hashable]]()
    for article in articles:
        laws = resolved.setdefault(article.law, names.resolve(article.law))
        at = Pinpoint.parse(article.label)
        pieces = (by_place.get((law, at.article, at.insertion)) for law in laws)
        found.append(frozenset(next((p for p in pieces if p), [])))
    return found
