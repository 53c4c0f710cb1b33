"""Complete a follow-up from the turn before it, by rule: 那第二款呢, 那处罚呢, 依据是什么, 讲话里有没有, 那河南呢, 再详细一点.

The completed question is an ordinary one, shown to the person. A question that can stand alone is left as it is: when
in doubt, nothing is carried over, because a wrong topic is worse than a short question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.pinpoint import find_pinpoints

from .kinds import type_of
from .records import Answer
from .scope import PROVINCES, find_scope
from .wording import clean

_LEAD_IN = re.compile(
    r"^(?:那么?|那(?=[^个些种是]))[，,]?|^(?:还有|另外|此外|然后|接着)[，,]?|^(?:它|这个?|该|此)(?=的|第|[一-龥]?条)"
)
_TAIL = re.compile(r"(?:呢|吗|么|又?怎么(?:规定|说)?的?)?[？?。！! ]*$")
_MORE = re.compile(
    r"^(?:请)?(?:再|更)?(?:说|讲|展开|详细|具体|多)(?:得)?(?:详细|具体|清楚|明白|一点|一些|些|点|说说?|讲讲?|说明|展开|介绍)*(?:一下|一点|一些|些|点|吗|呢)*[。？?！!]*$|^(?:继续|还有(?:呢|吗|别的吗|其他的?吗)?|更多)[。？?！!]*$"
)
_BASIS = re.compile(
    r"^(?:那)?(?:这个?|上面|以上|你说的?|其|它)?(?:的)?(?:法律|法定|政策)?(?:依据|根据)(?:呢|是什么|在哪里?|有哪些)?[？?。]*$|^(?:有|根据)什么(?:法律)?依据[吗呢]?[？?。]*$|^(?:依据|根据)(?:的)?是?(?:哪一?[条部]|什么)[法规定律]*[？?。]*$"
)
_SPEECH = re.compile(
    r"^(?:那)?(?:领导)?讲话(?:稿)?(?:里面?|中)?(?:有没有|怎么说|怎么讲|是怎么说的|呢|提到|要求|对此)?[^。？?]{0,10}[？?。]*$"
)
_ONLY = re.compile(
    r"^(?:那)?(?:只看|只要|换成)?(?:法律|行政法规|司法解释|案例|地方性?法规)(?:里|中|上)?(?:呢|怎么规定|有没有)?[^。？?]{0,6}[？?。]*$"
)
_REGION = re.compile(
    rf"^(?:那么?)?(?:在)?((?:{'|'.join(PROVINCES)})(?:省|市|自治区)?)(?:的)?(?:呢|怎么规定|有没有规定|有什么规定)?(?:呢)?[？?。]*$"
)
_DATE = re.compile(
    r"^(?:那么?)?((?:19|20)\d{2}年(?:时|的时候|以前|之前)?|修[订改正]前|以前|旧法)(?:的?(?:规定)?(?:是|又)?(?:怎样|怎么样|什么|如何)?)?呢?[？?。]*$"
)
_POINTING = re.compile(
    r"这(?:个|种|些|项|条|款|部|里|样|方面)|那(?:个|种|些|项|条|部)|它们?|上述|上面|前面|刚才|该(?:法|条|款|规定|制度)|其中|此(?:条|款|类)"
)
_QUESTION_TAIL = re.compile(
    r"(?:是什么|有哪些|怎么(?:办|做|规定的?)?|如何(?:规定|处理)?|多久|多少[^？?]{0,4}|吗|呢|什么|哪些)?[？?。！! ]*$"
)


@dataclass(frozen=True, slots=True)
class Completed:
    """`text` is the question to answer; `carried` says in Chinese what was taken over, "" for a question left alone."""

    text: str
    carried: str = ""


def complete(typed: str, previous: Answer | None) -> Completed:
    """Raises InputError as `wording.clean`."""
    text = clean(typed)
    if previous is None:
        return Completed(text)
    for rule in (_place, _region, _date, _more, _basis, _speech, _only, _topic):
        completed = rule(text, previous)
        if completed is not None and completed != text:
            return Completed(completed, f"接上一问“{previous.question}”")
    return Completed(text)


def _bare(text: str) -> str:
    return _TAIL.sub("", _LEAD_IN.sub("", text)).strip("，,。 ")


def _topic_of(previous: Answer) -> str:
    """What the turn before was about, without its question words."""
    return _QUESTION_TAIL.sub("", previous.question).strip("，,。 ")


def _law_before(previous: Answer) -> str | None:
    """The law that the turn before was answered from first: named in the question, else the first citation's."""
    named = re.search(r"《[^》]+》", previous.question)
    if named:
        return named.group()
    if previous.citations:
        return f"《{previous.citations[0].hit.document.title}》"
    return f"《{previous.hits[0].document.title}》" if previous.hits else None


