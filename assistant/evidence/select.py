"""Choose the stretches of the found passages that answer, best first. Reads hits and the question; writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from documents.authority import group_key
from index.records import Hit
from index.segment import word_set

from ..understand.kinds import Type
from ..understand.question import Question
from .lists import announces, bars, enumerates, head_text, plays, wanted, wants_list
from .measures import Choice, Scorer, Weights, naming, prior_of, stands
from .selector import ANSWERS, BEARS, Judged, chances
from .spans import LONG_PARAGRAPH, SPOKEN, Span, head_of, sentences_of, spans_of, whole_article

__all__ = ["Choice", "Weights", "alike", "choose", "judged", "merge", "naming", "shorten_list", "stands"]

_BEST = 10  # hits among which a text that is about the matter stands several times
POINTS_WHOLE = 420  # characters of a numbered passage that is offered whole where a list is asked for
_CUT_UP = 16  # hits that are cut into stretches
_WORTH = 0.04  # share of the best chance below which a stretch is neither kept nor merged
_SAME = 0.8  # Jaccard of character pairs above which two stretches say the same


def choose(question: Question, hits: Sequence[Hit], weights: Weights) -> tuple[Choice, ...]:
    """Every quotable stretch of the promising hits, best first; ties by score and key. () for no hits."""
    found = judged(question, hits, weights)
    likely = chances(found)
    chosen = [
        replace(j.choice, chance=float(answers), bears=float(bears))
        for j, answers, bears in zip(found, likely[ANSWERS], likely[BEARS], strict=True)
    ]
    return tuple(sorted(chosen, key=lambda c: (-c.chance, -c.score, c.span.key)))


def judged(question: Question, hits: Sequence[Hit], weights: Weights) -> tuple[Judged, ...]:
    """Every quotable stretch of the promising hits with all that is measured of it, in no order that means anything."""
    scorer, asked = Scorer(question, weights), Asked.of(question)
    best = Counter(hit.document.id for hit in hits[:_BEST])
    found: list[Judged] = []
    for rank, hit, prior, (cover, titled) in _promising(scorer, hits):
        crowd = best[hit.document.id] / _BEST
        above = hit.passage.headings[-1] if hit.passage.headings else ""
        heading, played = _share(scorer, above), asked.plays(above)
        own_words = [w for w in word_set(hit.document.title) if len(w) > 1 and w not in question.text]
        pieces = _cut(hit, asked)
        for place, piece in enumerate(pieces):
            text, head = piece.text, head_text(piece) if asked.list else ""
            found.append(
                Judged(
                    scorer.judge(piece, prior),
                    rank,
                    place,
                    cover,
                    titled,
                    pairs=sum(pair in text for pair in asked.pairs) / max(1, len(asked.pairs)),
                    marked=bool(scorer.cue and scorer.cue.search(text)),
                    announced=bool(asked.nouns) and bool(head) and announces(head, asked.nouns),
                    headed=_share(scorer, head) if head else 0.0,
                    heading=heading,
                    crowd=crowd,
                    plays=played,
                    barred=asked.barred and bars(head or text),
                    trade=any(word in text for word in own_words),
                )
            )
    return _with_nearness(found, weights)


def _with_nearness(found: Sequence[Judged], weights: Weights) -> tuple[Judged, ...]:
    if weights.near is None:
        return tuple(found)
    cosines = weights.near([j.choice.span.text for j in found])
    return tuple(replace(j, near=float(cosine)) for j, cosine in zip(found, cosines, strict=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a question its stretches are measured by. `list`: several things are asked for, of the kind of `nouns`."""

    pairs: frozenset[str]
    list: bool
    nouns: tuple[str, ...]
    barred: bool

    @classmethod
    def of(cls, question: Question) -> Asked:
        wants = wants_list(question.type, question.query)
        nouns = wanted(question.query) if wants else ()
        return cls(_pairs(question.query), wants, nouns, bars(question.query))

    def plays(self, heading: str) -> bool:
        return bool(self.nouns) and plays(heading, self.nouns)


def _share(scorer: Scorer, text: str) -> float:
    """The share of the question's weight that stands in a line."""
    return sum(weight for word, weight, _ in scorer.weights if word in text) / scorer.total


