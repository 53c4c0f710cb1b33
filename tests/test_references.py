"""Mentions of articles, resolved from where they stand."""

import pytest

from documents.names import LawNames
from documents.records import Kind
from documents.references import references

from .law_texts import Law, law

NAMES = LawNames.from_titles(
    (
        "中华人民共和国示例法",
        "中华人民共和国立法法",
        "中华人民共和国刑法",
        "中华人民共和国刑法修正案（六）",
        "中华人民共和国公司法",
        "示例市养犬管理条例",
    )
)


def found(text: Law) -> list[tuple[str, str, str]]:
    document, passages = text
    return [
        (document.text[r.start : r.end], r.law, str(r.pinpoint or ""))
        for r in references(document, passages, NAMES)
    ]


def in_article(*lines: str) -> list[tuple[str, str]]:
    """What stands in the third article of an invented law, without the law's own name where it is meant."""
    text = law(
        "中华人民共和国示例法",
        "第一条 为了示例。",
        "第二条 甲应当申请。",
        "乙应当登记。",
        "第三条 " + lines[0],
        *lines[1:],
        "第四条 丁办法由机关制定。",
    )
    return [(words, place if owner == "示例法" else f"{owner}{place}") for words, owner, place in found(text)]


@pytest.mark.parametrize(
    ("line", "mentions"),
    [
        ("违反本法第二条的，处罚。", [("本法第二条", "第二条")]),
        (
            "违反本法第一条、第二条第二款的规定。",
            [("本法第一条", "第一条"), ("第二条第二款", "第二条第二款")],
        ),
        ("违反第二条规定，或者第四条规定的。", [("第二条", "第二条"), ("第四条", "第四条")]),
        ("依照《立法法》第七十二条办理。", [("《立法法》第七十二条", "立法法第七十二条")]),
        ("依照立法法第七十二条、第七十三条办理。",)
        + ([("立法法第七十二条", "立法法第七十二条"), ("第七十三条", "立法法第七十三条")],),
        ("依照《中华人民共和国刑法》办理。", [("《中华人民共和国刑法》", "刑法")]),
        ("依照《没有的办法》第三条办理。", [("《没有的办法》第三条", "没有的办法第三条")]),
        ("依照前条办理。", [("前条", "第二条")]),
        ("依照前条第二款办理。", [("前条第二款", "第二条第二款")]),
        ("依照前两条办理。", [("前两条", "第一条"), ("前两条", "第二条")]),
        ("依照《香港特别行政区基本法》第九条办理。",)
        + ([("《香港特别行政区基本法》第九条", "香港特别行政区基本法第九条")],),
        ("符合公司法第五条的。", [("公司法第五条", "公司法第五条")]),
        ("该法第五条另有规定。", [("第五条", "第五条")]),
        ("第三人提出异议的，从其目前条件。", []),
        ("依照有关法律办理。", []),
    ],
)
def test_one_line(line: str, mentions: list[tuple[str, str]]) -> None:
    assert in_article(line) == mentions


def test_a_range_gives_what_lies_between() -> None:
    document, passages = law(
        "中华人民共和国示例法", *(f"第{n}条 甲。" for n in "一二三四五六"), "第七条 依照第二条至第五条处罚。"
    )
    mentioned = {str(r.pinpoint) for r in references(document, passages, NAMES)}
    assert mentioned == {"第二条", "第三条", "第四条", "第五条"}


def test_the_paragraph_before_counts_from_where_it_stands() -> None:
    mentions = in_article("甲应当申请。", "违反前款的，处罚。", "违反前两款的，加重处罚。")
    assert mentions == [("前款", "第三条第一款"), ("前两款", "第三条第一款"), ("前两款", "第三条第二款")]


def test_an_item_of_the_paragraph_before() -> None:
    mentions = in_article("有下列情形之一的：", "（一）甲；", "（二）乙。", "有前款第二项情形的，不予登记。")
    assert mentions == [("前款第二项", "第三条第一款第（二）项")]


def test_a_paragraph_of_this_article() -> None:
    assert in_article("甲应当申请。", "乙适用本条第一款。")[0] == ("本条第一款", "第三条第一款")


def test_an_item_in_a_list_of_penalties_belongs_to_the_article_that_was_broken() -> None:
    # 违反第三项 in the items of 罚则 speaks of 第二条, not of the penalties themselves.
    text = law(
        "示例市养犬管理条例",
        "第一条 为了示例。",
        "第二条 养犬人不得：",
        "（一）甲；",
        "（二）乙；",
        "（三）丙。",
        "第三条 违反本条例第二条规定的，按照下列规定处罚：",
        "（一）违反第一项、第二项规定的，警告；",
        "（二）违反第三项规定的，罚款。",
        kind=Kind.LOCAL_REGULATION,
    )
    assert [place for _, _, place in found(text)] == [
        "第二条",
        "第二条第（一）项",
        "第二条第（二）项",
        "第二条第（三）项",
    ]


def test_a_short_name_that_the_text_defines_is_understood() -> None:
    text = law(
        "最高人民法院关于示例问题的解释",
        "第一条 根据《中华人民共和国刑法》（以下简称《本刑》）制定本解释。",
        "第二条 《本刑》第三条所称情形，见本解释第一条。",
        kind=Kind.INTERPRETATION,
    )
    assert ("《本刑》第三条", "刑法", "第三条") in found(text)
    assert ("本解释第一条", "最高人民法院关于示例问题的解释", "第一条") in found(text)


def test_an_article_that_the_text_does_not_have_is_that_of_the_law_it_applies() -> None:
    text = law(
        "最高人民法院关于适用《中华人民共和国刑法》若干问题的解释",
        "第一条 甲适用第二百条。",
        "第二条 乙适用第一条。",
        kind=Kind.INTERPRETATION,
    )
    assert [(owner, place) for _, owner, place in found(text)] == [
        ("刑法", "第二百条"),
        ("最高人民法院关于适用《刑法》若干问题的解释", "第一条"),
    ]


def test_an_amendment_speaks_of_the_law_it_amends() -> None:
    text = law(
        "中华人民共和国刑法修正案（六）",
        "一、将刑法第五条修改为：“甲的，依照本法第六条处罚。”",
        "二、删去第七条。",
    )
    assert [(owner, place) for _, owner, place in found(text)] == [
        ("刑法", "第五条"),
        ("刑法", "第六条"),
        ("刑法", "第七条"),
    ]


def test_an_article_of_an_amendment_is_its_point() -> None:
    text = law(
        "最高人民法院关于示例罪名的规定",
        "第一条 甲罪（《刑法修正案（六）》第十条）。",
        kind=Kind.INTERPRETATION,
    )
    assert [(owner, place) for _, owner, place in found(text)] == [("刑法修正案（六）", "十、")]


def test_a_text_without_mentions_has_no_references() -> None:
    assert found(law("中华人民共和国示例法", "第一条 甲。")) == []
