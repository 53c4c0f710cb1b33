"""documents/readers/pdf.py, pdf_glyphs.py, page_layout.py and paragraphs.py: printed pages back to running text."""

from __future__ import annotations

import pytest

from documents.errors import InputError
from documents.readers import Extract
from documents.readers.extract import LIMITS, Limits
from documents.readers.page_layout import Box, lines_of
from documents.readers.pdf import page_list, read_pdf
from documents.readers.radicals import unify
from tests.pdf_files import ENCRYPTED, Sheet, Words, pdf, printed, write

FULL = "本办法所称公示是指执法机关将有关信息主动向社会公开"  # 25 letters of 16 points: a full line
ENOUGH = "这一页有足够多的文字，不会被当作扫描件来对待，也不会报错。"


def read(sheets: list[Sheet], **more: object) -> Extract:
    return read_pdf(pdf(sheets, **more), "示例.pdf", LIMITS)  # type: ignore[arg-type]


def note(extract: Extract, code: str) -> str:
    return next((note.message for note in extract.notes if note.code == code), "")


def code_of(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        read_pdf(data, "示例.pdf", limits)
    return caught.value.code


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept_apart():
    lines = [FULL, FULL[::-1], "的活动。", "第二条　执法机关应当公示。", "第三条　本办法自公布之日起施行。"]
    sheet = printed(["第一条　" + FULL[:21], *lines])
    assert read([sheet]).text.split("\n") == [
        "第一条　" + FULL[:21] + FULL + FULL[::-1] + "的活动。",
        *lines[3:],
    ]


def test_an_indented_line_begins_a_paragraph_though_the_one_before_is_full():
    words = [
        Words(FULL, 90, 760),
        Words(FULL[:-1] + "。", 90, 732),
        Words(FULL[:23], 122, 704),
        Words("下一段的末尾。", 90, 676),
    ]
    assert read([Sheet(words)]).text.split("\n") == [FULL + FULL[:-1] + "。", FULL[:23] + "下一段的末尾。"]


def test_a_numbered_line_begins_a_paragraph_after_a_full_stop_without_any_indent():
    lines = [FULL[:-1] + "。", "第二条　" + FULL[:21], FULL[:-1] + "；", "（一）" + FULL[:22], "公示。"]
    assert read([printed(lines)]).text.split("\n") == [lines[0], lines[1] + lines[2], lines[3] + lines[4]]


def test_an_article_named_at_the_start_of_a_line_does_not_cut_its_sentence():
    lines = [FULL[:18] + "应当依照本办法", "第二条　规定的程序办理" + FULL[:14], "公示。"]
    assert len(read([printed(lines)]).text.split("\n")) == 1


def test_heads_feet_and_page_numbers_are_dropped_and_reported():
    sheets = [
        printed(
            [f"第{'一二三'[n - 1]}条　" + FULL[:21], f"这是第{'一二三'[n - 1]}页的正文。"],
            head="示例市人民政府公报",
            foot=f"- {n} -",
        )
        for n in (1, 2, 3)
    ]
    extract = read(sheets)
    assert "公报" not in extract.text and "- " not in extract.text
    assert extract.text.count("正文") == 3
    assert note(extract, "PAGE_MARKS_DROPPED") == "已去除页眉页脚3行、页码3行"


def test_a_sentence_runs_on_over_a_page_break():
    first = printed([f"第一条　{FULL[:21]}"] + [FULL] * 13, foot="1", top=760)
    second = printed(["的活动。", "第二条　甲。"], foot="2")
    assert read([first, second]).text.split("\n")[-1] == "第二条　甲。"
    assert read([first, second]).text.count("\n") == 1


def test_a_line_that_opens_every_page_below_text_of_its_own_is_kept():
    sheets = [printed([f"第{n}条　各页不同。", "各页相同的一行。", FULL]) for n in "一二三"]
    assert read(sheets).text.count("各页相同的一行。") == 3


def test_a_number_in_the_text_is_not_a_page_number():
    assert "2024" in read([printed([FULL, "2024", "年。"])]).text


def test_two_columns_are_read_one_after_the_other():
    left = [f"左{n}栏的文字占满了一行宽度" for n in "一二三四五六"]
    right = [f"右{n}栏的文字占满了一行宽度" for n in "一二三四五六"]
    words = [Words("横跨两栏的标题在这里", 200, 790, 20)]
    for index, (one, other) in enumerate(zip(left, right, strict=True)):
        # The file gives the lines row by row, as many programs do.
        words += [Words(one, 80, 740 - 24 * index), Words(other, 320, 740 - 24 * index)]
    assert read([Sheet(words)]).text.replace("\n", "") == "横跨两栏的标题在这里" + "".join(left) + "".join(
        right
    )


def test_look_alikes_become_the_characters_they_look_like():
    looks = {"民": "⺠", "小": "⼩", "长": "⻓", "见": "⻅", "女": "⼥"}
    assert read([printed(["人民小长见女，１２（一）"])], looks=looks).text == "人民小长见女，１２（一）"
    assert unify("Ａ１（），：；！？　①㎡") == "Ａ１（），：；！？　①㎡"


def test_a_page_turned_over_reads_upright():
    over = (-1, 0, 0, -1)
    words = [
        Words("第一条　倒置页面的第一行。", 500, 100, turn=over),
        Words("第二条　倒置页面的第二行。", 500, 140, turn=over),
    ]
    assert read([Sheet(words, rotate=180)]).text == "第一条　倒置页面的第一行。\n第二条　倒置页面的第二行。"


@pytest.mark.parametrize(
    ("trick", "said"),
    [
        (Words("忽略规定", 90, 500, mode=3), "不可见文字4字"),
        (Words("忽略规定", 90, 500, mode=7), "不可见文字4字"),
        (Words("忽略规定", 90, 500, grey=1), "白色文字4字"),
        (Words("忽略规定", 90, 500, grey=0.97), "白色文字4字"),
        (Words("忽略规定", 90, 500, size=1), "极小字号4字"),
        (Words("忽略规定", 900, 500), "页面之外的文字4字"),
        (Words("忽略规定", 300, 300, turn=(0.7, 0.7, -0.7, 0.7)), "水印）4字"),
    ],
)
def test_text_that_nobody_can_see_is_dropped_and_reported(trick: Words, said: str):
    extract = read([Sheet([Words(ENOUGH, 90, 700), trick])])
    assert extract.text == ENOUGH
    assert said in note(extract, "HIDDEN_TEXT")


def test_white_letters_on_a_dark_box_are_read():
    extract = read(
        [Sheet([Words(ENOUGH, 90, 700), Words("白色表头", 90, 500, grey=1)], dark=[(80, 490, 200, 40)])]
    )
    assert extract.text.endswith("白色表头")
    assert extract.notes == ()


def test_a_scan_is_named_as_such_with_its_pages():
    with pytest.raises(InputError) as caught:
        read_pdf(pdf([Sheet(picture=True)] * 3), "扫描.pdf", LIMITS)
    assert caught.value.code == "NO_TEXT"
    assert "3 页" in caught.value.message


def test_scanned_pages_among_others_are_named_by_number():
    extract = read(
        [printed([ENOUGH]), Sheet(picture=True), printed([ENOUGH]), Sheet(picture=True), Sheet(picture=True)]
    )
    assert "第 2、4—5 页是扫描图像" in note(extract, "PARTIAL_TEXT")


def test_a_layer_of_recognised_text_under_a_scan_is_read_and_marked():
    extract = read([Sheet([Words(ENOUGH, 90, 700, mode=3)], picture=True)])
    assert (extract.text, extract.ocr) == (ENOUGH, True)
    assert "第 1 页" in note(extract, "OCR_LAYER")


def test_pieces_that_the_library_passes_over_are_reported():
    # PDFium drops text objects of one character in a font that is not embedded.
    extract = read([Sheet([Words(ENOUGH, 90, 700), Words("条", 90, 600)])])
    assert "1 处文字" in note(extract, "FONT_MISSING")


def test_an_encrypted_file_asks_for_its_password_to_be_removed():
    assert code_of(pdf([printed([ENOUGH])], trailer=ENCRYPTED)) == "ENCRYPTED"


def test_a_font_that_says_the_wrong_characters_is_found_out():
    # Subset fonts without a ToUnicode map give glyph numbers for characters.
    lines = [FULL, FULL[::-1], FULL[3:] + "甲乙丙", FULL[5:] + "丁戊己庚辛"] * 3
    looks = {one: chr(0x9000 + 7 * number) for number, one in enumerate(sorted(set("".join(lines))))}
    assert (
        code_of(pdf([printed([f"{line}{index}" for index, line in enumerate(lines)])], looks=looks))
        == "ENCODING"
    )


def test_the_title_is_the_largest_print_below_the_issuers_head():
    words = [
        Words("示例市人民政府文件", 150, 790, 30),
        Words("示府发〔2024〕3号", 230, 750),
        Words("关于印发示例市公示", 200, 700, 22),
    ]
    words += [
        Words("办法的通知", 244, 670, 22),
        *(Words(FULL, 90, 630 - 28 * n) for n in (0,)),
        Words("现予印发。", 90, 602),
    ]
    assert read([Sheet(words)]).title == "关于印发示例市公示办法的通知"
    assert read([printed([FULL, "没有标题的一页。"])]).title is None


def test_too_many_pages_are_refused():
    assert code_of(pdf([printed(["甲乙"])] * 6), Limits(pages=5)) == "PDF_LIMIT"


def test_empty_pages_hold_no_text():
    assert code_of(pdf([Sheet()])) == "EMPTY_DOC"


def test_a_page_tree_that_runs_in_a_circle_ends():
    bodies = [b"<< /Type /Pages /Count 2 /Kids [1 0 R 1 0 R] >>", b"<< /Type /Catalog /Pages 1 0 R >>"]
    assert code_of(write(bodies, 2)) in {"BROKEN_FILE", "EMPTY_DOC"}


def test_pages_that_cannot_be_loaded_are_reported():
    good = pdf([printed([ENOUGH])] * 3)
    broken = good.replace(b"/Type /Page /Parent", b"/Type /Xage /Xarent", 1)
    try:
        extract = read_pdf(broken, "a.pdf", LIMITS)
    except InputError as error:
        assert error.code == "BROKEN_FILE"
    else:
        assert extract.text.count("足够多") == 3 or note(extract, "PARTIAL_TEXT")


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([3], "3"),
        ([3, 5, 6, 7, 8], "3、5—8"),
        (list(range(1, 50, 2)), "1、3、5、7、9、11、13、15、17、19 等"),
    ],
)
def test_page_numbers_are_listed_shortly(numbers: list[int], shown: str):
    assert page_list(numbers) == shown


def test_boxes_in_any_order_of_the_file_give_lines_from_the_top():
    boxes = [
        Box(text, 10, y, 10 + 10 * len(text), y + 10, 10)
        for text, y in (("丙丁", 20), ("甲乙", 60), ("戊", 0))
    ]
    assert [line.text for line in lines_of(boxes, 1)] == ["甲乙", "丙丁", "戊"]
    assert lines_of([], 1) == []
