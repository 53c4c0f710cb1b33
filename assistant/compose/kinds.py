"""The articles of a statute that deal with the kinds of one thing, an article each: 自书遗嘱…, 代书遗嘱…, 打印遗嘱….

A question for the kinds wants them all, though each carries little of its words. Finds only; wording is the draft's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from documents.records import Passage

from ..evidence.lists import wanted
from ..evidence.measures import naming
from ..evidence.select import Choice
from ..evidence.spans import Span, in_context, whole_article
from ..understand.kinds import Type
from .plan import Material

KINDS = frozenset({"种类", "类型", "形式", "方式"})  # nouns that ask for the kinds of a thing
LEAST = 3  # articles that open with a kind, from which they are parallel
MOST = 9
LOOKED_AT = 5  # choices whose sections are looked through
_LABEL = re.compile(r"^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?\s*")
_VERBS = 2  # letters of the thing itself where a verb is written together with it: 立遗嘱


def find_kinds(material: Material) -> tuple[Span, ...]:
    """The article that names all kinds, or one article for each, in reading order; () where the question asks for no kinds
    or no text is divided by them."""
    question = material.question
    nouns = set(wanted(question.query)) if question.type is Type.LIST else set()
    if not nouns & KINDS or material.passages is None:
        return ()
    named = [word for word in naming(question.words) if word not in nouns and not word.startswith("哪")]
    things = [thing for word in named for thing in dict.fromkeys((word, word[-_VERBS:])) if len(thing) > 1]
    articles = [c for c in material.choices if c.hit.passage.pinpoint.article is not None]
    for thing in things:
        summed = next((c.span for c in articles if _sums_up(thing, c.span.text)), None)
        if summed is not None:
            return (in_context(summed),)
        for choice in articles[:LOOKED_AT]:
            run = _run(choice, thing, material.passages(choice.hit.document.id))
            if run:
                spans = (whole_article(replace(choice.hit, passage=passage)) for passage in run)
                return tuple(span for span in spans if span is not None)
    return ()


def _sums_up(thing: str, text: str) -> bool:
    """Whether a stretch opens by naming the kinds: 劳动合同分为…, 行政处罚的种类：…"""
    return re.match(rf"{re.escape(thing)}(?:的(?:{'|'.join(sorted(KINDS))})[:：]|分为)", text) is not None


def _run(choice: Choice, thing: str, passages: Sequence[Passage]) -> Sequence[Passage]:
    """The articles of the choice's section from the first to the last that opens with a kind of the thing; () where they
    are few, are far apart, or the choice is none of them."""
    opens = re.compile(rf"[一-龥]{{2,4}}{re.escape(thing)}(?:由|应当?|可以|是|的|不得|，)")
    here = choice.hit.passage
    section = [p for p in passages if p.pinpoint.article is not None and p.headings == here.headings]
    at = [i for i, p in enumerate(section) if opens.match(_LABEL.sub("", p.text))]
    if len(at) < LEAST or at[-1] - at[0] >= min(MOST, 2 * len(at)):
        return ()
    run = section[at[0] : at[-1] + 1]
    return run if any(p.key == here.key for p in run) else ()
