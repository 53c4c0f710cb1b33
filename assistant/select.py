"""Choose the stretches of the found passages that answer, best first. Reads hits and the question; writes nothing.

A stretch is scored by how much of the question it carries, weighted by how rare the words are, by whether it shows the
mark that the kind of question wants (a number of days, 由…负责, 是指), and by how near its passage was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.records import Hit
from index.segment import normalise

from .cues import EXPLICIT_DEFINITION, cue_for
from .kinds import Type
from .question import Question
from .spans import LONG_PARAGRAPH, Span, head_of, sentences_of, spans_of

# How much a word counts that stands not in the stretch but in its headings, title or the rest of its article.
_NEARBY = 0.6
_CUE = 0.22
_PRIOR = 0.45
_SAME = 0.72  # Jaccard of character pairs above which two stretches say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`rarity` gives a word's weight, bigger for rarer. `alternatives` are other words for the same thing."""

    rarity: Callable[[str], float]
    alternatives: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """`score` in about [0, 1.3]; `cover` is the share of the question's weight that stands in the stretch or its
    surroundings, `own` in the stretch itself; `cue` says whether it shows what the kind of question wants.
    `same` are stretches of other texts that say the same."""

    span: Span
    score: float
    cover: float
    own: float
    cue: bool
    words: tuple[str, ...] = ()
    same: tuple[Span, ...] = ()

    @property
    def hit(self) -> Hit:
        return self.span.hit


def choose(question: Question, hits: Sequence[Hit], weights: Weights) -> tuple[Choice, ...]:
    """Every quotable stretch of the hits, best first; ties by key. () for no hits."""
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    scorer = _Scorer(question, weights)
    found = [
        scorer.judge(span, _prior(hit, rank, best))
        for rank, hit in enumerate(hits)
        for whole in spans_of(hit)
        for span in _pieces(whole)
    ]
    return tuple(sorted(found, key=lambda choice: (-choice.score, choice.span.key)))


def _prior(hit: Hit, rank: int, best: float) -> float:
    """In [0, 1]: how near the passage was found. The calibrated chance where there is one, else its rank."""
    if "exact" in hit.ranks:
        return 1.0
    if hit.relevance is not None:
        return hit.relevance
    return 1.0 / (1.0 + 0.12 * rank)


def _pieces(span: Span) -> tuple[Span, ...]:
    """A list stays whole, a short 款 too; a long stretch is offered sentence by sentence."""
    if span.parts or len(span.text) <= LONG_PARAGRAPH:
        return (span,)
    return sentences_of(span)


class _Scorer:
    """Holds what is computed once per question."""

    def __init__(self, question: Question, weights: Weights) -> None:
        self.question = question
        self.weights = [
            (word, weights.rarity(word), weights.alternatives.get(word, ())) for word in question.words
        ]
        self.total = sum(weight for _, weight, _ in self.weights) or 1.0
        self.cue = cue_for(question.type, question.query)

    def judge(self, span: Span, prior: float) -> Choice:
        passage, text = span.hit.passage, span.text
        around = "\n".join((span.hit.document.title, *passage.headings, passage.text))
        own, nearby, words = 0.0, 0.0, []
        for word, weight, others in self.weights:
            if _stands(word, text):
                own += weight
                words.append(word)
            elif any(other in text for other in others):
                own += 0.8 * weight
                words.append(word)
            elif _stands(word, around) or any(other in around for other in others):
                nearby += weight
        own, cover = own / self.total, (own + _NEARBY * nearby) / self.total
        cue = bool(self.cue and self.cue.search(text))
        score = _PRIOR * prior + (1 - _PRIOR) * cover + _CUE * cue * min(1.0, 2 * cover)
        if self.question.type is Type.DEFINITION and EXPLICIT_DEFINITION.search(text):
            score += 0.1 * cover
        return Choice(span, score, cover, own, cue, tuple(words))


def _stands(word: str, text: str) -> bool:
    """Digits in a word are normalised numerals (3日), so the text is read the same way; rare, hence not always."""
    return word in text or (any(c.isdigit() for c in word) and word in normalise(text))


def shorten_list(choice: Choice, question: Question, weights: Weights, limit: int) -> tuple[Span, ...]:
    """A list as it will be quoted: whole when it is asked for or short, else its head and the 项 that answer."""
    span = choice.span
    if not span.parts or question.type is Type.LIST or len(span.text) <= limit:
        return (span,)
    scorer = _Scorer(question, weights)
    judged = [scorer.judge(part, 0.0) for part in span.parts]
    best = max(judge.own for judge in judged)
    if best <= 0:
        return (head_of(span),)
    kept = [judge.span for judge in judged if judge.own >= 0.8 * best][:3]
    return (head_of(span), *kept)


def merge(choices: Iterable[Choice], limit: int) -> tuple[Choice, ...]:
    """The first `limit` choices that say different things; the others that say the same hang on as `same`."""
    kept: list[Choice] = []
    pairs: list[frozenset[str]] = []
    for choice in choices:
        mine = _pairs(choice.span.text)
        twin = next((i for i, other in enumerate(pairs) if alike(mine, other)), None)
        if twin is None:
            if len(kept) < limit:
                kept.append(choice)
                pairs.append(mine)
        elif len(kept[twin].same) < 3 and choice.span.hit.document.id not in _documents(kept[twin]):
            kept[twin] = replace(kept[twin], same=(*kept[twin].same, choice.span))
    return tuple(kept)


def _documents(choice: Choice) -> set[str]:
    return {choice.hit.document.id, *(span.hit.document.id for span in choice.same)}


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(c for c in text if c.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Jaccard over character pairs, or one wholly within the other."""
    if not a or not b:
        return False
    common = len(a & b)
    return common / len(a | b) >= _SAME or common / min(len(a), len(b)) >= 0.92
