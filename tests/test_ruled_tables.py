"""documents/readers/ruled_tables.py and pdf_rules.py: tables drawn with lines come out row by row."""

from __future__ import annotations

from documents.readers.extract import LIMITS
from documents.readers.page_layout import Box
from documents.readers.pdf import read_pdf
from documents.readers.ruled_tables import Rule, page_lines
from tests.pdf_files import Sheet, Words, pdf

XS, YS = (100.0, 160.0, 300.0, 420.0), (500.0, 530.0, 580.0, 610.0)


def grid(*, without: frozenset[tuple[bool, float, float]] = frozenset()) -> list[Rule]:
    """Every edge of every cell, except those named by (level, at, low)."""
    level = [Rule(True, y, low, high) for y in YS for low, high in zip(XS, XS[1:], strict=False)]
    upright = [Rule(False, x, low, high) for x in XS for low, high in zip(YS, YS[1:], strict=False)]
    return [rule for rule in level + upright if (rule.level, rule.at, rule.low) not in without]


def cell(text: str, x: float, y: float) -> Box:
    return Box(text, x, y, x + 10 * len(text), y + 10, 10)


HEADER = [cell("序号", 110, 590), cell("公示事项", 170, 590), cell("时限", 310, 590)]


def texts(boxes: list[Box], rules: list[Rule]) -> list[str]:
    return [line.text for line in page_lines(boxes, rules, 1)]


def test_rows_carry_their_headers_and_lines_of_a_cell_are_joined():
    boxes = [
        *HEADER,
        cell("1", 110, 550),
        cell("行政处罚", 170, 560),
        cell("决定", 170, 540),
        cell("七日", 310, 550),
        cell("2", 110, 510),
        cell("许可", 170, 510),
    ]
    assert texts(boxes, grid()) == ["序号：1；公示事项：行政处罚决定；时限：七日", "序号：2；公示事项：许可"]


def test_text_around_a_table_stays_around_it():
    boxes = [
        cell("表后的正文。", 100, 450),
        *HEADER,
        cell("1", 110, 550),
        cell("甲", 170, 550),
        cell("表前的正文。", 100, 700),
    ]
    assert texts(boxes, grid()) == ["表前的正文。", "序号：1；公示事项：甲", "表后的正文。"]


def test_a_cell_over_two_rows_is_said_in_both():
    open_below = frozenset({(True, 530.0, 100.0)})
    boxes = [
        *HEADER,
        cell("轻微", 110, 530),
        cell("初次", 170, 550),
        cell("七日", 310, 550),
        cell("再次", 170, 510),
        cell("三日", 310, 510),
    ]
    assert texts(boxes, grid(without=open_below)) == [
        "序号：轻微；公示事项：初次；时限：七日",
        "序号：轻微；公示事项：再次；时限：三日",
    ]


def test_frames_and_underlines_are_no_tables():
    box = [Rule(True, 0, 0, 500), Rule(True, 800, 0, 500), Rule(False, 0, 0, 800), Rule(False, 500, 0, 800)]
    lines = [Rule(True, y, 100, 400) for y in (100, 200, 300)]
    for rules in (box, lines, [], grid()):
        assert texts([cell("只有一句话。", 170, 550)], rules) == ["只有一句话。"]


def test_a_table_drawn_in_a_pdf_is_read_as_rows():
    raw = b"".join(b"%g %g m %g %g l S " % (XS[0], y, XS[-1], y) for y in YS)
    raw += b"".join(b"%g %g 0.5 %g re f " % (x, YS[0], YS[-1] - YS[0]) for x in XS)
    words = [Words("表前的正文在这里。", 100, 700), Words("表后的正文在这里。", 100, 400)]
    for x, row in zip(
        (105, 165, 305),
        (("序号", "01", "02"), ("公示事项", "处罚", "许可"), ("完成时限", "七日", "十日")),
        strict=True,
    ):
        words += [Words(text, x, y, 12) for text, y in zip(row, (590, 550, 510), strict=True)]
    assert read_pdf(pdf([Sheet(words, raw=raw)]), "a.pdf", LIMITS).text.split("\n") == [
        "表前的正文在这里。", "序号：01；公示事项：处罚；完成时限：七日", "序号：02；公示事项：许可；完成时限：十日", "表后的正文在这里。",
    ]  # fmt: skip


def test_a_page_of_letters_drawn_as_shapes_is_no_page_without_text():
    shapes = b"".join(b"%d %d 4 9 re f " % (90 + 9 * (n % 40), 700 - 12 * (n // 40)) for n in range(400))
    extract = read_pdf(
        pdf([Sheet([Words("这一页有足够多的文字，不会被当作扫描件来对待。", 90, 700)]), Sheet(raw=shapes)]),
        "a.pdf",
        LIMITS,
    )
    assert any(note.code == "PARTIAL_TEXT" and "第 2 页" in note.message for note in extract.notes)
