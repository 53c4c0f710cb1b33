"""Make an answer's sections from chosen stretches, by quotation alone. Decides nothing about whether to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from documents.records import Kind
from index.segment import words

from ..evidence.select import Choice, naming
from ..evidence.spans import Span, exceptions_after, in_context, spans_of
from ..records import Citation, Section, Sentence
from ..understand.kinds import Type
from ..understand.question import Question, content_words
from . import article, comparison, slots, stages
from .completing import completed
from .differing import differing
from .draft import Draft
from .groups import Group, by_group, group_of, in_order
from .guides import find_guide
from .kinds import find_kinds
from .plan import (
    FRESH,
    MORE,
    PART,
    SPOKEN,
    Material,
    about,
    bearing,
    beside,
    breadth,
    later,
    lead_of,
    leads,
    supported,
)
from .points import PointList, find_points
from .remedy import asks_remedy
from .stages import Stages, find_stages

__all__ = [
    "Composed",
    "Material",
    "PointList",
    "about",
    "compose",
    "compose_articles",
    "compose_comparison",
    "compose_parts",
    "compose_points",
    "compose_stages",
    "find_guide",
    "find_points",
    "find_stages",
]


SAID = 8  # letters of a part that only points back: 做了会怎样
NOT_HELD = "库中没有找到直接回答这一问的规定。"


@dataclass(frozen=True, slots=True)
class Composed:
    """`more` are numbers of citations that stand in no sentence."""

    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    more: tuple[int, ...] = ()


def compose(material: Material) -> Composed:
    """An answer to anything but a named article or a comparison. `material.choices` must not be empty."""
    draft = Draft(material.versioned)
    kinds = find_kinds(material)
    if kinds:
        sections = [Section("", tuple(draft.quote([span]) for span in kinds))]
    elif laid_out(material.question):
        sections = slots.lay_out(material, draft)
    else:
        sections = _grouped(material, draft)
    return _finish(sections, material.choices, draft)


def laid_out(question: Question) -> bool:
    """Whether who, what, when and on what basis is laid out: of law, not of speeches alone, nor for whom a remedy is wanted."""
    return question.type is Type.HOW and question.kinds != {Kind.SPEECH} and not asks_remedy(question.query)


def compose_articles(groups: Sequence[Sequence[Span]], material: Material) -> Composed:
    """The places that were named, whole, and nothing else."""
    draft = Draft(material.versioned)
    return _finish(article.show(groups, draft), (), draft)


def compose_points(points: PointList, material: Material) -> Composed:
    """A list of a speech, complete: its opening line, then each point by its first sentence."""
    draft = Draft(material.versioned)
    first, *rest = (*points.head, *points.points)
    sentences = [draft.quote([first]), *(draft.point(span) for span in rest)]
    return _finish([Section("", tuple(sentences))], (), draft)


def compose_stages(found: Stages, material: Material) -> Composed:
    """The stages of a procedure as its statute divides them, then what no statute says of it."""
    draft = Draft(material.versioned)
    sections = [stages.show(found, draft)]
    beside = tuple(c for c in material.choices if group_of(c.hit.document) is not Group.LAW)
    if beside:
        sections += _grouped(replace(material, choices=beside), draft)
    return _finish(sections, material.choices, draft)


def compose_comparison(material: Material, sides: Sequence[tuple[str, tuple[Choice, ...]]]) -> Composed:
    """Side by side; where the texts say nothing of either side by its name, what bears on the question at all."""
    draft = Draft(material.versioned)
    sections = comparison.compare(material, sides, draft)
    if not any(section.sentences for section in sections) and material.choices:
        return compose(material)
    return _finish(sections, material.choices, draft)


def compose_parts(material: Material, parts: Sequence[tuple[str, Material | None]]) -> Composed:
    """A question of several parts, each under its own words; None and an empty part say that nothing was found for it."""
    draft = Draft(material.versioned)
    sections = []
    for asked, part in parts:
        told = _told(asked, draft)
        sentences = told or (_part(part, draft) if part is not None else _named(asked, draft))
        sections.append(Section(asked, tuple(sentences), "" if sentences else NOT_HELD))
    return _finish(sections, material.choices, draft)


def _told(asked: str, draft: Draft) -> list[Sentence]:
    """Where a part of few words asks what follows and what was quoted for the part before says so: the place of it."""
    if len(asked) > SAID or not slots.asks_what_follows(asked):
        return []
    return _above(draft, slots.says_consequence)


def _named(asked: str, draft: Draft) -> list[Sentence]:
    """Where what was quoted for another part has every word that this part is about: the place of it."""
    own = naming(content_words(asked, words))
    return _above(draft, lambda quote: all(word in quote for word in own)) if own else []


def _above(draft: Draft, telling: Callable[[str], bool]) -> list[Sentence]:
    found = [Span(c.hit, c.start, c.end, c.pinpoint) for c in draft.citations if telling(c.quote)][:1]
    return [draft.refer(found)] if found else []


def _part(material: Material, draft: Draft) -> list[Sentence]:
    """What answers one part and what else bears on it nearly as much; what an earlier part has quoted is referred to."""
    lead = lead_of(material)
    if lead is None:
        return []
    fresh = next((c for c in material.choices if not draft.holds(c.span) and c.cue > 0), None)
    if draft.holds(lead.span) and fresh is not None and fresh.chance >= FRESH * lead.chance:
        lead = fresh
    held = draft.holds(lead.span)
    sentences = [draft.refer([lead.span])] if held else _lead(lead, material, draft)
    wanted = SPOKEN if material.question.kinds == {Kind.SPEECH} else PART
    chosen = [c for c in bearing(supported(material, lead), lead, wanted) if not draft.holds(c.span)]
    for entry in completed(in_order(chosen), material):
        if draft.room() and not all(draft.holds(span) for span in (*entry.spans, *entry.points)):
            sentences.append(draft.quote(entry.spans, entry.choice.same))
            sentences += [draft.point(span) for span in entry.points]
    return sentences


def _grouped(material: Material, draft: Draft) -> list[Section]:
    """The sentence that answers, then what else bears on it by group."""
    lead = lead_of(material)
    if lead is None:
        return []
    led = leads(material, lead)
    sections = [Section("", tuple(_lead(lead, material, draft)))] if led else []
    sections += differing(material, draft)
    chosen = bearing(supported(material, lead), lead, breadth(material, led=led))
    for group, members in by_group(c for c in chosen if not draft.holds(c.span)).items():
        sentences: list[Sentence] = []
        for entry in completed(in_order(members), material):
            if draft.room() and not all(draft.holds(span) for span in (*entry.spans, *entry.points)):
                sentences.append(draft.quote(entry.spans, entry.choice.same))
                sentences += [draft.point(span) for span in entry.points]
        if sentences:
            sections.append(Section(group.value, tuple(sentences)))
    return sections


def _lead(lead: Choice, material: Material, draft: Draft) -> list[Sentence]:
    """The lead with what else of its passage bears on the question, and the 款 behind it that takes something back."""
    wider = in_context(lead.span)
    entry = completed([lead, *beside(material.choices, lead)], material)[0]
    longer = len(wider.text) >= sum(len(span.text) for span in entry.spans)
    if wider != lead.span and longer and not entry.points:
        return [draft.quote([wider], lead.same)]
    sentences = [draft.quote(entry.spans, lead.same), *(draft.point(span) for span in entry.points)]
    back = exceptions_after(spans_of(lead.hit), lead.span)
    sentences += [draft.quote([span]) for span in back if not draft.holds(span)]
    return sentences


def _finish(sections: Sequence[Section], choices: Sequence[Choice], draft: Draft) -> Composed:
    """Number the runners-up that still bear on the question, for 更多依据."""
    more: list[int] = []
    named: set[str] = set()
    for choice in later(choices):
        if len(more) == MORE:
            break
        if choice.hit.passage.key not in named and not draft.holds(choice.span):
            more.append(draft.cite(choice.span))
            named.add(choice.hit.passage.key)
    return Composed(tuple(sections), draft.citations, tuple(more))
