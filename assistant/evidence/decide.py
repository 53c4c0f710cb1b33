"""Answer or not, and why not. Weighs evidence of the hits against the question; composes nothing.

The chance that the hits answer is a logistic sum of a few measures of evidence; weights and threshold stand in
`thresholds.json` and are derived from labelled questions by `assistant.evidence.calibration`. What is added up over a set
is added exactly (`fsum`): sets have another order in every process, and the same question must give the same answer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from index.records import Hit

from ..records import Reason
from ..understand.field import field, pairs, particular, vocabulary
from ..understand.question import Question
from ..understand.stated import stated
from ..understand.wording import readable
from .counted import uncounted
from .cues import cue_for
from .holdings import UNKNOWN
from .select import Choice, Weights, stands

THRESHOLDS = Path(__file__).with_name("thresholds.json")

_NEAREST = 4  # hits whose cosine is taken
_FIRST = 10  # hits that are looked at
_CERTAIN = 7.0  # log odds beyond which a relevance says no more
_SAID = 0.8  # share of the best cover from which a stretch may be the one that answers


@dataclass(frozen=True, slots=True)
class Evidence:
    """All in [0, 1] but `field`. `relevance` is the best calibrated chance of a hit, None where the index gives none;
    `near` the best cosine of the question with a hit, None where the embedder is another;
    `cover` the best share of the question's weight in one stretch and its surroundings, `own` in one stretch; `union` the share that stands in
    any of the first hits; `pairs` the best share of its character pairs in one passage, common ones counting little: it
    sees what the cutting into words hides; `alien` the weight of the rarest word that the best passage lacks and that is
    no word of the field either; `unknown` the share of words that no text of the library holds; `foreign`, `place`: a
    foreign country, a place in China is named that no hit names; `agree`: both searchers found the first hit; `unsaid`:
    a quantity or another mark is asked for and no stretch that fits shows it; `uncounted`: the same for the very unit
    (多少件, 几层); `field` in [-1, 1] and `particular` what the wording sounds like; `prose`: the share of the
    first hits that are speeches, guides and the like, not articles; `stated` in [-1, 1]: whether rules state what the
    wording asks for (`assistant.understand.stated`); `size` of the library (`Holdings.size`): in a large one words and
    cosines are near sooner; `answers`, `bears`: the best learned chance of a stretch to answer, to bear on the question."""

    relevance: float | None
    near: float | None
    cover: float
    own: float
    union: float
    pairs: float
    alien: float
    unknown: float
    foreign: float
    place: float
    agree: float
    unsaid: float
    uncounted: float
    field: float
    particular: float
    prose: float
    stated: float = 0.0
    size: float = 0.0
    answers: float = 0.0
    bears: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is None when the question is to be answered. `chance` is what the threshold was compared with."""

    reason: Reason | None
    chance: float
    evidence: Evidence


def weigh(question: Question, hits: Sequence[Hit], choices: Sequence[Choice], weights: Weights) -> Evidence:
    """Zero evidence for no hits. `near` is left open: see `nearness`."""
    first = hits[:_FIRST]
    texts = [f"{hit.document.title}\n{hit.passage.text}\n{' '.join(hit.passage.headings)}" for hit in first]
    rare = {word: weights.weight(word) for word in question.words}
    total = sum(rare.values()) or 1.0
    held = [frozenset(word for word in rare if _stands(word, text, weights)) for text in texts]
    best = max(held, key=lambda words: math.fsum(rare[word] for word in words), default=frozenset())
    found = frozenset[str]().union(*held)
    relevances = [hit.relevance for hit in first if hit.relevance is not None]
    fitting = _fitting(choices)
    ratio = vocabulary().ratio
    return Evidence(
        relevance=max(relevances) if relevances else None,
        near=None,
        cover=max((c.cover for c in choices), default=0.0),
        own=max((c.own for c in choices), default=0.0),
        union=math.fsum(rare[word] for word in found) / total,
        pairs=shared_pairs(question.query, texts),
        alien=max((rare[w] for w in rare if w not in best and ratio.get(w, 0.0) <= 0), default=0.0) / UNKNOWN,
        unknown=sum(1 for word in rare if weights.rarity(word) >= UNKNOWN) / max(1, len(rare)),
        foreign=_unnamed(question.scope.countries, texts),
        place=_unnamed(question.scope.places, texts),
        agree=float(bool(first) and {"lexical", "dense"} <= set(first[0].ranks)),
        unsaid=_unsaid(question, fitting),
        uncounted=float(uncounted(question.query, [c.span.text for c in fitting])),
        field=field(question.query),
        particular=particular(question.query),
        prose=sum(h.passage.pinpoint.article is None for h in first[:_NEAREST])
        / max(1, len(first[:_NEAREST])),
        stated=stated(question.text),
        answers=max((c.chance for c in choices), default=0.0),
        bears=max((c.bears for c in choices), default=0.0),
    )


