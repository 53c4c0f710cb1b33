"""Two to four questions that a reader may want next, by rule from the answer just given. Searches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.numerals import to_chinese
from documents.records import Kind
from index.records import Hit

from .compose.draft import title_of
from .holdings import Holdings
from .kinds import Type
from .question import Question
from .records import Answer, Reason

MOST = 4
_TAIL = re.compile(
    r"(?:应当?|需要?|可以|要|会|能)?(?:是什么|是哪[一二三四五六七八九十几]个|是多久|是多少|(?:有|是)(?:哪些|什么)(?:具体)?(?:规定|要求|条件|内容)?|如何落实|如何做好|怎么(?:办|做|规定的?)?|如何(?:规定|处理)?|多久|多少[^？?]{0,3}|是谁|由谁负责|谁负责|吗|呢|什么|哪些|哪[一二三四五六七八九十几]个)?[？?。！! ]*$"
)
_LEAD = re.compile(
    r"^(?:(?:如何|怎么|怎样)(?:落实|推进|做好|加强|开展|推行|贯彻|抓好?|处理|办理|解决)?|什么是|何为|讲话里怎么说|只看[^，]{2,5}，|\d{4}年[^，]{0,4}，|修订前，)"
)


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
    topic = topic_of(question.query) if question.type in _TOPICAL and question.count is None else ""
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


def topic_of(text: str) -> str:
    """The subject of a question without its question words; "" when it is too long to be one."""
    topic = _LEAD.sub("", _TAIL.sub("", text)).strip("，,。 ")
    return topic if 2 <= len(topic) <= 16 and "，" not in topic else ""


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
