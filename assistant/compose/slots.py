"""Lay out 如何落实… as 谁来做、做什么、何时、依据、责任. Each point is quoted; a slot without support says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..cues import LIABILITY, TIME
from ..records import Section, Sentence
from ..select import Choice, shorten_list
from ..spans import Span
from .draft import Draft
from .groups import Group, group_of, in_order
from .plan import CHARACTERS, CITATIONS, LIST, Material, bearing, breadth

WHO, WHAT, WHEN, BASIS, DUTY_BOUND = "谁来做", "做什么", "何时", "依据", "责任"
_EMPTY = {
    WHO: "库中未找到直接指明责任主体的规定。",
    WHAT: "库中未找到直接规定做法的条文。",
    WHEN: "库中未找到明确的时限要求。",
    BASIS: "库中未找到直接规定此事的法律、法规、规章。",
    DUTY_BOUND: "库中未找到针对此事的责任条款。",
}
_WHO = re.compile(
    r"负责(?!人)|主管|牵头|统筹|第一责任人|主体责任|领导下|由[^，。；]{2,30}(?:负责|组织|实施|承担|指定|主管|协调)|归口|负总责|组织领导"
)
_BLAME = re.compile(
    r"处分|责令改正|罚款|追究[^，。]{0,12}责任|承担[^，。]{0,10}责任|问责|约谈|追责|倒查|通报批评|吊销|责任追究"
)
_DEADLINE = re.compile(
    r"[一二三四五六七八九十百\d]+个?(?:工作日|日|天|月|年)(?:以)?内|[一二三四五六七八九十\d]日前|月底前|年底前|每[年月季]|定期|之日起|当[日场]"
)
_SUBJECT = re.compile(
    r"^(?P<who>[^，。；：“”（）]{0,12}?(?:机关|部门|政府|委员会|单位|机构|组织|法院|检察院|负责人|党委|党组|人员|申请人|当事人|用人单位|企业|经营者))(?:应当|必须|要|不得|可以|负责)"
)
_MOST = {WHO: 2, WHAT: 6, WHEN: 2, DUTY_BOUND: 2}


_WRITTEN = (Group.LAW, Group.LOCAL, Group.POLICY)


def slot_of(span: Span) -> str:
    """The rarest slot whose mark the stretch shows: blame, then a deadline, then who; all else is what to do."""
    text = span.text
    if _BLAME.search(text) and LIABILITY.search(text):
        return DUTY_BOUND
    if _DEADLINE.search(text) and TIME.search(text):
        return WHEN
    if _WHO.search(text):
        return WHO
    return WHAT


def lay_out(material: Material, draft: Draft) -> list[Section]:
    """The five slots in order, then what the speeches ask for and the reference texts."""
    best = material.choices[0]
    chosen = bearing(material.choices, best, breadth(material, led=False))
    spoken = [c for c in chosen if group_of(c.hit.document) is Group.SPEECH]
    written = [c for c in chosen if group_of(c.hit.document) in _WRITTEN]
    other = [c for c in chosen if group_of(c.hit.document) is Group.REFERENCE]
    placed: dict[str, list[Choice]] = {}
    for choice in written:
        slot = placed.setdefault(slot_of(choice.span), [])
        repeated = any(c.hit.passage.key == choice.hit.passage.key for c in slot)
        if len(slot) < _MOST[slot_of(choice.span)] and not repeated:
            slot.append(choice)
    placed = {name: in_order(slot) for name, slot in placed.items()}
    spoken = _lend(placed, spoken)
    sections = [_slot(name, placed.get(name, []), material, draft) for name in (WHO, WHAT, WHEN)]
    if not sections[0].sentences:
        sections[0] = _subjects(placed, draft)
    blame = _slot(DUTY_BOUND, placed.get(DUTY_BOUND, []), material, draft)
    sections += [_basis(placed, draft), blame]
    sections += _rest(Group.SPEECH, spoken, material, draft)
    sections += _rest(Group.REFERENCE, other, material, draft)
    return sections


def _lend(placed: dict[str, list[Choice]], spoken: Sequence[Choice]) -> list[Choice]:
    """Where the law leaves who, when or blame open, the best speech that speaks to it fills the slot. Returns the rest."""
    rest = list(spoken)
    for name in (WHO, WHEN, DUTY_BOUND):
        if placed.get(name):
            continue
        found = next((c for c in rest if slot_of(c.span) == name), None)
        if found and len(rest) > 1:
            placed[name] = [found]
            rest.remove(found)
    return rest


def _slot(name: str, choices: Sequence[Choice], material: Material, draft: Draft) -> Section:
    sentences = tuple(_quoted(choice, material, draft) for choice in choices if _room(draft))
    return Section(name, sentences, "" if sentences else _EMPTY[name])


def _subjects(placed: dict[str, list[Choice]], draft: Draft) -> Section:
    """Who the quoted duties bind, in the texts' own words, where no text names one in charge."""
    named: dict[str, list[Choice]] = {}
    for choice in (*placed.get(WHAT, ()), *placed.get(WHEN, ())):
        found = _SUBJECT.match(choice.span.text) if draft.cited(choice.span) else None
        if found and "第" not in found.group("who"):
            named.setdefault(found.group("who"), []).append(choice)
    if not named:
        return Section(WHO, (), _EMPTY[WHO])
    sentences = tuple(
        draft.name(who, [choice.span for choice in choices]) for who, choices in list(named.items())[:3]
    )
    return Section(WHO, sentences)


def _basis(placed: dict[str, list[Choice]], draft: Draft) -> Section:
    """The law already quoted above, in one line: what a superior wants to see first."""
    spans = [
        c.span
        for c in in_order([c for slot in placed.values() for c in slot])
        if group_of(c.hit.document) in _WRITTEN and draft.cited(c.span)
    ]
    return Section(BASIS, (draft.list_sources(spans),)) if spans else Section(BASIS, (), _EMPTY[BASIS])


def _rest(group: Group, choices: Sequence[Choice], material: Material, draft: Draft) -> list[Section]:
    sentences = tuple(_quoted(choice, material, draft) for choice in choices if _room(draft))
    return [Section(group.value, sentences)] if sentences else []


def _quoted(choice: Choice, material: Material, draft: Draft) -> Sentence:
    return draft.quote(shorten_list(choice, material.question, material.weights, LIST), choice.same)


def _room(draft: Draft) -> bool:
    return draft.characters < CHARACTERS and len(draft.citations) < CITATIONS
