"""Follow-ups are completed from the turn before by rule, or left alone."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.records import Answer, Citation, Section, Sentence
from assistant.understand.followup import complete
from assistant.understand.topic import topic_of
from documents.pinpoint import Pinpoint
from documents.records import Description, Kind, Passage, Status
from index.records import Hit, Validity


def _turn(question: str) -> Answer:
    """An answer to `question` from the fourth article of an invented law."""
    text = "机关应当公示。"
    described = Description(id="d", title="星河公示法", kind=Kind.LAW, identity="星河公示法")
    passage = Passage("d", 3, 0, len(text), text, (), Pinpoint(article=4))
    hit = Hit(passage, described, Validity(Status.UNVERIFIED), 1.0)
    return Answer(
        asked=question,
        question=question,
        status="answered",
        sections=(Section("", (Sentence(text, (1,)),)),),
        citations=(Citation(1, hit, 0, len(text), "第四条"),),
        as_of=date(2026, 1, 1),
    )


@pytest.mark.parametrize(
    ("before", "typed", "completed"),
    [
        ("星河公示法第四条", "那第二款呢", "《星河公示法》第四条第二款"),
        ("《星河公示法》第四条第一款", "第（二）项呢？", "《星河公示法》第四条第一款第（二）项"),
        ("星河公示法第四条", "第五条呢", "《星河公示法》第五条"),
        ("如何落实公示制度？", "依据是什么", "公示制度的依据是什么？"),
        ("如何落实公示制度？", "再详细一点", "公示制度有哪些具体规定？"),
        ("如何落实公示制度？", "讲话里有没有", "讲话里怎么说公示制度？"),
        ("如何落实公示制度？", "那河南呢？", "河南公示制度有什么规定？"),
        ("公示听证的条件是什么？", "那程序呢", "公示听证的程序有什么规定？"),
        ("公示听证的条件是什么？", "费用由谁承担", "公示听证的费用由谁承担"),
        ("星河复议申请期限是多久？", "那星河诉讼呢", "星河诉讼申请期限是多久？"),
        ("星河复议申请期限是多久？", "2018年时呢", "2018年时，星河复议申请期限是多久？"),
        ("2018年时，星河复议申请期限是多久？", "2019年时呢", "2019年时，星河复议申请期限是多久？"),
        ("星河公示法第四条", "上一条呢", "《星河公示法》第三条"),
        ("星河公示法第四条第二款", "下一款呢", "《星河公示法》第四条第三款"),
        ("星河公示法第四条", "上一版呢", "修订前，星河公示法第四条"),
        ("2018年时，星河复议申请期限是多久？", "现在呢", "星河复议申请期限是多久？"),
        ("公示听证的条件是什么？", "谁来主持", "公示听证谁来主持"),
        ("公示听证谁来主持", "可以延长吗", "公示听证可以延长吗"),
        ("公示申请多久答复？", "不答复怎么办", "公示申请不答复怎么办"),
        ("公示申请可以延长不答复怎么办", "收费吗", "公示申请收费吗"),
        ("星河决策要经过哪些程序？", "违反了怎么追责", "星河决策违反了怎么追责"),
        ("公示申请多久答复？", "收费吗", "公示申请收费吗"),
        ("星河补偿包括哪些", "青苗费呢", "星河补偿的青苗费有什么规定？"),
        ("试用期最长多久？", "那工资呢", "试用期的工资有什么规定？"),
        ("法律援助怎么申请", "材料呢", "法律援助的材料有什么规定？"),
        ("星河处罚法规定追诉期是十年对吗", "那几年", "星河处罚法规定追诉期几年"),
        ("什么是星河措施？", "和星河执行有什么区别", "星河措施和星河执行有什么区别？"),
        ("星河措施和星河执行有什么区别？", "它的种类有哪些", "星河措施的种类有哪些"),
        ("公示制度由谁负责", "它的期限是多久？", "公示制度的期限是多久？"),
        ("不按期公示怎么处罚", "只看法律呢", "只看法律，不按期公示怎么处罚"),
    ],
)
def test_a_follow_up_takes_over_what_it_lacks(before: str, typed: str, completed: str) -> None:
    result = complete(typed, _turn(before))
    assert result.text == completed
    assert before in result.carried


@pytest.mark.parametrize(
    "typed",
    [
        "离婚后孩子由谁抚养？",
        "民法典第一千条是什么",
        "如何申请法律援助？",
        "《示例条例》第三条第二款",
        "行政拘留最长几天",
        "公司注销要什么手续？",
        "撤销许可的情形",
        "今天天气怎么样",
        "谢谢",
    ],
)
def test_a_new_topic_takes_over_nothing(typed: str) -> None:
    result = complete(typed, _turn("星河公示法第四条"))
    assert (result.text, result.carried) == (typed, "")


def test_without_a_turn_before_nothing_is_completed() -> None:
    assert complete("那第二款呢", None).text == "那第二款呢"


@pytest.mark.parametrize(
    ("question", "whole", "subject", "aspect"),
    [
        ("如何落实行政执法公示制度？", "行政执法公示制度", "行政执法公示制度", ""),
        ("2018年时，星河复议申请期限是多久？", "星河复议申请期限", "星河复议", "申请期限"),
        ("行政处罚听证的条件是什么？", "行政处罚听证的条件", "行政处罚听证", "条件"),
        ("领导干部述法有什么要求？", "领导干部述法", "领导干部述法", ""),
    ],
)
def test_the_topic_is_what_is_left_without_question_words(
    question: str, whole: str, subject: str, aspect: str
) -> None:
    topic = topic_of(question)
    assert (topic.whole, topic.subject, topic.aspect) == (whole, subject, aspect)
