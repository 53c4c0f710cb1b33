"""What a search is asked and what it gives. Knows nothing of answers, prompts or screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from documents.records import Description, Kind, Passage
from documents.validity import Validity

__all__ = ["Filter", "Hit", "Validity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What may be found at all. Empty fields do not restrict. Applied inside every searcher, before ranking, so that
    filtering never costs recall. `as_of` chooses, for each law, the version in force that day; None means today's."""

    kinds: frozenset[Kind] = frozenset()
    documents: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    after: date | None = None  # documents dated on or after
    before: date | None = None
    as_of: date | None = None
    all_versions: bool = False  # superseded versions too


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. Bigger `score` is nearer; ties are broken by `passage.key`.

    `ranks` says which searcher found it where, from 1: exact, lexical, dense, rerank. `relevance` is the calibrated
    chance in [0, 1] that the passage answers, comparable between questions; None before calibration. `cosine` is the
    nearness of its vector to the question's, in [-1, 1]; None where it was not searched for.
    """

    passage: Passage
    document: Description
    validity: Validity
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)
    relevance: float | None = None
    cosine: float | None = None
