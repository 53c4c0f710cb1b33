"""One question, one answer: complete → understand → retrieve → decide → compose → cite. The path reads top to bottom.

Knows no screens. A refusal is an answer; errors of the library pass through as `FazhiError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from documents.pinpoint import Pinpoint
from documents.records import Kind
from index.records import Filter
from index.segment import words

from .compose import (
    Composed,
    Material,
    PointList,
    about,
    compose,
    compose_articles,
    compose_comparison,
    compose_parts,
    compose_points,
    compose_stages,
    find_guide,
    find_points,
    find_stages,
)
from .compose.notes import notes_on
from .compose.suggest import suggest
from .evidence import refuse
from .evidence.decide import Evidence, decide, nearness, weigh
from .evidence.elsewhere import without_places
from .evidence.holdings import Books, Holdings
from .evidence.near import builtin, near_to
from .evidence.on_day import OnDay
from .evidence.premise import wrong_number
from .evidence.retrieve import Found, retrieve
from .evidence.select import Choice, Weights, choose, merge
from .evidence.spans import Span, whole_article
from .evidence.terms import lexicon_of, spelled_out, with_terms
from .evidence.weighing import weights_of
from .records import Answer, Section, Sentence
from .restated import noted, restated, together
from .settings import Settings
from .understand.followup import complete
from .understand.kinds import Type
from .understand.parts import parts_of
from .understand.question import Question, content_words, understand

if TYPE_CHECKING:
    from .chain.writer import Written

KEPT = 24  # different stretches that composing chooses among
SHOWN = 10  # hits that travel with an answer
SPOKEN = 0.5  # share of a question about speeches that one sentence has to carry: they are few and are known by words
PARTLY = 0.3  # chance from which a part of a question that is answered as a whole is answered too
NEAREST = 3  # hits that travel with a refusal


class Writer(Protocol):
    """Words an answer that was found by quotation. It gets the finished answer and gives it back with checked sentences
    in front, `mode` 模型, or unchanged with one note when its model failed; it never answers what was refused."""

    def write(self, answer: Answer) -> Answer: ...

    def stream(self, answer: Answer) -> Iterator[Written]: ...


@dataclass(slots=True)
class _Clock:
    """Seconds by step."""

    last: float
    steps: dict[str, float]

    def mark(self, step: str) -> None:
        now = perf_counter()
        self.steps[step] = now - self.last
        self.last = now


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The stretches that were found and what they are worth as evidence."""

    weights: Weights
    choices: tuple[Choice, ...]
    evidence: Evidence


