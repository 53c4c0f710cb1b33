"""What sort of list a question asks for, and how surely a stretch is that list: 有哪些义务 wants 应当履行下列义务.

The nouns are those by which statutes announce a list; each row holds the words that people and statutes use for the same.
Chooses nothing and knows no law.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..understand.kinds import Type
from .spans import Span

_NOUNS = (
    ("情形", "情况", "条件", "时候"),
    ("义务", "规矩", "纪律"),
    ("权利", "权益"),
    ("职责", "职权", "任务", "工作", "权限", "活"),
    ("方式", "形式", "办法", "途径", "方法", "渠道"),
    ("措施", "手段", "行动"),
    ("程序", "步骤", "流程", "环节", "阶段", "规定办理", "几步"),
    ("材料", "文件", "证件", "证明"),
    ("事项", "内容", "信息", "条款", "写明", "载明", "包括"),
    ("种类", "类型", "类别", "几类", "几种"),
    ("人员", "对象", "主体", "人"),
    ("原则",),
    ("要求", "规定"),
    ("行为", "事情", "事"),
    ("费用", "补偿", "款项"),
    ("后果", "责任", "处罚", "处分"),
    ("证据",),
    ("机关", "部门", "单位", "机构"),
)
_ASKING = re.compile(
    r"哪些|哪[几一二两三四五六七八九十\d]*[个种类项条步级块点方]?面?|什么|啥|几[个种类项条步级块点]|怎样|如何"
)
_REACH = 4  # letters between the asking word and the noun: 哪些具体条件
_HEAD = 90  # letters before the colon in which a head says what it lists
_BEHIND = 6  # letters behind 下列 in which it is said what is listed
_ANNOUNCED = re.compile(r"下列|以下|如下|包括|分为|[：:]\s*$")
_COMPLETE = frozenset({Type.LIST, Type.HOW, Type.OTHER})
_RUN_IN = re.compile(
    r"(?:^|[。；，：\s])(?:[一二三四五六七八九十]+[是要查]|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])"
)
_RUN = 3  # marks that make a run-in list


def wants_list(type_: Type, query: str) -> bool:
    """Whether several things are asked for: 哪些, 几种, 分别, 各."""
    return type_ is Type.LIST or re.search(r"哪[些几]|几[种类项步级块]|分别|各", query) is not None


def wanted(query: str) -> tuple[str, ...]:
    """The words of the kind of thing asked for: 条件 and its like for 什么条件下; () where none is named beside an asking
    word."""
    for found in _ASKING.finditer(query):
        near = query[found.start() : found.end() + _REACH]
        before = query[max(0, found.start() - _REACH - 1) : found.start()]
        for text in (near, before):
            for row in _NOUNS:
                if any(noun in text for noun in row if len(noun) > 1):
                    return row
    return ()


def head_text(span: Span) -> str:
    """The line that opens a list; "" for what is no list."""
    if not span.parts:
        return ""
    return span.text[: span.head_end - span.start]


def enumerates(text: str) -> bool:
    """Whether a text numbers three points or more: 一是…二是…三是…."""
    return len(_RUN_IN.findall(text)) >= _RUN


def announces(head: str, nouns: Sequence[str]) -> bool:
    """Whether the head of a list says that what follows are things of that kind."""
    near = head[-_HEAD:]
    found = _ANNOUNCED.search(near)
    if found is None:
        return False
    behind = near[found.end() : found.end() + _BEHIND]
    named = {noun for row in _NOUNS for noun in row if len(noun) > 1 and noun in behind}
    if named:  # 人员有下列情形 lists cases, not persons
        return not named.isdisjoint(nouns)
    return any(noun in near[max(0, found.start() - 12) :] for noun in nouns)


_ROLES = (
    ("程序", re.compile(r"怎么|怎样|如何|流程|程序|步|办理|环节")),
    ("职责", re.compile(r"做什么|干什么|职责|任务|职能|工作")),
    ("人员", re.compile(r"谁|对象|人员|范围")),
    ("方式", re.compile(r"怎么|怎样|如何|方式|方法|做法")),
    ("义务", re.compile(r"怎么|怎样|要求|纪律|规矩|义务")),
    ("后果", re.compile(r"责任|后果|追究")),
    ("情形", re.compile(r"什么情况|哪些|条件|情形")),
    ("原则", re.compile(r"原则|要求")),
)
_BARS = re.compile(r"(?<!能)(?<!可)不(?:能|得|可|许|准|应|要|予|用|适用)|禁止|无权|除外|例外")


def plays(heading: str, nouns: Sequence[str]) -> bool:
    """Whether a section of a guide is about that kind of thing by its heading: 五、怎么审 holds the steps."""
    return any(row in nouns and pattern.search(heading) for row, pattern in _ROLES)


def bars(text: str) -> bool:
    """Whether something is forbidden, excluded or not granted: a question of what may not be done wants such a rule."""
    return _BARS.search(text) is not None
