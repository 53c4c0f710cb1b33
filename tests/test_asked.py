"""What a question names, and what of it is searched for."""

import pytest

from documents.names import LawNames
from index.asked import read

NAMES = LawNames.from_titles(
    ["中华人民共和国行政处罚法", "中华人民共和国民法典", "中华人民共和国刑法", "个体工商户条例"]
)


@pytest.mark.parametrize(
    ("question", "topic", "law"),
    [
        ("行政处罚法规定，当事人可以要求听证吗？", "当事人可以要求听证吗？", "行政处罚法"),
        ("根据《民法典》，高空抛物谁负责", "高空抛物谁负责", "民法典"),
        ("高空抛物在《中华人民共和国民法典》里怎么规定", "高空抛物怎么规定", "民法典"),
        ("刑法第二十条正当防卫怎么认定", "正当防卫怎么认定", "刑法"),
        ("个体工商户条例里对登记的要求", "对登记的要求", "个体工商户条例"),
    ],
)
def test_a_named_law_is_where_to_look_and_the_rest_is_what_for(question: str, topic: str, law: str) -> None:
    asked = read(question, NAMES)
    assert asked.topic == topic
    assert [identity.removeprefix("中华人民共和国") for identity in asked.laws] == [law]


@pytest.mark.parametrize("question", ["行政处罚法", "《民法典》？", "行政处罚法第四十八条", "刑法里"])
def test_where_nothing_else_is_asked_the_name_is_searched_for(question: str) -> None:
    assert read(question, NAMES).topic == question


@pytest.mark.parametrize("question", ["高空抛物谁负责", "", "根据某某法，谁负责", "第三条怎么规定的"])
def test_a_question_that_names_no_known_law_stays_as_it_is(question: str) -> None:
    asked = read(question, NAMES)
    assert (asked.topic, asked.laws) == (question, ())


def test_two_laws_are_both_named_once() -> None:
    asked = read("行政处罚法和刑法哪个先适用？行政处罚法优先吗", NAMES)
    assert len(asked.laws) == 2
    assert "行政处罚法" not in asked.topic and "刑法" not in asked.topic
