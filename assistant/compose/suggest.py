"""Two to four questions that a reader may want next, by rule from the answer just given. Searches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from documents.numerals import to_chinese
from documents.records import Kind
from index.records import Hit

from ..evidence.holdings import Holdings
from ..records import Answer, Citation, Reason
from ..understand.kinds import Type
from ..understand.question import Question
from ..understand.topic import ACTS, topic_of
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
    shown = [citation for citation in answer.citations if citation.number not in answer.more]
    cited = [citation.hit for citation in shown]
    if question.type is Type.ARTICLE:
        yield from _around(cited, holdings)
        return
    topic = _subject(question.query, shown) if question.type in _TOPICAL and question.count is None else ""
    if topic:
        yield from _about(topic, question, shown)
    if topic or not question.kinds:
        yield from _chapter(cited)
    yield from (_place(c.hit) for c in shown[:2] if _cut(c))
    yield from _neighbours(cited)


_TOPICAL = frozenset({Type.HOW, Type.BASIS, Type.DEFINITION, Type.LIST, Type.ACTOR, Type.LIABILITY})
_LONGEST = 12  # letters of a subject that a question can be made around
# What no name of a thing holds: persons speaking, question words, verbs that were left over, negations.
_NO_NAME = re.compile(
    r"[^一-龥]|[我你您他她咱谁哪啥怎咋几吗呢么吧把被给跟找去该没不未别归让叫想请得了着过]|什|如何|是否|多少|多久|可以|可能|能够|能否|应当|需要|有权|是"
)
_ACT_FIRST = re.compile(rf"^(?:{ACTS}|落实|推进|加强|做好|开展|违反|对|向|在|从|由|按|为|因|以)")
_BINDS = r"(?:应当|必须|不得|禁止|全面落实)[^。；]*?"
_TAIL = re.compile(r"(?:制度|工作|机制|问题)$")  # texts say 实行公示 where people ask for 公示制度


def _subject(query: str, shown: Sequence[Citation]) -> str:
    """What the question is about where that is the name of a thing in the words of the cited texts, else ""."""
    topic = topic_of(query)
    texts = ["\n".join((c.quote, c.hit.document.title, *c.hit.passage.headings)) for c in shown]
    for name in (topic.whole, topic.subject):
        named = 2 < len(name) <= _LONGEST and not _NO_NAME.search(name) and not _ACT_FIRST.search(name)
        if named and any(_TAIL.sub("", name) in text for text in texts):
            return name
    return ""


def _about(topic: str, question: Question, shown: Sequence[Citation]) -> Iterator[str]:
    """A penalty is asked for only where a cited rule binds somebody to the thing itself."""
    duty = re.compile(_BINDS + re.escape(_TAIL.sub("", topic)))
    binding = any(duty.search(c.quote) for c in shown)
    if binding and question.type is not Type.LIABILITY:
        yield (
            f"违反{topic}的规定要承担什么责任？"
            if question.type is Type.HOW
            else f"违反{topic}规定怎么处罚？"
        )
    if question.type is not Type.BASIS:
        yield f"{topic}的法律依据是什么？"
    if not question.kinds and all(c.hit.document.kind is not Kind.SPEECH for c in shown):
        yield f"讲话里怎么说{topic}？"


def _cut(citation: Citation) -> bool:
    """Whether an article is cited of which the quotation shows a part."""
    passage = citation.hit.passage
    return passage.pinpoint.article is not None and len(citation.quote) < _PART * len(passage.text)


_PART = 0.7


def _place(hit: Hit) -> str:
    return f"{title_of(hit.document)}{hit.passage.pinpoint.article_only()}"


def _around(cited: Sequence[Hit], holdings: Holdings) -> Iterator[str]:
    """The articles before and behind, the other version, the chapter."""
    yield from _neighbours(cited)
    for hit in cited[:1]:
        if hit.document.identity in holdings.versioned:
            yield f"修订前的{title_of(hit.document)}怎么规定？"
    yield from _chapter(cited)


def _neighbours(cited: Sequence[Hit]) -> Iterator[str]:
    for hit in cited[:1]:
        article = hit.passage.pinpoint.article
        if article is not None:
            yield f"{title_of(hit.document)}第{to_chinese(article + 1)}条"
            if article > 1:
                yield f"{title_of(hit.document)}第{to_chinese(article - 1)}条"


_NUMBERED = re.compile(r"^(?:第[〇零一二三四五六七八九十百]+[编章节]|[一二三四五六七八九十]+、)\s*")
_OF_ANY_LAW = re.compile(r"总则|附则|规定$")


def _chapter(cited: Sequence[Hit]) -> Iterator[str]:
    """The chapter that the first cited article stands in, by its own heading."""
    for hit in cited[:1]:
        heading = hit.passage.headings[-1] if hit.passage.headings else ""
        label = re.sub(r"\s+", "", _NUMBERED.sub("", heading))
        article = hit.passage.pinpoint.article is not None
        if article and 2 <= len(label) <= 14 and not _OF_ANY_LAW.search(label):
            yield f"{title_of(hit.document)}关于{label}有哪些规定？"


def _nearest(hits: tuple[Hit, ...]) -> Iterator[str]:
    for hit in hits[:2]:
        if hit.passage.pinpoint.article is not None:
            yield _place(hit)
