"""What the learned ranking sees of a candidate: a row of numbers, each small, plain and computed from the pool alone.

A feature that a kind of text lacks (chapters in a speech, a law named in the question) is 0 for it, so that speeches,
policies and local texts compete by what they do have. Knows nothing of weights or trees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from documents.names import identity_of
from documents.records import Kind

from . import segment

Numbers = NDArray[np.float64]
DAMPING = 60  # the k of reciprocal rank fusion; 60 is the paper's
RARE = 9.0  # inverse document frequency of a word the corpus does not have
_KINDS = (Kind.LAW, Kind.INTERPRETATION, Kind.ADMINISTRATIVE_REGULATION, Kind.CONSTITUTION, Kind.SPEECH)
_KIND_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
_NEAR = (1, 3, 8)  # passages to either side, in which the same law's other finds support this one


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryFeatures:
    """The question as the searchers saw it. `laws`: identities named in it. `words` are cut as the index is.
    `embedder` is the name of the model behind the cosines; the learned ranking holds for the built-in one only."""

    text: str
    words: tuple[str, ...]
    laws: tuple[str, ...] = ()
    embedder: str = ""


class Candidate(NamedTuple):  # made three hundred times a question: a frozen record would cost a millisecond
    """A passage that some searcher found. Scores are raw (BM25 sum, cosine); ranks count from 1, None where the
    searcher did not list it. `dense` is known for every candidate, `lexical` for those that share a word.
    `answered`, `law_answered` in [0, 1]: how near the question is to ones that a text like it, or its law, answered.
    `title`, `headings` are the shares in [0, 1] of the question's words that stand there."""

    key: str
    document: str
    kind: Kind
    row: int
    length: int  # characters
    lexical: float | None = None
    lexical_rank: int | None = None
    dense: float | None = None
    dense_rank: int | None = None
    answered: float = 0.0
    law_answered: float = 0.0
    title: float = 0.0
    headings: float = 0.0
    named: bool = False  # its law is named in the question
    text: str = ""
    title_text: str = ""


def fuse(candidate: Candidate) -> float:
    """Reciprocal rank fusion. Cormack, Clarke, Büttcher, SIGIR 2009."""
    ranks = (candidate.lexical_rank, candidate.dense_rank)
    return sum(1 / (DAMPING + rank) for rank in ranks if rank is not None)


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one question as columns, all of length n. `document` numbers the documents from 0."""

    lexical: Numbers
    dense: Numbers
    lexical_part: Numbers  # 1 / (DAMPING + rank), 0 where unlisted
    dense_part: Numbers
    document: NDArray[np.intp]
    ordinal: NDArray[np.intp]

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Pool:
        numbers: dict[str, int] = {}
        return cls(
            np.array([c.lexical or 0.0 for c in candidates]),
            np.array([c.dense or 0.0 for c in candidates]),
            np.array([1 / (DAMPING + c.lexical_rank) if c.lexical_rank else 0.0 for c in candidates]),
            np.array([1 / (DAMPING + c.dense_rank) if c.dense_rank else 0.0 for c in candidates]),
            np.array([numbers.setdefault(c.document, len(numbers)) for c in candidates], dtype=np.intp),
            np.array([int(c.key.rpartition(":")[2]) for c in candidates], dtype=np.intp),
        )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Learned tables. `rarity`: inverse document frequency of words, and of character pairs marked `_`. `asked`: how
    often laws were the answer in the training questions, log(1 + n), by identity; 0 for any other."""

    rarity: Mapping[str, float]
    asked: Mapping[str, float]


def _search_columns(pool: Pool) -> dict[str, Numbers]:
    both = pool.lexical_part + pool.dense_part
    return {
        "lexical": pool.lexical,
        "lexical_share": pool.lexical / max(pool.lexical.max(), 1e-6),
        "lexical_rank": pool.lexical_part,
        "cosine": pool.dense,
        "cosine_gap": pool.dense - pool.dense.max(),
        "cosine_rank": pool.dense_part,
        "cosine_spread": np.full(len(pool.dense), pool.dense.std()),
        "fused": both,
        "fused_share": both / max(both.max(), 1e-9),
    }