def _place(text: str, previous: Answer) -> str | None:
    """那第二款呢 → the law, and for a 款 or 项 the article, of the turn before."""
    found = find_pinpoints(text)
    if not found or "《" in text:
        return None
    start, end, pinpoint = found[0]
    before, rest = text[:start], text[end:]
    if len(_bare(before)) > 2 or len(_bare(rest)) > 8:
        return None
    law = _law_before(previous)
    if law is None:
        return None
    if pinpoint.article is not None:
        return f"{law}{pinpoint}{_asked(rest)}"
    known = [p for _, _, p in find_pinpoints(previous.question) if p.article is not None]
    if not known and previous.citations:
        known = [previous.citations[0].hit.passage.pinpoint]
    if not known or known[0].article is None:
        return None
    article = known[0].article_only()
    paragraph = (
        str(known[0].paragraph and f"第{_chinese(known[0].paragraph)}款" or "")
        if pinpoint.paragraph is None
        else ""
    )
    return f"{law}{article}{paragraph}{pinpoint}{_asked(rest)}"


def _chinese(number: int) -> str:
    from documents.numerals import to_chinese

    return to_chinese(number)


def _asked(rest: str) -> str:
    left = _bare(rest)
    return left if left in ("的内容", "") else f"{left}？"


def _region(text: str, previous: Answer) -> str | None:
    found = _REGION.match(text)
    if found is None:
        return None
    topic = previous.question
    for region in find_scope(topic).regions:
        topic = re.sub(rf"{region}(?:省|市|自治区)?的?", "", topic)
    return f"{found.group(1)}{topic}"


def _date(text: str, previous: Answer) -> str | None:
    found = _DATE.match(text)
    if found is None:
        return None
    when = found.group(1)
    when = {"以前": "修订前", "旧法": "修订前"}.get(when, when)
    if re.fullmatch(r"\d{4}年", when):
        when += "时"
    return f"{when}，{previous.question}"


def _more(text: str, previous: Answer) -> str | None:
    if not _MORE.match(text):
        return None
    topic = _topic_of(previous)
    return f"{topic}有哪些具体规定？"


def _basis(text: str, previous: Answer) -> str | None:
    return f"{_topic_of(previous)}的依据是什么？" if _BASIS.match(text) else None


def _speech(text: str, previous: Answer) -> str | None:
    return f"讲话里怎么说{_topic_of(previous)}？" if _SPEECH.match(text) else None


def _only(text: str, previous: Answer) -> str | None:
    if not _ONLY.match(text):
        return None
    kind = re.search(r"法律|行政法规|司法解释|案例|地方性?法规", text)
    return f"只看{kind.group()}，{previous.question}" if kind else None


def _topic(text: str, previous: Answer) -> str | None:
    """那处罚呢: what is left is an aspect, not a topic. 它的期限是多久: pointing words take the topic."""
    topic = _topic_of(previous)
    if _POINTING.search(text) and len(text) <= 30:
        return _POINTING.sub(topic, text, count=1)
    bare = _bare(text)
    continued = text != bare and bool(re.match(r"那(?!个|些|种|是)|还有|另外", text))
    if continued and 0 < len(bare) <= 10:
        if type_of(text).value == "其他" or text.rstrip("？?。 ").endswith("呢"):
            return (
                f"{_head(topic)}的{bare}有什么规定？"
                if not bare.startswith(("如果", "要是"))
                else f"{_head(topic)}，{bare}怎么办？"
            )
        return f"{_head(topic)}，{text[1:] if text.startswith('那') else text}"
    return None


def _head(topic: str) -> str:
    """The subject of the turn before: 行政处罚的听证 of 行政处罚的听证有哪些程序."""
    return re.sub(r"(?:应当?|要|需要?|可以|能|会)?(?:如何|怎么|怎样)?$", "", topic) or topic