class Assistant:
    """Safe to call from several threads: it keeps nothing between questions but what is derived from the library."""

    def __init__(self, library: Books, settings: Settings | None = None, model: Writer | None = None) -> None:
        self.library = library
        self.settings = settings
        self.model = model
        self._holdings: Holdings | None = None

    def ask(
        self,
        question: str,
        *,
        filter: Filter = Filter(),  # noqa: A002, B008 the contract's name; frozen
        today: date | None = None,
        previous: Answer | None = None,
    ) -> Answer:
        """The last of `grow`, which see."""
        *_, last = self.grow(question, filter=filter, today=today, previous=previous)
        return last

    def grow(
        self,
        question: str,
        *,
        filter: Filter = Filter(),  # noqa: A002, B008
        today: date | None = None,
        previous: Answer | None = None,
    ) -> Iterator[Answer]:
        """The answer by quotation as soon as it is found; with a model, then the same with one checked sentence more
        each time, at last whole. Raises InputError for a question that cannot be read (EMPTY_QUESTION,
        QUESTION_TOO_LONG), when it is first advanced."""
        started = perf_counter()
        clock = _Clock(started, {})
        holdings = self.holdings()
        completed = complete(question, previous)
        asked = self.understood(completed.text, asked=question)
        clock.mark("understand")
        books = self.library if today is None else OnDay(self.library, today)
        found = retrieve(asked, books, holdings, filter)
        again = restated(asked, self.model, self.settings, self.library.names())
        if again is not None:
            found = together(found, retrieve(again, books, holdings, filter))
        clock.mark("search")
        answer = self._answer(asked, found, books, today or date.today())
        if again is not None:
            refused = answer.status != "answered"
            other = self._answer(again, found, books, today or date.today()) if refused else answer
            answer = noted(other if other.status == "answered" else answer, answer, again)
        clock.mark("compose")
        if completed.carried:
            answer = replace(answer, notes=(f"{completed.carried}，补全为“{asked.text}”。", *answer.notes))
        answer = replace(answer, followups=suggest(asked, answer, holdings))
        yield replace(answer, seconds=perf_counter() - started, timings=dict(clock.steps))
        if self.model is None or answer.status != "answered":
            return
        for written in self.model.stream(answer):
            timings = {**clock.steps, "write": perf_counter() - clock.last}
            yield replace(written.answer, seconds=perf_counter() - started, timings=timings)

    def holdings(self) -> Holdings:
        """What the library holds now; derived anew only when the library has changed."""
        known = self._holdings
        if known is None or known.names is not self.library.names():
            known = self._holdings = Holdings.of(self.library)
        return known

    def understood(self, question: str, *, asked: str | None = None) -> Question:
        """What is asked of this library: places of which it holds nothing are not searched for."""
        read = understand(question, self.library.names(), words, asked=asked)
        placed = without_places(read, self.holdings(), self.library.names(), words)
        return with_terms(placed, lexicon_of(self.library))

    def evidence(self, question: Question, found: Found) -> Evidence:
        """What speaks for the question being answerable, before any decision: for calibration."""
        return self._weighed(question, found, self.library).evidence

    def _weighed(self, question: Question, found: Found, books: Books) -> _Weighed:
        weights = weights_of(question, books, self.holdings())
        choices = choose(question, found.hits, weights)
        evidence = replace(weigh(question, found.hits, choices, weights), size=self.holdings().size)
        if builtin(books) is not None and not found.places:
            evidence = replace(evidence, near=nearness(found.hits))
        return _Weighed(weights, choices, evidence)

    def _answer(self, question: Question, found: Found, books: Books, today: date) -> Answer:
        holdings = self.holdings()
        weighed = self._weighed(question, found, books)
        points = (
            find_points(question, weighed.weights, found.hits, books.passages)
            if question.type is Type.LIST
            else None
        )
        spoken = question.kinds == {Kind.SPEECH} and weighed.evidence.own >= SPOKEN
        decision = decide(
            question,
            weighed.evidence,
            bool(weighed.choices),
            based=spoken or points is not None or spelled_out(question, lexicon_of(books), found.hits),
        )
        draft = Answer(
            asked=question.asked,
            question=question.text,
            status="refused",
            hits=found.hits[:NEAREST],
            as_of=found.scope.as_of or today,
            chance=decision.chance,
        )
        refusal = refuse.by_address(question, found, books, holdings)
        if refusal is None and not any(place.spans for place in found.places):
            refusal = refuse.by_evidence(question, decision, found, books, holdings)
        if refusal is not None:
            return replace(
                draft, reason=refusal.reason, sections=refusal.sections, hits=refusal.hits[:NEAREST]
            )
        merged = merge(weighed.choices, KEPT)
        guide = find_guide(question, found.hits, books.passages) if question.type is Type.HOW else {}
        material = Material(
            question,
            merged,
            weighed.weights,
            holdings.versioned,
            guide,
            books.passages,
            lambda query: self._beside(query, question, found.scope, books),
        )
        composed = self._compose(material, found, points, books)
        sections = _corrected(question, composed)
        return replace(
            draft,
            status="answered",
            sections=sections,
            citations=composed.citations,
            more=composed.more,
            hits=found.hits[:SHOWN],
            notes=(
                *refuse.repealed_names(question, books, holdings),
                *notes_on(question, composed, found.scope, holdings),
            ),
        )

    def _compose(self, material: Material, found: Found, points: PointList | None, books: Books) -> Composed:
        question = material.question
        groups = [place.spans for place in found.places if place.spans]
        if groups and question.type in (Type.ARTICLE, Type.OTHER, Type.BASIS):
            return compose_articles(groups, material)
        if points is not None:
            return compose_points(points, material)
        if len(question.sides) == 2:
            return compose_comparison(
                material, [(s, self._side(s, material, found.scope, books)) for s in question.sides]
            )
        stages = find_stages(question, found.hits, books.outline, books.passages)
        if stages:
            return compose_stages(stages, material)
        parts = self._parts(question, found.scope, books)
        return compose_parts(material, parts) if any(part for _, part in parts) else compose(material)

    def _parts(self, whole: Question, scope: Filter, books: Books) -> list[tuple[str, Material | None]]:
        """Each part of a question of several, searched and weighed by itself; None where nothing answers it."""
        found_for: list[tuple[str, Material | None]] = []
        for part in parts_of(whole.query):
            carried = self._part(part.query, part.matter, whole, scope, books)
            plain = self._part(part.plain, "", whole, scope, books) if part.plain else None
            found_for.append((part.asked, _likelier(carried, plain)))
        return found_for

    def _part(self, query: str, matter: str, whole: Question, scope: Filter, books: Books) -> Material | None:
        holdings = self.holdings()
        asked = replace(
            self.understood(query), scope=whole.scope, laws=whole.laws, as_of=whole.as_of, addresses=()
        )
        found = retrieve(asked, books, holdings, scope)
        weighed = self._weighed(asked, found, books)
        decision = decide(asked, weighed.evidence, bool(weighed.choices), based=bool(whole.kinds))
        held = bool(weighed.choices) and (decision.reason is None or decision.chance >= PARTLY)
        merged = merge(about(weighed.choices, content_words(matter, words)), KEPT)
        material = Material(asked, merged, weighed.weights, holdings.versioned, passages=books.passages)
        return material if held and merged else None

    def _beside(self, query: str, whole: Question, scope: Filter, books: Books) -> tuple[Choice, ...]:
        """What is found for another question on the same subject, best first."""
        asked = replace(self.understood(query), scope=whole.scope, addresses=())
        hits = books.search(asked.query, k=KEPT, filter=scope)
        return choose(asked, hits, weights_of(asked, books, self.holdings()))

    def _side(self, name: str, material: Material, scope: Filter, books: Books) -> tuple[Choice, ...]:
        """What the library says of one of two things compared."""
        side = replace(
            material.question,
            query=name,
            words=content_words(name, words),
            type=Type.DEFINITION,
            subject=name,
        )
        hits = books.search(f"{name}是指 所称{name}", k=12, filter=scope)
        law = books.lookup(f"{name}法", Pinpoint(article=2), scope)[:1]
        opening = (Choice(whole, 1.5, 1.0, 1.0, cue=1.0) for hit in law if (whole := whole_article(hit)))
        weights = replace(material.weights, near=near_to(name, books))
        return merge((*opening, *choose(side, hits, weights)), 6)


def _likelier(carried: Material | None, plain: Material | None) -> Material | None:
    """Of a part with the matter of the first and by itself, what is surer to answer it; the first of equals."""
    found = [m for m in (carried, plain) if m is not None]
    return max(found, key=lambda m: m.choices[0].chance, default=None)


def _corrected(question: Question, composed: Composed) -> tuple[Section, ...]:
    """The sections, led by a correction where the question asserts a number that the first quotation contradicts."""
    if not composed.citations:
        return composed.sections
    first = composed.citations[0]
    correction = wrong_number(question, Span(first.hit, first.start, first.end, first.pinpoint))
    if not correction:
        return composed.sections
    sentence = Sentence(correction, (first.number,), "编排")
    return (Section("更正", (sentence,)), *composed.sections)
