"""A question becomes a record: addresses, laws, day, scope, claims, what is searched."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.understand.kinds import Type
from assistant.understand.question import Question, understand
from documents.names import LawNames
from documents.records import Kind
from index.segment import words

NAMES = LawNames.from_titles(["中华人民共和国星河公示法", "星河公示法实施条例", "月影登记法"])


def _read(text: str) -> Question:
    return understand(text, NAMES, words)


@pytest.mark.parametrize(
    "text", ["星河公示法第四条", "《星河公示法》第4条第2款的内容是什么？", "请问星河公示法第四条怎么规定的"]
)
def test_a_bare_address_asks_for_the_article(text: str) -> None:
    question = _read(text)
    assert question.type is Type.ARTICLE
    assert question.addresses[0].laws[0] == "星河公示法"


def test_an_address_with_a_question_beside_it_asks_the_question() -> None:
    assert _read("星河公示法第四条规定的期限是几天").type is Type.QUANTITY


def test_how_many_of_a_thing_is_a_quantity_and_no_word_of_its_own() -> None:
    question = _read("风铃不得多于几只")
    assert question.type is Type.QUANTITY
    assert "几只" not in question.words and "风铃" in question.words


def test_laws_named_without_an_article_are_known_in_order_and_once() -> None:
    assert _read("月影登记法和星河公示法规定的程序").laws == ("月影登记法", "星河公示法")


def test_scope_and_day_words_are_not_searched_for() -> None:
    question = _read("2018年时，只看法律，公示的期限是多久？")
    assert question.as_of == date(2018, 12, 31)
    assert question.kinds == {Kind.LAW, Kind.CONSTITUTION}
    assert "2018" not in question.query
    assert "只看" not in question.query


def test_polite_openings_are_not_searched_for() -> None:
    assert _read("您好，请问一下，公示由谁负责？").query == "公示由谁负责？"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("星河公示法规定期限是十年，对吗", ("十年",)),
        ("公示期是15天吗", ("15天",)),
        ("公示期限是多久", ()),
        ("2019年的期限是多久", ()),
        ("星河公示法第四条", ()),
    ],
)
def test_quantities_that_the_question_asserts_are_claims(text: str, claims: tuple[str, ...]) -> None:
    assert _read(text).claims == claims


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("公示和公告有什么区别？", ("公示", "公告")),
        ("星河许可与星河处罚的区别是什么", ("星河许可", "星河处罚")),
        ("公示的条件", ()),
    ],
)
def test_a_comparison_names_both_sides(text: str, sides: tuple[str, ...]) -> None:
    assert _read(text).sides == sides


@pytest.mark.parametrize(
    ("text", "subject"),
    [("什么是公示？", "公示"), ("“一窗通办”是什么意思", "一窗通办"), ("公示的含义是什么", "公示")],
)
def test_a_definition_is_asked_of_a_term(text: str, subject: str) -> None:
    assert _read(text).subject == subject


def test_content_words_leave_out_what_only_asks() -> None:
    assert set(_read("如何申请公示听证？").words) == {"申请", "公示", "听证"}


@pytest.mark.parametrize(
    "text", ["第" * 1999, "（" * 1000 + "公示", "一二三四五" * 300, "《" * 500 + "公示" + "》" * 500]
)
def test_odd_texts_are_read_in_no_time(text: str) -> None:
    assert _read(text).text
