"""Texts in, passages and outlines out. All texts are made up, but for those read from the corpus by path."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.recognise import Hints, describe
from documents.records import Document, Kind, Passage, Structure
from documents.structure import structure
from documents.structure.measure import articles_found, read_folder
from documents.units import units

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def document(text: str, name: str = "示例.txt", kind: Kind | None = None) -> Document:
    description = describe(text, name, Hints(kind=kind))
    return Document(
        **{slot: getattr(description, slot) for slot in description.__dataclass_fields__}, text=text
    )


def read(text: str, name: str = "示例.txt", kind: Kind | None = None) -> Structure:
    return structure(document(text, name, kind))


def places(found: Structure) -> list[str]:
    return [str(passage.pinpoint) for passage in found.passages]


def addresses(passage: Passage) -> list[str]:
    return [str(unit.pinpoint) for unit in units(passage)]


STATUTE = """示例市公示条例

（2020年3月1日示例市第一届人民代表大会常务委员会第二次会议通过）

目　录
第一章　总则
第二章　公示
第三章　附则

第一章　总则
第一条　为了规范公示，制定本条例。
第二条　公示应当及时。
依照第一条的规定执行。
第三人有异议的，可以提出。
第二章　公示
第三条　下列事项应当公示：
（一）主体；
（二）依据，包括：
1．法律；
2．法规。
（三）程序。
前款第一项的内容应当更新。
第三条之一　公示可以采用网络。
第三章　附则
第四条
本条例自2020年5月1日起施行。
"""


def test_a_plain_statute_is_cut_at_its_articles_and_not_at_references_or_contents() -> None:
    found = read(STATUTE)
    assert places(found) == ["第一条", "第二条", "第三条", "第三条之一", "第四条"]
    assert [heading.label for heading in found.outline] == ["第一章", "第二章", "第三章"]
    assert found.passages[2].headings == ("第二章 公示",)
    assert found.report.chapters == 3
    assert (found.report.articles, found.report.missing, found.report.duplicate) == (5, (), ())


def test_every_unnumbered_line_is_the_next_paragraph_and_lists_have_items_and_subitems() -> None:
    found = read(STATUTE)
    assert addresses(found.passages[1]) == ["第二条第一款", "第二条第二款", "第二条第三款"]
    assert addresses(found.passages[2]) == [
        "第三条第一款",
        "第三条第一款第（一）项",
        "第三条第一款第（二）项",
        "第三条第一款第（二）项第1目",
        "第三条第一款第（二）项第2目",
        "第三条第一款第（三）项",
        "第三条第二款",
    ]
    assert addresses(found.passages[4]) == ["第四条"]


def test_an_article_with_one_paragraph_has_items_without_a_paragraph_number() -> None:
    found = read("示例法\n第一条 处分的种类：\n（一）警告；\n（二）记过。\n第二条 本法自公布之日起施行。")
    assert addresses(found.passages[0]) == ["第一条", "第一条第（一）项", "第一条第（二）项"]


def test_items_that_run_on_inside_a_line_are_items_too() -> None:
    found = read(
        "示例法\n第一条 应当载明：（一）名称；（二）住所；（三）依照本条第（一）项的其他事项。\n第二条 附则。"
    )
    assert addresses(found.passages[0]) == [
        "第一条",
        "第一条第（一）项",
        "第一条第（二）项",
        "第一条第（三）项",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A line broken in the middle of a sentence goes on; it is no 款 of its own.
        ("应当建立健全制度，落实养护责任和加强监\n督和技术指导。", ["第一条"]),
        # A list that lost its numbers is still a list.
        ("有下列情形之一的：\n逾期不交的；\n拒不改正的。\n前款规定另行制定。", ["第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第二款"]),
        # Text between two items belongs to the first of them.
        ("按照下列办理：\n（一）受理；\n不受理的说明理由。\n（二）审查。", ["第一条", "第一条第（一）项", "第一条第（二）项"]),
        # （一）至（三）项所列人员 is a sentence, not item one.
        ("登记如下：\n（一）甲；\n（二）乙。\n（一）至（二）项所列人员另行登记。", ["第一条第一款", "第一条第一款第（一）项", "第一条第一款第（二）项", "第一条第二款"]),
        ("计算公式：\n应纳税额＝销售额×税率", ["第一条"]),
    ],
)  # fmt: skip
def test_odd_lines_of_real_texts_are_read_as_a_lawyer_reads_them(lines: str, expected: list[str]) -> None:
    found = read(f"示例法\n第一条 {lines}\n第二条 本法自公布之日起施行。")
    assert addresses(found.passages[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "示例法\n第一条为了公示，制定本法。\n第二条公示应当及时。\n第三条规划公示。",
        "示例法\n第一条　为了公示，制定本法。　第二条　公示应当及时。　第三条　自公布之日起施行。",
        "# 示例法\n\n<!-- INFO END -->\n## 第一章 总则\n\n**第一条** 为了公示。\n\n第 二 条 公示及时。\n\n笫三条 附则。",
        "示例法\n第1条 为了公示。\n第2条 公示及时。\n第3条 附则。",
        "示例法\n第一条\n为了公示。\n第二条\n公示及时。\n第三条\n附则。",
    ],
)
def test_articles_are_found_in_every_layout(text: str) -> None:
    assert places(read(text)) == ["第一条", "第二条", "第三条"]


def test_comments_and_heading_marks_are_in_no_passage() -> None:
    found = read(
        "# 示例法\n\n2020年1月1日 通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n第一条 甲。\n\n<!-- FORCE BREAK -->\n\n## 第二章 附则\n\n第二条 乙。\n"
    )
    assert [passage.text for passage in found.passages] == ["第一条 甲。", "第二条 乙。"]


def test_a_heading_that_lost_its_number_is_a_heading_and_no_paragraph() -> None:
    found = read("示例条例\n第一章 总则\n第一条 甲。\n法律责任\n第二条 乙。\n第三章 附则\n第三条 丙。")
    assert [passage.headings for passage in found.passages] == [
        ("第一章 总则",),
        ("法律责任",),
        ("第三章 附则",),
    ]
    assert addresses(found.passages[0]) == ["第一条"]


def test_missing_and_duplicate_articles_are_reported() -> None:
    report = read("示例法\n第一条 甲。\n第二条 乙。\n第二条 乙乙。\n第四条 丁。").report
    assert (report.missing, report.duplicate) == (("第三条",), ("第二条",))
    assert {note.code for note in report.notes} == {"MISSING_ARTICLE", "DUPLICATE_ARTICLE"}


def test_a_decision_is_numbered_by_its_points_and_quoted_articles_are_no_headings() -> None:
    found = read(
        "示例市人大常委会关于修改《示例市公示条例》的决定\n一、将第二条修改为：“公示应当准确。\n“第三人可以提出异议。\n第三款 略。”\n"
        "二、增加一条，作为第五条：\n“第五条 公示应当全面。”\n三、本决定自公布之日起施行。"
    )
    assert places(found) == ["一、", "二、", "三、"]
    assert found.report.articles == 0


def test_an_amendment_counts_its_own_articles_only() -> None:
    found = read(
        "示例宪章修正案\n第三十二条 宪章第三章增加五条，内容如下：\n第七节 监察\n第一百二十三条 设监察委员会。\n第三十三条 宪章第四条修改。",
        kind=Kind.LAW,
    )
    assert places(found) == ["第三十二条", "第三十三条"]


def test_annexes_have_addresses_of_their_own() -> None:
    found = read(
        "示例法\n第一条 甲。\n第二条 附件所列物质禁止生产。\n附件一：禁止清单\n一、甲类\n二、乙类\n附件二\n收费表\n按年收取费用。"
    )
    assert places(found)[:2] == ["第一条", "第二条"]
    assert [p.pinpoint.annex for p in found.passages[2:]] == ["附件1", "附件2"]
    assert found.passages[-1].headings == ("附件二 收费表",)


NOTICE = """示例市人民政府办公室关于推行公示制度的通知

