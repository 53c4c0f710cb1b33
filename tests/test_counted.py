"""A unit that is asked for has to be counted in somewhere."""

import pytest

from assistant.evidence.counted import uncounted


@pytest.mark.parametrize(
    ("query", "text", "missing"),
    [
        ("县里有几辆公务车", "公务车由机关事务部门管理，期限三年。", True),
        ("办公楼有几层", "办公楼不得超过五层。", False),
        ("去年办了多少件案子", "自受理之日起三十日内办结。", True),
        ("多少天内答复", "应当在二十日内答复。", False),
        ("几个工作日内公开", "七个工作日内公开。", False),
        ("罚多少钱", "处五万元以下罚款。", False),
        ("满几岁负责", "已满十六周岁的人", False),
        ("几年内申请", "自知道之日起六个月内申请。", False),
        ("怎么申请", "由本人申请。", False),
    ],
)
def test_numbers_count_only_in_their_own_unit(query: str, text: str, missing: bool) -> None:
    assert uncounted(query, [text]) is missing


def test_nothing_found_counts_nothing() -> None:
    assert uncounted("有几辆车", [])
    assert not uncounted("怎么申请", [])
