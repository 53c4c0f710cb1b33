"""What stands in for a sentence that cannot be confirmed: the passage's own, with its list head and its exception."""

from assistant.chain.passage import nearest

LONG = "各级机关应当公开办事指南。" * 9
LIST = "申请人有下列情形之一的，不予受理：\n（一）超过期限的；\n（二）没有明确请求的。\n" + LONG
EXCEPTED = "处罚决定应当公开。但涉及国家秘密的除外。" + LONG


def test_a_short_passage_is_quoted_whole() -> None:
    assert nearest("处罚结果要公开", "处罚结果应当公开。") == "处罚结果应当公开。"


def test_an_item_comes_with_the_head_of_its_list() -> None:
    quoted = nearest("没有明确请求的不受理", LIST)
    assert "不予受理：" in quoted
    assert "没有明确请求的" in quoted


def test_a_rule_comes_with_its_exception() -> None:
    assert nearest("处罚决定要公开", EXCEPTED) == "处罚决定应当公开。但涉及国家秘密的除外。"


def test_nothing_near_is_nothing() -> None:
    assert nearest("火星移民的签证办理", LIST) == ""


def test_what_is_quoted_stands_in_the_passage() -> None:
    for text in ("没有明确请求的不受理", "办事指南公开", "超过期限不受理"):
        assert all(
            piece in LIST.replace("\n", "") or piece in LIST for piece in nearest(text, LIST).split("……")
        )
