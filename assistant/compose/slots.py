"""Lay out 如何落实… as 谁来做、做什么、何时、依据、责任. Each point is quoted; a slot without support says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..evidence.cues import LIABILITY, TIME
from ..evidence.select import Choice
from ..evidence.spans import Span, head_of, sentences_of, spans_of
from ..records import Section, Sentence
from ..understand.question import Question
from ..understand.topic import topic_of
from .draft import Draft
from .groups import Group, group_of, in_order
from .plan import WHOLE, WRITTEN, Material, bearing, breadth, later, stretches

WHO, WHAT, WHEN, BASIS, DUTY_BOUND = "谁来做", "做什么", "何时", "依据", "责任"
_EMPTY = {
    WHO: "库中未找到直接指明责任主体的规定。",
    WHAT: "库中未找到直接规定做法的条文。",
    WHEN: "库中未找到明确的时限要求。",
    BASIS: "库中未找到直接规定此事的法律、法规、规章。",
    DUTY_BOUND: "库中未找到针对此事的责任条款。",
}
_WHO = re.compile(
    r"负责(?!人)|主管|牵头|统筹|第一责任人|主体责任|领导下|由[^，。；]{2,30}(?:负责(?!人)|组织|实施|承担|指定|主管|协调)|归口|负总责|组织领导"
)
_IN_CHARGE = re.compile(
    r"牵头|负责(?!人)|第一责任人|主体责任|由[^，。；]{2,30}(?:承担|组织|实施|主管|协调)|负总责"
)
_BLAME = re.compile(
    r"处分|责令改正|罚款|追究[^，。]{0,12}责任|承担[^，。]{0,10}责任|问责|约谈|追责|倒查|通报批评|吊销|责任追究"
)
_DEADLINE = re.compile(
    r"[一二三四五六七八九十百\d]+个?(?:工作日|日|天|月|年)(?:以)?内|[一二三四五六七八九十\d]日前|月底前|年底前|每[年月季]|定期|之日起|当[日场]"
)
_SUBJECT = re.compile(
    r"^(?P<who>[^，。；：“”（）]{0,12}?(?:机关|部门|政府|委员会|单位|机构|组织|法院|检察院|负责人|党委|党组|人员|申请人|当事人|用人单位|企业|经营者))(?:应当|必须|要|不得|负责(?!人))[^。；：]{2,60}"
)
_CONSEQUENCE = re.compile(
    r"作出处理|依法(?:予以)?处理|司法建议|记录在案|承担[^，。]{0,8}后果|视为|予以公告|强制执行|加处|按照?撤诉|缺席判决|行为无效|不具有执行效力|停止|撤销"
)
_WRONG = re.compile(r"不(?!服)|未|没|拒|逾期|违|乱|虚假|隐瞒|拖欠|超期|泄露")
_NOW_WHAT = re.compile(r"怎么办|咋办|怎么处理|如何处理|怎样处理|怎么处置|如何处置|怎样办")
_AFTER = re.compile(r"会怎[么样]|怎么(?:处理|处罚|处分|追责|办)|什么(?:后果|责任)|如何处[理罚分]")
_MOST = {WHO: 2, WHAT: 6, WHEN: 2, DUTY_BOUND: 2}
_ASKED = {WHEN: "{}多少日内公开"}  # how a slot that is left open is searched by itself
_TAIL = re.compile(r"(?:制度|工作|机制|规定|要求)+$")
_TRIED = 3  # stretches found for a slot by itself that are looked at
_CERTAIN, _LIKELY = 0.8, 0.25  # relevance of the passage and chance of the stretch that fill it
_BLAMED = 3  # consequences quoted where they are what is asked for
_NEAR = 0.2  # share of the best chance that a consequence asked for has to reach
_BEHIND = 6  # choices behind the chosen ones in which a consequence is looked for
_SENTENCE = 160  # characters of a sentence that fills an empty slot
_POINTS = 6  # points of a guide quoted in one slot
_NO_LAW = "库中没有规定此事的法律、法规、规章原文；以下是示范文本所列的依据，引用前请核对原文。"


def slot_of(span: Span) -> str:
    """The rarest slot whose mark the stretch shows: blame, then a deadline, then who; all else is what to do."""
    text = (head_of(span) if span.parts else span).text  # what a list is about is said by its head
    if _BLAME.search(text) and LIABILITY.search(text):
        return DUTY_BOUND
    if _DEADLINE.search(text) and TIME.search(text):
        return WHEN
    if _WHO.search(text):
        return WHO
    return WHAT


def has_deadline(text: str) -> bool:
    return bool(_DEADLINE.search(text) and TIME.search(text))


def asks_consequence(question: Question) -> bool:
    """What follows when somebody does not do what he should: 不出庭应诉怎么办."""
    return bool(_NOW_WHAT.search(question.query) and _WRONG.search(_NOW_WHAT.split(question.query)[0]))


def asks_what_follows(text: str) -> bool:
    """做了会怎样: of what was just asked about."""
    return bool(_AFTER.search(text))


def says_consequence(text: str) -> bool:
    return bool(_BLAME.search(text) or _CONSEQUENCE.search(text))


def lay_out(material: Material, draft: Draft) -> list[Section]:
    """The five slots in order, the consequence first where it is asked for; then what the speeches ask for and the
    reference texts. What no law fills is filled from a guide or another model text, in its own name."""
    best = material.choices[0]
    wanted = breadth(material, led=False)
    bound = any(group_of(c.hit.document) in WRITTEN for c in material.choices)
    chosen = bearing(material.choices, best, wanted if bound else replace(wanted, reference=_POINTS))
    spoken = [c for c in chosen if group_of(c.hit.document) is Group.SPEECH]
    other = [c for c in chosen if group_of(c.hit.document) is Group.REFERENCE]
    written = [c for c in chosen if group_of(c.hit.document) in WRITTEN]
    wrong = asks_consequence(material.question)
    blamed = _consequences(material) if wrong else []
    wrong = bool(blamed)
    placed = _place([c for c in written if c not in blamed], blamed)
    if not written and not material.guide:
        placed = _place(other, [])
    _fill(placed, written or ([] if material.guide else other), material)
    spoken = _lend(placed, spoken, material)
    order = (DUTY_BOUND, WHO, WHAT, WHEN, BASIS) if wrong else (WHO, WHAT, WHEN, BASIS, DUTY_BOUND)
    built = {name: _slot(name, placed, material, draft) for name in order if name != BASIS}
    if not built[WHO].sentences:
        built[WHO] = _subjects(placed, draft)
    built[BASIS] = _basis(placed, material, draft)
    sections = [built[name] for name in order]
    sections += _rest(Group.SPEECH, spoken, material, draft)
    sections += _rest(Group.REFERENCE, other, material, draft)
    return sections


def _consequences(material: Material) -> list[Choice]:
    """The best stretches of written rules that say what follows, from further down than the rest is taken."""
    best = material.choices[0]
    found = [
        c
        for c in material.choices
        if group_of(c.hit.document) in WRITTEN
        and says_consequence(c.span.text)
        and c.chance >= _NEAR * best.chance
    ]
    return found[:_BLAMED]


def _place(choices: Sequence[Choice], blamed: Sequence[Choice]) -> dict[str, list[Choice]]:
    """The choices by slot, in order of authority, not more of a slot than fits and of one passage one."""
    placed: dict[str, list[Choice]] = {DUTY_BOUND: list(blamed)} if blamed else {}
    for choice in choices:
        name = slot_of(choice.span)
        slot = placed.setdefault(name, [])
        repeated = len(choice.hit.passage.text) <= WHOLE and any(
            c.hit.passage.key == choice.hit.passage.key for c in slot
        )
        if len(slot) < _MOST[name] and not repeated:
            slot.append(choice)
    return {
        name: in_order(slot) if name != DUTY_BOUND or not blamed else slot for name, slot in placed.items()
    }


def _fill(placed: dict[str, list[Choice]], chosen: Sequence[Choice], material: Material) -> None:
    """A slot that no choice fell into is filled by one sentence of the chosen passages that speaks to it: a deadline, who
    answers for it, what follows. The choices behind the chosen ones are looked through too for what follows."""
    behind = [c for c in later(material.choices) if group_of(c.hit.document) in WRITTEN]
    sources = {WHO: chosen, WHEN: chosen, DUTY_BOUND: (*chosen, *behind[:_BEHIND])}
    for name, looked in sources.items():
        if placed.get(name) or name in material.guide:
            continue
        found = next((c for choice in looked for c in _speaking_to(name, choice)), None)
        found = found or _searched(name, material)
        if found is not None:
            placed[name] = [found]


def _searched(name: str, material: Material) -> Choice | None:
    """What binds and is found near certainly when the slot is asked for by itself: the deadline of 公示 may stand in an article
    that says 公开."""
    worded = _ASKED.get(name)
    if worded is None or material.search is None:
        return None
    topic = _TAIL.sub("", topic_of(material.question.query).whole)
    for choice in material.search(worded.format(topic))[:_TRIED]:
        binding = group_of(choice.hit.document) in WRITTEN
        if binding and slot_of(choice.span) == name and (choice.hit.relevance or 0.0) >= _CERTAIN:
            return choice if choice.chance >= _LIKELY else None
    return None


def _speaking_to(name: str, choice: Choice) -> Iterator[Choice]:
    """The sentences of the passage around a choice that belong in the slot and are short enough for it."""
    for whole in spans_of(choice.hit):
        for span in sentences_of(whole) if not whole.parts else (whole,):
            if slot_of(span) == name and len(span.text) <= _SENTENCE:
                yield replace(choice, span=span, same=())


def _lend(placed: dict[str, list[Choice]], spoken: Sequence[Choice], material: Material) -> list[Choice]:
    """Where law and guide leave who, when or blame open, the best speech that speaks to it fills the slot. Returns the
    rest."""
    rest = list(spoken)
    for name in (WHO, WHEN, DUTY_BOUND):
        if placed.get(name) or name in material.guide:
            continue
        found = next((c for c in rest if slot_of(c.span) == name and _plainly(name, c)), None)
        if found and len(rest) > 1:
            placed[name] = [found]
            rest.remove(found)
    return rest


def _plainly(name: str, choice: Choice) -> bool:
    """Speeches are full of words of leading and of coordinating: only a plain charge names who is to act."""
    return name != WHO or _IN_CHARGE.search(choice.span.text) is not None


def _slot(name: str, placed: dict[str, list[Choice]], material: Material, draft: Draft) -> Section:
    """Law first; where there is none, the guide's own section with all of its points."""
    choices = placed.get(name, [])
    sentences = [_quoted(choice, material, draft) for choice in choices if draft.room()]
    if not sentences:
        sentences = _guided(name, material, draft)
    return Section(name, tuple(sentences), "" if sentences else _EMPTY[name])


