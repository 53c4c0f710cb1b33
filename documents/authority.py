"""Which of two texts stands higher. A partial order, as 《立法法》 has it, not a ladder.

宪法 > 法律 > 行政法规 > 地方性法规 and 规章. 部门规章 and 地方政府规章 rank equal; 地方性法规 against 部门规章 is decided by the State Council,
so they are incomparable. 司法解释, 规范性文件, 党内法规 and 讲话 are classes of their own. Used for labels, for grouping and to
break ties; which version holds is for `documents.validity`.
"""

from __future__ import annotations

import re
from enum import StrEnum

from .records import Description, Kind


class Order(StrEnum):
    """How the first of two texts stands to the second."""

    HIGHER = "高于"
    LOWER = "低于"
    EQUAL = "同级"
    INCOMPARABLE = "不可比"


_NATIONAL = {
    Kind.CONSTITUTION: 0,
    Kind.LAW: 1,
    Kind.ADMINISTRATIVE_REGULATION: 2,
    Kind.SUPERVISION_REGULATION: 2,
}
_BELOW = frozenset((Kind.LOCAL_REGULATION, Kind.DEPARTMENT_RULE, Kind.LOCAL_RULE))

_GROUPS = (
    (Kind.CONSTITUTION,),
    (Kind.LAW,),
    (Kind.ADMINISTRATIVE_REGULATION, Kind.SUPERVISION_REGULATION),
    (Kind.INTERPRETATION,),
    (Kind.LOCAL_REGULATION, Kind.DEPARTMENT_RULE),
    (Kind.LOCAL_RULE,),
    (Kind.NORMATIVE,),
    (Kind.PARTY_RULE,),
    (Kind.SPEECH,),
    (Kind.CASE,),
    (Kind.MODEL_TEXT, Kind.OTHER),
)
_GROUP_OF = {kind: place for place, kinds in enumerate(_GROUPS) for kind in kinds}

_LABELS = {
    Kind.SPEECH: "讲话（非法律依据）",
    Kind.CASE: "案例（非法律依据）",
    Kind.MODEL_TEXT: "示范文本（非法律依据）",
    Kind.OTHER: "其他材料（非法律依据）",
    Kind.PARTY_RULE: "党内法规",
    Kind.NORMATIVE: "规范性文件",
}
_LEGAL = frozenset((*_NATIONAL, *_BELOW, Kind.INTERPRETATION))


def compare(a: Description, b: Description) -> Order:
    """How `a` stands to `b`. Texts of one kind are equal, unless they are local and their places lie above one another."""
    if a.kind in _NATIONAL and (b.kind in _NATIONAL or b.kind in _BELOW):
        return _by_number(_NATIONAL[a.kind], _NATIONAL.get(b.kind, 3))
    if b.kind in _NATIONAL and a.kind in _BELOW:
        return Order.LOWER
    if a.kind not in _BELOW or b.kind not in _BELOW:
        return Order.EQUAL if a.kind is b.kind else Order.INCOMPARABLE
    return _below(a, b)


def _by_number(a: int, b: int) -> Order:
    return Order.EQUAL if a == b else Order.HIGHER if a < b else Order.LOWER


def _below(a: Description, b: Description) -> Order:
    """地方性法规, 部门规章, 地方政府规章 among themselves. 《立法法》(2023) 第八十九条, 第一百零二条, 第一百零六条."""
    kinds = {a.kind, b.kind}
    if kinds == {Kind.DEPARTMENT_RULE} or kinds == {Kind.DEPARTMENT_RULE, Kind.LOCAL_RULE}:
        return Order.EQUAL
    if kinds == {Kind.DEPARTMENT_RULE, Kind.LOCAL_REGULATION}:
        return Order.INCOMPARABLE
    place = _places(place_of(a), place_of(b))
    if a.kind is b.kind:
        return Order.INCOMPARABLE if place is None else place
    if a.kind is Kind.LOCAL_RULE:
        return _TURNED[_below(b, a)]
    # a 地方性法规, b 地方政府规章: 地方性法规的效力高于本级和下级地方政府规章
    return Order.HIGHER if place in (Order.HIGHER, Order.EQUAL) else Order.INCOMPARABLE


_TURNED = {
    Order.HIGHER: Order.LOWER,
    Order.LOWER: Order.HIGHER,
    Order.EQUAL: Order.EQUAL,
    Order.INCOMPARABLE: Order.INCOMPARABLE,
}


def _places(a: str | None, b: str | None) -> Order | None:
    """浙江省 lies above 浙江省宁波市. None if neither holds the other or one is unknown."""
    if a is None or b is None:
        return None
    if a == b:
        return Order.EQUAL
    if b.startswith(a):
        return Order.HIGHER
    return Order.LOWER if a.startswith(b) else None


_CITY = re.compile(r"[\u4e00-\u9fff]{2,9}?(?:自治[州县旗]|市|县|盟|旗)(?![场民政容])")


def place_of(description: Description) -> str | None:
    """Where a local text applies: its province, with the city if a city made it. None if it names no region."""
    region = description.region
    if region is None:
        return None
    maker = (description.issuer or description.title).removeprefix(region)
    city = _CITY.match(maker)
    return region + city[0] if city and not region.endswith(city[0]) else region


def group_key(description: Description) -> int:
    """The place of the text's class in a listing, from 0. Texts that do not compare may share a place; it is no rank."""
    return _GROUP_OF[description.kind]


def is_legal_basis(kind: Kind) -> bool:
    """Whether a text of this kind may be shown under 法律依据 at all. A speech never is."""
    return kind in _LEGAL


def label(kind: Kind) -> str:
    """What the reader sees beside a title."""
    return _LABELS.get(kind, kind.value)
