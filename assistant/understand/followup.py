"""Complete a follow-up from the turn before it, by rule: 那第二款呢, 那处罚呢, 依据是什么, 讲话里有没有, 那河南呢, 再详细一点.

The completed question is an ordinary one, shown to the person. A question that can stand alone is left as it is: when
in doubt, nothing is carried over, because a wrong topic is worse than a short question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.pinpoint import find_pinpoints

from ..records import Answer
from .scope import PROVINCES
from .topic import ACTS, ASPECTS, Topic, topic_of
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
_NOW = re.compile(
    r"^(?:那么?)?(?:现在|目前|现行(?:的|法)?)(?:的?规定)?(?:是|又)?(?:怎样|怎么样|什么|如何|怎么(?:规定|说)的?)?呢?[？?。]*$"
)
_NEXT_TO = re.compile(
    r"^(?:那么?)?(?P<which>上|下|前|后)一?(?P<unit>条|款)(?:呢|是什么|怎么(?:规定|说)的?)?[？?。]*$"
)
_COMPARED = re.compile(
    r"^(?:那|它)?(?:和|与|跟|同)(?P<other>[^，。？?]{2,20}?)(?:有什么|有何|的|有哪些)?(?:区别|不同|差别|关系)[^，]{0,4}$"
)
_DATE = re.compile(
    r"^(?:那么?)?((?:19|20)\d{2}年(?:时|的时候|以前|之前)?|修[订改正]前|以前|旧法|上一版|旧版|老版)(?:的?(?:规定)?(?:是|又)?(?:怎样|怎么样|什么|如何|怎么(?:规定|说|写|要求)的?)?)?呢?[？?。]*$"
)
_POINTING = re.compile(
    r"这(?:个|种|些|项|条|款|部|里|样|方面)|那(?:个|种|些|项|条|部)|它们?|上述|上面|前面|刚才|该(?:法|条|款|规定|制度)|其中|此(?:条|款|类)"
)
# A question of nothing but aspects and question words has no subject of its own: 费用由谁承担, 期限是多久.
_SUBJECTLESS = re.compile(
    rf"^(?:那|具体|其中|还)?(?:(?:{ASPECTS})|(?:{ACTS})|怎么办|怎么做|怎么|怎样|如何|为什么|由谁|向谁|找谁|归谁|谁|来|有权|去|到|在|哪里|哪儿|从|什么时候|何时|多久|多少|几天|几年|几次|"
    r"最长|最高|最低|最短|可以|可不可以|能不能|能|会|是|的|有没有|有|什么|哪些|要不要|要|需要|应当|不服|不|没有|没|逾期|超过|超期|违反|了|后|吗|呢|会怎样|[？?。])+$"
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
    for rule in (
        _place,
        _neighbour,
        _region,
        _date,
        _now,
        _more,
        _basis,
        _speech,
        _only,
        _comparison,
        _topic,
    ):
        completed = rule(text, previous)
        if completed is not None and completed != text:
            return Completed(completed, f"接上一问“{previous.question}”")
    return Completed(text)


def _bare(text: str) -> str:
    return _TAIL.sub("", _LEAD_IN.sub("", text)).strip("，,。 ")


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


def _neighbour(text: str, previous: Answer) -> str | None:
    """上一条呢, 下一款呢: counted from the place asked about, else from the first citation's."""
    found, law = _NEXT_TO.match(text), _law_before(previous)
    if found is None or law is None:
        return None
    known = [p for _, _, p in find_pinpoints(previous.question) if p.article is not None]
    if not known and previous.citations:
        known = [previous.citations[0].hit.passage.pinpoint]
    article = known[0].article if known else None
    if article is None:
        return None
    step = 1 if found["which"] in "下后" else -1
    if found["unit"] == "条":
        return f"{law}第{_chinese(article + step)}条" if article + step > 0 else None
    paragraph = (known[0].paragraph or 1) + step
    return f"{law}{known[0].article_only()}第{_chinese(paragraph)}款" if paragraph > 0 else None


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
    return f"{found.group(1)}{topic_of(previous.question).whole}有什么规定？"


def _date(text: str, previous: Answer) -> str | None:
    found = _DATE.match(text)
    if found is None:
        return None
    when = found.group(1)
    when = dict.fromkeys(("以前", "旧法", "上一版", "旧版", "老版"), "修订前").get(when, when)
    if re.fullmatch(r"\d{4}年", when):
        when += "时"
    return f"{when}，{_EARLIER.sub('', previous.question)}"


