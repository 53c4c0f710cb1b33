"""How long an answer may be and how far below its best stretch another may lie. One place for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.records import Kind

from ..evidence.select import Choice, Weights, shorten_list
from ..evidence.spans import Span, whole_article
from ..understand.kinds import Type
from ..understand.question import Question
from .groups import Group, group_of

CHARACTERS = 900  # of quotations and frames: about a screen
CITATIONS = 12
LIST = 320  # characters of a list that is quoted whole though it was not asked for
WHOLE = 360  # characters of an article or point that is quoted whole where completeness is asked for
MORE = 10

_LED = frozenset({Type.DEFINITION, Type.QUANTITY, Type.PERMISSION, Type.ACTOR, Type.LIST, Type.LIABILITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """How many stretches of each group an answer holds at most, and what share of the best one's score and cover each
    has to reach."""

    law: int
    local: int
    policy: int
    speech: int
    reference: int
    score: float
    cover: float

    def limit(self, group: Group) -> int:
        limits = {
            Group.LAW: self.law,
            Group.LOCAL: self.local,
            Group.POLICY: self.policy,
            Group.SPEECH: self.speech,
        }
        return limits.get(group, self.reference)


# A question of one line gets one line and what else bears on it; 如何落实 gets all that is to be done.
BRIEF = Breadth(law=3, local=1, policy=1, speech=1, reference=1, score=0.78, cover=0.65)
LISTED = Breadth(law=1, local=1, policy=1, speech=1, reference=1, score=0.88, cover=0.9)
GROUPED = Breadth(law=5, local=3, policy=2, speech=3, reference=1, score=0.8, cover=0.7)
FULL = Breadth(law=9, local=3, policy=3, speech=3, reference=1, score=0.7, cover=0.65)
SPOKEN = Breadth(law=1, local=1, policy=1, speech=6, reference=1, score=0.78, cover=0.8)
WRITTEN = (Group.LAW, Group.LOCAL, Group.POLICY)
_LAW = 0.75  # share of the best score that the best law has to reach to be shown beside a speech
_REFERENCE = 0.95  # a case or a model text has to fit nearly as well as the best text of all


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to compose from: stretches best first, merged; `guide` has the sections of a guide on the subject, by
    slot."""

    question: Question
    choices: tuple[Choice, ...]
    weights: Weights
    versioned: frozenset[str] = frozenset()
    guide: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def leads(material: Material, lead: Choice) -> bool:
    """Whether the answer opens with the one sentence that answers.

    A list is led only by a list: where several articles make it up together, they stand side by side.
    """
    question = material.question
    if question.type is Type.LIST:
        return bool(lead.span.parts)
    return question.type in _LED


_COMPLETE = frozenset({Type.LIST, Type.HOW, Type.OTHER})


def stretches(choice: Choice, material: Material) -> tuple[Span, ...]:
    """What of a choice is quoted. A list, a procedure or all that is said wants the neighbouring 款 and points too; other
    questions the stretch that answers."""
    if material.question.type in _COMPLETE:
        whole = whole_article(choice.hit)
        if whole is not None and len(whole.text) <= WHOLE:
            return (whole,)
    return shorten_list(choice, material.question, material.weights, LIST)


def lead_of(material: Material) -> Choice | None:
    """Of the near best stretches the one that shows the mark of the question most surely; the best at all where none does."""
    choices = material.choices
    if not choices:
        return None
    near = [c for c in choices if c.score >= 0.8 * choices[0].score and c.cover >= 0.8 * choices[0].cover]
    return max(near, key=lambda choice: choice.cue, default=choices[0])  # the first of equals


def breadth(material: Material, *, led: bool) -> Breadth:
    if material.question.kinds == {Kind.SPEECH}:
        return SPOKEN
    if led:
        return LISTED if material.question.type is Type.LIST else BRIEF
    return FULL if material.question.type is Type.HOW else GROUPED


def _best_law(choices: Sequence[Choice], best: Choice) -> Choice | None:
    """Law is measured against law: a speech uses the question's own words, a statute its own."""
    found = next((c for c in choices if group_of(c.hit.document) is Group.LAW), None)
    return found if found is not None and found.score >= _LAW * best.score else None


def bearing(choices: Sequence[Choice], best: Choice, wanted: Breadth) -> list[Choice]:
    """The choices that bear on the question nearly as much as `best`, best first, not more of each group than fits; of a
    passage of a speech, one sentence."""
    law = None if wanted in (BRIEF, LISTED) else _best_law(choices, best)
    binding = any(group_of(choice.hit.document) in WRITTEN for choice in choices)
    taken = dict.fromkeys(Group, 0)
    kept: list[Choice] = []
    passages: set[str] = set()
    for choice in choices:
        group = group_of(choice.hit.document)
        model = law if group is Group.LAW and law is not None else best
        least = max(wanted.score, _REFERENCE) if group is Group.REFERENCE and binding else wanted.score
        near = choice.score >= least * model.score and choice.cover >= wanted.cover * model.cover
        repeated = group is Group.SPEECH and choice.hit.passage.key in passages
        if near and not repeated and taken[group] < wanted.limit(group):
            taken[group] += 1
            passages.add(choice.hit.passage.key)
            kept.append(choice)
    return kept
