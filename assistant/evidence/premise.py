"""Correct what a question takes for granted: an article that does not exist, a number the text does not say.

Says what the text says instead; never guesses what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.names import quoted
from documents.numerals import to_chinese
from documents.pinpoint import Pinpoint
from documents.records import Description, Heading, Passage
from index.segment import normalise

from ..understand.question import Question
from .retrieve import Place
from .spans import Span

_FAMILIES = (
    (re.compile(r"(\d+)个?(工作日|自然日|日|天|周|星期|月|年|小时)"), "期限"),
    (re.compile(r"(\d+(?:\.\d+)?)(万元|亿元|元|倍|%)"), "数额"),
    (re.compile(r"(\d+)(周岁|岁)"), "年龄"),
    (re.compile(r"(\d+)(人|名)"), "人数"),
)
_ALIKE = {"天": "日", "自然日": "日", "星期": "周", "岁": "周岁", "名": "人"}
_ASSERTS = re.compile(
    r"规定|对吗|对不对|是不是|是吗|没错吧|正确吗|[是为][零〇一二两三四五六七八九十百千万\d.]+[^，。？?]{0,6}吗|应该是|不是.{0,12}吗"
)
_ORIGINAL = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿\d.]+个?(?:工作日|自然日|日|天|周岁|周|星期|月|年|小时|万元|亿元|元|倍|岁|人|名)|百分之[零〇一二两三四五六七八九十百\d.]+"
)


def no_such_place(place: Place, held: Description | None, passages: Sequence[Passage]) -> str:
    """What is wrong with an address that does not exist, with the number that does."""
    name = place.address.name.strip("《》") or place.law or ""
    if held is None:
        return f"库中没有《{name}》，无法核对{place.pinpoint}。"
    title = f"{quoted(held.title)}" + (f"（{held.date.year}年）" if held.date else "")
    if place.hits:
        article = place.pinpoint.article_only()
        return f"{title}{article}中没有{_rest(place.pinpoint)}：{_inside(place)}。"
    articles = {
        (p.pinpoint.article, p.pinpoint.insertion) for p in passages if p.pinpoint.article is not None
    }
    if not articles:
        return f"{title}不分条，没有{place.pinpoint}。"
    last = max(number for number, _ in articles if number is not None)
    if last == len(articles):
        return f"{title}共{last}条，没有{place.pinpoint}。"
    return f"{title}到第{to_chinese(last)}条为止，没有{place.pinpoint}。"


def _rest(pinpoint: Pinpoint) -> str:
    return str(pinpoint).removeprefix(str(pinpoint.article_only())) or str(pinpoint)


def _inside(place: Place) -> str:
    """How many 款 the article has, counted from its units."""
    from documents.units import units

    paragraphs = {u.pinpoint.paragraph for hit in place.hits for u in units(hit.passage)} - {None}
    items = {u.pinpoint.item for hit in place.hits for u in units(hit.passage)} - {None}
    if place.pinpoint.item is not None and items:
        return f"该条所列各项到第（{to_chinese(max(i for i in items if i))}）项为止"
    if place.pinpoint.item is not None:
        return "该条没有分项"
    return f"该条共{max(len(paragraphs), 1)}款"


def wrong_number(question: Question, lead: Span) -> str:
    """A quantity that the question asserts and the text quoted does not carry; "" when nothing is to be corrected."""
    if not question.claims or not _ASSERTS.search(question.query):
        return ""
    text = normalise(lead.text)
    for claim in question.claims:
        for pattern, family in _FAMILIES:
            found = pattern.fullmatch(normalise(claim))
            if found is None:
                continue
            stated = {_key(match) for match in pattern.finditer(text)}
            if stated and _key(found) not in stated:
                said = [
                    m.group() for m in _ORIGINAL.finditer(lead.text) if pattern.search(normalise(m.group()))
                ]
                numbers = "、".join(f"“{number}”" for number in dict.fromkeys(said))
                return f"问题中的“{claim}”与所引条文不符，条文写明的{family}是{numbers}。" if numbers else ""
    return ""


def _key(match: re.Match[str]) -> tuple[str, str]:
    number, unit = match.groups()
    return number, _ALIKE.get(unit, unit)


def overview(held: Description, outline: Sequence[Heading], passages: Sequence[Passage]) -> str:
    """What a law named without a question consists of."""
    articles = {
        (p.pinpoint.article, p.pinpoint.insertion) for p in passages if p.pinpoint.article is not None
    }
    chapters = [
        f"{h.label}{h.title}" if not h.title.startswith(h.label) else h.title for h in outline if h.level == 1
    ]
    size = f"共{len(articles)}条" if articles else f"共{len(passages)}段"
    listed = "：" + "、".join(chapters[:16]) if chapters else ""
    return f"{quoted(held.title)}{size}{listed}。请说明想了解其中哪一方面。"
