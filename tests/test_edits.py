"""What may be put in, left out and moved when a sentence restates a passage; each rule with the error that it stops."""

import pytest

from assistant.chain.edits import confirm

HELD = (
    "第八条 经营者应当自领取证书之日起三十日内，向县级人民政府备案；逾期不备案的，由县级人民政府责令改正，"
    "处一千元以上五千元以下罚款。备案内容虚假的，可以吊销证书。\n"
    "证书丢失、毁损或者被盗的，经营者应当申请补领。未成年人不得单独经营；但是，经监护人书面同意并在场的除外。"
)
TITLE = "示例市经营备案条例"


def confirmed(sentence: str) -> bool:
    return not confirm(sentence, TITLE, HELD)


@pytest.mark.parametrize(
    "sentence",
    [
        "经营者应当自领取证书之日起三十日内，向县级人民政府备案",
        "经营者须在领取证书后30日内向县级政府备案",
        "逾期不备案的，由县级人民政府责令改正，处1000元以上5000元以下罚款",
        "逾期不备案的，由县级人民政府责令改正",
        "备案内容虚假的，可以吊销证书",
        "证书丢失的，经营者应当申请补领",
        "证书毁损或者丢失的，经营者要申请补领",
        "未成年人不能单独经营，但经监护人书面同意并在场的除外",
    ],
)
def test_these_say_what_the_passage_says(sentence: str) -> None:
    assert confirmed(sentence), confirm(sentence, TITLE, HELD)


@pytest.mark.parametrize(
    "sentence",
    [
        "经营者应当自领取证书之日起三十个工作日内，向县级人民政府备案",  # unit
        "经营者应当自领取证书之日起六十日内，向县级人民政府备案",  # number
        "经营者可以自领取证书之日起三十日内，向县级人民政府备案",  # 应当 → 可以
        "经营者应当自领取证书之日起三十日内，向市级人民政府备案",  # whom
        "县级人民政府应当自领取证书之日起三十日内，向经营者备案",  # parties exchanged
        "经营者应当在三十日内领取证书",  # another thing done in the time
        "由县级人民政府责令改正，处一千元以上五千元以下罚款",  # the condition dropped
        "备案内容虚假的，处一千元以上五千元以下罚款",  # one condition, another consequence
        "逾期不备案的，可以吊销证书",
        "备案内容虚假的，应当吊销证书",  # 可以 → 应当
        "备案内容虚假的，不得吊销证书",
        "备案内容虚假的，可以吊销证书和营业执照",  # invented
        "所有经营者备案内容虚假的，可以吊销证书",  # widened
        "未成年人不得单独经营",  # the exception dropped
        "未成年人可以单独经营，但经监护人书面同意并在场的除外",
        "未成年人不得单独经营，但经监护人书面同意的除外",  # one of two conditions dropped
        "未成年人不得单独经营，但经监护人书面同意或者在场的除外",
        "证书丢失并且毁损的，经营者应当申请补领",
        "逾期备案的，由县级人民政府责令改正",  # a denial dropped
        "逾期不备案的，由县级人民政府责令改正，处五千元以下罚款",  # one end of the range
    ],
)
def test_these_do_not(sentence: str) -> None:
    assert not confirmed(sentence)


def test_parties_that_differ_by_one_character_are_two() -> None:
    assert confirm("申请人应当提交答复", "", "被申请人应当提交答复。")
    assert confirm("被申请人应当提交答复", "", "申请人应当提交答复。")


def test_the_first_of_two_conditions_counts_though_a_comma_divides_them() -> None:
    held = "违法行为轻微并及时改正，没有造成危害后果的，不予处罚。"
    assert not confirm("违法行为轻微并及时改正，没有造成危害后果的，不予处罚", "", held)
    assert confirm("没有造成危害后果的，不予处罚", "", held)
    assert confirm("违法行为轻微的，不予处罚", "", held)


def test_an_item_belongs_to_the_list_it_stands_in() -> None:
    held = "有下列情形之一的，应予立案：\n（一）主体适格；\n（二）事实清楚。\n有下列情形之一的，不予立案：\n（一）超过时效；\n（二）证据不足。"
    assert not confirm("有下列情形之一的，应予立案：主体适格", "", held)
    assert confirm("有下列情形之一的，应予立案：超过时效", "", held)


def test_half_a_year_is_not_a_year() -> None:
    held = "司法部门每半年至少组织一次检查。"
    assert not confirm("司法部门每半年至少组织一次检查", "", held)
    assert confirm("司法部门每年至少组织一次检查", "", held)


def test_a_definition_is_said_whole() -> None:
    held = "对犯罪所得处理后得到的租金，应当认定为“犯罪所得产生的收益”。"
    assert confirm("对犯罪所得处理后得到的租金，应当认定为“犯罪所得”", "", held)
