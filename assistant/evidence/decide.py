"""Answer or not, and why not. Weighs evidence of the hits against the question; composes nothing.

The chance that the hits answer is a logistic sum of a few measures of evidence; weights and threshold stand in
`thresholds.json` and are derived from labelled questions by `assistant.evidence.calibration`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from index.embedder import Embedder, embedded_text
from index.ranking import BUILTIN_PREFIX
from index.records import Hit

from ..records import Reason
from ..understand.field import factual, legal
from ..understand.question import Question
from .holdings import UNKNOWN
from .select import Choice, Weights, stands

THRESHOLDS = Path(__file__).with_name("thresholds.json")

_NEAREST = 4  # hits whose cosine is taken, and how much of each
_LONGEST = 400
_GIBBERISH = re.compile(r"^[\W\d_a-zA-Z]*$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All in [0, 1]. `relevance` is the best calibrated chance of a hit, None where the index gives none;
    `near` the best cosine of the question with a hit, None where the embedder is too slow to ask;
    `cover` the best share of the question's weight in one stretch and its surroundings, `own` in one stretch;
    `union` the share that stands in any of the first hits; `unknown` the share of words that no text of the library
    holds; `missing` the weight share of the rarest word if it stands in no hit; `foreign` 1 where a foreign country is
    named that no hit names; `agree` whether both searchers found the first hit; `words` how
    many content words there are, 10 or more being 1; `legal` and `factual` what the wording sounds like."""

    relevance: float | None
    near: float | None
    cover: float
    own: float
    union: float
    unknown: float
    missing: float
    foreign: float
    agree: float
    words: float
    legal: float
    factual: float


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is None when the question is to be answered. `chance` is what the threshold was compared with."""

    reason: Reason | None
    chance: float
    evidence: Evidence


def weigh(question: Question, hits: Sequence[Hit], choices: Sequence[Choice], weights: Weights) -> Evidence:
    """Zero evidence for no hits. `near` is left open: see `nearness`."""
    rare = {word: weights.weight(word) for word in question.words}
    total = sum(rare.values()) or 1.0
    first = hits[:10]
    texts = [f"{hit.document.title}\n{hit.passage.text}\n{' '.join(hit.passage.headings)}" for hit in first]
    found = {
        word
        for word in rare
        if any(
            stands(word, text) or any(o in text for o in weights.alternatives.get(word, ())) for text in texts
        )
    }
    rarest = max(rare, key=lambda word: (rare[word], word), default="")
    relevances = [hit.relevance for hit in first if hit.relevance is not None]
    top = first[0] if first else None
    return Evidence(
        relevance=max(relevances) if relevances else None,
        near=None,
        cover=max((c.cover for c in choices[:40]), default=0.0),
        own=max((c.own for c in choices[:40]), default=0.0),
        union=sum(rare[word] for word in found) / total,
        unknown=sum(1 for word in rare if weights.rarity(word) >= UNKNOWN) / max(1, len(rare)),
        missing=rare[rarest] / total if rarest and rarest not in found else 0.0,
        foreign=float(any(not any(c in text for text in texts) for c in question.scope.countries)),
        agree=float(top is not None and {"lexical", "dense"} <= set(top.ranks)),
        words=min(1.0, len(rare) / 10),
        legal=legal(question.query),
        factual=factual(question.query),
    )


def decide(question: Question, evidence: Evidence, found: bool, based: bool = False) -> Decision:
    """`found`: whether anything quotable was found; `based`: whether a list or a speech was found by
    the very name the question gives it. Exact addresses are not decided here: they exist or they do not."""
    limit = thresholds().answer[model_of(evidence)]
    chance = chance_of(evidence)
    reason: Reason | None = None
    if _GIBBERISH.match(question.query) or (evidence.words == 0 and not question.laws):
        reason = Reason.NOT_UNDERSTOOD
    elif not found or evidence.foreign or (chance < limit and not (based and not evidence.factual)):
        reason = Reason.OUT_OF_LIBRARY
    return Decision(reason, chance, evidence)


def nearness(embedder: Embedder, question: str, hits: Sequence[Hit]) -> float | None:
    """The best cosine of the question with the first hits; None where a calibrated chance says it better, and for
    models that take more than a moment on a passage."""
    if any(hit.relevance is not None for hit in hits):
        return None
    if not embedder.name.startswith(BUILTIN_PREFIX):
        return None
    texts = [
        embedded_text(h.document.title, h.passage.headings, h.passage.text[:_LONGEST])
        for h in hits[:_NEAREST]
    ]
    if not texts:
        return 0.0
    return float((embedder.encode_documents(texts) @ embedder.encode_queries([question])[0]).max())


def model_of(evidence: Evidence) -> str:
    """Which set of weights fits what is known: with a calibrated relevance, with cosines only, with words only."""
    if evidence.relevance is not None:
        return "calibrated"
    return "lexical" if evidence.near is None else "near"


def chance_of(evidence: Evidence) -> float:
    """The logistic sum of the evidence, in (0, 1)."""
    weights = thresholds().weights[model_of(evidence)]
    values = {key: value for key, value in asdict(evidence).items() if value is not None}
    total = weights["bias"] + sum(weights.get(key, 0.0) * value for key, value in values.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`answer` is the chance from which a question is answered; `weights` belong to the fields of `Evidence` and
    `bias`, once with calibrated relevance and once without; `made_by` is the command that derived them."""

    answer: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    made_by: str


@cache
def thresholds() -> Thresholds:
    return Thresholds(**json.loads(THRESHOLDS.read_text(encoding="utf-8")))