def _stands(word: str, text: str, weights: Weights) -> bool:
    return stands(word, text) or any(other in text for other in weights.alternatives.get(word, ()))


def _unnamed(names: Sequence[str], texts: Sequence[str]) -> float:
    return float(any(not any(name in text for text in texts) for name in names))


def _fitting(choices: Sequence[Choice]) -> list[Choice]:
    """The stretches that carry nearly as much of the question as the best one."""
    most = max((c.cover for c in choices), default=0.0)
    return [c for c in choices if c.cover >= _SAID * most]


def _unsaid(question: Question, fitting: Sequence[Choice]) -> float:
    if cue_for(question.type, question.query) is None:
        return 0.0
    return float(not any(choice.cue > 0 for choice in fitting))


def shared_pairs(query: str, texts: Sequence[str]) -> float:
    """The best share of the query's character pairs in one text, each weighed by how little common it is; 0 for none."""
    common = vocabulary().common
    asked = {pair: common.get(pair, 1.0) for pair in pairs(query.lower())}
    total = math.fsum(asked.values())
    if not total:
        return 0.0
    return max(
        (math.fsum(w for pair, w in asked.items() if pair in text) / total for text in texts), default=0.0
    )


def decide(question: Question, evidence: Evidence, found: bool, based: bool = False) -> Decision:
    """`found`: whether anything quotable was found; `based`: whether a list or a speech was found by
    the very name the question gives it, or all that a term stands for. Exact addresses are not decided here: they exist or they do not."""
    limit = thresholds().answer[model_of(evidence)]
    chance = chance_of(evidence)
    reason: Reason | None = None
    if not readable(question.query) or (not question.words and not question.laws):
        reason = Reason.NOT_UNDERSTOOD
    elif not found or evidence.foreign or (chance < limit and not (based and not evidence.particular)):
        reason = Reason.OUT_OF_LIBRARY
    return Decision(reason, chance, evidence)


def nearness(hits: Sequence[Hit]) -> float | None:
    """The best cosine of the question with the first hits, by the model on board; None where no hit has one."""
    known = [hit.cosine for hit in hits[:_NEAREST] if hit.cosine is not None]
    return max(known, default=None if hits else 0.0)


def model_of(evidence: Evidence) -> str:
    """Which set of weights fits what is known: with a calibrated relevance, with cosines only, with words only."""
    if evidence.relevance is not None:
        return "calibrated"
    return "lexical" if evidence.near is None else "near"


def measures(evidence: Evidence) -> dict[str, float]:
    """What the weights belong to: the evidence that is known, learned chances as log odds; `outside`, how far the wording is from
    the field (sounding like law is no evidence that this library answers); pairs of measures that mean more together; and
    once more, times `prose`, what says more or less of speeches and guides (the ranking was learned on articles), and times
    `size`, what says more or less in a large library."""
    known = {key: value for key, value in asdict(evidence).items() if value is not None}
    known["outside"] = min(_NEUTRAL, evidence.field)
    for key in ("relevance", "answers", "bears"):
        if key in known:
            known[key] = _odds(known[key])
    if evidence.near is not None:
        known["near_inside"] = evidence.near * min(max(evidence.field, 0.0), 0.5)
    both = {f"{a}_{b}": known[a] * known[b] for a, b in _TOGETHER if a in known and b in known}
    crossed = {f"{key}_prose": known[key] * evidence.prose for key in _CROSSED if key in known}
    sized = {f"{key}_size": known[key] * evidence.size for key in _SIZED if key in known}
    return known | both | crossed | sized


_NEUTRAL = 0.1  # of `field`: from here on a question is worded as law is
_TOGETHER = (
    ("cover", "pairs"),
    ("near", "pairs"),
    ("near", "cover"),
    ("relevance", "pairs"),
    ("stated", "cover"),
    ("stated", "near"),
    ("stated", "relevance"),
    ("stated", "bears"),
    ("pairs", "bears"),
)
_CROSSED = ("relevance", "near", "cover", "pairs", "alien")
_SIZED = (*_CROSSED, "answers", "bears", "stated")


def _odds(chance: float) -> float:
    """Log odds in [-1, 1]: 1 for as good as certain."""
    held = min(1 - 1e-6, max(1e-6, chance))
    return max(-_CERTAIN, min(_CERTAIN, math.log(held / (1 - held)))) / _CERTAIN


def chance_of(evidence: Evidence) -> float:
    """The logistic sum of the evidence, in (0, 1)."""
    weights = thresholds().weights[model_of(evidence)]
    known = measures(evidence)
    total = weights["bias"] + sum(
        weight * known.get(key, 0.0) for key, weight in weights.items() if key != "bias"
    )
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
