"""How long an answer may be and how far below its best stretch another may lie. One place for all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from documents.records import Kind, Passage

from ..evidence.cues import cue_for
from ..evidence.select import Choice, Weights, naming, shorten_list
from ..evidence.spans import Span, whole_article
from ..understand.kinds import Type
from ..understand.question import Question
from .groups import Group, group_of
from .remedy import asks_remedy, gives_remedy

LIST = 320  # characters of a list that is quoted whole though it was not asked for
WHOLE = 360  # characters of an article or point that is quoted whole where completeness is asked for
MORE = 10

_LED = frozenset({Type.DEFINITION, Type.QUANTITY, Type.PERMISSION, Type.ACTOR, Type.LIST, Type.LIABILITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Breadth:
    """How many stretches of each group an answer holds at most, what share of the best one's chance each has to reach,
    and the least chance of what stands beside the lead."""

    law: int
    local: int
    policy: int
    speech: int
    reference: int
    share: float
    least: float = 0.0

    def limit(self, group: Group) -> int:
        limits = {
            Group.LAW: self.law,
            Group.LOCAL: self.local,
            Group.POLICY: self.policy,
            Group.SPEECH: self.speech,
        }
        return limits.get(group, self.reference)


# A question of one line gets one line and what else bears on it; 如何落实 gets all that is to be done.
BRIEF = Breadth(law=3, local=1, policy=1, speech=1, reference=2, share=0.75, least=0.08)
LISTED = Breadth(law=3, local=1, policy=1, speech=2, reference=2, share=0.6)
GROUPED = Breadth(law=5, local=3, policy=2, speech=3, reference=3, share=0.25)
FULL = Breadth(law=9, local=3, policy=3, speech=4, reference=4, share=0.10)
SPOKEN = Breadth(law=1, local=1, policy=1, speech=6, reference=1, share=0.25)
PART = Breadth(law=2, local=1, policy=1, speech=0, reference=1, share=0.6)  # of a question of several parts
WRITTEN = (Group.LAW, Group.LOCAL, Group.POLICY)
_REFERENCE = (
    0.8  # a case or a model text beside binding law has to fit nearly as well as the best text of all
)
_MEASURED_APART = (Group.LAW,)  # groups whose best sets their own measure
_APART = 0.2  # share of the best chance from which the best of another group sets that group's own measure
_LED_BY = 0.8  # share of the best chance within which the mark of the question decides which stretch leads
FRESH = 0.4  # share of the lead's chance from which what no earlier part has quoted leads a part
_MARKED = 0.3  # the same as _LED_BY where a number is asked for: a rule without any answers nothing
_NUMBERED = frozenset({Type.QUANTITY, Type.LIABILITY})
_GIVING = 0.1  # the same where a remedy is asked for: a rule that gives none helps nobody who was wronged
_COUNTING = 0.15  # the same where the number is of another act than the one named
_BESIDE = 0.25  # share of the lead's chance from which another stretch of its passage comes with it
_LAW_LEADS = 0.5  # share of the best chance from which a binding text leads before a speech or a case
BEARS = 0.5  # chance of bearing on the question at all from which a stretch stands beside the best one
_LATER = 0.07  # share of the best chance from which a stretch is named under 更多依据


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to compose from: stretches best first, merged; `guide` has the sections of a guide on the subject, by
    slot; `passages` gives those of a document, for completing a list; `search` what is found for another question on the
    same subject, for a slot that is left open."""

    question: Question
    choices: tuple[Choice, ...]
    weights: Weights
    versioned: frozenset[str] = frozenset()
    guide: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    passages: Callable[[str], Sequence[Passage]] | None = None
    search: Callable[[str], tuple[Choice, ...]] | None = None


