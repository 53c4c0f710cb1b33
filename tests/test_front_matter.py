"""documents/readers/front_matter.py: what a text file states of itself."""

from __future__ import annotations

import pytest

from documents.readers.front_matter import split

BLOCK = "---\ntitle: 示例市公示办法\n状态：现行有效\n施行日期: '2024-03-01'\n备注: 无\n---\n第一条　甲。\n"


def test_a_block_is_read_and_taken_off_the_text():
    fields, text = split(BLOCK)
    assert fields == {"title": "示例市公示办法", "status": "现行有效", "effective": "2024-03-01"}
    assert text == "第一条　甲。\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n第一条　甲。\n---\n第二条",
        "第一条　甲。\n---\n状态：现行有效\n---\n",
        "---\n状态：现行有效\n",
        "",
        "状态：现行有效\n第一条",
    ],
)
def test_a_ruled_line_or_a_line_of_the_text_is_not_a_block(text: str):
    assert split(text) == ({}, text)


def test_header_lines_before_the_mark_are_read_but_stay():
    text = "# 示例市办法\n\n- **时效性**：已废止\n文号：示府〔2020〕1号\n\n<!-- INFO END -->\n\n发布日期：2020-01-01\n"
    assert split(text) == ({"status": "已废止", "number": "示府〔2020〕1号"}, text)


def test_a_history_line_with_a_colon_is_no_field():
    text = "# 示例市办法\n2020年1月1日：第一次会议通过\n<!-- INFO END -->\n"
    assert split(text)[0] == {}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("“双随机”监管办法", "“双随机”监管办法"),
        ("关于“谁执法谁普法”", "关于“谁执法谁普法”"),
        ("“示例办法”", "示例办法"),
        ('"示例办法"', "示例办法"),
        ("“甲”与“乙”", "“甲”与“乙”"),
    ],
)
def test_only_marks_around_the_whole_value_are_dropped(value: str, read: str) -> None:
    assert split(f"---\ntitle: {value}\n---\n文")[0] == {"title": read}
