"""A day is read only where the question asks to be judged by it."""

from datetime import date

import pytest

from assistant.understand.when import find_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018年时，复议期限是多久？", date(2018, 12, 31)),
        ("2021年1月1日以前，登记要什么材料", date(2020, 12, 31)),
        ("2023年9月之前怎么规定", date(2023, 8, 31)),
        ("按照2019年的规定，罚多少", date(2019, 12, 31)),
        ("截至2020年6月30日，示例法有效吗", date(2020, 6, 30)),
        ("示例公司法（2018）第十条", date(2018, 12, 31)),
        ("二〇一八年时怎么规定", date(2018, 12, 31)),
        ("2024年2月当时的期限", date(2024, 2, 29)),
        ("在2016年，期限是几天", date(2016, 12, 31)),
        ("2015年机构不报告怎么罚", date(2015, 12, 31)),
    ],
)
def test_a_year_with_a_cue_names_the_day(text: str, day: date) -> None:
    assert find_day(text).day == day


@pytest.mark.parametrize(
    "text",
    [
        "我2019年入职，没签合同怎么办",
        "2019年签的合同还有效吗",
        "2021年2月30日以前怎么规定",
        "行政处罚多久公开",
        "五年内不得录用",
    ],
)
def test_a_year_of_the_facts_or_an_impossible_day_names_none(text: str) -> None:
    assert find_day(text).day is None


@pytest.mark.parametrize(
    "text", ["修订前的示例法怎么规定", "旧法怎么说", "原来的规定是什么", "修改以前的期限"]
)
def test_the_version_before_can_be_asked_for_without_a_date(text: str) -> None:
    assert find_day(text).old


@pytest.mark.parametrize("text", ["2023年版示例法怎么规定", "示例法（2023修订）第三条", "2023年修订的示例法"])
def test_a_version_named_by_its_year_is_told_from_a_day(text: str) -> None:
    assert find_day(text).edition == 2023
    assert find_day("2023年时怎么规定").edition is None