def _document_columns(pool: Pool) -> dict[str, Numbers]:
    """What the other finds in the same document say for a candidate: a law that is about the matter has several."""
    fused, document = pool.lexical_part + pool.dense_part, pool.document
    count = int(document.max()) + 1
    total = np.bincount(document, fused, count)
    nearest, wordiest = np.full(count, -1.0), np.zeros(count)
    np.maximum.at(nearest, document, pool.dense)
    np.maximum.at(wordiest, document, pool.lexical)
    place = (total[:, None] < total[None, :]).sum(axis=1)  # 0 for the best; equal ones share a place
    columns = {
        "document_finds": np.bincount(document, minlength=count)[document].astype(np.float64),
        "document_fused": total[document] - fused,
        "document_share": total[document] / max(total.sum(), 1e-9),
        "document_place": place[document].astype(np.float64),
        "document_cosine": nearest[document] - pool.dense.max(),
        "document_lexical": wordiest[document] / max(pool.lexical.max(), 1e-6),
    }
    return columns | _near_columns(pool, fused)


def _near_columns(pool: Pool, fused: Numbers) -> dict[str, Numbers]:
    """What the finds within reach in the same document weigh together, without the candidate itself."""
    span = (
        int(pool.ordinal.max()) + 2 * _NEAR[-1] + 2
    )  # documents end to end, too far apart to reach each other
    place = pool.document * span + pool.ordinal
    order = np.argsort(place, kind="stable")
    sorted_places = place[order]
    summed = np.concatenate([[0.0], np.cumsum(fused[order])])
    columns = {}
    for reach in _NEAR:
        first = np.searchsorted(sorted_places, place - reach, side="left")
        end = np.searchsorted(sorted_places, place + reach, side="right")
        # Nine digits: the sums differ behind them by where in the list a document stands.
        columns[f"near_{reach}"] = np.round(summed[end] - summed[first] - fused, 9)
    return columns


def _word_columns(
    query: QueryFeatures, candidates: Sequence[Candidate], rarity: Mapping[str, float]
) -> dict[str, Numbers]:
    """Shares in [0, 1] of the question, weighed by rarity, that stand in a candidate as they were typed."""
    pairs = {p: rarity.get("_" + p, RARE) for p in segment.grams(query.text)}
    words = {w: rarity.get(w, RARE) for w in query.words}
    terms = list(dict.fromkeys([*pairs, *words]))
    texts = _standing(terms, [c.text for c in candidates])
    titles = _standing(terms, [c.title_text for c in candidates])
    as_pairs, as_words = _weights(terms, pairs), _weights(terms, words)
    return {
        "pairs_covered": texts @ as_pairs,
        "words_covered": texts @ as_words,
        "pairs_covered_with_title": (texts | titles) @ as_pairs,
        "words_asked": np.full(len(candidates), float(len(words))),
    }


def _standing(terms: Sequence[str], texts: Sequence[str]) -> NDArray[np.bool_]:
    """(texts, terms): whether the term stands in the text. Each different text is looked through once."""
    rows = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    seen = np.array([[term in text for term in terms] for text in rows], dtype=np.bool_)
    return seen.reshape(len(rows), len(terms))[[rows[text] for text in texts]]


def _weights(terms: Sequence[str], weighed: Mapping[str, float]) -> Numbers:
    """Of each term its share of all that weighs."""
    weights = np.array([weighed.get(term, 0.0) for term in terms], dtype=np.float64)
    shares: Numbers = weights / max(weights.sum(), 1e-6)
    return shares


@lru_cache(16_384)
def _identity(title: str) -> str:
    return identity_of(title)


def _own_columns(candidates: Sequence[Candidate], asked: Mapping[str, float]) -> dict[str, Numbers]:
    answered = np.array([c.answered for c in candidates])
    law_answered = np.array([c.law_answered for c in candidates])
    columns = {
        "title": np.array([c.title for c in candidates]),
        "headings": np.array([c.headings for c in candidates]),
        "named": np.array([float(c.named) for c in candidates]),
        "length": np.log1p(np.array([float(c.length) for c in candidates])),
        "answered": answered,
        "answered_gap": answered - answered.max(),
        "law_answered": law_answered,
        "law_answered_gap": law_answered - law_answered.max(),
        "law_asked": np.array([asked.get(_identity(c.title_text), 0.0) for c in candidates]),
    }
    kinds = np.array([_KIND_NUMBERS.get(c.kind, -1) for c in candidates])
    for kind, number in _KIND_NUMBERS.items():
        columns[f"is_{kind.name.lower()}"] = (kinds == number).astype(np.float64)
    return columns


def describe(
    query: QueryFeatures, candidates: Sequence[Candidate], knowledge: Knowledge
) -> dict[str, Numbers]:
    """Every feature by name, a column of length n each; row i belongs to candidates[i]. There must be a candidate."""
    pool = Pool.of(candidates)
    return {
        **_search_columns(pool),
        **_document_columns(pool),
        **_word_columns(query, candidates, knowledge.rarity),
        **_own_columns(candidates, knowledge.asked),
    }
