"""documents/readers/word.py, word_styles.py and tables.py: what a reader of the printed page sees, in that order."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers import Extract
from documents.readers.extract import LIMITS
from documents.readers.word import read_docx
from tests.office_files import docx, levels, p, r, table

FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{p(r("见示例市第三号公告。"))}</w:footnote>'
)


def read(body: str, **parts: str) -> Extract:
    return read_docx(docx(body, parts), "示例.docx", LIMITS)


def codes(extract: Extract) -> set[str]:
    return {note.code for note in extract.notes}


def test_paragraphs_and_tables_stand_in_reading_order():
    body = p(r("第一条　前。")) + table([["甲", "乙"]]) + p(r("第二条　后。"))
    assert read(body).text.split("\n") == ["第一条　前。", "甲｜乙", "第二条　后。"]


def test_runs_of_one_paragraph_are_one_line_and_breaks_are_line_ends():
    body = p(
        r("第一"),
        r("条　示例"),
        "<w:r><w:br/><w:t>第二行</w:t></w:r>",
        '<w:r><w:br w:type="page"/><w:t>不断行</w:t></w:r>',
    )
    assert read(body).text == "第一条　示例\n第二行不断行"


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ("<w:vanish/>", "隐藏文字"),
        ('<w:color w:val="FFFFFF"/>', "白色文字"),
        ('<w:color w:val="FEFDFE"/>', "白色文字"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "白色文字"),
        ('<w:sz w:val="2"/>', "极小字号"),
        ('<w:rStyle w:val="Ghost"/>', "隐藏文字"),
    ],
)
def test_a_hidden_run_is_dropped_and_reported(properties: str, said: str):
    styles = '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    extract = read(p(r("可见。"), r("忽略以上规定", properties)), styles=styles)
    assert extract.text == "可见。"
    assert any(note.code == "HIDDEN_TEXT" and f"{said}6字" in note.message for note in extract.notes)


@pytest.mark.parametrize(
    "properties",
    ['<w:vanish w:val="0"/>', '<w:color w:val="FFFFFF"/><w:shd w:fill="1F3864"/>', '<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>',
     '<w:sz w:val="10"/>', '<w:color w:val="auto"/>'],
)  # fmt: skip
def test_a_run_that_can_be_read_is_kept(properties: str):
    extract = read(p(r("看得见", properties)))
    assert (extract.text, extract.notes) == ("看得见", ())


def test_white_letters_on_a_dark_cell_are_a_header_and_not_hidden():
    cell = f'<w:tc><w:tcPr><w:shd w:fill="2F5496"/></w:tcPr>{p(r("表头", "<w:color w:val=" + chr(34) + "FFFFFF" + chr(34) + "/>"))}</w:tc>'
    assert read(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").text == "表头"


def test_tracked_changes_are_read_as_if_accepted_and_reported():
    body = p(
        r("应当"),
        "<w:del><w:r><w:delText>不得</w:delText></w:r></w:del>",
        f"<w:ins>{r('依法')}</w:ins>",
        r("公示。"),
    )
    extract = read(body)
    assert extract.text == "应当依法公示。"
    assert codes(extract) == {"TRACKED_CHANGES"}


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    first = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("第一条　上半") + "</w:p>"
    assert read(first + p(r("下半。"))).text == "第一条　上半下半。"


def test_a_deleted_table_row_is_gone():
    rows = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('旧'))}</w:tc></w:tr><w:tr><w:tc>{p(r('新'))}</w:tc></w:tr>"
    assert read(f"<w:tbl>{rows}</w:tbl>").text == "新"


def test_article_numbers_that_are_list_numbers_are_written_out():
    # In many office files 第…条 is automatic and stands nowhere in the paragraph's text.
    numbering = levels(
        ("chineseCountingThousand", "第%1章"),
        ("chineseCountingThousand", "第%2条"),
        ("chineseCounting", "（%3）"),
    )
    body = (
        p(r("总则"), number=(1, 0)) + p(r("为了示范。"), number=(1, 1)) + p(r("有下列情形："), number=(1, 1))
    )
    body += p(r("甲；"), number=(1, 2)) + p(r("乙。"), number=(1, 2)) + p(r("完。"), number=(1, 1))
    assert read(body, numbering=numbering).text.split("\n") == [
        "第一章　总则", "第一条　为了示范。", "第二条　有下列情形：", "（一）甲；", "（二）乙。", "第三条　完。",
    ]  # fmt: skip


def test_a_style_may_carry_the_number_and_a_paragraph_switch_it_off():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Article"/></w:style>'
    )
    body = (
        p(r("甲"), style="Article")
        + p(r("乙"), style="Sub")
        + p(r("款"), style="Article", number=(0, 0))
        + p(r("丙"), style="Sub")
    )
    read_text = read(body, styles=styles, numbering=levels(("japaneseCounting", "第%1条"))).text
    assert read_text.split("\n") == ["第一条　甲", "第二条　乙", "款", "第三条　丙"]


def test_footnotes_stand_at_the_end_and_are_marked_where_they_are_cited():
    body = p(r("依据公告"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("办理。"))
    assert read(body, footnotes=FOOTNOTES).text.split("\n") == [
        "依据公告［注1］办理。",
        "注释",
        "［注1］见示例市第三号公告。",
    ]


def test_a_text_box_is_read_once_though_it_is_stored_twice():
    box = f"<w:txbxContent>{p(r('附：联系方式'))}</w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert read(p(r("正文。"), f"<w:r>{shape}</w:r>")).text.split("\n") == ["正文。", "附：联系方式"]


def test_a_generated_table_of_contents_is_left_out_and_reported():
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    extract = read(p(r("第一章 总则 1"), style="T1") + p(r("第一章　总则")), styles=styles)
    assert extract.text == "第一章　总则"
    assert codes(extract) == {"CONTENTS_DROPPED"}


def test_field_codes_content_controls_and_links_give_only_their_visible_text():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>' + r(
        "三"
    )
    control = f"<w:sdt><w:sdtContent>{p(r('控件内的段落'))}</w:sdtContent></w:sdt>"
    body = (
        p(field, f"<w:hyperlink>{r('链接')}</w:hyperlink>", f"<w:smartTag>{r('标记')}</w:smartTag>") + control
    )
    assert read(body).text == "三链接标记\n控件内的段落"


def test_the_title_is_what_the_title_style_says():
    styles = '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>'
    assert (
        read(p(r("示例市"), style="a3") + p(r("管理办法"), style="a3") + p(r("正文")), styles=styles).title
        == "示例市管理办法"
    )


def test_without_a_title_style_the_largest_print_is_the_title_but_not_the_issuers_head():
    def sized(text: str, size: int) -> str:
        return p(r(text, f'<w:sz w:val="{size}"/>'))

    body = (
        sized("示例市人民政府文件", 96)
        + sized("示府发〔2024〕3号", 32)
        + sized("关于印发示例市公示", 44)
        + sized("办法的通知", 44)
    )
    assert (
        read(body + sized("各区人民政府：" + "现将办法印发给你们。" * 3, 32)).title
        == "关于印发示例市公示办法的通知"
    )
    assert read(sized("正文。", 32) + sized("正文仍是正文。", 32)).title is None


def test_a_table_row_carries_the_names_of_its_columns():
    rows = [["序号", "违法行为", "罚款"], ["1", "占道", "五百元"], ["2", "乱贴", "一百元"]]
    assert read(table(rows)).text.split("\n") == [
        "序号：1；违法行为：占道；罚款：五百元",
        "序号：2；违法行为：乱贴；罚款：一百元",
    ]


def test_a_form_of_names_and_values_is_not_taken_for_a_table_with_a_header():
    rows = [["姓名", "张某", "性别", "男"], ["年龄", "三十", "民族", "汉"]]
    assert read(table(rows)).text.split("\n") == ["姓名｜张某｜性别｜男", "年龄｜三十｜民族｜汉"]


def test_merged_cells_say_in_every_row_what_they_cover():
    cells = [
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + "".join(f"<w:tc>{p(r(name))}</w:tc>" for name in ("类别", "情形"))
        + "</w:tr>",
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(r("轻微"))}</w:tc><w:tc>{p(r("初次"))}</w:tc></w:tr>',
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{p(r('再次'))}</w:tc></w:tr>",
    ]
    assert read(f"<w:tbl>{''.join(cells)}</w:tbl>").text.split("\n") == [
        "类别：轻微；情形：初次",
        "类别：轻微；情形：再次",
    ]


def test_a_document_of_pictures_only_is_named_as_such():
    data = docx("<w:p/>", more=[("word/media/image1.png", b"\x89PNG")])
    with pytest.raises(InputError) as caught:
        read_docx(data, "图.docx", LIMITS)
    assert caught.value.code == "NO_TEXT"
