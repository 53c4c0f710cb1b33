"""documents/readers/numbering.py: automatic numbers as Word shows them."""

from __future__ import annotations

import pytest
from lxml import etree

from documents.readers.numbering import Numbering, write
from tests.office_files import levels, part


def lists(inner: str) -> Numbering:
    return Numbering(etree.fromstring(part("numbering", inner).encode()))


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("decimal", 12, "12"), ("chineseCounting", 12, "十二"), ("chineseCountingThousand", 120, "一百二十"),
        ("japaneseCounting", 1008, "一千零八"), ("ideographDigital", 105, "一〇五"), ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographTraditional", 3, "丙"), ("decimalEnclosedCircle", 10, "⑩"), ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"), ("upperRoman", 14, "XIV"), ("lowerLetter", 28, "bb"), ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 7, "07"), ("decimalEnclosedCircle", 99, "99"), ("hebrew1", 5, "5"),
    ],
)  # fmt: skip
def test_every_number_format_that_chinese_offices_use_is_written(form: str, value: int, written: str):
    assert write(form, value) == written


@pytest.mark.parametrize(
    ("text", "label"),
    [("第%1条", "第一条　"), ("（%1）", "（一）"), ("%1、", "一、"), ("%1", "一 "), ("第%1条 ", "第一条 ")],
)
def test_the_gap_after_a_number_is_the_one_lawyers_type(text: str, label: str):
    assert lists(levels(("chineseCounting", text))).label("1", 0) == label


def test_a_deeper_level_starts_again_under_each_outer_one():
    numbering = lists(levels(("decimal", "%1."), ("decimal", "%1.%2")))
    given = [numbering.label("1", level).strip() for level in (0, 1, 1, 0, 1)]
    assert given == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_articles_go_on_counting_through_chapters_where_the_list_says_so():
    inner = levels(("chineseCounting", "第%1章"), ("chineseCounting", "第%2条"))
    inner = inner.replace('<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:lvlRestart w:val="0"/>')
    numbering = lists(inner)
    assert [numbering.label("1", level).strip() for level in (0, 1, 0, 1)] == [
        "第一章",
        "第一条",
        "第二章",
        "第二条",
    ]


def test_two_lists_of_one_kind_count_together_unless_one_states_its_start():
    inner = levels(("decimal", "%1."))
    inner += '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    inner += '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
    numbering = lists(inner)
    assert [numbering.label(number, 0).strip() for number in ("1", "2", "3", "3")] == [
        "1.",
        "2.",
        "9.",
        "10.",
    ]


def test_legal_style_shows_outer_levels_in_arabic():
    inner = levels(("chineseCounting", "%1、"), ("decimal", "%1.%2")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:isLgl/>'
    )
    numbering = lists(inner)
    assert [numbering.label("1", 0), numbering.label("1", 1).strip()] == ["一、", "1.1"]


def test_an_unknown_list_gives_no_number():
    assert lists(levels(("decimal", "%1."))).label("99", 0) == ""
    assert Numbering(None).label("1", 0) == ""
