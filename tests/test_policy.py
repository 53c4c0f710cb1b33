"""documents/structure/policy.py: what stands above and below the text of an official document. All texts are made up."""

from __future__ import annotations

from datetime import date

import pytest

from documents.load import load_bytes
from documents.records import Kind

NOTICE = """000017
机密★一年
特急
示例市人民政府办公室文件
示政办发〔2024〕3号

示例市人民政府办公室
关于加强执法公示工作的通知

各区人民政府，市政府各部门：
新修订的《示例复议法》自2024年1月1日起施行。现就有关事项通知如下：
一、提高认识
各单位要重视。
二、落实责任
各单位要负责［注1］。

附件：1．执法公示清单

示例市人民政府办公室
2024年2月1日

（此件公开发布）
［注1］指各单位主要负责人。
抄送：市委各部门，市人大常委会办公室。
示例市人民政府办公室            2024年2月2日印发
"""


def test_a_notice_under_a_red_head_says_who_issued_it_and_what_it_is() -> None:
    document = load_bytes(NOTICE.encode(), "a.txt").document
    assert document.title == "示例市人民政府办公室关于加强执法公示工作的通知"
    assert (document.kind, document.issuer) == (Kind.NORMATIVE, "示例市人民政府办公室")
    assert (document.number, document.adopted) == ("示政办发〔2024〕3号", date(2024, 2, 1))
    assert document.effective is None  # the day belongs to the law that the notice quotes


def test_what_stands_under_a_notice_is_in_none_of_its_points() -> None:
    passages = load_bytes(NOTICE.encode(), "a.txt").structure.passages
    places = [str(passage.pinpoint) for passage in passages]
    assert places == ["主送", "开头", "一、", "二、", "附件目录", "落款", "文末", "注释", "文末"]
    assert passages[3].text == "各单位要负责［注1］。"
    assert passages[7].text == "［注1］指各单位主要负责人。"
    assert passages[8].text.startswith("抄送") and passages[8].text.endswith("印发")


@pytest.mark.parametrize(
    "line",
    [
        "抄送：示例局。",
        "主题词：执法  通知",
        "（联系人：示例局办公室）",
        "示例局办公室　2024年3月2日印发",
        "［注2］见年鉴。",
    ],
)
def test_lines_under_a_regulation_are_not_part_of_its_last_article(line: str) -> None:
    text = f"示例办法\n第一条 为了示例，制定本办法。\n第二条 本办法自公布之日起施行。\n{line}\n"
    passages = load_bytes(text.encode(), "示例办法.txt").structure.passages
    assert [passage.text for passage in passages][1:] == ["第二条 本办法自公布之日起施行。", line]


def test_a_paragraph_about_copies_inside_a_text_stays_where_it_is() -> None:
    text = "示例办法\n第一条 文件应当抄送：\n抄送：示例局。\n第二条 本办法自公布之日起施行。\n"
    passages = load_bytes(text.encode(), "示例办法.txt").structure.passages
    assert "抄送：示例局。" in passages[0].text
