"""A question of several parts is cut into questions that stand alone; one of a single part is left whole."""

from __future__ import annotations

from assistant.compose import NOT_HELD, compose_parts
from assistant.understand.parts import parts_of
from tests.composing import choice, hit, material

DEADLINE = hit("第二十条 申请人可以在六十日内提出复议申请。", "复议法", article=20)
COURT = hit("第二十四条 县级人民政府管辖对本级部门不服的复议案件。", "复议法", article=24)


def test_a_second_asking_clause_takes_the_act_of_the_first() -> None:
    first, second = parts_of("对县公安局的处罚不服，向谁申请行政复议，多少天之内？")
    assert (first.asked, second.asked) == ("对县公安局的处罚不服，向谁申请行政复议", "多少天之内")
    assert second.query == "申请行政复议多少天之内提出"


def test_what_follows_from_not_doing_it_is_searched_in_the_words_of_statutes() -> None:
    _, second = parts_of("政府信息公开申请多长时间答复？逾期不答复怎么办？")
    assert second.asked == "逾期不答复怎么办"
    assert second.query.startswith("政府信息公开申请答复，逾期不答复怎么办，责令改正")


def test_parts_joined_by_a_stop_within_a_clause_are_told_apart() -> None:
    assert [part.asked for part in parts_of("违法建筑由谁管、怎么处理？")] == ["违法建筑由谁管", "怎么处理"]


def test_a_question_of_one_part_and_one_that_ends_in_a_statement_stay_whole() -> None:
    assert parts_of("重大行政决策要经过哪些程序？") == ()
    assert parts_of("案子开好几次庭，负责人都得去吗？") == ()
    assert parts_of("邻居装修把我家墙弄裂了找谁赔") == ()


def test_each_part_stands_under_its_own_words_and_an_empty_one_says_so() -> None:
    whole = material("向谁申请复议，多少天之内，要交钱吗？", [choice(COURT)])
    parts = [
        ("向谁申请复议", material("向谁申请复议", [choice(COURT)])),
        ("多少天之内", material("多少天内申请复议", [choice(DEADLINE)])),
        ("要交钱吗", None),
    ]
    made = compose_parts(whole, parts)
    assert [section.title for section in made.sections] == [asked for asked, _ in parts]
    assert "第二十四条" in made.sections[0].sentences[0].text
    assert "六十日" in made.sections[1].sentences[0].text
    assert made.sections[2].empty == NOT_HELD


def test_what_an_earlier_part_quoted_is_referred_to_and_not_quoted_twice() -> None:
    same = material("向谁申请复议", [choice(COURT)])
    made = compose_parts(same, [("向谁申请复议", same), ("谁管辖", same)])
    assert made.sections[1].sentences[0].label == "编排"
    assert len(made.citations) == 1


def test_a_later_part_with_a_matter_of_its_own_can_stand_by_itself() -> None:
    first, second = (
        parts_of("限制人身自由有什么要求，由谁决定，查封扣押最长多少天")[0],
        parts_of("离婚后孩子归谁，抚养费给到几岁")[1],
    )
    assert first.plain == ""
    assert second.asked == "抚养费给到几岁"
    long = parts_of("拆房子要什么手续，查封扣押的期限最长多少天")[1]
    assert long.plain.startswith("查封扣押的期限最长多少天") and long.query != long.plain


def test_a_part_that_an_earlier_quotation_answers_points_to_it() -> None:
    text = "第五条 星图应当在七日内退还，退还的运费由领用人承担。"
    first = material("星图几日内退还", [choice(hit(text, article=5))])
    composed = compose_parts(first, [("星图几日内退还", first), ("运费谁出", None), ("飞船谁修", None)])
    _, second, third = composed.sections
    assert second.sentences[0].text.startswith("上面已引：《星河法》第五条")
    assert third.empty and not third.sentences
