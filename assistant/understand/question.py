"""Understand a question: what is asked, of which texts, as of which day. Reads words and law names; searches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from documents.address import Address, find_addresses
from documents.names import LawNames
from documents.records import Kind

from .kinds import Type, count_of, type_of
from .scope import Scope, find_scope
from .when import find_day
from .wording import clean

# Words that ask, point or polish but name nothing that a text could be searched for.
_STOP = frozenset(
    "的 了 吗 呢 吧 啊 呀 么 嘛 是 有 在 和 与 及 或 或者 以及 并 而 也 都 就 还 又 对 对于 关于 把 被 将 给 向 从 到 由 为 以 于 其 该 这 那 这个 那个 "
    "我 你 他 她 它 我们 你们 他们 咱 咱们 自己 别人 人家 大家 什么 怎么 怎样 如何 咋 为什么 为何 谁 哪 哪个 哪些 哪里 哪儿 哪几个 几 几个 多少 多久 多长 多大 "
    "是否 能否 可否 能 能不能 可以 可不可以 可 会 会不会 要 要不要 应 应当 应该 该 需 需要 必须 得 请 请问 想 问 问题 一下 您好 你好 谢谢 "
    "怎么办 怎么样 怎么做 时候 什么时候 何时 何 啥 里 中 上 下 内 外 时 后 前 之 所 不 没 没有 一个 一种 如果 假如 的话 但 但是 因为 所以 那么 "
    "规定 有关 相关 具体 情况 情形 包括 属于 进行 做 办 个 些 种 条 项 次 说 讲 提 提到 讲讲 谈谈 说说 聊聊 说明 介绍 解释 告诉 知道 一 二 三 四 五 六 七 八 九 十 "
    "区别 不同 依据 根据 法律依据 含义 定义 意思 是什么 什么是 哪几 哪一 有没有 是不是 这种 那种 那些 这些 现在 目前 当前 我国 中国 多长时间 多少天 多少钱 多少年 多少个 多少次 几天 几年 几个月 几日 几次 几号 啥时候 呗 哦 嘛 咋办 咋样 行不行 合法吗 算不算 可不 不可以 不能 不会 多高 多重 法律规定 法规 有何 各 每 某 第 然后 接着 后来 所以呢 继续 年 月 日 天 号 元".split()
)
_POLITE = re.compile(
    r"^(?:(?:你好|您好|请问(?:一下)?|我想(?:请?问(?:一下)?|知道|了解(?:一下)?)|想(?:问|知道|了解)(?:一下)?|麻烦(?:问一下)?|请教(?:一下)?|咨询一下|帮我(?:查|找|看)(?:一下|下)?|请(?=说明|解释|介绍|列举|告诉)(?:说明|解释|介绍|列举|告诉我?)(?:一下)?)[，,。！!：: ]*)+"
)
# What the asker is doing: 给普法培训备课：, 写材料要用，.
_FRAMED = re.compile(
    r"^(?:(?:给|为|帮|替|正?在|我要?|领导[让要]我?|准备)[^，。；：:？?“”《》]{0,8}(?:备课|写材料|写稿子?|讲课)[^，。；：:？?“”《》]{0,3}|咨询|求助)[，：:](?=.{6})"
)
_MONTHS = re.compile(r"个月(?=[一-龥])")  # 三个月工资 is cut into 三个 and 月工资
_QUANTITY = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿\d.]+(?:个)?(?:工作日|自然日|日|天|周|星期|个?月|年|小时|万元|亿元|元|%|％|倍|周?岁|人|名|次)(?!级|级以上|审|月\d)"
)
_PERCENT = re.compile(r"百分之[零〇一二两三四五六七八九十百\d.]+")
_MAY = re.compile(r"能不能|可不可以|要不要|该不该|可以|能否|可否|是否|有权|必须|应当|需要|能|算")
_CUT = re.compile(r"(?P<a>[^，,。；;？?]{1,40}?)(?:和|与|同|跟|及|、|还是|vs|VS)(?P<b>[^，,。；;？?]{1,40})$")
_TAIL = re.compile(
    r"(?:之间|两者|二者|到底|究竟|分别|各自|在[^，]{1,12}上)?的?(?:有?(?:什么|哪些|何|啥)?(?:区别|不同|差别|差异|异同|两样)|怎么区分|如何区分|哪个更).*$"
)
# What may be left beside an address when only the article itself is wanted.
_FILLER = re.compile(
    r"(?:请问|问|关于|中|里|的|是|内容|原文|全文|条文|规定|具体|怎么|如何|什么|哪些|说|讲|写|了|请|查|看|一下|帮我|列出|显示|给我|我要|想|呢|吗|有|介绍|解读|解释|是否|存在|[《》？?。！!，,：:、“”\" （）()])+"
)

_DEFINING = re.compile(
    r"^(?:什么是|何为|何谓|什么叫(?:做|作)?|啥是|啥叫)|(?:的(?:含义|定义|概念|意思))?(?:是(?:个)?什么(?:意思)?|指(?:的是|的)?什么|是指什么|什么意思|是啥|有何含义|(?:含义|定义|概念)(?:是什么)?)[？?。]*$"
)
# Function words that the segmenter leaves on a word it does not know (期是, 难题是).
_HOW_MANY = re.compile(
    r"第?几[^何乎]|多少.?"
)  # 几只, 第几款, 多少件: what is asked for, not what it is about
_EDGE = re.compile(r"(?<=.)[是的了吗呢在]$|^[是的](?=..)")

Segment = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`text` is what is shown, `query` what is searched (scope and date words left out), `words` its content words in
    order, without repeats. `laws` are identities named without an article; `claims` are quantities that the question
    itself asserts (行政处罚法规定追诉期是十年: 十年). `sides` are the two things compared, () otherwise. `subject` is what a definition is
    asked of."""

    asked: str
    text: str
    query: str
    type: Type
    words: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    laws: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    as_of: date | None = None
    before_amendment: bool = False
    edition: int | None = None  # the year of the version that is named
    count: int | None = None
    claims: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    subject: str = ""

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.scope.kinds


