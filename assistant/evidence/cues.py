"""Marks by which a sentence shows that it answers a kind of question: a number of days, 由…负责, 是指, 处…罚款. Patterns only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..understand.kinds import Type

_NUMBER = r"[零〇一二两三四五六七八九十百千万\d]+"
TIME = re.compile(
    rf"{_NUMBER}个?(?:工作日|日(?!常)|天|周(?!岁)|个?月(?!份)|年(?!度|龄)|小时|星期)|即时|立即|当日|次日|当场|及时|每[年月季日周]|定期|之日起|届满|按[年月季]"
)
EXACT_TIME = re.compile(
    rf"(?:{_NUMBER}个?(?:工作日|日(?!常)|天|周(?!岁)|个月|月(?!份|\d)|年(?!度|龄|第)|小时|星期))"
)
COUNTED = re.compile(
    rf"(?P<value>{_NUMBER})个?(?P<unit>工作日|日(?!常)|天|周(?!岁)|月(?!份|\d)|年(?!度|龄|第)|小时|万元|亿元|元|[%％]|倍|周岁|人|名)"
)
MONEY = re.compile(rf"{_NUMBER}(?:万|亿)?元|百分之{_NUMBER}|\d+[%％]|{_NUMBER}倍|千分之|万分之")
AGE = re.compile(rf"{_NUMBER}周?岁")
COUNT = re.compile(rf"{_NUMBER}(?:人|名|个|次|份|件|部|级|分之)|三分之|二分之|半数|过半数")
MODAL = re.compile(
    r"可以|不得|应当|必须|有权|无权|禁止|不予|无需|不需要|有义务|不能|不应|免除|除外|有效|无效|合法|违法"
)
ACTOR = re.compile(
    r"负责|主管|牵头|统筹|由[^，。；]{2,30}(?:负责|管辖|组织|实施|管理|决定|批准|受理|承担|主持|行使|监督)|领导|第一责任人|主体责任|承担[^，。]{0,12}(?:职责|责任)|管辖|设立|行使"
)
LIABILITY = re.compile(
    r"罚款|责令|吊销|没收|拘留|有期徒刑|无期徒刑|死刑|拘役|管制|罚金|处分|赔偿|承担[^，。]{0,10}责任|追究|警告|问责|约谈|追责|倒查"
)
DEFINITION = re.compile(
    r"是指|，指|所称|为[^，。]{2,20}。|是[^，。]{4,}的[^，。]*。|指的是|定义|本质|核心是|的(?:基础|根本|关键|前提)"
)
DUTY = re.compile(r"应当|必须|要|不得|全面|推进|落实|健全|完善|坚持|加强|推行|严格|建立|实行")
ENUMERATION = re.compile(
    r"（[一二三四五六七八九十]+）|[一二三四五六七八九]是|[一二三四五六七八九]要|、[^、，。]{2,20}、|包括|分为|下列"
)

_BY_TYPE: dict[Type, re.Pattern[str]] = {
    Type.DEFINITION: DEFINITION,
    Type.PERMISSION: MODAL,
    Type.ACTOR: ACTOR,
    Type.LIST: ENUMERATION,
    Type.HOW: DUTY,
    Type.LIABILITY: LIABILITY,
    Type.BASIS: DUTY,
}
_ASKS_TIME = re.compile(
    r"多久|多长|几[天日年月周]|几个(?:月|工作日|小时|星期)|期限|时限|时效|什么时|何时|啥时|哪天|哪年|多少(?:天|日|年|个?月|小时)|时间"
)
_ASKS_MONEY = re.compile(r"钱|元|罚款|金额|费|赔偿|补偿|工资|数额|倍|比例|百分|利率|利息|税率|标准|价")
_ASKS_AGE = re.compile(r"岁|年龄|多大")


def cue_for(type_: Type, text: str) -> re.Pattern[str] | None:
    """The pattern that a sentence answering this question should show; None where any sentence may answer."""
    if type_ is not Type.QUANTITY:
        return _BY_TYPE.get(type_)
    if EXACT_TIME.search(text):
        return EXACT_TIME
    if _ASKS_AGE.search(text):
        return AGE
    if _ASKS_TIME.search(text):
        return EXACT_TIME
    return MONEY if _ASKS_MONEY.search(text) else COUNT


_ASKED_WHEN = re.compile(
    r"(?:多久|多长时间|几[天日年月周]|几个(?:月|工作日|小时|星期)|多少(?:天|日|年|个?月|小时)|什么时候|何时)(?:之?内|以内|以前|之前|前)?(?P<act>[^，。？?]*)"
)
_ASKED_WHETHER = re.compile(
    r"(?:能不能|可不可以|要不要|该不该|可以|能否|可否|是否|有权|必须|应当|需要|能)(?P<act>[^，。？?]*?)[吗么呢]?[？?。]*$"
)
_REACH = 40  # characters behind a number or a modal verb that say what it is about


def act_of(type_: Type, query: str, words: Sequence[str]) -> tuple[str, ...]:
    """The words of the act that a deadline or a permission is asked of: 申请 and 行政复议 of 多久之内可以申请行政复议. ()
    where the wording does not set it apart."""
    asked = {Type.QUANTITY: _ASKED_WHEN, Type.PERMISSION: _ASKED_WHETHER}.get(type_)
    found = asked.search(query) if asked else None
    return tuple(word for word in words if word in found["act"]) if found else ()


def strength(
    cue: re.Pattern[str], text: str, act: Sequence[str], stands: Callable[[str, str], bool]
) -> float:
    """How surely the mark in `text` belongs to the act asked about, in [0, 1]: the best share of its words that follow a
    mark within the clause (三十日内 提起诉讼), or precede one that ends it (申请期限为六十日). 0 without a mark, 1 without
    an act. `stands` says whether a word stands in a text."""
    best = 0.0
    for found in cue.finditer(text):
        if not act:
            return 1.0
        behind = _first(_CLAUSE.split(text[found.end() : found.end() + _REACH])[0])
        if len(behind) < _BARE:
            behind = _CLAUSE.split(text[max(0, found.start() - _REACH) : found.start()])[-1]
        best = max(best, sum(stands(word, behind) for word in act) / len(act))
    return best


def _first(clause: str) -> str:
    """Up to the first comma that something stands before: 内，向人民法院提起诉讼."""
    head, comma, rest = clause.partition("，")
    return head if len(head) >= _BARE or not comma else rest.partition("，")[0]


_CLAUSE = re.compile(r"[。；：]")
_BARE = 4  # letters behind a mark that name no act: 以内。


def defining(term: str) -> re.Pattern[str]:
    """A sentence that says what `term` is: X是指…, 所称X，是指…, X，是…."""
    name = re.escape(term)
    return re.compile(
        rf"(?:所称的?|^|。|\n|条\s+){name}(?:（[^）]*）|\([^)]*\))?[，,]?(?:是指|系指|指|是|，指|包括)|{name}[，,]?是指|属于{name}，"
    )
