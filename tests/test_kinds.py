"""The wording of a question tells what sort of answer it wants."""

import pytest

from assistant.understand.kinds import Type, count_of, type_of


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("如何落实示例公示制度？", Type.HOW),
        ("单位拖欠报酬怎么办", Type.HOW),
        ("决定多久要公开？", Type.QUANTITY),
        ("申请的期限是什么", Type.QUANTITY),
        ("结婚年龄是多少岁", Type.QUANTITY),
        ("什么是示例措施", Type.DEFINITION),
        ("“一网通办”是什么", Type.DEFINITION),
        ("处罚的种类有哪些", Type.LIST),
        ("听证的条件是什么", Type.LIST),
        ("五大难题是哪五个", Type.LIST),
        ("复议由谁管辖", Type.ACTOR),
        ("主管部门是哪个", Type.ACTOR),
        ("酒后驾车怎么处罚", Type.LIABILITY),
        ("违法建房要承担什么责任", Type.LIABILITY),
        ("许可和处罚有什么区别", Type.COMPARE),
        ("三项制度的依据是什么", Type.BASIS),
        ("未成年人能不能签合同", Type.PERMISSION),
        ("负责人应当出庭吗", Type.PERMISSION),
        ("如何认定工伤", Type.OTHER),
        ("谁执法谁普法", Type.OTHER),
    ],
)
def test_the_kind_of_question_is_read_from_its_wording(text: str, type_: Type) -> None:
    assert type_of(text) is type_


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("五大难题是哪五个", 5),
        ("三项制度包括哪三项", 3),
        ("处罚的种类有哪些", None),
        ("“一网通办”指什么", None),
    ],
)
def test_a_question_may_say_how_many_points_it_expects(text: str, count: int | None) -> None:
    assert count_of(text) == count