def understand(typed: str, names: LawNames, words: Segment, *, asked: str | None = None) -> Question:
    """`asked` is what the person typed where `typed` is a completed follow-up. Raises InputError as `wording.clean`."""
    text = clean(typed)
    when, scope = find_day(text), find_scope(text)
    query = _FRAMED.sub("", _POLITE.sub("", text))
    for span in (*scope.spans, when.span):
        query = query.replace(span, "", 1) if span else query
    query = query.strip("，,。 ") or text
    addresses = tuple(find_addresses(text, names))
    pinpointed = tuple(a for a in addresses if a.pinpoint is not None)
    type_ = type_of(query)
    claims = _claims(query, type_)
    if claims and type_ is Type.PERMISSION and _assumed(query, claims):
        claims = ()
    if claims and type_ in (Type.PERMISSION, Type.OTHER):
        type_ = Type.QUANTITY
    if pinpointed and _only_address(text, pinpointed, when.span):
        type_ = Type.ARTICLE
    return Question(
        asked=asked if asked is not None else typed,
        text=text,
        query=query,
        type=type_,
        words=content_words(query, words),
        addresses=addresses,
        laws=_laws(text, addresses, names),
        scope=scope,
        as_of=when.day,
        before_amendment=when.old,
        edition=when.edition,
        count=count_of(query) if type_ is Type.LIST else None,
        claims=() if type_ is Type.ARTICLE else claims,
        sides=_sides(query) if type_ is Type.COMPARE else (),
        subject=_subject(query) if type_ is Type.DEFINITION else "",
    )


def content_words(text: str, words: Segment) -> tuple[str, ...]:
    """Words of two characters or more that are not stop words; if none is left, whatever is not a stop word."""
    cut = (_EDGE.sub("", word) for word in words(_MONTHS.sub("个月 ", text)))
    kept = [word for word in cut if word.strip() and word not in _STOP and not _HOW_MANY.fullmatch(word)]
    long = [word for word in kept if len(word) > 1]
    return tuple(dict.fromkeys(long or kept))


def _only_address(text: str, addresses: Sequence[Address], span: str) -> bool:
    rest = text
    for address in sorted(addresses, key=lambda a: -a.start):
        rest = rest[: address.start] + rest[address.end :]
    if span:
        rest = rest.replace(span, "", 1)
    return not _FILLER.sub("", rest)


def _laws(text: str, addresses: Sequence[Address], names: LawNames) -> tuple[str, ...]:
    """First identity of each law named, in the order of the text, without repeats."""
    found = [(a.start, a.laws[0]) for a in addresses if a.laws]
    apart = text.replace("法规定", "法，规定")  # else the name runs on into 法规
    found += [(start, laws[0]) for start, _, laws in names.find(apart) if laws]
    return tuple(dict.fromkeys(law for _, law in sorted(found)))


def _claims(query: str, type_: Type) -> tuple[str, ...]:
    """Quantities asserted, not asked for: 是十年吗 asserts, 几年 does not. Dates are no claims."""
    if type_ is Type.ARTICLE:
        return ()
    plain = re.sub(r"(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?", "", query)
    found = _QUANTITY.findall(plain) + _PERCENT.findall(plain)
    return tuple(dict.fromkeys(found))


def _assumed(query: str, claims: Sequence[str]) -> bool:
    """Whether every number belongs to the case that is put (拖欠工资两个月，能解除合同吗), not to what is asked of the law."""
    return all(_MAY.search(query, query.find(claim)) for claim in claims)


def _subject(query: str) -> str:
    """行政强制措施 of 什么是行政强制措施; "" for what is too long to be a term."""
    term = _DEFINING.sub("", query).strip("，,。？?！!“”\"'《》 ")
    return term if 2 <= len(term) <= 14 else ""


def _sides(query: str) -> tuple[str, ...]:
    head = _TAIL.sub("", query).strip("，,。？? ")
    found = _CUT.fullmatch(head)
    return (found["a"].strip(), found["b"].strip()) if found else ()
