"""What the wording of a question says of its field; words that were never listed by hand."""

import pytest

from assistant.understand.field import field, pairs, particular, vocabulary

INSIDE = ["邻居把墙砌到我家地界上，我能起诉吗", "用人单位不交社会保险怎么办", "股东会决议的表决权怎么计算"]
OUTSIDE = ["这部电影的女主角是哪国人", "苹果手机怎么截屏", "什么牌子的洗面奶好用", "汉武帝是哪一年即位的"]


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("outside", OUTSIDE)
def test_a_question_of_law_sounds_more_like_law_than_any_other(inside: str, outside: str) -> None:
    assert -1 <= field(outside) < 0 < field(inside) <= 1


def test_a_question_without_known_words_says_nothing() -> None:
    assert field("") == field("鎏 鑫") == 0.0


@pytest.mark.parametrize(
    "text", ["县长是谁", "信访局电话多少", "这份文件的文号", "去年的数字", "我的案子怎样了", "现任院长"]
)
def test_people_offices_papers_and_days_are_particulars(text: str) -> None:
    assert particular(text) == 1.0


@pytest.mark.parametrize(
    "text", ["第一责任人是谁", "由谁负责", "多少天内答复", "罚款最多多少", "在哪里申请复议", "处罚的种类"]
)
def test_what_rules_state_is_no_particular(text: str) -> None:
    assert particular(text) == 0.0


def test_pairs_do_not_cross_punctuation() -> None:
    assert pairs("复议，多久2天") == {"复议", "多久", "久2", "2天"}


def test_common_pairs_count_little_and_none_counts_nothing_or_more_than_one() -> None:
    common = vocabulary().common
    assert common["什么"] < 0.3
    assert all(0 <= weight < 1 for weight in common.values())