def leads(material: Material, lead: Choice) -> bool:
    """Whether the answer opens with the one sentence that answers.

    A list is led only by a list: where several articles make it up together, they stand side by side.
    """
    question = material.question
    if question.type is Type.LIST:
        return bool(lead.span.parts)
    return question.type in _LED or _wants_remedy(question)


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
    """Of the near best stretches the one that shows the mark of the question most surely, of what binds where it is near
    enough: nobody may rely on a speech where the law says it."""
    choices = material.choices
    if not choices:
        return None
    least = _LAW_LEADS * choices[0].chance
    law = [c for c in choices if group_of(c.hit.document) in WRITTEN and c.chance >= least]
    first = law or choices
    asked = material.question  # 什么时候可以 asks for a case, not for a day
    if _wants_remedy(asked):
        near = [c for c in first if c.chance >= _GIVING * first[0].chance]
        return next((c for c in near if gives_remedy(c.span.text)), first[0])
    wanting = asked.type is Type.QUANTITY and first[0].cue == 0 and "时候可以" not in asked.query
    near = [c for c in first if c.chance >= (_MARKED if wanting else _LED_BY) * first[0].chance]
    lead = max(near, key=lambda choice: choice.cue, default=first[0])  # the first of equals
    if wanting and lead.cue == 0 and not shows_mark(lead, asked):
        written = (c for c in choices if group_of(c.hit.document) in WRITTEN)
        return next((c for c in written if _counts_instead(c, lead, asked)), lead)
    return lead


def _wants_remedy(question: Question) -> bool:
    """Where a number or a penalty is asked for, that is wanted first."""
    return question.type not in _NUMBERED and asks_remedy(question.query)


def shows_mark(choice: Choice, question: Question) -> bool:
    """Whether the stretch shows the mark that the kind of question wants, of whatever act."""
    mark = cue_for(question.type, question.query)
    return mark is not None and mark.search(choice.span.text) is not None


def _counts_instead(choice: Choice, lead: Choice, question: Question) -> bool:
    """Whether a stretch with a number carries as much of the question as one that is likelier but has none."""
    near = choice.chance >= _COUNTING * lead.chance
    return near and choice.own >= lead.own and shows_mark(choice, question)


def supported(material: Material, lead: Choice) -> list[Choice]:
    """What may stand beside the lead: where it shows the number or the body asked for, only what shows one too."""
    question = material.question
    if _wants_remedy(question) and gives_remedy(lead.span.text):
        return [c for c in material.choices if gives_remedy(c.span.text)]
    wanting = question.type in (Type.QUANTITY, Type.ACTOR) and shows_mark(lead, question)
    return [c for c in material.choices if not wanting or shows_mark(c, question)]


def about(choices: Sequence[Choice], words: Sequence[str]) -> tuple[Choice, ...]:
    """Those that speak of the matter, by a word that names it in the stretch, its headings or its title; all where it has
    none."""
    naming_words = set(naming(words))

    def speaks(choice: Choice) -> bool:
        above = "\n".join((choice.hit.document.title, *choice.hit.passage.headings))
        return any(word in choice.words or word in above for word in naming_words)

    return tuple(c for c in choices if not naming_words or speaks(c))


def breadth(material: Material, *, led: bool) -> Breadth:
    if material.question.kinds == {Kind.SPEECH}:
        return SPOKEN
    if led:
        return LISTED if material.question.type is Type.LIST else BRIEF
    return FULL if material.question.type is Type.HOW else GROUPED


def bearing(choices: Sequence[Choice], best: Choice, wanted: Breadth) -> list[Choice]:
    """The choices that are nearly as likely as `best`, best first, not more of each group than fits. Where all that bears
    is wanted, law is measured against law and speeches against speeches: a speech uses the question's own words."""
    binding = any(group_of(choice.hit.document) in WRITTEN for choice in choices)
    apart = wanted in (GROUPED, FULL)
    least: dict[Group, float] = {}
    taken = dict.fromkeys(Group, 0)
    kept: list[Choice] = []
    for choice in choices:
        group = group_of(choice.hit.document)
        if group not in least:
            model = (
                choice
                if apart and group in _MEASURED_APART and choice.chance >= _APART * best.chance
                else best
            )
            share = _REFERENCE if group is Group.REFERENCE and binding else wanted.share
            least[group] = max(wanted.least, share * model.chance)
        near = choice.chance >= least[group] and choice.bears >= BEARS
        if (choice is best or near) and taken[group] < wanted.limit(group):
            taken[group] += 1
            kept.append(choice)
    return kept


def beside(choices: Sequence[Choice], lead: Choice) -> list[Choice]:
    """Other stretches of the lead's own passage: the amount or the second term often stands in the next 款."""
    least = _BESIDE * lead.chance
    return [
        c
        for c in choices
        if c is not lead and c.hit.passage.key == lead.hit.passage.key and c.chance >= least
    ]


def later(choices: Sequence[Choice]) -> list[Choice]:
    """What is worth being named under 更多依据, best first."""
    return [c for c in choices if c.chance >= _LATER * choices[0].chance]