def _now(text: str, previous: Answer) -> str | None:
    """The same without the day it was asked of."""
    if not _NOW.match(text):
        return None
    bare = _EARLIER.sub("", previous.question)
    return bare if bare != previous.question else f"{topic_of(previous.question).whole}现行规定是什么？"


def _comparison(text: str, previous: Answer) -> str | None:
    found = _COMPARED.match(text)
    return f"{_topic_before(previous.question).subject}和{found['other']}有什么区别？" if found else None


def _more(text: str, previous: Answer) -> str | None:
    return f"{topic_of(previous.question).whole}有哪些具体规定？" if _MORE.match(text) else None


def _basis(text: str, previous: Answer) -> str | None:
    return f"{topic_of(previous.question).whole}的依据是什么？" if _BASIS.match(text) else None


def _speech(text: str, previous: Answer) -> str | None:
    """An article is asked after by the subject of its law: speeches quote no numbers."""
    if not _SPEECH.match(text):
        return None
    topic = topic_of(previous.question).whole
    if find_pinpoints(topic) and previous.citations:
        topic = previous.citations[0].hit.document.identity.removesuffix("法").removesuffix("条例")
    return f"讲话里怎么说{topic}？"


def _only(text: str, previous: Answer) -> str | None:
    if not _ONLY.match(text):
        return None
    kind = re.search(r"法律|行政法规|司法解释|案例|地方性?法规", text)
    return f"只看{kind.group()}，{_EARLIER.sub('', previous.question)}" if kind else None


def _topic(text: str, previous: Answer) -> str | None:
    """那处罚呢 keeps the subject and takes another aspect; 那行政诉讼呢 keeps the aspect and takes another subject;
    它的期限是多久 puts the subject where the pointing word stands."""
    topic = _topic_before(previous.question)
    if _POINTING.search(text) and len(text) <= 30:
        return _POINTING.sub(topic.subject, text, count=1)
    bare = _bare(text)
    if _SUBJECTLESS.match(text) and re.sub(r"[呢吗？?。]", "", text):
        named = re.match(rf"(?:{ASPECTS})", _LEAD_IN.sub("", text))
        if re.fullmatch(ASPECTS, bare):
            return f"{topic.subject}的{bare}有什么规定？"
        return f"{topic.subject}{'的' if named else ''}{_LEAD_IN.sub('', text)}"
    if not (_CONTINUED.match(text) or _AND.match(text)) or not 0 < len(bare) <= 10:
        return None
    if bare.startswith(("如果", "要是", "假如")):
        return f"{topic.subject}，{bare}怎么办？"
    if re.fullmatch(ASPECTS, bare):
        return f"{topic.subject}的{bare}有什么规定？"
    return _in_place_of(bare, topic)


def _topic_before(question: str) -> Topic:
    """它 of a comparison is what the talk began with; what a definition is asked of is one term, aspects and all."""
    compared = re.match(r"^([^，。？?]{2,20}?)(?:和|与|跟)[^，。？?]{2,20}(?:区别|不同|差别|关系)", question)
    topic = topic_of(compared.group(1) if compared else question)
    if compared or re.match(r"什么是|何为|何谓|什么叫", question):
        return Topic(topic.whole, topic.whole, "", topic.asking)
    return topic


def _in_place_of(bare: str, topic: Topic) -> str:
    """Another thing of the same sort takes the place of the subject (行政复议 → 行政诉讼, they share a word); anything else is
    asked of the subject (试用期 → 工资)."""
    alike = bool({bare[i : i + 2] for i in range(len(bare) - 1)} & _pairs(topic.whole))
    if not alike:
        return f"{topic.subject}的{bare}有什么规定？"
    return (
        f"{bare}{topic.aspect}{topic.asking}？" if topic.aspect else f"{bare}{topic.asking or '有什么规定'}？"
    )


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


# 青苗费呢: a few letters and 呢, without a question word of their own.
_AND = re.compile(r"^(?!.*(?:什么|怎么|如何|谁|哪|几|多少|吗))[^，。？?]{1,8}呢[？?。]*$")
_CONTINUED = re.compile(r"那(?!个|些|种|是)|还有|另外")
_EARLIER = re.compile(r"^(?:(?:19|20)\d{2}年[^，]{0,6}，|修[订正改]前，|讲话里怎么说|只看[^，]{2,6}，)")
