"""Two ways of writing one thing meet in the same tokens; two things never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chain.tokens import tokens


def forms(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日", "30日"),
        ("二十个工作日内", "20个工作日以内"),
        ("应当备案", "须备案"),
        ("不得收费", "不准收费"),
        ("人民法院", "法院"),
        ("省、自治区、直辖市人民政府", "省级人民政府"),
        ("自收到申请之日起五日内", "收到申请后五日内"),
        ("除涉及国家秘密外", "涉及国家秘密的除外".replace("的", "")),
        ("最长不得超过六十日", "至多60日"),
        ("不满十八周岁", "未满18岁"),
        ("百分之十", "10%"),
        ("第四十八条", "第48条"),
        ("《中华人民共和国水法》", "《水法》"),
        ("依照规定办理", "按照规定办理"),
    ],
)
def test_one_thing_has_one_form(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("五日内", "五个工作日内"),
        ("十万元以上", "十万元以下"),
        ("应当公开", "可以公开"),
        ("不得转让", "可以转让"),
        ("签名或者盖章", "签名并盖章"),
        ("登记前", "登记后"),
        ("2‰", "2%"),
        ("第四十八条", "第四十八条之一"),
        ("一审", "二审"),
        ("无需批准", "经批准"),
        ("受理", "不受理"),
    ],
)
def test_two_things_have_two_forms(one: str, other: str) -> None:
    assert forms(one) != forms(other)


def test_clauses_parts_and_sentences_are_counted() -> None:
    found = tokens("逾期不办理的，处罚款；拒绝的，吊销。申请人可以申辩。")
    assert [found[0].clause, found[-1].clause] == [0, 4]
    assert [found[0].part, found[-1].part] == [0, 2]
    assert found[-1].sentence == 1


def test_the_numbers_of_items_and_the_article_that_opens_a_passage_are_no_words() -> None:
    assert forms("第六条 请求书：\n（一）姓名；\n（二）地址。") == list("请求书姓名地址")


@given(st.text(alphabet="的应当可以不得第条三日内，。；：、（）《》“”或者和除外自起经年5 \n", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert all(token.text for token in tokens(text))
