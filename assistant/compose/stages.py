"""The stages of a procedure, as the statute about it divides them: 重大行政决策要经过哪些程序. Each by its heading, the articles it
holds and the opening 款 of the first.

Chapters and sections are the legislator's own list of the steps; no ranking of single articles gives it whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from documents.records import Heading, Kind, Passage
from index.records import Hit

from ..evidence.spans import Span, spans_of
from ..records import Section
from ..understand.question import Question
from .draft import Draft
from .points import opening

_ASKS = re.compile(
    r"(?:哪些|哪几[个道项]?|什么|几[个道项])(?:法定|必经|主要|具体)?的?(?:程序|步骤|流程|环节|阶段)|(?:程序|步骤|流程|环节|阶段)(?:主要|具体)?(?:有哪|是什么|包括哪|包括什么|有什么|分哪|分为)"
)
_PROCEDURE = re.compile(r"程\s*序")
_PROCEDURAL = frozenset(
    "程序 步骤 流程 环节 阶段 法定 必经 主要 经过 经历 遵守 履行 遵循 走 包括 分为".split()
)
_FRAME = re.compile(
    r"^(?:总则|附则|法律责任|罚则|监督(?:检查|管理|和保障)?|保障(?:措施|与监督)?|一般规定|特别规定|其他规定)$"
)
_STEP = re.compile(
    r"(?:申请|受理|审理|审查|审核|审议|决定|立项|立案|启动|起草|公布|招标|投标|开标|评标|中标|调查|听证|执行|送达|备案|验收|复核|裁决)$"
)
_STEPS = 3  # chapters named after a step that make a statute a description of the procedure
_SHORT = 140  # characters of a first 款 that is quoted whole; of a longer one the first sentence
_LISTED = 400  # characters of a list that a stage is opened with whole
_LOOKED_AT = 12  # hits among whose documents the statute has to be
_COVERED = 0.75  # share of the letters of the question's naming words that title and heading have to carry
_STATUTES = frozenset(
    {
        Kind.LAW,
        Kind.ADMINISTRATIVE_REGULATION,
        Kind.LOCAL_REGULATION,
        Kind.DEPARTMENT_RULE,
        Kind.LOCAL_RULE,
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    """`title` as printed, without spaces; `opening` what its first article opens with; `articles` 第十四条至第十八条."""

    title: str
    articles: str
    opening: Span


@dataclass(frozen=True, slots=True)
class Stages:
    """In the order of the statute; at least two."""

    hit: Hit
    stages: tuple[Stage, ...]


def asks_for_stages(question: Question) -> bool:
    return bool(_ASKS.search(question.query))


def find_stages(
    question: Question,
    hits: Sequence[Hit],
    outline: Callable[[str], Sequence[Heading]],
    passages: Callable[[str], Sequence[Passage]],
) -> Stages | None:
    """Of the first statute among the best hits whose title, or title and heading, name the procedure asked about; None
    where the question does not ask for stages or no statute is divided by them."""
    if not asks_for_stages(question):
        return None
    asked = [word for word in question.words if word not in _PROCEDURAL]
    tried: set[str] = set()
    for hit in hits[:_LOOKED_AT]:
        if hit.document.kind not in _STATUTES or hit.document.id in tried:
            continue
        tried.add(hit.document.id)
        headings = _stages(hit.document.title, asked, outline(hit.document.id))
        if headings:
            found = _read(hit, headings, passages(hit.document.id))
            if len(found.stages) > 1:
                return found
    return None


def show(stages: Stages, draft: Draft) -> Section:
    """One line a stage: its heading, its articles, what the first of them opens with."""
    lines = tuple(draft.stage(one.title, one.articles, one.opening) for one in stages.stages)
    return Section(f"程序（{draft.source(stages.hit)}）", lines)


def _stages(title: str, asked: Sequence[str], outline: Sequence[Heading]) -> list[Heading]:
    """Every leaf where the statute as a whole is about the procedure; else its chapters where they are the steps; else the
    leaves below the headings that are about it."""
    leaves = [h for h in outline if _leaf(h, outline) and not _FRAME.match(_plain(h))]
    if _cover(title, asked) >= _COVERED:
        if _PROCEDURE.search(title):
            return leaves
        steps = [h for h in outline if h.level == 1 and _STEP.search(_plain(h))]
        if len(steps) >= _STEPS:
            return steps
    about = [h for h in outline if _PROCEDURE.search(h.title) and _cover(title + h.title, asked) >= _COVERED]
    return [h for h in leaves if any(a.start <= h.start and h.end <= a.end for a in about)]


def _leaf(heading: Heading, outline: Sequence[Heading]) -> bool:
    return not any(
        h.level > heading.level and heading.start <= h.start and h.end <= heading.end for h in outline
    )


def _plain(heading: Heading) -> str:
    return re.sub(r"\s", "", heading.title)


def _cover(text: str, asked: Sequence[str]) -> float:
    letters = sum(map(len, asked))
    return sum(len(word) for word in asked if word in text) / letters if letters else 0.0


def _read(hit: Hit, headings: Sequence[Heading], passages: Sequence[Passage]) -> Stages:
    stages = []
    for heading in headings:
        inside = [
            p
            for p in passages
            if heading.start <= p.start and p.end <= heading.end and p.pinpoint.article is not None
        ]
        if not inside:
            continue
        first, last = (str(p.pinpoint.article_only()) for p in (inside[0], inside[-1]))
        spans = spans_of(replace(hit, passage=inside[0]))
        if spans:
            said = _said(spans[0])
            stages.append(Stage(_plain(heading), first if first == last else f"{first}至{last}", said))
    return Stages(hit, tuple(stages))


def _said(span: Span) -> Span:
    """What a stage opens with: the 款 where it is short, else its first sentence; a list with its items, for a head that ends
    in a colon says nothing."""
    if len(span.text) <= _SHORT:
        return span
    first = opening(span)
    return span if span.parts and first.text.endswith(("：", ":")) and len(span.text) <= _LISTED else first
