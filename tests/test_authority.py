"""Authority is a partial order."""

from itertools import product

import pytest

from documents.authority import Order, compare, group_key, is_legal_basis, label, place_of
from documents.records import Description, Kind

ORDER = {">": Order.HIGHER, "<": Order.LOWER, "=": Order.EQUAL, "?": Order.INCOMPARABLE}


def text(kind: Kind, region: str | None = None) -> Description:
    return Description(id="x", title="示例", kind=kind, identity="示例", region=region)


@pytest.mark.parametrize(
    ("a", "sign", "b"),
    [
        (text(Kind.CONSTITUTION), ">", text(Kind.LAW)),
        (text(Kind.LAW), ">", text(Kind.ADMINISTRATIVE_REGULATION)),
        (text(Kind.LAW), "=", text(Kind.LAW)),
        (text(Kind.ADMINISTRATIVE_REGULATION), ">", text(Kind.LOCAL_REGULATION, "甲省")),
        (text(Kind.ADMINISTRATIVE_REGULATION), ">", text(Kind.DEPARTMENT_RULE)),
        (text(Kind.ADMINISTRATIVE_REGULATION), "=", text(Kind.SUPERVISION_REGULATION)),
        (text(Kind.DEPARTMENT_RULE), "=", text(Kind.LOCAL_RULE, "甲省")),
        (text(Kind.DEPARTMENT_RULE), "=", text(Kind.DEPARTMENT_RULE)),
        (text(Kind.LOCAL_REGULATION, "甲省"), "?", text(Kind.DEPARTMENT_RULE)),
        (text(Kind.LOCAL_REGULATION, "甲省"), ">", text(Kind.LOCAL_RULE, "甲省")),
        (text(Kind.LOCAL_REGULATION, "甲省"), ">", text(Kind.LOCAL_RULE, "甲省乙市")),
        (text(Kind.LOCAL_REGULATION, "甲省乙市"), "?", text(Kind.LOCAL_RULE, "甲省")),
        (text(Kind.LOCAL_REGULATION, "甲省"), "?", text(Kind.LOCAL_RULE, "丙省")),
        (text(Kind.LOCAL_REGULATION), "?", text(Kind.LOCAL_RULE)),
        (text(Kind.LOCAL_REGULATION, "甲省"), ">", text(Kind.LOCAL_REGULATION, "甲省乙市")),
        (text(Kind.LOCAL_REGULATION, "甲省"), "?", text(Kind.LOCAL_REGULATION, "丙省")),
        (text(Kind.LAW), "?", text(Kind.INTERPRETATION)),
        (text(Kind.LAW), "?", text(Kind.SPEECH)),
        (text(Kind.NORMATIVE), "?", text(Kind.PARTY_RULE)),
        (text(Kind.SPEECH), "=", text(Kind.SPEECH)),
    ],
)
def test_one_text_against_another(a: Description, sign: str, b: Description) -> None:
    assert compare(a, b) is ORDER[sign]


ALL = [text(kind, region) for kind in Kind for region in (None, "甲省", "甲省乙市", "丙省")]
TURNED = {Order.HIGHER: Order.LOWER, Order.LOWER: Order.HIGHER}


@pytest.mark.parametrize(
    ("region", "issuer", "title", "place"),
    [
        ("浙江省", "浙江省人民代表大会常务委员会", "浙江省示例条例", "浙江省"),
        ("浙江省", "宁波市人民代表大会常务委员会", "宁波市示例条例", "浙江省宁波市"),
        ("浙江省", None, "宁波市示例条例", "浙江省宁波市"),
        ("广东省", "深圳市人民代表大会", "深圳经济特区示例条例", "广东省深圳市"),
        ("上海市", "上海市人民代表大会常务委员会", "上海市示例条例", "上海市"),
        ("上海市", None, "上海市市场管理条例", "上海市"),
        (None, None, "示例条例", None),
    ],
)
def test_a_local_text_has_a_place(
    region: str | None, issuer: str | None, title: str, place: str | None
) -> None:
    given = Description(
        id="x", title=title, kind=Kind.LOCAL_REGULATION, identity=title, region=region, issuer=issuer
    )
    assert place_of(given) == place


def test_a_province_stands_above_its_city() -> None:
    province = Description(
        id="p", title="浙江省示例条例", kind=Kind.LOCAL_REGULATION, identity="p", region="浙江省"
    )
    city = Description(id="c", title="宁波市示例办法", kind=Kind.LOCAL_RULE, identity="c", region="浙江省")
    assert compare(province, city) is Order.HIGHER


def test_turning_the_pair_turns_the_answer() -> None:
    for a, b in product(ALL, ALL):
        order = compare(a, b)
        assert compare(b, a) is TURNED.get(order, order)


def test_higher_than_higher_is_higher() -> None:
    higher = {(i, j) for (i, a), (j, b) in product(enumerate(ALL), repeat=2) if compare(a, b) is Order.HIGHER}
    assert all((i, k) in higher for i, j in higher for j2, k in higher if j == j2)


def test_a_listing_never_puts_the_lower_before_the_higher() -> None:
    for a, b in product(ALL, ALL):
        if compare(a, b) is Order.HIGHER:
            assert group_key(a) <= group_key(b)


@pytest.mark.parametrize(
    "kind", [Kind.SPEECH, Kind.CASE, Kind.MODEL_TEXT, Kind.OTHER, Kind.NORMATIVE, Kind.PARTY_RULE]
)
def test_what_is_no_law_is_no_legal_basis(kind: Kind) -> None:
    assert not is_legal_basis(kind)
    assert "法律依据" not in label(kind) or "非法律依据" in label(kind)


def test_every_kind_has_a_label_and_a_place() -> None:
    assert all(label(kind) and group_key(text(kind)) >= 0 for kind in Kind)
    assert label(Kind.LAW) == "法律" and is_legal_basis(Kind.LAW)