def _cut(hit: Hit, asked: Asked) -> list[Span]:
    """The stretches of a passage, each offered by itself; a numbered point list of a speech or guide whole, where a list is
    asked for."""
    if asked.list and hit.passage.pinpoint.article is None:
        whole = whole_article(hit)
        if whole is not None and len(whole.text) <= POINTS_WHOLE and enumerates(whole.text):
            return [whole]
    return [piece for span in spans_of(hit) for piece in _pieces(span)]


def _promising(scorer: Scorer, hits: Sequence[Hit]) -> list[tuple[int, Hit, float, tuple[float, float]]]:
    """The hits worth cutting up, each with its rank, prior and covers: named ones, then those that carry most of the
    question."""
    measured = [(rank, hit, prior_of(hit, rank), scorer.around(hit)) for rank, hit in enumerate(hits)]
    measured.sort(key=lambda row: (row[2] < 1.0, -scorer.promise(row[2], row[3][0]), row[0]))
    return measured[:_CUT_UP]


def _pieces(span: Span) -> tuple[Span, ...]:
    """A list stays whole, a short 款 too; a long stretch and what was spoken are offered sentence by sentence."""
    longest = SPOKEN if span.hit.passage.pinpoint.article is None else LONG_PARAGRAPH
    if span.parts or len(span.text) <= longest:
        return (span,)
    return sentences_of(span, clauses=longest == SPOKEN)


def shorten_list(choice: Choice, question: Question, weights: Weights, limit: int) -> tuple[Span, ...]:
    """A list as it will be quoted: whole when it is asked for or short, else its head and the 项 that answer."""
    span = choice.span
    if not span.parts or question.type is Type.LIST or len(span.text) <= limit:
        return (span,)
    scorer = Scorer(question, weights)
    judged = [scorer.judge(part, 0.0) for part in span.parts]
    best = max(judge.own for judge in judged)
    if best <= 0:
        return (head_of(span),)
    kept = [judge.span for judge in judged if judge.own >= 0.8 * best][:3]
    return (head_of(span), *kept)


def merge(choices: Iterable[Choice], limit: int) -> tuple[Choice, ...]:
    """The first `limit` choices that say different things; the others that say the same hang on as `same`. What is far
    less likely than the best is left out."""
    kept: list[Choice] = []
    pairs: list[frozenset[str]] = []
    for choice in choices:
        if kept and choice.chance < _WORTH * kept[0].chance:
            break
        mine = _pairs(choice.span.text)
        twin = next((i for i, other in enumerate(pairs) if _repeats(choice, mine, kept[i], other)), None)
        if twin is None:
            if len(kept) < limit:
                kept.append(choice)
                pairs.append(mine)
        elif (
            equal(mine, pairs[twin])
            and len(kept[twin].same) < 3
            and choice.span.hit.document.id not in _documents(kept[twin])
        ):
            kept[twin] = _joined(kept[twin], choice)
    return tuple(kept)


def _joined(first: Choice, other: Choice) -> Choice:
    """One choice for both texts, in the words of the one that binds more."""
    if group_key(other.hit.document) < group_key(first.hit.document):
        return replace(first, span=other.span, same=(first.span, *first.same))
    return replace(first, same=(*first.same, other.span))


def _documents(choice: Choice) -> set[str]:
    return {choice.hit.document.id, *(span.hit.document.id for span in choice.same)}


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(c for c in text if c.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _repeats(choice: Choice, mine: frozenset[str], kept: Choice, other: frozenset[str]) -> bool:
    """Whether a stretch says nothing that the kept one does not. One of another text that says more is no repetition."""
    if not alike(mine, other):
        return False
    return equal(mine, other) or len(mine) <= len(other) or choice.hit.document.id == kept.hit.document.id


def equal(a: frozenset[str], b: frozenset[str]) -> bool:
    """Jaccard of character pairs: whoever quotes the one may say that the other says the same."""
    return len(a & b) / max(1, len(a | b)) >= _SAME


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Jaccard over character pairs, or one wholly within the other."""
    if not a or not b:
        return False
    common = len(a & b)
    return common / len(a | b) >= _SAME or common / min(len(a), len(b)) >= 0.92
