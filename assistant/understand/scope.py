"""Which part of the library a question asks about: 讲话里, 只看法律, 司法解释, 河南省. Words only; the filter is applied by the index."""

from __future__ import annotations

import re
from dataclasses import dataclass

from documents.records import Kind

_LAWS = frozenset({Kind.CONSTITUTION, Kind.LAW})
_BINDING = _LAWS | {
    Kind.ADMINISTRATIVE_REGULATION,
    Kind.SUPERVISION_REGULATION,
    Kind.DEPARTMENT_RULE,
    Kind.LOCAL_REGULATION,
    Kind.LOCAL_RULE,
    Kind.INTERPRETATION,
}
_WHERE = "(?:里面|里头|里|中|上|当中|层面|方面)"

_KINDS: tuple[tuple[frozenset[Kind], re.Pattern[str]], ...] = tuple(
    (kinds, re.compile(pattern))
    for kinds, pattern in (
        (
            frozenset({Kind.SPEECH}),
            r"(?:在)?(?:领导|书记|市长)?的?(?:历次|几篇|这些|各篇)?讲话(?:稿)?(?:里面|里|中|当中)?(?:是)?(?:怎么说的?|怎样说|如何说|怎么讲的?|怎么要求的?|如何要求|有没有(?:提到?|讲到?|说到?)?|提到?了?(?:什么|哪些)?|提出了?|对|要求|强调了?)?|只(?:看|要|查)讲话",
        ),
        (
            frozenset({Kind.INTERPRETATION}),
            rf"(?:只(?:看|要|查))?(?:有关|相关)?司法解释{_WHERE}?(?:怎么规定的?|有没有|对)?",
        ),
        (frozenset({Kind.ADMINISTRATIVE_REGULATION}), rf"只(?:看|要|查)行政法规|行政法规{_WHERE}"),
        (frozenset({Kind.LOCAL_REGULATION}), rf"只(?:看|要|查)地方性?法规|地方性?法规{_WHERE}"),
        (
            frozenset({Kind.CASE}),
            rf"只(?:看|要|查)案例|(?:指导性?|典型)?案例{_WHERE}|有(?:什么|哪些|没有)(?:相关)?案例",
        ),
        (frozenset({Kind.PARTY_RULE}), rf"只(?:看|要|查)党内法规|党内法规{_WHERE}"),
        (frozenset({Kind.DEPARTMENT_RULE}), rf"只(?:看|要|查)(?:部门)?规章|部门规章{_WHERE}"),
        (_LAWS, r"(?:请)?只(?:看|要|查|从)法律(?!依据|法规)|仅限法律"),
        (_BINDING, r"(?:请)?只(?:看|要|查)法[律规](?:法规|规)|不(?:要|看)讲话"),
    )
)

# Provinces by the name that titles carry; the index stores regions the same way (see documents.recognise).
PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 "
    "陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾"
).split()
_PROVINCE = re.compile(
    rf"({'|'.join(PROVINCES)})(?:维吾尔|壮族|回族)?(?:省|市|自治区|特别行政区)?(?:内|的|里)?"
)
COUNTRIES = (
    "美国 英国 法国 德国 日本 韩国 朝鲜 俄罗斯 苏联 印度 加拿大 澳大利亚 新西兰 意大利 西班牙 葡萄牙 荷兰 瑞士 瑞典 挪威 丹麦 芬兰 "
    "新加坡 马来西亚 泰国 越南 菲律宾 印度尼西亚 印尼 缅甸 巴基斯坦 巴西 阿根廷 墨西哥 智利 古巴 埃及 南非 以色列 伊朗 伊拉克 "
    "沙特 土耳其 乌克兰 波兰 希腊 比利时 奥地利 爱尔兰 欧盟 蒙古国 哈萨克斯坦 尼日利亚 肯尼亚 加州 加利福尼亚 纽约 英格兰 欧洲 东京 首尔 莫斯科"
).split()
_COUNTRY = re.compile(f"(?:{'|'.join(COUNTRIES)})(?!法郎|元|人民币)")


@dataclass(frozen=True, slots=True)
class Scope:
    """`spans` are the words that limited the search; they are not searched for. `countries` are foreign countries named:
    evidence must name them too."""

    kinds: frozenset[Kind] = frozenset()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()


def find_scope(text: str) -> Scope:
    """At most one limit by kind: the first pattern that matches."""
    kinds: frozenset[Kind] = frozenset()
    spans: list[str] = []
    for wanted, pattern in _KINDS:
        found = pattern.search(text)
        if found:
            kinds, spans = wanted, [found.group()]
            break
    regions = dict.fromkeys(found.group(1) for found in _PROVINCE.finditer(text))
    countries = dict.fromkeys(found.group() for found in _COUNTRY.finditer(text))
    return Scope(kinds, tuple(regions), tuple(countries), tuple(spans))
