"""Two to four questions that a reader may want next, by rule from the answer just given. Searches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.numerals import to_chinese
from documents.records import Kind
from index.records import Hit

from ..evidence.holdings import Holdings
from ..records import Answer, Reason
from ..understand.kinds import Type
from ..understand.question import Question
from ..understand.topic import topic_of
from .draft import title_of

MOST = 4


def suggest(question: Question, answer: Answer, holdings: Holdings) -> tuple[str, ...]:
    """Nothing that was just asked; () for a failed answer."""
    if answer.status == "failed":
        return ()
    wanted = dict.fromkeys(_candidates(question, answer, holdings))
    return tuple(text for text in wanted if text.rstrip("？") != question.text.rstrip("？?。"))[:MOST]


def _candidates(question: Question, answer: Answer, holdings: Holdings) -> Iterator[str]:
    if answer.status == "refused":
        if answer.reason is Reason.NO_SUCH_ARTICLE:
            yield from _nearest(answer.hits)
        return
    cited = [citation.hit for citation in answer.citations if citation.number not in answer.more]
    if question.type is Type.ARTICLE:
        yield from _around(cited, holdings)
        return
    topic = _short(question.query) if question.type in _TOPICAL and question.count is None else ""
    kinds = {hit.document.kind for hit in cited}
    if topic and question.type is not Type.LIABILITY:
        yield (
            f"违反{topic}的规定要承担什么责任？"
            if question.type is Type.HOW
            else f"违反{topic}规定怎么处罚？"
        )
    if topic and question.type is not Type.BASIS:
        yield f"{topic}的法律依据是什么？"
    if topic and Kind.SPEECH not in kinds and not question.kinds:
        yield f"讲话里怎么说{topic}？"
    yield from (_place(hit) for hit in cited[:2] if hit.passage.pinpoint.article is not None)


_TOPICAL = frozenset({Type.HOW, Type.BASIS, Type.DEFINITION, Type.LIST, Type.ACTOR, Type.LIABILITY})


_NO_TOPIC = re.compile(r"[，？]|哪|什么|怎|如何|是否|能不能|可以")


def _short(text: str) -> str:
    """The topic of a question where it can be named in a few words, else ""."""
    topic = topic_of(text).whole
    return topic if 2 <= len(topic) <= 16 and not _NO_TOPIC.search(topic) else ""


def _place(hit: Hit) -> str:
    return f"{title_of(hit.document)}{hit.passage.pinpoint.article_only()}"


def _around(cited: list[Hit], holdings: Holdings) -> Iterator[str]:
    """The articles before and behind, and the other version."""
    for hit in cited[:1]:
        article = hit.passage.pinpoint.article
        if article is not None:
            yield f"{title_of(hit.document)}第{to_chinese(article + 1)}条"
            if article > 1:
                yield f"{title_of(hit.document)}第{to_chinese(article - 1)}条"
        if hit.document.identity in holdings.versioned:
            yield f"修订前的{title_of(hit.document)}怎么规定？"
        heading = hit.passage.headings[-1] if hit.passage.headings else ""
        label = re.sub(r"^第[〇零一二三四五六七八九十百]+[编章节]\s*", "", heading)
        if 2 <= len(label) <= 14:
            yield f"{title_of(hit.document)}关于{label}有哪些规定？"


def _nearest(hits: tuple[Hit, ...]) -> Iterator[str]:
    for hit in hits[:2]:
        if hit.passage.pinpoint.article is not None:
            yield _place(hit)