示政办发〔2023〕12号

各区县人民政府，市政府各部门：

现就有关事项通知如下。

一、总体要求
坚持公开为常态。一是及时。二是准确。

二、主要任务
（一）事前公示。公示下列内容：
1.主体；
2.依据。
（二）事中公示。出示证件。

附件：1.示例市公示办法
　　　2.目录

示例市人民政府办公室
2023年5月6日

附件1

示例市公示办法

第一条　为了规范公示，制定本办法。
第二条　本办法自2023年6月1日起施行。
"""


def test_an_official_document_has_addressee_points_signature_and_annexes() -> None:
    found = read(NOTICE)
    assert places(found) == [
        "主送",
        "开头",
        "一、",
        "二、（一）",
        "二、（二）",
        "附件目录",
        "落款",
        "附件1第一条",
        "附件1第二条",
    ]
    assert addresses(found.passages[2]) == ["一、", "一、“一是”", "一、“二是”"]
    assert addresses(found.passages[3]) == ["二、（一）", "二、（一）1.", "二、（一）2."]


SPEECH = """同志们：
今天，我们召开全市公示工作推进会议，主要任务是部署下步工作。下面，我讲三点意见：
一、提高认识
公示是基础工程，必须抓好。
（一）认识要到位。{c}
（二）责任要到位。要层层压实。
二、突出重点
一是着力抓好两个重点。{a}{b}
二是着力破解难题。一要破解执行难。二要破解应诉难。
三、加强领导
各级要高度重视。首先，加强组织。其次，加强保障。
同志们，让我们共同努力！
谢谢大家！
""".format(
    a="一要抓好立法。" + "要立足实际解决问题。" * 20,
    c="要学深悟透。" * 20,
    b="二要抓好执法。" + "要严格规范公正文明。" * 20,
)


def test_a_speech_is_cut_at_its_points_and_nested_run_in_points_have_addresses() -> None:
    found = read(SPEECH)
    outline = [(heading.level, heading.label) for heading in found.outline]
    assert outline == [
        (1, "一、"), (2, "（一）"), (2, "（二）"),
        (1, "二、"), (2, "一是"), (3, "一要"), (3, "二要"), (2, "二是"), (3, "一要"), (3, "二要"),
        (1, "三、"), (2, "首先"), (2, "其次"),
    ]  # fmt: skip
    assert places(found) == [
        "开头",
        "一、第一自然段",
        "一、（一）",
        "一、（二）",
        "二、“一是”",
        "二、“一是”“二要”",
        "二、“二是”",
        "三、",
        "结尾",
    ]
    lead = found.passages[4]
    assert addresses(lead) == ["二、“一是”", "二、“一是”“一要”"]
    assert addresses(found.passages[6]) == ["二、“二是”", "二、“二是”“一要”", "二、“二是”“二要”"]
    assert found.passages[5].headings == ("二、突出重点", "一是着力抓好两个重点")


def test_a_speech_that_quotes_one_article_does_not_become_a_statute() -> None:
    found = read("同志们：\n一、要学法。\n第三条规定得很清楚。\n第三条 公示应当及时。\n二、要用法。")
    assert found.report.articles == 0


def test_a_case_is_cut_at_its_headings() -> None:
    found = read(
        "# 甲诉乙合同纠纷案\n<!-- INFO END -->\n## 基本案情\n甲与乙订立合同。\n## 裁判要点\n一、合同有效。\n二、应当履行。\n",
        "案例/甲.md",
    )
    assert places(found) == ["基本案情", "裁判要点"]
    assert addresses(found.passages[1]) == ["裁判要点一、", "裁判要点二、"]


def test_a_preamble_keeps_the_numbers_of_its_paragraphs() -> None:
    found = read(
        "# 示例基本法\n<!-- INFO END -->\n## 序言\n甲。\n\n乙。\n## 第一章 总则\n第一条 丙。\n第二条 丁。\n",
        kind=Kind.LAW,
    )
    assert places(found) == ["序言第一自然段", "序言第二自然段", "第一条", "第二条"]


def test_a_long_article_is_split_only_between_its_units() -> None:
    items = "\n".join(f"（{n}）{'应当公示的内容' * 25}；" for n in "一二三四五六七八九十")
    found = read(f"示例法\n第一条 下列事项：\n{items}\n其他事项另行规定。\n第二条 附则。")
    pieces = [passage for passage in found.passages if passage.pinpoint.article == 1]
    assert len(pieces) > 1
    assert str(pieces[1].pinpoint).startswith("第一条第一款第（")
    everything = [address for piece in pieces for address in addresses(piece)]
    assert everything == [
        "第一条第一款",
        *(f"第一条第一款第（{n}）项" for n in "一二三四五六七八九十"),
        "第一条第二款",
    ]


LINES = st.sampled_from(
    ["第一条 甲。", "第二条　乙：", "（一）丙；", "1．丁；", "第一章 总则", "一、戊", "（二）己。一是庚。二是辛。", "附件1", "“第三条 壬。"]
    + ["第三人癸", "## 标题", "| 表 | 格 |", "<!-- 注 -->", "　　", "二要子。", "同志们：", "目录", "2020年1月1日", "①丑", "第十条", "附则"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES | st.text(max_size=12), max_size=25), st.sampled_from(list(Kind)))
def test_whatever_the_text_passages_and_units_are_cut_from_it_in_order(lines: list[str], kind: Kind) -> None:
    source = document("\n".join(lines), kind=kind)
    found = structure(source)
    last = 0
    for ordinal, passage in enumerate(found.passages):
        assert passage.ordinal == ordinal
        assert passage.start >= last
        assert passage.text == source.text[passage.start : passage.end] != ""
        last = passage.end
        before = passage.start
        for unit in units(passage):
            assert before <= unit.start < unit.end <= passage.end
            before = unit.end
    assert all(0 <= heading.start <= heading.end <= len(source.text) for heading in found.outline)


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_civil_code_has_all_its_articles_over_its_volumes() -> None:
    reads = read_folder(CORPUS / "laws" / "民法典")
    numbers = [p.pinpoint.article for r in reads for p in r.structure.passages if p.pinpoint.article]
    assert sorted(set(numbers)) == list(range(1, 1261))
    assert sum(articles_found(r.structure.passages) for r in reads) == 1260
    assert {r.document.volume for r in reads} >= {"总则", "合同编", "附则"}


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_penalty_law_has_eighty_six_articles() -> None:
    (found,) = [
        r for r in read_folder(CORPUS / "laws" / "行政法") if r.path.name.startswith("行政处罚法(2021")
    ]
    assert found.structure.report.articles == 86
    assert not found.structure.report.notes


def test_short_points_stand_together_only_if_the_whole_list_is_short() -> None:
    short = read(
        "示例要点\n一、原则\n（一）公开。\n（二）公正。\n二、程序\n（一）公开。\n（二）"
        + "应当听取意见。" * 15,
        kind=Kind.MODEL_TEXT,
    )
    assert places(short) == ["一、", "二、（一）", "二、（二）"]
    assert addresses(short.passages[0]) == ["一、（一）", "一、（二）"]


def test_a_huge_paragraph_is_cut_behind_full_stops_and_nothing_is_lost() -> None:
    sentence = "公示应当及时准确全面。"
    found = read("示例公告\n" + sentence * 400, kind=Kind.OTHER)
    assert len(found.passages) > 3
    assert all(passage.text.endswith("。") and len(passage.text) <= 1500 for passage in found.passages)
    assert "".join(passage.text for passage in found.passages) == sentence * 400


@pytest.mark.parametrize(
    "line",
    [
        "第一章 甲\n",
        "第一条 甲。\n",
        "（一）乙；\n",
        "乙；\n",
        "一、甲\n",
        "一是甲。",
        "<!--",
        "#",
        "《",
        "“",
        "附件\n",
        "\n2020年1月1日",
    ],
)
def test_hostile_repetition_costs_time_in_proportion(line: str) -> None:
    """Each of these once made a loop or a pattern quadratic; 10,000 of them would then take minutes."""
    source = document("第一条 甲：\n" + line * 10_000)
    before = time.process_time()
    for passage in structure(source).passages:
        units(passage)
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "下列用语的含义：\n甲，是指一。\n乙，是指二。\n（三）丙，是指三。",
            ["", "第（一）项", "第（二）项", "第（三）项"],
        ),
        (
            "下列情形：\n（一）甲；\n乙；\n丙；\n（四）丁。",
            ["", "第（一）项", "第（二）项", "第（三）项", "第（四）项"],
        ),
        # Three lines stand where two numbers are missing: nobody can say which is which.
        ("下列用语的含义：\n甲，是指一。\n乙，是指二。\n丙，是指三。\n（三）丁，是指四。", None),
    ],
)
def test_items_that_lost_their_numbers_get_them_back_if_they_can_be_counted(
    lines: str, expected: list[str] | None
) -> None:
    (passage,) = read(f"示例条例\n第一条 {lines}").passages
    found = addresses(passage)
    assert found == [f"第一条{place}" for place in expected] if expected else "第一条第二款" in found
