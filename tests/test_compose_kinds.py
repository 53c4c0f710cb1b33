"""A question for the kinds of a thing is answered by all of them: by the article that sums up, or by one for each."""

from __future__ import annotations

from assistant.compose.kinds import find_kinds
from tests.composing import choice, hit, material

WILLS = [
    hit(text, "灯船法", article=10 + i, headings=("第二章 遗嘱",), ordinal=i)
    for i, text in enumerate(
        (
            "第十条 自书遗嘱由本人书写。",
            "第十一条 以录音立的，应当有人在场。",
            "第十二条 公证遗嘱由机构办理。",
            "第十三条 代书遗嘱应当有人见证。",
            "第十四条 未成年人不得立遗嘱。",
        )
    )
]
PASSAGES = [found.passage for found in WILLS]


def test_one_kind_brings_the_articles_of_all_kinds_and_what_stands_between_them() -> None:
    spans = find_kinds(material("遗嘱有哪几种形式？", [choice(WILLS[2])], PASSAGES))
    assert [span.pinpoint for span in spans] == ["第十条", "第十一条", "第十二条", "第十三条"]


def test_an_article_that_sums_up_the_kinds_answers_by_itself() -> None:
    summing = hit("第九条 遗嘱分为自书遗嘱和公证遗嘱。", "灯船法", article=9, ordinal=9)
    spans = find_kinds(material("遗嘱有哪几种形式？", [choice(WILLS[2]), choice(summing)], PASSAGES))
    assert [span.pinpoint for span in spans] == ["第九条"]


def test_articles_are_not_strung_together_where_kinds_are_not_asked_for_or_are_few() -> None:
    assert find_kinds(material("立遗嘱有哪些条件？", [choice(WILLS[2])], PASSAGES)) == ()
    assert find_kinds(material("遗嘱有哪几种形式？", [choice(WILLS[2])], PASSAGES[1:])) == ()
    assert find_kinds(material("遗嘱有哪几种形式？", [choice(WILLS[4])], PASSAGES)) == ()