def _guided(name: str, material: Material, draft: Draft) -> list[Sentence]:
    spans = [span for span in material.guide.get(name, ()) if not draft.cited(span)][:_POINTS]
    return [draft.quote([spans[0]]), *(draft.point(span) for span in spans[1:])] if spans else []


def _subjects(placed: dict[str, list[Choice]], draft: Draft) -> Section:
    """Whom the quoted duties bind, each with what it has to do, where no text names one in charge."""
    named: dict[str, list[Choice]] = {}
    for choice in (*placed.get(WHAT, ()), *placed.get(WHEN, ())):
        if not draft.holds(choice.span):
            continue
        for span in sentences_of(choice.span):
            found = _SUBJECT.match(span.text)
            if found and "第" not in found.group("who"):
                named.setdefault(found.group().rstrip("，、"), []).append(choice)
                break
    if not named:
        return Section(WHO, (), _EMPTY[WHO])
    sentences = tuple(
        draft.name(who, [choice.span for choice in choices])
        for who, choices in list(named.items())[: _MOST[WHO]]
    )
    return Section(WHO, sentences)


def _basis(placed: dict[str, list[Choice]], material: Material, draft: Draft) -> Section:
    """The law already quoted above, in one line: what a superior wants to see first. Without any, what a guide names, said
    to be a guide's."""
    spans = [
        c.span
        for c in in_order([c for slot in placed.values() for c in slot])
        if group_of(c.hit.document) in WRITTEN and draft.holds(c.span)
    ]
    if spans:
        return Section(BASIS, (draft.list_sources(spans),))
    guided = _guided(BASIS, material, draft)
    if guided:
        return Section(BASIS, (Sentence(_NO_LAW, (), "编排"), *guided))
    return Section(BASIS, (), _EMPTY[BASIS])


def _rest(group: Group, choices: Sequence[Choice], material: Material, draft: Draft) -> list[Section]:
    free = (c for c in choices if not draft.holds(c.span))
    sentences = tuple(_quoted(choice, material, draft) for choice in free if draft.room())
    return [Section(group.value, sentences)] if sentences else []


def _quoted(choice: Choice, material: Material, draft: Draft) -> Sentence:
    """The choice with what stands around it; alone where its passage is quoted already."""
    quoted = any(c.hit.passage.key == choice.hit.passage.key for c in draft.citations)
    return draft.quote([choice.span] if quoted else stretches(choice, material), choice.same)
