"""What sort of answer a question wants, read from its wording. Tables of patterns, tried in order; no search, no texts.

Tables rather than a trained classifier: the wording of questions is narrow, and a keeper can read why a type was chosen.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Type(StrEnum):
    """The value is shown by `--explain`."""

    ARTICLE = "条文定位"
    DEFINITION = "是什么"
    QUANTITY = "多少、多久"
    PERMISSION = "能不能"
    ACTOR = "谁负责"
    LIST = "有哪些"
    HOW = "如何做"
    LIABILITY = "什么责任"
    COMPARE = "比较"
    BASIS = "依据"
    OTHER = "其他"


_DOING = (
    "落实|推进|加强|做好|开展|推行|规范|提升|提高|优化|建设|完善|推动|构建|贯彻|抓好?|实施|执行|化解|防范|"
    "强化|健全|深化|打造|营造|整治|治理|监督|管理|保障|保护|维护|解决|破解|应对|处理|处置|办理|办|申请|申报|做|"
    "操作|进行|组织|履行|整改|普法|学习|宣传|培养|起草|制定|公开|公示|审核|审查|备案|告知|送达|听证|取证|维权|投诉|举报"
)
_LISTED = "条件|情形|情况|程序|步骤|材料|权利|义务|种类|类型|措施|要求|原则|方式|任务|职责|职权|范围|内容|重点|难题|突破|证据|事项"
_HOW = rf"(?:如何|怎么|怎样|咋)(?:才能|样|去|地|更好地?|进一步|切实|有效|正确|依法|全面|有序|合法地?)*(?:{_DOING})"

PATTERNS: tuple[tuple[Type, re.Pattern[str]], ...] = tuple(
    (type_, re.compile(pattern))
    for type_, pattern in (
        (Type.COMPARE, r"区别|有(?:什么|何|哪些|啥)不同|差别|差异|异同|有什么两样|怎么区分|如何区分|哪个更"),
        (
            Type.BASIS,
            r"(?:依据|根据)(?:是什么|有哪些|在哪|何在|呢)|有(?:什么|何|哪些)(?:法律|法定|政策)?依据|法律依据|法定依据|出自哪|哪[一]?[条部](?:法|规定|法律)|哪里规定|什么法律规定",
        ),
        (
            Type.LIABILITY,
            r"(?:怎么|如何|怎样|咋|会不会|要不要|会|受到?|面临)(?:被|受到?)?(?:什么|哪些|何种)?(?:行政|刑事)?(?:处罚|罚款?|处分|判刑|判|追责|问责|追究|定罪|量刑)|(?:什么|哪些|何种|啥)(?:法律|行政|刑事|民事)?(?:责任|处罚|处分|后果)|判(?:几年|多久|多少年|什么)|罚(?:多少|几)|坐牢|犯(?:什么|了什么)罪",
        ),
        (
            Type.QUANTITY,
            r"多少|多久|多长|多大|多高|多远|几(?:[天日年月周倍岁人名元次小只件辆台座株棵瓶套本页层]|个(?:月|工作日|人|小时|星期))|(?:期限|时限|时效|年龄|金额|数额|标准|比例|最[高低长短多少][^？?]{0,4})(?:是|为|有|怎么|如何)?(?:什么|何时|算|计算|规定)?[？?。]?$|什么时[候间]|何时|啥时候|什么(?:期限|时限)|哪[一]?[天年]",
        ),
        (
            Type.ACTOR,
            r"^谁(?![^，]{1,4}谁|可以|能|有权)|[由归向找是]谁|谁(?:来|负责|管|主管|承担|批准|决定|应当|该)|(?:哪个|哪些|什么|哪一?级|何)(?:部门|机关|单位|机构|法院|组织|主体|人员?)(?:负责|主管|管|来|有权|可以|批准|决定|管辖|受理|承担|$|[？?])|归(?:哪|谁)|主管部门是|(?:向|找|去|到|由)(?:哪个|哪些|哪里|什么)(?:部门|机关|单位|机构|法院|地方)?",
        ),
        (Type.OTHER, r"(?:有|是)(?:什么|哪些|何|啥)(?:具体|新|明确)?(?:的)?(?:要求|规定|说法|内容)[？?。]*$"),
        (
            Type.LIST,
            rf"哪些|哪[几一二两三四五六七八九十\d]+(?:个|种|类|项|条|方面|大)?|(?:有|包括|分为|包含|需要|应当?具备|须具备|经过|提供|提交)(?:什么|哪|几|啥)(?:种|类|些|个|项)?(?:{_LISTED})?|几种|几类|(?:什么|啥)(?:{_LISTED})|(?:{_LISTED})(?:是|有|包括)(?:什么|啥|哪)",
        ),
        (
            Type.HOW,
            _HOW
            + r"|(?:如何|怎么|怎样)(?:把|将)[^，。？?]{2,20}?(?:做|办|抓|落|管|用|建|改|查)[^，。？?]{0,4}[？?]?$|怎么建|怎么办|怎么做|如何做|该怎么|咋办|怎样办|如何是好",
        ),
        (
            Type.PERMISSION,
            r"能不能|可不可以|可以[^，。]*吗|能否|可否|是否|能[^，。]*吗|要不要|需不需要|必须[^，。]*吗|该不该|应不应该|应当[^，。]*吗|合法吗|违法吗|合不合法|违不违法|算不算|有没有权|有权[^，。]*吗|行不行|可以不|有效吗|成立吗|吗[？?]?$|么[？?]$",
        ),
        (
            Type.DEFINITION,
            r"什么是|何为|何谓|含义|定义|指(?:的是|的)?什么|什么叫|是指|概念|啥是|是(?:个)?什么(?:意思)?[？?。]?$|什么意思",
        ),
    )
)

_NUMERAL = {c: n for n, c in enumerate("〇一二三四五六七八九十")} | {"两": 2}
_COUNTED = re.compile(
    r"([一二两三四五六七八九十]|\d{1,2})(?:个|项|大|种|类|条|方面)?[^，。？?是哪]{0,8}(?:是|指|有|包括|分别)?(?:哪|什么|啥|指)"
)


def type_of(text: str) -> Type:
    return next((type_ for type_, pattern in PATTERNS if pattern.search(text)), Type.OTHER)


def count_of(text: str) -> int | None:
    """How many points the question itself expects: 5 in 五大难题是哪五个. None when it names no number."""
    found = _COUNTED.search(text)
    if found is None:
        return None
    token = found.group(1)
    count = int(token) if token.isdigit() else _NUMERAL[token]
    return count if count > 1 else None
